#ifndef MDMOCK_PROTOCOL_OAUTH1_AUTHORIZATION_H_
#define MDMOCK_PROTOCOL_OAUTH1_AUTHORIZATION_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock::oauth1 {

// Field is one name="value" pair of an Authorization header.
struct Field {
  std::string_view name;
  std::string_view raw;    // The characters between the quotes, as sent.
  std::string_view value;  // Percent-decoded; invalid escapes as they stand.
  bool quoted = true;
  bool escapes_valid = true;
  bool plain = false;  // Name and raw are all unreserved characters.
};

// Authorization is the value of an OAuth Authorization header in pieces, in the
// order and spelling of the wire. Views point into memory that the object (and
// each copy of it) keeps alive, or into the header where that was borrowed.
class Authorization {
 public:
  static constexpr size_t kMaxFields = 64;

  // Problem is a place where the header is not a list of pairs.
  struct Problem {
    size_t offset;  // In the header value.
    std::string what;
  };

  const std::vector<Field>& fields() const { return fields_; }
  size_t num_fields() const { return num_fields_; }  // Also those past the cap.
  const std::vector<Problem>& problems() const { return problems_; }
  bool is_oauth() const { return is_oauth_; }
  std::string_view scheme() const { return scheme_; }

  // Find gives the first field of that exact name, or null.
  const Field* Find(std::string_view name) const;

  // The decoded value of a field, or "".
  std::string_view Value(std::string_view name) const;

 private:
  friend Authorization ReadAuthorization(std::string_view header_value);
  friend Authorization BorrowAuthorization(std::string_view header_value);

  void Read(std::string_view text);
  size_t ReadField(std::string_view text, size_t begin);
  std::string_view Decode(Field& field, size_t max_len);
  void Note(size_t offset, std::string what);

  // What the views point to. Neither may move, so `decoded` gets all the room
  // that it can ever need at once.
  std::shared_ptr<const std::string> header_;
  std::shared_ptr<char[]> decoded_;
  size_t decoded_len_ = 0;
  std::string_view scheme_;
  bool is_oauth_ = false;
  std::vector<Field> fields_;
  size_t num_fields_ = 0;
  std::vector<Problem> problems_;
};

// ReadAuthorization reads a header value (RFC 5849, 3.5.1) and never fails:
// what is not as it should be stands among the problems. Line breaks inside, as
// folded headers and pasted text have them, count as white space.
Authorization ReadAuthorization(std::string_view header_value);

// BorrowAuthorization is the same without a copy of the header, which must
// outlive what it gives.
Authorization BorrowAuthorization(std::string_view header_value);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_AUTHORIZATION_H_

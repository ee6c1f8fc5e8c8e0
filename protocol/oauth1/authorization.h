#ifndef MDMOCK_PROTOCOL_OAUTH1_AUTHORIZATION_H_
#define MDMOCK_PROTOCOL_OAUTH1_AUTHORIZATION_H_

#include <cstddef>
#include <forward_list>
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
  bool plain = false;  // All unreserved characters: raw and value are the same.
};

// Authorization is the value of an OAuth Authorization header in pieces, in the
// order and spelling of the wire. Views point into memory that the object (and
// each copy of it) keeps alive.
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

  // What the views point to: the header, and values that had to be decoded.
  struct Memory {
    std::string header;
    std::forward_list<std::string> decoded;
  };

  std::shared_ptr<const Memory> memory_;
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

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_AUTHORIZATION_H_

#ifndef MDMOCK_PROTOCOL_VERDICT_PLAIN_TEXT_H_
#define MDMOCK_PROTOCOL_VERDICT_PLAIN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock {

// PlainText is text as somebody reads it who looks for a secret in it:
// percent-encoding of any depth and the escapes of JSON are undone, + and - are
// blanks and _ is a slash (a form's blank, and base64url's alphabet), and zero
// bytes and line ends are left out, with the blanks that a folded line begins
// with. Each byte knows where it comes from.
class PlainText {
 public:
  explicit PlainText(std::string_view text);

  const std::string& bytes() const { return bytes_; }

  // Where in the text the byte that is at `at` begins, and where it ends.
  size_t BeginOf(size_t at) const;
  size_t EndOf(size_t at) const;

 private:
  // Bytes that stand in the text as they are, one after the other; or one that
  // is written as `width` bytes.
  struct Run {
    size_t at;
    size_t offset;
    size_t width;
  };

  void Append(char c, size_t offset, size_t width);
  void AppendAll(std::string_view text, size_t offset);  // As it is.
  void Begin(size_t offset, size_t width);
  const Run& RunOf(size_t at) const;

  std::string bytes_;
  std::vector<Run> runs_;
};

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_PLAIN_TEXT_H_

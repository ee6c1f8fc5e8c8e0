#ifndef MDMOCK_CONFORMANCE_DRIVERS_LINE_READER_H_
#define MDMOCK_CONFORMANCE_DRIVERS_LINE_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mdmock::drivers {

// LineReader cuts what a program says into lines, however it is split.
class LineReader {
 public:
  explicit LineReader(size_t longest) : longest_(longest) {}

  // Add takes more bytes. Take all lines before the next Add: nothing more is
  // kept than one line that is not complete.
  void Add(std::string_view bytes);

  // Next gives a line without its LF or CRLF. Blank ones are passed over.
  std::optional<std::string> Next();

  // Whether there is a line that is longer than `longest` bytes.
  bool too_long() const { return too_long_; }

  // The line that is not complete.
  std::string_view rest() const {
    return std::string_view(bytes_).substr(begin_);
  }

 private:
  const size_t longest_;
  std::string bytes_;
  size_t begin_ = 0;     // Of the next line.
  size_t searched_ = 0;  // There is no LF in [begin_, searched_).
  bool too_long_ = false;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_LINE_READER_H_

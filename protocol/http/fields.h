#ifndef MDMOCK_PROTOCOL_HTTP_FIELDS_H_
#define MDMOCK_PROTOCOL_HTTP_FIELDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/http/message.h"

// The lines of a head, as requests and responses share them.
namespace mdmock::http {

// Malformed says why bytes are not a message that can be read.
struct Malformed {
  int status = 400;   // What a server answers: 400, 413, 414, 431, 501, 505.
  std::string what;   // One sentence.
  size_t offset = 0;  // Where in the bytes, counted from 0.
};

enum class LineEnds {
  kWire,   // As RFC 9112: CRLF, or a bare LF; folded headers are refused.
  kPasted  // As people paste: headers may also be folded over several lines.
};

// IsToken says whether `text` can be a method or the name of a field (RFC 9110,
// 5.6.2).
bool IsToken(std::string_view text);

// HeadLength gives the bytes up to and with the empty line that ends a head, or
// 0 where it is not there yet. `from` is how far an earlier call looked.
size_t HeadLength(std::string_view bytes, size_t from = 0);

// Lines reads one line at a time and knows where it is.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool done() const { return at_ >= text_.size(); }
  size_t at() const { return at_; }

  // Next gives the next line without its end (CRLF or LF).
  std::string_view Next();

  // Whether the next line goes on with the one before (RFC 9112, 5.2).
  bool NextIsFolded() const {
    return !done() && (text_[at_] == ' ' || text_[at_] == '\t');
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// ReadFields reads header fields up to the empty line, or the end.
std::optional<Malformed> ReadFields(Lines& lines, LineEnds line_ends,
                                    Headers& headers);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_FIELDS_H_

#ifndef MDMOCK_PROTOCOL_HTTP_READ_REQUEST_H_
#define MDMOCK_PROTOCOL_HTTP_READ_REQUEST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/http/message.h"

namespace mdmock::http {

// Malformed says why bytes are not a request that can be read.
struct Malformed {
  int status = 400;   // What a server answers: 400, 413, 414, 431, 501, 505.
  std::string what;   // One sentence.
  size_t offset = 0;  // Where in the bytes, counted from 0.
};

// IsToken says whether `text` can be a method or the name of a field (RFC 9110,
// 5.6.2).
bool IsToken(std::string_view text);

enum class LineEnds {
  kWire,   // As RFC 9112: CRLF, or a bare LF; folded headers are refused.
  kPasted  // As people paste: headers may also be folded over several lines.
};

// HeadLength gives the bytes up to and with the empty line that ends a head, or
// 0 where it is not there yet. `from` is how far an earlier call looked.
size_t HeadLength(std::string_view bytes, size_t from = 0);

// ReadHead reads a request line and header fields, up to the empty line or the
// end of `head`. The body is left empty.
std::variant<Request, Malformed> ReadHead(std::string_view head,
                                          LineEnds line_ends);

// Framing says how long the body is (RFC 9112, 6).
struct Framing {
  bool chunked = false;
  size_t length = 0;  // Where not chunked.
};

// ReadFraming refuses what requests are smuggled with: two lengths that differ,
// a length beside Transfer-Encoding, encodings other than chunked.
std::variant<Framing, Malformed> ReadFraming(const Request& request);

// Chunks is as much of a chunked body as is there.
struct Chunks {
  std::string body;
  size_t used = 0;  // Bytes of whole chunks; once `done`, trailers as well.
  bool done = false;
};

// ReadChunks decodes a chunked body; `max_len` bounds the decoded bytes. Where
// it is not done, the bytes past `used` may be given again with more behind.
std::variant<Chunks, Malformed> ReadChunks(std::string_view bytes,
                                           size_t max_len);

// ReadRequest reads a whole pasted request. Where the body is shorter or longer
// than the headers say, what is there is the body.
std::variant<Request, Malformed> ReadRequest(std::string_view bytes);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_READ_REQUEST_H_

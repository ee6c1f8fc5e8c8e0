#ifndef MDMOCK_PROTOCOL_HTTP_READ_REQUEST_H_
#define MDMOCK_PROTOCOL_HTTP_READ_REQUEST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/http/fields.h"
#include "protocol/http/message.h"

namespace mdmock::http {

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

#ifndef MDMOCK_PROTOCOL_HTTP_READ_RESPONSE_H_
#define MDMOCK_PROTOCOL_HTTP_READ_RESPONSE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/http/fields.h"
#include "protocol/http/message.h"

namespace mdmock::http {

// ReceivedResponse is a response and how it came.
struct ReceivedResponse {
  std::string version;  // "HTTP/1.1"
  std::string reason;
  Response response;
  bool chunked = false;
  bool whole = true;  // Whether the body is as long as the headers say.
  std::string rest;   // What follows it.

  // How the head says the length wrongly: one sentence; "" where it does not.
  std::string misframed;
};

// ReadResponseHead reads a status line and header fields, up to the empty line
// or the end of `head`. The body is left empty.
std::variant<ReceivedResponse, Malformed> ReadResponseHead(
    std::string_view head, LineEnds line_ends);

// BodyEnd is what ends the body of a response (RFC 9112, 6.3).
enum class BodyEnd { kHead, kLength, kLastChunk, kConnection };

struct BodyFraming {
  BodyEnd ends_with = BodyEnd::kConnection;
  size_t length = 0;  // Of kLength.
};

// FramingOf says how the body ends that follows `head`; `head_only` is for the
// answer to HEAD. A length that is no number is none.
BodyFraming FramingOf(const Response& head, bool head_only);

// AddBody gives a head the body out of all the bytes that followed it. One
// without a length goes to the end. `head_only` is for the answer to HEAD.
void AddBody(std::string_view bytes, bool head_only,
             ReceivedResponse& response);

// ReadResponse reads a whole response, received or pasted; the interim ones
// (100 Continue) before it are passed over. Pasted, it may be HTTP/2 or HTTP/3
// as curl shows it.
std::variant<ReceivedResponse, Malformed> ReadResponse(
    std::string_view bytes, LineEnds line_ends = LineEnds::kPasted);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_READ_RESPONSE_H_

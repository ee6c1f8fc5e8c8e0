#ifndef MDMOCK_MOCKS_SERVER_RESPONSE_WRITER_H_
#define MDMOCK_MOCKS_SERVER_RESPONSE_WRITER_H_

#include <string>

#include "protocol/base/time.h"
#include "protocol/http/message.h"

namespace mdmock::server {

// FormatHttpDate gives "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string FormatHttpDate(SystemTime time);

// KeepsAlive says whether the client wants the connection for another request
// (RFC 9112, 9.3).
bool KeepsAlive(const http::Request& request);

// Complete adds the headers that every answer has, behind those that are there
// and unless they are: Date, Content-Length, Connection. What it gives is what
// goes over the wire, and what the journal shows. `keep_alive` is what the
// server wants; the result says what it is to do (the response may ask for a
// close itself).
bool Complete(http::Response& response, const http::Request& request,
              SystemTime now, bool keep_alive);

// WireBytes gives the response as it is sent in answer to `request` (a HEAD has
// no body), headers in their order.
std::string WireBytes(const http::Response& response,
                      const http::Request& request);

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_RESPONSE_WRITER_H_

#ifndef MDMOCK_PROTOCOL_HTTP_MESSAGE_H_
#define MDMOCK_PROTOCOL_HTTP_MESSAGE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mdmock::http {

// Header is one field as sent: the name in its spelling, the value without the
// white space around it.
struct Header {
  std::string name;
  std::string value;

  bool operator==(const Header&) const = default;
};

using Headers = std::vector<Header>;  // In the order they came, repeats kept.

// Find gives the first value under `name` (any case), or null.
const std::string* Find(const Headers& headers, std::string_view name);

// FindAll gives every value under `name`, in order.
std::vector<std::string_view> FindAll(const Headers& headers,
                                      std::string_view name);

// Request is a request as it was sent. Nothing in it is decoded: rules sign and
// verify over the very bytes of the wire.
struct Request {
  std::string method;
  std::string target;   // As in the request line, query included.
  std::string version;  // "HTTP/1.1".
  Headers headers;
  std::string body;

  const std::string* Find(std::string_view name) const {
    return http::Find(headers, name);
  }
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

// MediaType gives the lower-case type of a Content-Type value, without its
// parameters: "application/json".
std::string MediaType(std::string_view content_type);

// ReasonPhrase gives "Unauthorized" for 401, and "" for what it does not know.
std::string_view ReasonPhrase(int status);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_MESSAGE_H_

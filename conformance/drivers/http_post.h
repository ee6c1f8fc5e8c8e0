#ifndef MDMOCK_CONFORMANCE_DRIVERS_HTTP_POST_H_
#define MDMOCK_CONFORMANCE_DRIVERS_HTTP_POST_H_

#include <cstddef>
#include <string>

#include "conformance/drivers/deadline.h"
#include "protocol/base/result.h"
#include "protocol/http/message.h"
#include "protocol/http/url.h"

namespace mdmock::drivers {

// Posting is a body, and where it goes: to http, not https.
struct Posting {
  const http::Url& url;
  std::string content_type;
  std::string body;
};

// Post sends it over a connection of its own, in HTTP/1.0, and gives the whole
// response. A Failure says why there is none by `deadline`: a connection that
// cannot be had or breaks, something that is not HTTP, more than `max_bytes`.
Result<http::Response> Post(const Posting& posting, Deadline deadline,
                            size_t max_bytes = size_t{1} << 20);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_HTTP_POST_H_

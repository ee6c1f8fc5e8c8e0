#ifndef MDMOCK_MOCKS_SERVER_REQUEST_READER_H_
#define MDMOCK_MOCKS_SERVER_REQUEST_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "mocks/server/limits.h"
#include "mocks/server/wire.h"
#include "protocol/http/message.h"
#include "protocol/http/read_request.h"
#include "protocol/verdict/finding.h"

namespace mdmock::server {

// Received is a whole request, and the very bytes that it came as.
struct Received {
  http::Request request;
  std::string raw;
};

// Refused is a request that no service gets to see. The connection cannot be
// read on after it.
struct Refused {
  const Rule* rule = nullptr;
  http::Malformed problem;
  std::string raw;  // As much as was read, within the limit of a head.
};

// Ended says that the client left, or was idle too long, between requests.
struct Ended {};

using Reading = std::variant<Received, Refused, Ended>;

// RequestReader takes requests off a wire, one after the other. What a client
// sends ahead (pipelining) is kept for the next call.
class RequestReader {
 public:
  RequestReader(Wire& wire, const Limits& limits)
      : wire_(wire), limits_(limits) {}

  Reading Next();

 private:
  using Problem = std::optional<Refused>;

  Problem ReadFirstByte(bool& ended);
  Problem ReadHead(http::Request& request);
  Problem CheckPartOfHead(size_t seen) const;
  Problem CheckHead(const http::Request& request) const;
  Problem ReadBody(http::Request& request);
  Problem ReadSized(http::Request& request, size_t length);
  Problem ReadChunked(http::Request& request);
  Problem ReadMore(const char* part);
  Refused Refuse(const Rule& rule, http::Malformed problem) const;

  Wire& wire_;
  const Limits& limits_;
  std::string buffer_;   // Bytes that no request has taken yet.
  size_t used_ = 0;      // Those of them that belong to this request.
  Deadline deadline_{};  // Of this request.
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_REQUEST_READER_H_

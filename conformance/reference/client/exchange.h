#ifndef MDMOCK_CONFORMANCE_REFERENCE_CLIENT_EXCHANGE_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CLIENT_EXCHANGE_H_

#include <chrono>
#include <memory>
#include <string>

#include "conformance/drivers/raw_client.h"
#include "conformance/reference/client/settings.h"
#include "protocol/base/result.h"
#include "protocol/http/message.h"
#include "protocol/http/url.h"

namespace mdmock::reference {

// Wire carries one request after the other to one server of this machine, over
// a connection that it keeps while the server does.
class Wire {
 public:
  Wire(const Settings& settings, http::Url url);

  // Ask sends a request (Host, Content-Length and Connection are its business)
  // and waits for the whole answer. A Failure is a connection that cannot be
  // had, breaks, or says nothing for too long.
  Result<http::Response> Ask(const http::Request& request);

 private:
  Result<void> Connect();
  Result<http::Response> Read();

  const Settings& settings_;
  const http::Url url_;
  const std::chrono::milliseconds patience_;
  std::unique_ptr<drivers::RawClient> client_;
};

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CLIENT_EXCHANGE_H_

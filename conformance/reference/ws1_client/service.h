#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_SERVICE_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_SERVICE_H_

#include <memory>
#include <optional>
#include <string>

#include "conformance/reference/client/exchange.h"
#include "conformance/reference/client/settings.h"
#include "conformance/reference/client/waiting.h"
#include "protocol/base/result.h"
#include "protocol/crypto/identity.h"
#include "protocol/http/message.h"

namespace mdmock::reference::ws1 {

// Service is the REST API as a client meets it: every try is signed anew, what
// is worth another try gets one, and everything is bounded.
class Service {
 public:
  // Open opens the key. Failures: MDMOCK_P12 cannot be read, or its certificate
  // is not valid; nothing has been sent then.
  static Result<Service> Open(const Settings& settings);

  // Call asks for what is behind the base URL, as the caller has spelt it. A
  // refusal is a response like any other; a Failure says that there was no
  // answer, or that it leads elsewhere.
  Result<http::Response> Call(const std::string& method,
                              const std::string& path,
                              const std::string& body = "");

  const Mutation& mutation() const { return settings_.mutation; }

 private:
  Service(const Settings& settings, std::optional<crypto::Identity> identity);

  // Ask sends one request, signed now (or, where a mutant says so, not at all
  // or as it was before).
  Result<http::Response> Ask(const std::string& method,
                             const std::string& target,
                             const std::string& body);
  Result<http::Response> Persist(const std::string& method,
                                 const std::string& target,
                                 const std::string& body);
  Result<void> Authorize(http::Request& request);
  void AddUsual(http::Request& request) const;

  const Settings& settings_;
  std::optional<crypto::Identity> identity_;
  std::unique_ptr<Wire> wire_;
  std::string last_header_;
  bool resends_ = false;   // The last header once more.
  bool unsigned_ = false;  // No header at all.
  bool was_asked_ = false;
};

// WireForm spells a path as a request line may hold it: what is encoded stays
// as it is, and what may not stand there is encoded.
std::string WireForm(const std::string& path);

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_SERVICE_H_

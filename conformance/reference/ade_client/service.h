#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SERVICE_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SERVICE_H_

#include <string>

#include "conformance/reference/ade_client/kept.h"
#include "conformance/reference/client/exchange.h"
#include "conformance/reference/client/settings.h"
#include "protocol/base/result.h"
#include "protocol/http/message.h"
#include "protocol/token/server_token.h"

namespace mdmock::reference {

// Service is Apple's service as a client meets it: sessions come and go by
// themselves, what is worth another try gets one, and everything is bounded.
class Service {
 public:
  Service(const Settings& settings, const token::ServerToken& token);

  // NewSession asks for a session, whatever is kept, and keeps it.
  Result<void> NewSession();

  // Call asks for a resource. A refusal is a response like any other; a
  // Failure says that there was no session or no answer to be had.
  Result<http::Response> Call(const std::string& method,
                              const std::string& target,
                              const std::string& body = "");

  const Kept& kept() const { return kept_; }
  const Mutation& mutation() const { return settings_.mutation; }

 private:
  Result<std::string> AskSession();

  // Renew gives a session other than `dead`: the one that another process got
  // in the meantime, or a new one.
  Result<std::string> Renew(const std::string& dead);

  // Persist asks until there is an answer that another try would not better.
  // `make` makes the request anew for each.
  template <typename Make>
  Result<http::Response> Persist(const Make& make, bool for_session);

  void AddUsual(http::Request& request, bool for_session) const;
  void Adopt(const http::Response& response);
  Result<http::Response> Follow(const http::Request& request,
                                http::Response response);

  const Settings& settings_;
  const token::ServerToken& token_;
  const Kept kept_;
  Wire wire_;
  std::string session_;
};

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_SERVICE_H_

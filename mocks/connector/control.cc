#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/connector/connector_json.h"
#include "mocks/connector/connector_service.h"
#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/query.h"
#include "mocks/control/json/rules.h"
#include "protocol/base/encoding.h"
#include "protocol/http/url.h"

// What the control port has under /connector/: the state, one-time passwords,
// and what UEM needs to get in.
namespace mdmock::connector {
namespace {

using control::Problems;
using control::Refuses;
using control::Says;
using server::Answer;
using server::Exchange;

namespace rules = control::rules;

Answer GetState(ConnectorService& service) {
  nlohmann::ordered_json json = ToJson(*service.in_force());
  json["certificates_issued"] = service.desk().ledger().num_issued();
  return Says(json);
}

Answer PutState(ConnectorService& service, const Exchange& exchange) {
  Problems problems;
  const auto json = control::ReadJson(exchange.request.body, problems);
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  // Read twice, so that what cannot be used changes nothing.
  ConnectorOptions tried = *service.in_force();
  problems = ReadState(json, tried);
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  service.Change(
      [&](ConnectorOptions& options) { (void)ReadState(json, options); });
  return GetState(service);
}

// The user and the lifetime that a query names.
Result<Answer> NewOtp(ConnectorService& service, const Exchange& exchange) {
  Problems problems;
  control::Query query(exchange.request.target, problems);
  const auto user = query.Text("user");
  const auto lifetime = query.Whole("lifetime_s", 0, 100'000'000);
  query.Finish();
  if (!user)
    query.Complain("user", "one that GET /connector/users lists", "none");
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
  std::optional<std::chrono::seconds> lasts;
  if (lifetime) lasts = std::chrono::seconds(*lifetime);
  const auto otp = service.NewOtp(*user, lasts);
  if (otp) return Says(*otp, "text/plain");
  return Refuses(404, rules::kQueryField,
                 {{"user", "one that GET /connector/users lists",
                   control::Quoted(*user)}});
}

Answer TellUsers(ConnectorService& service) {
  auto users = nlohmann::ordered_json::array();
  for (const User& one : service.in_force()->users) {
    users.push_back({{"user", one.name},
                     {"otp", one.otp},
                     {"otp_reusable", one.otp_reusable},
                     {"otp_required", one.otp_required},
                     {"allowed", one.allowed}});
    if (!one.expired_otp.empty()) {
      users.back()["expired_otp"] = one.expired_otp;
    }
  }
  return Says(nlohmann::ordered_json{{"users", std::move(users)}});
}

// WithFile finds the file that the query names, "good" where it names none.
using FileAnswer = Answer (*)(const CallerFile&, const ConnectorOptions&);
Result<Answer> WithFile(ConnectorService& service, const Exchange& exchange,
                        FileAnswer answer) {
  Problems problems;
  control::Query query(exchange.request.target, problems);
  const std::string name = query.Text("kind").value_or("good");
  const auto kind = ReadCallerKind(name);
  if (!kind) {
    query.Complain("kind", "good, expired, other-name or other-authority",
                   control::Quoted(name));
  }
  query.Finish();
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
  const auto file = service.CallerFileOf(*kind);
  if (!file) return file.error();
  return answer(*file, *service.in_force());
}

Answer TellAuth(const CallerFile& file, const ConnectorOptions& options) {
  return Says(nlohmann::ordered_json{{"username", options.username},
                                     {"password", options.password},
                                     {"p12_b64", Base64(file.p12)},
                                     {"p12_password", file.password},
                                     {"subject", file.subject}});
}

using Handler = Result<Answer> (*)(ConnectorService&, const Exchange&);
struct Route {
  server::ControlPath path;
  Handler handler;
};

constexpr Route kRoutes[] = {
    {{"GET", "/connector/state", "users, profile, scripted replies and so on"},
     [](ConnectorService& service, const Exchange&) -> Result<Answer> {
       return GetState(service);
     }},
    {{"PUT", "/connector/state", "a part of it, as JSON: changes just that"},
     [](ConnectorService& service, const Exchange& exchange) -> Result<Answer> {
       return PutState(service, exchange);
     }},
    {{"GET", "/connector/users", "who there is, with one-time passwords"},
     [](ConnectorService& service, const Exchange&) -> Result<Answer> {
       return TellUsers(service);
     }},
    {{"GET", "/connector/otp", "?user=…&lifetime_s=…: a new one, good once"},
     &NewOtp},
    {{"GET", "/connector/auth", "?kind=…: what lets UEM in, as JSON"},
     [](ConnectorService& service, const Exchange& exchange) {
       return WithFile(service, exchange, &TellAuth);
     }},
    {{"GET", "/connector/basic", "user:password, for curl -u"},
     [](ConnectorService& service, const Exchange&) -> Result<Answer> {
       const Settings::Snapshot options = service.in_force();
       return Says(options->username + ":" + options->password, "text/plain");
     }},
    {{"GET", "/connector/client.p12",
      "?kind=…: UEM's key and certificate (good, expired, other-name, "
      "other-authority)"},
     [](ConnectorService& service, const Exchange& exchange) {
       return WithFile(service, exchange,
                       [](const CallerFile& file, const ConnectorOptions&) {
                         return Says(file.p12, "application/x-pkcs12");
                       });
     }},
    {{"GET", "/connector/client-password",
      "?kind=…: the password of that file"},
     [](ConnectorService& service, const Exchange& exchange) {
       return WithFile(service, exchange,
                       [](const CallerFile& file, const ConnectorOptions&) {
                         return Says(file.password, "text/plain");
                       });
     }},
    {{"GET", "/connector/issuer", "the authorities that issue to users, PEM"},
     [](ConnectorService& service, const Exchange&) -> Result<Answer> {
       return Says(service.desk().authority().Pem(), "application/x-pem-file");
     }}};

}  // namespace

std::vector<server::ControlPath> ConnectorService::ControlPaths() const {
  std::vector<server::ControlPath> paths;
  for (const Route& route : kRoutes) paths.push_back(route.path);
  return paths;
}

Result<Answer> ConnectorService::Control(const Exchange& exchange) {
  const std::string_view path = http::SplitTarget(exchange.request.target).path;
  for (const auto& [known, handler] : kRoutes) {
    if (known.path == path && known.method == exchange.request.method) {
      return handler(*this, exchange);
    }
  }
  return control::RefusesRequest(ControlPaths(), exchange.request);
}

}  // namespace mdmock::connector

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/query.h"
#include "mocks/control/json/rules.h"
#include "mocks/workspace_one/workspace_one_json.h"
#include "mocks/workspace_one/workspace_one_service.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

// What the control port has under /ws1/: the state, and credentials.
namespace mdmock::workspace_one {
namespace {

using control::Problems;
using control::Refuses;
using control::Says;
using server::Answer;
using server::Exchange;

namespace rules = control::rules;

Answer GetState(WorkspaceOneService& service) {
  const Console::Snapshot in_force = service.in_force();
  nlohmann::ordered_json json = ToJson(in_force->options);
  json["certificates_issued"] = in_force->holders.size();
  json["searches"] = service.door().num_searched();
  json["searches_skipped"] = service.door().num_skipped();
  return Says(json);
}

Answer PutState(WorkspaceOneService& service, Console& console,
                const Exchange& exchange) {
  Problems problems;
  const auto json = control::ReadJson(exchange.request.body, problems);
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  const bool changed = console.Change([&](WorkspaceOneOptions& options) {
    problems = ReadState(json, options);
    return problems.empty();
  });
  if (!changed) return Refuses(400, rules::kBodyField, problems);
  return GetState(service);
}

// WithAdmin finds the administrator that the query names, the first one where
// it names nobody, and gives what `answer` makes of him.
using AdminAnswer = Answer (*)(const Admin& admin, const Credential& credential,
                               const Console::InForce& in_force);
Result<Answer> WithAdmin(WorkspaceOneService& service, const Exchange& exchange,
                         AdminAnswer answer) {
  Problems problems;
  control::Query query(exchange.request.target, problems);
  const Console::Snapshot in_force = service.in_force();
  const std::string name =
      query.Text("name").value_or(in_force->options.admins.front().name);
  query.Finish();
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
  const Admin* admin = in_force->Find(name);
  if (admin == nullptr) {
    return Refuses(
        404, rules::kQueryField,
        {{"name", "one that GET /ws1/state lists", control::Quoted(name)}});
  }
  const auto credential = service.CredentialOf(name);
  if (!credential) return credential.error();
  return answer(*admin, *credential, *in_force);
}

Answer TellAdmin(const Admin& admin, const Credential& credential,
                 const Console::InForce& in_force) {
  return Says(nlohmann::ordered_json{
      {"subject", credential.subject},
      {"state", Name(admin.state)},
      {"role", Name(admin.role)},
      {"p12_b64", Base64(credential.p12)},
      {"password", credential.password},
      {"basic", {{"username", admin.name}, {"password", admin.password}}},
      {"tenant_code", in_force.options.tenant_code}});
}

Answer TellP12(const Admin&, const Credential& credential,
               const Console::InForce&) {
  return Says(credential.p12, "application/x-pkcs12");
}

Answer TellPassword(const Admin&, const Credential& credential,
                    const Console::InForce&) {
  return Says(credential.password, "text/plain");
}

struct Route {
  server::ControlPath path;
  Result<Answer> (*handler)(WorkspaceOneService&, Console&, const Exchange&);
};

constexpr Route kRoutes[] = {
    {{"GET", "/ws1/state", "administrators, separator, answers and so on"},
     [](WorkspaceOneService& service, Console&,
        const Exchange&) -> Result<Answer> { return GetState(service); }},
    {{"PUT", "/ws1/state", "a part of it, as JSON: changes just that"},
     [](WorkspaceOneService& service, Console& console,
        const Exchange& exchange) -> Result<Answer> {
       return PutState(service, console, exchange);
     }},
    {{"GET", "/ws1/admin", "?name=…: all that an administrator has, as JSON"},
     [](WorkspaceOneService& service, Console&, const Exchange& exchange) {
       return WithAdmin(service, exchange, &TellAdmin);
     }},
    {{"GET", "/ws1/admin.p12", "?name=…: key and certificate, PKCS#12"},
     [](WorkspaceOneService& service, Console&, const Exchange& exchange) {
       return WithAdmin(service, exchange, &TellP12);
     }},
    {{"GET", "/ws1/password", "?name=…: the password of that file"},
     [](WorkspaceOneService& service, Console&, const Exchange& exchange) {
       return WithAdmin(service, exchange, &TellPassword);
     }},
    {{"GET", "/ws1/tenant-code", "the value of aw-tenant-code"},
     [](WorkspaceOneService& service, Console&,
        const Exchange&) -> Result<Answer> {
       return Says(service.in_force()->options.tenant_code, "text/plain");
     }},
    {{"GET", "/ws1/ca", "the authorities behind the certificates, PEM"},
     [](WorkspaceOneService&, Console& console,
        const Exchange&) -> Result<Answer> {
       return Says(console.pki().Pem(), "application/x-pem-file");
     }}};

}  // namespace

std::vector<server::ControlPath> WorkspaceOneService::ControlPaths() const {
  std::vector<server::ControlPath> paths;
  for (const Route& route : kRoutes) paths.push_back(route.path);
  return paths;
}

Result<Answer> WorkspaceOneService::Control(const Exchange& exchange) {
  const std::string_view path = http::SplitTarget(exchange.request.target).path;
  for (const auto& [known, handler] : kRoutes) {
    if (known.path == path && known.method == exchange.request.method) {
      return handler(*this, console_, exchange);
    }
  }
  return control::RefusesRequest(ControlPaths(), exchange.request);
}

}  // namespace mdmock::workspace_one

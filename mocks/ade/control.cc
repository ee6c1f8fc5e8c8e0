#include <fmt/format.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/ade/ade_json.h"
#include "mocks/ade/ade_service.h"
#include "mocks/ade/portal.h"
#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/query.h"
#include "mocks/control/json/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

// What the control port has under /ade/: the state, and the portal.
namespace mdmock::ade {
namespace {

using control::Problems;
using control::Refuses;
using control::Says;
using nlohmann::ordered_json;
using server::Answer;
using server::Exchange;

namespace rules = control::rules;

ordered_json SessionsJson(const Sessions& sessions, SystemTime now) {
  constexpr size_t kMaxShown = 100;
  const std::vector<Session> live = sessions.Live(now);
  ordered_json list = ordered_json::array();
  for (const Session& one : live) {
    if (list.size() == kMaxShown) break;
    list.push_back({{"id", ShortId(one.token)},
                    {"tenant", one.tenant},
                    {"issued", FormatTime(one.issued)},
                    {"expires", FormatTime(one.expires)},
                    {"answers", one.num_answers}});
  }
  return {{"live", live.size()}, {"newest", std::move(list)}};
}

ordered_json CountersJson(const Counters& counters) {
  return {{"sessions_issued", counters.sessions_issued.load()},
          {"sessions_refused", counters.sessions_refused.load()},
          {"resources_answered", counters.resources_answered.load()},
          {"resources_refused", counters.resources_refused.load()},
          {"rotations", counters.rotations.load()},
          {"searches", counters.searches.load()},
          {"searches_skipped", counters.searches_skipped.load()}};
}

// What the tenants have at this moment, whose due changes are made first.
ordered_json FleetsJson(State& state) {
  const auto options = state.settings.Now();
  const SystemTime now = state.world.clock.Now();
  ordered_json list = ordered_json::array();
  for (const Tenant& tenant : options->tenants) {
    const auto holdings = state.holdings.Of(tenant, *options);
    const std::lock_guard lock(holdings->mutex);
    holdings->fleet.Advance(now);
    const Fleet::Counts counts = holdings->fleet.counts();
    list.push_back({{"tenant", tenant.name},
                    {"devices", counts.devices},
                    {"added", counts.added},
                    {"modified", counts.modified},
                    {"deleted", counts.deleted},
                    {"without_effect", counts.without_effect},
                    {"planned", counts.planned},
                    {"events", holdings->fleet.log().next()},
                    {"profiles", holdings->profiles.size()},
                    {"scripted", holdings->scripted.size()}});
  }
  return list;
}

// What a document says about the tenants' fleets comes last: it may be for a
// tenant that the document has added.
Result<void> ChangeFleets(State& state, const FleetChange& change) {
  const auto options = state.settings.Now();
  const SystemTime now = state.world.clock.Now();
  if (change.remake) state.holdings.Remake(now);
  for (const Tenant& tenant : options->tenants) {
    const auto holdings = state.holdings.Of(tenant, *options);
    const std::lock_guard lock(holdings->mutex);
    holdings->fleet.Advance(now);
    auto done = Plan(*holdings, tenant.name, change.changes, now);
    if (done) done = Script(*holdings, tenant.name, change.statuses);
    if (!done) {
      return Failure{"tenant \"" + tenant.name + "\": " + done.error().what};
    }
    holdings->fleet.Advance(now);
  }
  return {};
}

// Whether there is a tenant for everything that the document asks for.
void CheckTenants(const AdeOptions& options, const FleetChange& change,
                  Problems& problems) {
  const auto check = [&](const std::string& tenant) {
    if (tenant.empty() || FindTenant(options, tenant) != nullptr) return;
    problems.push_back({"tenant of a change or a status",
                        "one that GET /ade/state lists",
                        control::Quoted(tenant)});
  };
  for (const PlannedChange& one : change.changes) check(one.tenant);
  for (const ScriptedStatus& one : change.statuses) check(one.tenant);
}

// Whether a tenant that there was has got another fleet of its own.
bool HasNewFleet(const AdeOptions& before, const AdeOptions& after) {
  for (const Tenant& tenant : before.tenants) {
    const Tenant* now = FindTenant(after, tenant.name);
    if (now != nullptr && now->fleet != tenant.fleet) return true;
  }
  return false;
}

Answer GetState(State& state) {
  ordered_json json = ToJson(*state.settings.Now());
  json["sessions"] = SessionsJson(state.sessions, state.world.clock.Now());
  json["nonces"] = state.nonces.size();
  json["counters"] = CountersJson(state.counters);
  json["fleets"] = FleetsJson(state);
  return Says(json);
}

Answer PutState(State& state, const Exchange& exchange) {
  Problems problems;
  const auto json = control::ReadJson(exchange.request.body, problems);
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  StateChange change;
  const bool changed = state.settings.Change([&](AdeOptions& options) {
    const AdeOptions before = options;
    problems = ReadState(json, options, change);
    CheckTenants(options, change.fleet, problems);
    if (!problems.empty()) return false;
    if (HasNewFleet(before, options)) change.fleet.remake = true;
    for (Tenant& tenant : options.tenants) {
      CompleteTenant(tenant, options.awkward_credentials, state.world,
                     state.random);
    }
    return true;
  });
  if (!changed) return Refuses(400, rules::kBodyField, problems);
  if (change.kill_sessions) state.sessions.KillAll();
  for (const std::string& name : change.replaced_tokens) {
    state.sessions.KillOf(name);
  }
  if (const auto done = ChangeFleets(state, change.fleet); !done) {
    return Refuses(
        409, rules::kBodyField,
        {{"changes", "no more than a fleet can hold", done.error().what}});
  }
  return GetState(state);
}

Answer TenantUnknown(const std::string& name) {
  return Refuses(
      404, rules::kQueryField,
      {{"tenant", "one that GET /ade/state lists", control::Quoted(name)}});
}

// The name of the tenant that the query asks for.
std::string TenantIn(const Exchange& exchange, Problems& problems) {
  control::Query query(exchange.request.target, problems);
  const std::string name = query.Text("tenant").value_or("default");
  query.Finish();
  return name;
}

Answer GetToken(const State& state, const Exchange& exchange) {
  Problems problems;
  const std::string name = TenantIn(exchange, problems);
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
  const auto options = state.settings.Now();
  const Tenant* tenant = FindTenant(*options, name);
  if (tenant == nullptr) return TenantUnknown(name);
  return Says(TokenJson(tenant->in_force()) + "\n", "application/json");
}

Answer PostCertificate(State& state, const Exchange& exchange) {
  Problems problems;
  const std::string name = TenantIn(exchange, problems);
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
  const auto pem = CertificateIn(exchange.request);
  if (!pem) {
    return Refuses(400, rules::kBodyField,
                   {{"body", "a PEM certificate", pem.error().what}});
  }
  const bool stored = state.settings.Change([&](AdeOptions& options) {
    Tenant* tenant = FindTenant(options, name);
    if (tenant != nullptr) tenant->certificate_pem = *pem;
    return tenant != nullptr;
  });
  if (!stored) return TenantUnknown(name);
  // A form shows the page again; who sends the PEM itself wants an answer.
  const std::string* type = exchange.request.Find("Content-Type");
  if (type != nullptr && http::MediaType(*type) == "multipart/form-data") {
    Answer answer = Says("", "text/html; charset=utf-8");
    answer.response.status = 303;
    answer.response.headers.push_back({"Location", "/ade/portal"});
    return answer;
  }
  return Says(ordered_json{{"tenant", name}, {"certificate", "uploaded"}});
}

// The file is made before the new token comes into force: an attempt that fails
// kills nothing.
Result<Answer> GetTokenFile(AdeService& service, State& state,
                            const Exchange& exchange) {
  Problems problems;
  const std::string name = TenantIn(exchange, problems);
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
  const auto options = state.settings.Now();
  const Tenant* tenant = FindTenant(*options, name);
  if (tenant == nullptr) return TenantUnknown(name);
  if (tenant->certificate_pem.empty()) {
    return Refuses(409, rules::kBodyField,
                   {{"tenant " + control::Quoted(name), "a certificate",
                     "none: POST one to /ade/portal/certificate"}});
  }
  std::string file;
  const auto fresh = service.NewToken(
      name, [&](const oauth1::Credentials& credentials) -> Result<void> {
        auto made = TokenFile(*tenant, credentials, state.random);
        if (!made) return made.error();
        file = *std::move(made);
        return {};
      });
  if (!fresh) {
    return Refuses(
        409, rules::kBodyField,
        {{"certificate of " + control::Quoted(name),
          "one that a token can be encrypted for", fresh.error().what}});
  }
  Answer answer = Says(std::move(file), "application/pkcs7-mime");
  answer.response.headers.push_back(
      {"Content-Disposition",
       fmt::format("attachment; filename=\"{}\"",
                   TokenFileName(*tenant, state.world.clock.Now()))});
  return answer;
}

struct Route {
  server::ControlPath path;
  Result<Answer> (*handler)(AdeService&, State&, const Exchange&);
};

constexpr Route kRoutes[] = {
    {{"GET", "/ade/state", "tenants, sessions, devices, dialect and so on"},
     [](AdeService&, State& state, const Exchange&) -> Result<Answer> {
       return GetState(state);
     }},
    {{"PUT", "/ade/state", "a part of it, as JSON: changes just that"},
     [](AdeService&, State& state, const Exchange& exchange) -> Result<Answer> {
       return PutState(state, exchange);
     }},
    {{"GET", "/ade/token", "the server token in force, as token.json"},
     [](AdeService&, State& state, const Exchange& exchange) -> Result<Answer> {
       return GetToken(state, exchange);
     }},
    {{"GET", "/ade/portal", "a page: upload a certificate, get the token"},
     [](AdeService&, State& state, const Exchange&) -> Result<Answer> {
       return Says(PortalPage(*state.settings.Now()),
                   "text/html; charset=utf-8");
     }},
    {{"POST", "/ade/portal/certificate", "a certificate, PEM, or a form of it"},
     [](AdeService&, State& state, const Exchange& exchange) -> Result<Answer> {
       return PostCertificate(state, exchange);
     }},
    {{"GET", "/ade/portal/token", "a new .p7m; the token before is dead"},
     [](AdeService& service, State& state, const Exchange& exchange) {
       return GetTokenFile(service, state, exchange);
     }}};

}  // namespace

std::vector<server::ControlPath> AdeService::ControlPaths() const {
  std::vector<server::ControlPath> paths;
  for (const Route& route : kRoutes) paths.push_back(route.path);
  return paths;
}

Result<Answer> AdeService::Control(const Exchange& exchange) {
  const std::string_view path = http::SplitTarget(exchange.request.target).path;
  for (const auto& [known, handler] : kRoutes) {
    if (known.path == path && known.method == exchange.request.method) {
      return handler(*this, state_, exchange);
    }
  }
  return control::RefusesRequest(ControlPaths(), exchange.request);
}

}  // namespace mdmock::ade

#include "mocks/ade/ade_service.h"

#include <fmt/format.h>

#include <utility>

#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/front.h"
#include "mocks/ade/issue.h"
#include "mocks/ade/resource.h"
#include "mocks/ade/rules.h"
#include "mocks/ade/session_endpoint.h"
#include "mocks/server/response_writer.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::ade {
namespace {

constexpr std::chrono::hours kSkew(24);

Failure NoTenant(std::string_view name) {
  return Failure{fmt::format("there is no tenant \"{}\"", Printable(name, 60))};
}

server::Answer AnswerUnknown(const State& state, const Call& call) {
  constexpr std::string_view kMethods = "GET";
  Verdict verdict("ade");
  verdict.Add({&rules::kPathUnknown, "request target",
               "one of the paths that /account lists",
               Printable(http::SplitTarget(call.request.target).path, 120)});
  return Refuse(state, call, kMethods, std::move(verdict));
}

struct Endpoint {
  std::string_view path;
  server::Answer (*answer)(State& state, const Call& call);
};
constexpr Endpoint kEndpoints[] = {
    {"/session", &AnswerSession},
    {"/account", &AnswerAccount},
    {"/server/devices", &AnswerFetch},
    {"/devices/sync", &AnswerSync},
    {"/devices", &AnswerDetails},
    {"/devices/disown", &AnswerDisown},
    {"/profile", &AnswerProfile},
    {"/profile/devices", &AnswerAssignment},
    {"/device/activationlock", &AnswerActivationLock},
    {"/device/replacementDetails", &AnswerReplacement},
    {"/os-beta-enrollment/tokens", &AnswerBetaTokens},
    {"/account-driven-enrollment/profile", &AnswerDiscovery}};

server::Answer Dispatch(State& state, const Call& call) {
  const std::string_view path = http::SplitTarget(call.request.target).path;
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.path == path) return endpoint.answer(state, call);
  }
  return AnswerUnknown(state, call);
}

}  // namespace

AdeService::AdeService(AdeOptions options, const World& world)
    : state_(std::move(options), world) {}

std::shared_ptr<const AdeOptions> AdeService::options() const {
  return state_.settings.Now();
}

void AdeService::Change(const std::function<void(AdeOptions&)>& change) {
  state_.settings.Change([&](AdeOptions& options) {
    change(options);
    for (Tenant& tenant : options.tenants) {
      CompleteTenant(tenant, options.awkward_credentials, state_.world,
                     state_.random);
    }
    return true;
  });
}

Result<oauth1::Credentials> AdeService::Credentials(
    std::string_view tenant) const {
  const auto options = state_.settings.Now();
  const Tenant* found = FindTenant(*options, tenant);
  if (found == nullptr) return NoTenant(tenant);
  return found->in_force();
}

Result<oauth1::Credentials> AdeService::NewToken(std::string_view tenant,
                                                 const BeforeForce& before) {
  Result<oauth1::Credentials> fresh = NoTenant(tenant);
  state_.settings.Change([&](AdeOptions& options) {
    Tenant* found = FindTenant(options, tenant);
    if (found == nullptr) return false;
    fresh = NewCredentials(state_.random, state_.world.clock.Now(),
                           options.awkward_credentials,
                           found->credentials.consumer_key);
    Hide(*fresh, state_.world.secrets);
    if (before) {
      if (const auto seen = before(*fresh); !seen) {
        fresh = seen.error();
        return false;
      }
    }
    Replace(*found, *fresh);
    return true;
  });
  if (fresh) state_.sessions.KillOf(tenant);
  return fresh;
}

void AdeService::KillSessions() { state_.sessions.KillAll(); }

Call AdeService::MakeCall(const server::Exchange& exchange) const {
  const bool skewed = state_.scenes.IsOn(Scene::kClockSkew);
  return {.request = exchange.request,
          .scheme = exchange.scheme,
          .now = skewed ? exchange.now + kSkew : exchange.now,
          .seq = exchange.seq,
          .options = state_.settings.Now()};
}

Result<server::Answer> AdeService::Handle(const server::Exchange& exchange) {
  const Call call = MakeCall(exchange);
  server::Answer answer = Dispatch(state_, call);
  if (call.now != exchange.now) {
    answer.response.headers.push_back(
        {"Date", server::FormatHttpDate(call.now)});
  }
  return answer;
}

std::optional<http::Response> AdeService::Named(std::string_view answer) const {
  return FindAnswer(state_.settings.Now()->dialect, answer);
}

std::vector<server::Scenario> AdeService::Scenarios() const {
  return AllScenes();
}

bool AdeService::Play(std::string_view scenario_id) {
  if (scenario_id.empty()) {
    state_.scenes.End();
    state_.holdings.EndThrottling();
    state_.settings.Change([](AdeOptions& options) {
      for (Tenant& one : options.tenants) one.stand_in.reset();
      return true;
    });
    return true;
  }
  const auto scene = ReadScene(scenario_id);
  if (!scene) return false;
  if (*scene == Scene::kTokenReplaced) {
    state_.settings.Change([&](AdeOptions& options) {
      for (Tenant& one : options.tenants) {
        one.stand_in = NewCredentials(state_.random, state_.world.clock.Now(),
                                      options.awkward_credentials,
                                      one.credentials.consumer_key);
        Hide(*one.stand_in, state_.world.secrets);
      }
      return true;
    });
  }
  if (*scene == Scene::kTokenReplaced || *scene == Scene::kTokenExpired) {
    state_.sessions.KillAll();
  }
  state_.scenes.Begin(*scene);
  return true;
}

void AdeService::Reset() { state_.Reset(); }

}  // namespace mdmock::ade

#include "mocks/ade/session_endpoint.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "mocks/ade/front.h"
#include "mocks/ade/issue.h"
#include "mocks/ade/refusals.h"
#include "mocks/ade/rules.h"
#include "mocks/ade/standing.h"
#include "protocol/base/text.h"
#include "protocol/oauth1/rules.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::ade {
namespace {

using oauth1::Authorization;
using oauth1::Known;

constexpr std::string_view kMethods = "GET";

oauth1::Base BaseOf(const Call& call) {
  if (call.options->as) return *call.options->as;
  return ConnectionBase(call).value_or(oauth1::AppleBase());
}

Known MakeKnown(const State& state, const Call& call, const Tenant& tenant) {
  Known known{.credentials = tenant.in_force(),
              .previous = tenant.previous,
              .base = BaseOf(call),
              .others = {oauth1::AppleBase()},
              .window = call.options->nonce_window,
              .key = tenant.key,
              .cause = Known::Cause::kDoNotSearch};
  if (tenant.stand_in) {
    known.previous.insert(known.previous.begin(), tenant.credentials);
  }
  if (call.options->as) {
    if (auto base = ConnectionBase(call)) known.others.push_back(*base);
  }
  if (call.options->strict) known.strictness = Verdict::Strictness::kStrict;
  if (tenant.state == TenantState::kTokenExpired ||
      state.scenes.IsOn(Scene::kTokenExpired)) {
    const SystemTime yesterday = call.now - std::chrono::hours(24);
    if (!known.credentials.expiry || *known.credentials.expiry > yesterday) {
      known.credentials.expiry = yesterday;  // The key stays what it was.
    }
  }
  return known;
}

std::int64_t Timestamp(const Authorization& authorization) {
  const std::string_view text = authorization.Value("oauth_timestamp");
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds;
}

// A signature that does not fit is judged once more, with the search for its
// cause: the fast way stays fast, and a flood finds the gate closed.
Verdict Verify(State& state, const Call& call,
               const Authorization& authorization, Known& known) {
  Verdict verdict =
      oauth1::Verify(call.request, authorization, known, call.now);
  if (!verdict.Has(oauth1::rules::kSignatureMismatch.code)) return verdict;
  const server::SearchGate::Pass pass(state.searches);
  if (!pass.granted()) {
    ++state.counters.searches_skipped;
    verdict.Add({&rules::kSearchSkipped, "the mock", "few refusals at once",
                 "so many that this one was not searched"});
    return verdict;
  }
  ++state.counters.searches;
  known.cause = Known::Cause::kSearch;
  return oauth1::Verify(call.request, authorization, known, call.now);
}

void CheckContentType(const Call& call, Verdict& verdict) {
  if (call.options->dialect != Dialect::kDepsim) return;
  const std::string* type = call.request.Find("Content-Type");
  if (type != nullptr && *type == kJsonType) return;
  verdict.Add({&rules::kContentTypeDepsim, "Content-Type",
               std::string(kJsonType),
               type == nullptr ? "nothing" : Printable(*type, 120)});
}

void AddScenes(const State& state, const Tenant& tenant, Verdict& verdict) {
  if (state.scenes.IsOn(Scene::kTokenExpired)) {
    AddScene("ade.token-expired", verdict);
  }
  if (tenant.stand_in) AddScene("ade.token-replaced", verdict);
  if (state.scenes.IsOn(Scene::kNonceReplayed)) {
    AddScene("ade.nonce-replayed", verdict);
  }
  if (state.scenes.IsOn(Scene::kClockSkew)) {
    AddScene("ade.clock-skew", verdict);
  }
}

server::Answer Issue(State& state, const Call& call, const Tenant& tenant,
                     Verdict verdict) {
  const AdeOptions& options = *call.options;
  Session session{
      .token = NewSessionToken(state.random, call.now, options.dialect,
                               options.session_shape),
      .tenant = tenant.name,
      .issued = call.now,
      .expires = call.now + options.session_lifetime};
  ++state.counters.sessions_issued;
  http::Response response{
      .status = 200,
      .headers = {{"Content-Type", std::string(kJsonType)}},
      .body = options.dialect == Dialect::kAppleDoc
                  ? fmt::format("{{\n    \"auth_session_token\" : \"{}\"\n}}\n",
                                session.token)
                  : fmt::format("{{\"auth_session_token\":\"{}\"}}",
                                session.token)};
  state.sessions.Add(std::move(session));
  return {.response = std::move(response), .verdict = std::move(verdict)};
}

}  // namespace

server::Answer AnswerSession(State& state, const Call& call) {
  const std::string* header = call.request.Find("Authorization");
  const Authorization authorization = oauth1::ReadAuthorization(
      header == nullptr ? std::string_view() : std::string_view(*header));
  const Tenant& tenant = TenantOf(*call.options, authorization);
  const Nonces::Used used(authorization.Value("oauth_consumer_key"),
                          authorization.Value("oauth_token"),
                          Timestamp(authorization),
                          authorization.Value("oauth_nonce"));

  Known known = MakeKnown(state, call, tenant);
  std::optional<std::uint64_t> earlier = state.nonces.Find(used);
  for (;;) {
    known.nonce_seen =
        earlier.has_value() || state.scenes.IsOn(Scene::kNonceReplayed);
    Verdict verdict = Verify(state, call, authorization, known);
    if (earlier) {
      verdict.Show("journal entry that used the nonce",
                   std::to_string(*earlier));
    }
    CheckFront(state, call, kMethods, verdict);
    CheckContentType(call, verdict);
    if (verdict.accepted())
      CheckTenant(state, tenant, Place::kSession, verdict);
    if (!verdict.accepted()) {
      AddScenes(state, tenant, verdict);
      ++state.counters.sessions_refused;
      return Refuse(state, call, kMethods, std::move(verdict));
    }
    // Between the look-up and here somebody else may have used the nonce.
    const std::int64_t oldest =
        EpochSeconds(call.now) - call.options->nonce_window.count();
    earlier = state.nonces.Keep(used, call.seq, oldest);
    if (!earlier) return Issue(state, call, tenant, std::move(verdict));
  }
}

}  // namespace mdmock::ade

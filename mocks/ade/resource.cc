#include "mocks/ade/resource.h"

#include <string>
#include <utility>
#include <vector>

#include "mocks/ade/front.h"
#include "mocks/ade/issue.h"
#include "mocks/ade/refusals.h"
#include "mocks/ade/rules.h"
#include "mocks/ade/standing.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/rules.h"

namespace mdmock::ade {
namespace {

constexpr std::string_view kSessionHeader = "X-ADM-Auth-Session";

std::string Shown(std::string_view token) {
  return "\"" + Printable(ShortId(token), 80) + "\"";
}

// Whether sessions of the tenant died with its server token.
bool HasDeadToken(const State& state, const Tenant& tenant) {
  return tenant.state == TenantState::kTokenExpired ||
         tenant.state == TenantState::kTokenRejected ||
         state.scenes.IsOn(Scene::kTokenExpired);
}

void AddUnknown(const State& state, const Call& call, std::string_view token,
                Verdict& verdict) {
  const std::string near_miss = state.sessions.NearMiss(token, call.now);
  std::string actual = Shown(token);
  if (!near_miss.empty()) {
    actual += ", a session that is live, " + near_miss;
  }
  verdict.Add({&rules::kSessionUnknown, std::string(kSessionHeader),
               "a session that /session gave", std::move(actual)});
}

void CheckSession(State& state, const Call& call, std::string_view token,
                  Admission& admission) {
  Verdict& verdict = admission.verdict;
  Sessions::Found found = state.sessions.Find(token, call.now);
  // What HTTP's rules refuse uses up nothing that a scenario has in store.
  if (found.state == Sessions::State::kLive && verdict.accepted() &&
      state.scenes.TakeExpiry()) {
    state.sessions.Kill(token);
    found.state = Sessions::State::kExpired;
    AddScene("ade.session-expired", verdict);
  }
  const Session& session = found.session;
  const Tenant* tenant = FindTenant(*call.options, session.tenant);
  if (found.state == Sessions::State::kUnknown || tenant == nullptr) {
    return AddUnknown(state, call, token, verdict);
  }
  admission.tenant = tenant;
  if (found.state == Sessions::State::kExpired ||
      HasDeadToken(state, *tenant)) {
    verdict.Add({&rules::kSessionExpired, std::string(kSessionHeader),
                 "a session that is live at " + FormatTime(call.now),
                 Shown(token) + ", issued " + FormatTime(session.issued) +
                     (call.now >= session.expires
                          ? ", expired " + FormatTime(session.expires)
                          : ", ended before its time")});
    return;
  }
  if (found.state == Sessions::State::kReplaced) {
    verdict.Add({&rules::kSessionReplaced, std::string(kSessionHeader),
                 "the session that an answer brought at " +
                     FormatTime(*session.replaced),
                 Shown(token)});
    return;
  }
  admission.session = std::move(found.session);
}

// The header of an answer that brings a new session, where one is due.
std::optional<http::Header> Rotate(State& state, const Call& call,
                                   const Session& session, bool is_error) {
  const bool scene = state.scenes.IsOn(Scene::kSessionRotated);
  const Rotation rotation =
      scene ? Rotation{.every = 1, .on_error = true} : call.options->rotation;
  if (is_error && !rotation.on_error) return std::nullopt;
  if (!is_error) {
    const std::uint64_t count = state.sessions.Count(session.token);
    if (rotation.every == 0 || count % rotation.every != 0) return std::nullopt;
  }
  Session next{
      .token = NewSessionToken(state.random, call.now, call.options->dialect,
                               call.options->session_shape),
      .tenant = session.tenant,
      .issued = call.now,
      .expires = call.now + call.options->session_lifetime};
  std::string token = next.token;
  if (!state.sessions.Replace(session.token, std::move(next), call.now,
                              call.now + rotation.grace)) {
    return std::nullopt;
  }
  ++state.counters.rotations;
  return http::Header{std::string(kSessionHeader), std::move(token)};
}

}  // namespace

Admission Admit(State& state, const Call& call, std::string_view methods) {
  Admission admission{.verdict =
                          Verdict("ade", call.options->strict
                                             ? Verdict::Strictness::kStrict
                                             : Verdict::Strictness::kLenient)};
  Verdict& verdict = admission.verdict;
  CheckFront(state, call, methods, verdict);
  if (call.request.Find("Authorization") != nullptr) {
    verdict.Add({&oauth1::rules::kPathOther, "Authorization", "no such header",
                 "one, which nobody looks at"});
  }
  const auto tokens = http::FindAll(call.request.headers, kSessionHeader);
  if (tokens.empty() || tokens.front().empty()) {
    verdict.Add({&rules::kSessionMissing, "headers",
                 std::string(kSessionHeader) + ": a session",
                 tokens.empty() ? "nothing" : "an empty header"});
    return admission;
  }
  if (tokens.size() > 1) {
    verdict.Add({&rules::kSessionRepeated, "headers",
                 "one " + std::string(kSessionHeader) + " header",
                 std::to_string(tokens.size()) + " of them"});
  }
  CheckSession(state, call, tokens.front(), admission);
  if (admission.session && verdict.accepted()) {
    CheckTenant(state, *admission.tenant, Place::kResource, verdict);
  }
  return admission;
}

server::Answer Finish(State& state, const Call& call, std::string_view methods,
                      Admission admission, http::Response good) {
  const bool accepted = admission.verdict.accepted();
  server::Answer answer =
      accepted ? server::Answer{std::move(good), std::move(admission.verdict)}
               : Refuse(state, call, methods, std::move(admission.verdict));
  const bool is_error = answer.response.status >= 400;
  ++(accepted ? state.counters.resources_answered
              : state.counters.resources_refused);
  if (admission.session) {
    if (auto header = Rotate(state, call, *admission.session, is_error)) {
      answer.response.headers.push_back(*std::move(header));
    }
  }
  return answer;
}

server::Answer AnswerAccount(State& state, const Call& call) {
  constexpr std::string_view kMethods = "GET";
  Admission admission = Admit(state, call, kMethods);
  http::Response good;
  if (admission.verdict.accepted()) {
    good = {.status = 200,
            .headers = {{"Content-Type", std::string(kJsonType)}},
            .body = AccountJson(admission.tenant->account,
                                ProtocolVersion(call.request),
                                call.options->fleet.pages)};
  }
  return Finish(state, call, kMethods, std::move(admission), std::move(good));
}

}  // namespace mdmock::ade

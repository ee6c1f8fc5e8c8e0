#include "mocks/workspace_one/workspace_one_service.h"

#include <fmt/format.h>

#include <cassert>
#include <chrono>
#include <utility>

#include "mocks/workspace_one/refusals.h"
#include "mocks/workspace_one/rules.h"

namespace mdmock::workspace_one {
namespace {

// Of the seed: what others draw changes nothing here.
constexpr std::uint64_t kSalt = 0x7773312D61637469;
constexpr std::uint64_t kTokenSalt = 0x7773312D746F6B65;

// A search takes milliseconds of one core.
constexpr size_t kMaxSearches = 1;
constexpr size_t kMaxSearchesWaiting = 32;

void RefuseRate(std::chrono::seconds pause, Verdict& verdict) {
  verdict.Add({&rules::kRateLimited, "the quota", "calls left",
               fmt::format("none for {} s", pause.count())});
}

}  // namespace

WorkspaceOneService::WorkspaceOneService(WorkspaceOneOptions options, Pki pki,
                                         const World& world)
    : world_(world),
      random_(world.entropy.seed() ^ kSalt),
      console_(std::move(options), std::move(pki), world),
      tokens_(world.entropy.seed() ^ kTokenSalt),
      searches_(kMaxSearches, kMaxSearchesWaiting),
      door_(scenes_, tokens_, searches_) {
  world_.secrets.Hide(tokens_.common_part(), "[access token]");
}

void WorkspaceOneService::Change(
    const std::function<void(WorkspaceOneOptions&)>& change) {
  console_.Change([&](WorkspaceOneOptions& options) {
    change(options);
    return true;
  });
}

Result<Credential> WorkspaceOneService::CredentialOf(std::string_view admin) {
  if (!admin.empty()) return console_.CredentialOf(admin);
  return console_.CredentialOf(in_force()->options.admins.front().name);
}

// A GUID of version 4.
std::string WorkspaceOneService::NewActivityId() const {
  const std::string digits = random_.HexDigits(32);
  return fmt::format("{}-{}-4{}-8{}-{}", digits.substr(0, 8),
                     digits.substr(8, 4), digits.substr(13, 3),
                     digits.substr(17, 3), digits.substr(20));
}

Result<server::Answer> WorkspaceOneService::Handle(
    const server::Exchange& exchange) {
  const Call call{.request = exchange.request,
                  .scheme = exchange.scheme,
                  .now = exchange.now,
                  .in_force = console_.Now()};
  if (IsTokenRequest(call)) return AnswerToken(call, tokens_, random_);
  Admission admission = door_.Judge(call);
  Verdict& verdict = admission.verdict;
  std::optional<Quota::Standing> quota;
  if (const auto pause = scenes_.Pause(call.now)) {
    quota = Quota::Standing{.left = 0, .pause = pause};
    AddScene(Scene::kRateLimited, verdict);
  } else if (call.options().calls_per_minute > 0) {
    quota = quota_.Take(call.options().calls_per_minute, call.now);
  }
  if (quota && quota->pause) RefuseRate(*quota->pause, verdict);

  const Wanted wanted =
      Negotiate(call.request, ApiVersionIn(call.path_in_api()), verdict);
  std::string allowed;
  std::optional<http::Response> response;
  if (verdict.accepted()) {
    assert(admission.who != nullptr);  // Or the door would have refused.
    response = api_.Answer(call, *admission.who, wanted, verdict, allowed);
  }
  server::Answer answer;
  if (response) {
    answer = {.response = *std::move(response), .verdict = std::move(verdict)};
  } else {
    answer = Refuse(call, wanted, std::move(verdict), allowed);
  }
  http::Headers& headers = answer.response.headers;
  if (quota) {
    headers.push_back(
        {"X-RateLimit-Remaining", fmt::format("{}", quota->left)});
    if (quota->pause) {
      headers.push_back(
          {"Retry-After", fmt::format("{}", quota->pause->count())});
    }
  }
  world_.secrets.Snapshot()->Redact(answer.verdict);
  return answer;
}

server::Answer WorkspaceOneService::Refuse(const Call& call,
                                           const Wanted& wanted,
                                           Verdict verdict,
                                           const std::string& allowed) const {
  const Refusal refusal = FirstRefusal(verdict, call.options());
  http::Response response = WriteError(wanted, refusal.error, NewActivityId());
  if (!refusal.is_known) {
    verdict.Add({&rules::kAnswerChosen, "the answer", "not documented",
                 fmt::format("{}, errorCode {}", refusal.error.status,
                             refusal.error.code)});
  }
  if (!allowed.empty()) response.headers.push_back({"Allow", allowed});
  if (call.options().explain_header) {
    response.headers.push_back(
        {"X-Mdmock-Explain", Explanation(*refusal.rule, verdict)});
  }
  return {.response = std::move(response), .verdict = std::move(verdict)};
}

std::optional<http::Response> WorkspaceOneService::Named(
    std::string_view answer) const {
  const auto error = NamedError(answer, in_force()->options);
  if (!error) return std::nullopt;
  return WriteError({}, *error, NewActivityId());
}

std::vector<server::Scenario> WorkspaceOneService::Scenarios() const {
  return AllScenes();
}

bool WorkspaceOneService::Play(std::string_view scenario_id) {
  if (scenario_id.empty()) {
    scenes_.End();
    return true;
  }
  const auto scene = ReadScene(scenario_id);
  if (scene) scenes_.Begin(*scene);
  return scene.has_value();
}

void WorkspaceOneService::Reset() {
  random_.Reseed(world_.entropy.seed() ^ kSalt);
  scenes_.End();
  tokens_.Clear();
  door_.Clear();
  quota_.Clear();
  console_.Reset();
  api_.Reset();
}

}  // namespace mdmock::workspace_one

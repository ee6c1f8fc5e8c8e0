#include "mocks/ade/front.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "mocks/ade/refusals.h"
#include "mocks/ade/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::ade {
namespace {

constexpr std::string_view kVersionHeader = "X-Server-Protocol-Version";

bool Lists(std::string_view allowed, std::string_view method) {
  for (const std::string_view one : Split(allowed, ',')) {
    if (Trim(one) == method) return true;
  }
  return false;
}

void CheckUserAgent(const State& state, const Call& call, Verdict& verdict) {
  const UserAgents& policy = call.options->user_agents;
  const std::string* agent = call.request.Find("User-Agent");
  if (state.scenes.IsOn(Scene::kUserAgentRefused)) {
    verdict.Add({&rules::kUserAgentInvalid, "User-Agent", "another one",
                 agent == nullptr ? "nothing" : Printable(*agent, 120)});
    AddScene("ade.user-agent-refused", verdict);
    return;
  }
  if (agent == nullptr) {
    if (!policy.required) return;
    verdict.Add({&rules::kUserAgentMissing, "headers",
                 "User-Agent: the client's name and version", "nothing"});
    return;
  }
  const bool is_denied = (agent->empty() && policy.required) ||
                         std::find(policy.denied.begin(), policy.denied.end(),
                                   *agent) != policy.denied.end();
  if (!is_denied) return;
  verdict.Add({&rules::kUserAgentInvalid, "User-Agent",
               agent->empty() ? "the client's name and version"
                              : "one that is not on the list of refused ones",
               "\"" + Printable(*agent, 120) + "\""});
}

std::optional<int> ReadVersion(std::string_view text) {
  int version = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), version);
  if (!IsDigits(text) || error != std::errc() || version < 1) {
    return std::nullopt;
  }
  return version;
}

}  // namespace

void CheckFront(const State& state, const Call& call, std::string_view allowed,
                Verdict& verdict) {
  const http::Request& request = call.request;
  if (!Lists(allowed, request.method)) {
    verdict.Add({&rules::kMethodNotAllowed, "request line",
                 std::string(allowed), Printable(request.method, 40)});
  }
  if (!ConnectionBase(call)) {
    const std::string* host = request.Find("Host");
    verdict.Add(
        {&rules::kHostMissing, "Host", "host, or host:port",
         host == nullptr ? "nothing" : "\"" + Printable(*host, 120) + "\""});
  }
  CheckUserAgent(state, call, verdict);
  if (const std::string* version = request.Find(kVersionHeader);
      version != nullptr && !ReadVersion(*version)) {
    verdict.Add({&rules::kProtocolVersionForm, std::string(kVersionHeader),
                 "a positive whole number",
                 "\"" + Printable(*version, 60) + "\""});
  }
  if (request.method == "GET" && !request.body.empty()) {
    verdict.Add({&rules::kBodyUnexpected, "body", "no bytes",
                 fmt::format("{} bytes", request.body.size())});
  }
}

std::optional<oauth1::Base> ConnectionBase(const Call& call) {
  const std::string* host = call.request.Find("Host");
  if (host == nullptr) return std::nullopt;
  auto authority = http::ReadAuthority(*host);
  if (!authority) return std::nullopt;
  return oauth1::Base{std::string(call.scheme), *std::move(authority)};
}

int ProtocolVersion(const http::Request& request) {
  const std::string* version = request.Find(kVersionHeader);
  return version == nullptr ? 1 : ReadVersion(*version).value_or(1);
}

server::Answer Refuse(const State& state, const Call& call,
                      std::string_view allowed, Verdict verdict) {
  const Refusal refusal = FirstRefusal(verdict);
  auto response = FindAnswer(call.options->dialect, refusal.answer)
                      .value_or(http::Response{.status = 400});
  if (response.status == 405) {
    response.headers.push_back({"Allow", std::string(allowed)});
  }
  if (call.options->explain_header) {
    response.headers.push_back(
        {"X-Mdmock-Explain", Explanation(*refusal.rule, verdict)});
  }
  state.world.secrets.Snapshot()->Redact(verdict);
  return {.response = std::move(response), .verdict = std::move(verdict)};
}

}  // namespace mdmock::ade

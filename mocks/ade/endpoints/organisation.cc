#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/endpoints/visit.h"
#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/fleet/mix.h"
#include "mocks/ade/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

// GET /os-beta-enrollment/tokens, and /account-driven-enrollment/profile: what
// is the organisation's and not a device's.
namespace mdmock::ade {
namespace {

constexpr std::string_view kUrlField = "mdm_service_discovery_url";

http::Response BetaTokens(Visit& visit) {
  struct Program {
    std::string_view title;
    std::string_view os;
  };
  constexpr Program kPrograms[] = {{"iOS Developer Beta", "iOS"},
                                   {"macOS Developer Beta", "OSX"},
                                   {"tvOS Developer Beta", "tvOS"}};
  if (!visit.options().seed_for_it) {
    visit.verdict.Add({&rules::kSeedOff, "the organisation",
                       "AppleSeed for IT turned on", "turned off"});
  }
  if (!visit.may_act()) return {};
  std::string list;
  for (const auto& [title, os] : kPrograms) {
    list += list.empty() ? "{" : ",{";
    AppendField(list, "title", title);
    AppendField(list, "os", os);
    const std::uint64_t bits = Mix(visit.holdings->fleet.seed(), title);
    AppendField(list, "token", fmt::format("{:016x}{:016x}", bits, Mix(bits)));
    list += '}';
  }
  return JsonAnswer(fmt::format(
      R"({{"betaEnrollmentTokens":[{0}],"seedBuildTokens":[{0}]}})", list));
}

void CheckOrganisation(const Visit& visit) {
  if (visit.tenant == nullptr) return;
  if (visit.tenant->account.org_version != "v1") return;
  visit.verdict.Add({&rules::kOrgNotSupported, "the organisation",
                     "one of org_version v2", "v1"});
}

http::Response SetUrl(Visit& visit) {
  constexpr std::string_view kKnown[] = {kUrlField};
  constexpr size_t kMaxUrl = 2000;
  Verdict& verdict = visit.verdict;
  const nlohmann::json body =
      ReadBody(visit.call.request, Absent::kMalformed, verdict);
  RemarkUnknown(body, kKnown, verdict);
  const std::string text = TextField(body, kUrlField, verdict).value_or("");
  const auto url = http::ReadUrl(text);
  if (text.empty()) {
    if (!verdict.Has(rules::kBodyMalformed.code)) {
      verdict.Add({&rules::kDiscoveryUrlRequired, std::string(kUrlField),
                   "an https URL", "nothing"});
    }
  } else if (!url || url->scheme != "https" || text.size() > kMaxUrl) {
    verdict.Add({&rules::kDiscoveryUrlNotValid, std::string(kUrlField),
                 "an https URL", "\"" + Printable(text, 120) + "\""});
  }
  CheckOrganisation(visit);
  if (visit.may_act()) visit.holdings->discovery = {text, visit.call.now};
  return JsonAnswer("");
}

http::Response GetUrl(Visit& visit) {
  CheckOrganisation(visit);
  if (!visit.may_act()) return {};
  const auto& discovery = visit.holdings->discovery;
  if (!discovery) {
    visit.verdict.Add({&rules::kDiscoveryNotFound, std::string(kUrlField),
                       "one that was set", "none"});
    return {};
  }
  std::string body = "{";
  AppendField(body, kUrlField, discovery->url);
  AppendField(body, "last_updated_timestamp", WireTime(discovery->updated));
  return JsonAnswer(body + "}");
}

http::Response RemoveUrl(Visit& visit) {
  CheckOrganisation(visit);
  if (visit.may_act()) visit.holdings->discovery.reset();
  return JsonAnswer("");
}

}  // namespace

server::Answer AnswerBetaTokens(State& state, const Call& call) {
  return Receive(state, call, "GET", &BetaTokens);
}

server::Answer AnswerDiscovery(State& state, const Call& call) {
  const std::string& method = call.request.method;
  return Receive(state, call, "DELETE, GET, POST",
                 method == "GET"      ? &GetUrl
                 : method == "DELETE" ? &RemoveUrl
                                      : &SetUrl);
}

}  // namespace mdmock::ade

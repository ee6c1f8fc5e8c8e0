#include "conformance/suites/connector/payload.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <string_view>
#include <utility>

#include "mocks/world/clock.h"
#include "protocol/crypto/trust.h"

namespace mdmock::conformance::pki {

pkcs12::Settings SettingsFor(const Site& site, const std::string& user) {
  pkcs12::Settings settings;
  const Configuration& configuration = site.configuration();
  settings.user = user;
  for (const TestUser& other : configuration.users) {
    if (other.name != user) settings.other_users.push_back(other.name);
  }
  settings.issuers = configuration.issuers;
  if (!settings.issuers.empty()) {
    auto trust = crypto::Trust::Of(settings.issuers);
    if (trust) {
      settings.trust = std::make_shared<const crypto::Trust>(*std::move(trust));
    }
  }
  return settings;
}

pkcs12::Inspection InspectPayload(const Heard& heard,
                                  const pkcs12::Settings& settings) {
  const connector::Reply& reply = heard.judged.reply;
  const pkcs12::Announcement announcement{.password = reply.announced,
                                          .password_text = reply.password,
                                          .otp = heard.otp};
  return pkcs12::Inspect(reply.payload.value_or(""), announcement, settings,
                         world::Clock().Now());
}

std::optional<Said> NoPayload(const Site& site) {
  if (site.control && site.control->judged.reply.payload) return std::nullopt;
  return Skip("there is no payload to look at: K-01, K-10");
}

pkcs12::Inspection InspectControl(const Site& site) {
  assert(!NoPayload(site));
  return InspectPayload(*site.control, SettingsFor(site, site.control->user));
}

std::string WhyShut(const pkcs12::Inspection& inspection) {
  const std::string found = FindingsUnder(
      inspection.verdict,
      {"structure", "size", "opens-with-rule", "same-password-mac-enc",
       "mac-verifies", "payload-pem", "payload-base64-twice", "payload-hex",
       "payload-certificate-only", "payload-key-only", "payload-truncated",
       "iterations", "algorithm-unsupported"});
  const Cause& cause = inspection.verdict.cause();
  if (!found.empty()) {
    return cause.fix.empty() ? found : found + "; fix: " + cause.fix;
  }
  if (!inspection.key) return "it holds no private key";
  return inspection.leaf ? "" : "it holds no certificate";
}

std::string FindingsUnder(const Verdict& verdict,
                          const std::vector<std::string_view>& slugs) {
  constexpr std::string_view kPrefix = "pkcs12.";
  std::string text;
  for (const Finding& finding : verdict.findings()) {
    std::string_view code = finding.rule->code;
    if (!code.starts_with(kPrefix)) continue;
    code.remove_prefix(kPrefix.size());
    if (std::find(slugs.begin(), slugs.end(), code) == slugs.end()) continue;
    text += fmt::format("{}{}: expected {}, got {}", text.empty() ? "" : "; ",
                        finding.where, finding.expected, finding.actual);
  }
  return text;
}

}  // namespace mdmock::conformance::pki

#include "mocks/ade/endpoints/profile_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::ade {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFlags[] = {
    "allow_pairing", "auto_advance_setup",   "await_device_configured",
    "is_mandatory",  "is_mdm_removable",     "is_multi_user",
    "is_supervised", "is_return_to_service", "do_not_use_profile_from_backup"};
constexpr std::string_view kTexts[] = {"configuration_web_url", "description"};
constexpr std::string_view kLists[] = {"anchor_certs", "supervising_host_certs",
                                       "skip_setup_items"};
constexpr std::string_view kKnown[] = {"profile_name",
                                       "url",
                                       "devices",
                                       "department",
                                       "org_magic",
                                       "support_email_address",
                                       "support_phone_number",
                                       "language",
                                       "region",
                                       "allow_pairing",
                                       "auto_advance_setup",
                                       "await_device_configured",
                                       "is_mandatory",
                                       "is_mdm_removable",
                                       "is_multi_user",
                                       "is_supervised",
                                       "is_return_to_service",
                                       "do_not_use_profile_from_backup",
                                       "configuration_web_url",
                                       "description",
                                       "anchor_certs",
                                       "supervising_host_certs",
                                       "skip_setup_items"};

// Characters of well-formed UTF-8.
size_t Characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void CheckLength(const Json& profile, std::string_view name, size_t most,
                 const Rule& rule, Verdict& verdict) {
  const auto text = TextField(profile, name, verdict);
  if (!text || Characters(*text) <= most) return;
  verdict.Add({&rule, std::string(name),
               fmt::format("at most {} characters", most),
               fmt::format("{}", Characters(*text))});
}

void CheckName(const Json& profile, Verdict& verdict) {
  constexpr size_t kMost = 125;
  const auto text = TextField(profile, "profile_name", verdict);
  if (text) {
    const size_t count = Characters(*text);
    if (count >= 1 && count <= kMost) return;
    verdict.Add({&rules::kNameInvalid, "profile_name",
                 fmt::format("1 to {} characters", kMost),
                 fmt::format("{}", count)});
  } else if (!verdict.Has(rules::kBodyMalformed.code)) {
    verdict.Add({&rules::kNameRequired, "profile_name", "a name", "nothing"});
  }
}

// The length of a URL once everything but its own characters is escaped.
size_t EncodedLength(std::string_view url) {
  size_t length = 0;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain =
        byte > 0x20 && byte < 0x7F &&
        std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
    length += is_plain ? 1 : 3;
  }
  return length;
}

void CheckUrl(const Json& profile, Verdict& verdict) {
  constexpr size_t kMost = 2000;
  const auto url = TextField(profile, "url", verdict);
  if (!url) {
    if (!verdict.Has(rules::kBodyMalformed.code)) {
      verdict.Add(
          {&rules::kUrlRequired, "url", "the URL of the server", "nothing"});
    }
    return;
  }
  if (const size_t length = EncodedLength(*url); length > kMost) {
    verdict.Add({&rules::kUrlInvalid, "url",
                 fmt::format("at most {} characters", kMost),
                 fmt::format("{}", length)});
  } else if (!http::ReadUrl(*url)) {
    verdict.Add({&rules::kUrlInvalid, "url", "an absolute URL",
                 "\"" + Printable(*url, 120) + "\""});
  }
}

// Flags are absent or booleans; then they are what they say.
std::optional<bool> Flag(const Json& profile, std::string_view name,
                         Verdict& verdict) {
  const auto found = profile.find(name);
  if (found == profile.end() || found->is_null()) return std::nullopt;
  if (found->is_boolean()) return found->get<bool>();
  AddMalformed({{std::string(name), "true or false", control::Shown(*found)}},
               verdict);
  return std::nullopt;
}

void CheckFlags(const Json& profile, Verdict& verdict) {
  for (const std::string_view name : kFlags) Flag(profile, name, verdict);
  Verdict unheard;
  const bool removable =
      Flag(profile, "is_mdm_removable", unheard).value_or(true);
  const bool supervised =
      Flag(profile, "is_supervised", unheard).value_or(false);
  if (removable || supervised) return;
  verdict.Add({&rules::kFlagsInvalid, "is_mdm_removable",
               "true, or is_supervised true",
               "false, and is_supervised is not true"});
}

void CheckLocale(const Json& profile, std::string_view name, Verdict& verdict) {
  const auto text = TextField(profile, name, verdict);
  if (!text || text->empty()) return;
  const bool is_code =
      text->size() == 2 && std::all_of(text->begin(), text->end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      });
  if (is_code) return;
  verdict.Add({&rules::kLocaleInvalid, std::string(name), "two letters",
               "\"" + Printable(*text, 60) + "\""});
}

void CheckList(const Json& profile, std::string_view name, Verdict& verdict) {
  const auto found = profile.find(name);
  if (found == profile.end() || found->is_null()) return;
  const bool is_good =
      found->is_array() &&
      std::all_of(found->begin(), found->end(),
                  [](const Json& one) { return one.is_string(); });
  if (is_good) return;
  AddMalformed(
      {{std::string(name), "a list of strings", control::Shown(*found)}},
      verdict);
}

void CheckPresent(const Json& profile, std::string_view name, const Rule& rule,
                  Verdict& verdict) {
  const auto found = profile.find(name);
  if (found != profile.end() && !found->is_null()) return;
  verdict.Add({&rule, std::string(name), "a text", "nothing"});
}

}  // namespace

void CheckProfile(const Json& profile, Dialect dialect, Verdict& verdict) {
  RemarkUnknown(profile, kKnown, verdict);
  CheckName(profile, verdict);
  CheckUrl(profile, verdict);
  CheckLength(profile, "department", 125, rules::kDepartmentInvalid, verdict);
  CheckFlags(profile, verdict);
  CheckLocale(profile, "language", verdict);
  CheckLocale(profile, "region", verdict);
  CheckLength(profile, "org_magic", 256, rules::kMagicInvalid, verdict);
  CheckLength(profile, "support_email_address", 250, rules::kEmailInvalid,
              verdict);
  CheckLength(profile, "support_phone_number", 50, rules::kPhoneInvalid,
              verdict);
  for (const std::string_view name : kTexts) TextField(profile, name, verdict);
  for (const std::string_view name : kLists) CheckList(profile, name, verdict);
  if (dialect != Dialect::kDepsim) return;
  CheckPresent(profile, "department", rules::kDepartmentRequired, verdict);
  CheckPresent(profile, "support_phone_number", rules::kPhoneRequired, verdict);
}

}  // namespace mdmock::ade

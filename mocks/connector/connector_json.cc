#include "mocks/connector/connector_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "mocks/control/json/fields.h"
#include "mocks/control/json/names.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::connector {
namespace {

using control::Fields;
using control::NameIn;
using control::Problems;
using control::ReadName;
using Json = nlohmann::json;

constexpr std::pair<Profile, std::string_view> kProfiles[] = {
    {Profile::kUem1210, "uem12.10"}, {Profile::kDynamics, "dynamics"}};
constexpr std::pair<PayloadPassword, std::string_view> kPasswords[] = {
    {PayloadPassword::kOtp, "otp"},
    {PayloadPassword::kOtpAnnounced, "otp-announced"},
    {PayloadPassword::kGenerated, "generated"}};
constexpr std::pair<KeyKind, std::string_view> kKeys[] = {
    {KeyKind::kEc256, "ec-p256"}, {KeyKind::kRsa2048, "rsa-2048"}};
constexpr std::pair<ReplyForm, std::string_view> kForms[] = {
    {ReplyForm::kRight, "right"},
    {ReplyForm::kCurlyQuotes, "curly-quotes"},
    {ReplyForm::kTrailingComma, "trailing-comma"},
    {ReplyForm::kWrongReqId, "wrong-reqid"},
    {ReplyForm::kNoReqId, "no-reqid"},
    {ReplyForm::kNumericReqId, "numeric-reqid"},
    {ReplyForm::kHtml, "html"},
    {ReplyForm::kTruncated, "truncated"},
    {ReplyForm::kEmpty, "empty"}};
constexpr size_t kMaxText = 256;

void ReadText(Fields& fields, std::string_view name, std::string& value,
              size_t max_len = kMaxText) {
  auto text = fields.Text(name);
  if (!text) return;
  const bool fits = !text->empty() && text->size() <= max_len &&
                    std::none_of(text->begin(), text->end(), [](char c) {
                      return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                    });
  if (fits) {
    value = *std::move(text);
  } else {
    fields.Complain(
        name, fmt::format("1 to {} bytes without control characters", max_len),
        control::Quoted(*text));
  }
}

void ReadFlag(Fields& fields, std::string_view name, bool& value) {
  const Json* json = fields.Take(name);
  if (json == nullptr) return;
  if (json->is_boolean()) {
    value = json->get<bool>();
  } else {
    fields.Complain(name, "true or false", control::Shown(*json));
  }
}

void ReadPrefix(Fields& fields, std::string& prefix) {
  const auto text = fields.Text("prefix");
  if (!text) return;
  const bool is_path =
      text->empty() || (text->front() == '/' && text->back() != '/' &&
                        text->size() <= kMaxText &&
                        text->find_first_of("?# \r\n\t") == std::string::npos);
  if (is_path) {
    prefix = *text;
  } else {
    fields.Complain("prefix", "\"\", or a path like \"/foo\"",
                    control::Quoted(*text));
  }
}

void ReadOperations(Fields& fields, std::vector<std::string>& operations) {
  const Json* list = fields.Take("operations");
  if (list == nullptr) return;
  std::vector<std::string> read;
  bool fits = list->is_array();
  for (size_t i = 0; fits && i < list->size(); ++i) {
    fits = (*list)[i].is_string();
    if (!fits) break;
    read.push_back((*list)[i].get<std::string>());
    fits = IsOperation(read.back()) &&
           std::count(read.begin(), read.end(), read.back()) == 1;
  }
  if (fits) {
    operations = std::move(read);
  } else {
    fields.Complain("operations",
                    "a list of getInfo, getUserKeyPair, getUserKeyPair2, "
                    "notifyCertificateReceived, each once",
                    control::Shown(*list));
  }
}

void ReadTakes(Fields& fields, ConnectorOptions& options) {
  const Json* list = fields.Take("takes");
  if (list == nullptr) return;
  bool password = false;
  bool certificate = false;
  bool fits = list->is_array() && !list->empty();
  for (size_t i = 0; fits && i < list->size(); ++i) {
    password = password || (*list)[i] == "password";
    certificate = certificate || (*list)[i] == "certificate";
    fits = (*list)[i] == "password" || (*list)[i] == "certificate";
  }
  if (fits) {
    options.takes_password = password;
    options.takes_certificate = certificate;
  } else {
    fields.Complain("takes", "a list of password, certificate or both",
                    control::Shown(*list));
  }
}

void ReadAuth(Fields& fields, ConnectorOptions& options, Problems& problems) {
  const Json* json = fields.Take("auth");
  if (json == nullptr) return;
  Fields inner(*json, fields.Where("auth"), problems);
  ReadText(inner, "username", options.username);
  if (options.username.find(':') != std::string::npos) {
    inner.Complain("username", "no colon (RFC 7617)",
                   control::Quoted(options.username));
  }
  ReadText(inner, "password", options.password);
  ReadText(inner, "certificate_name", options.certificate_name, 40);
  if (options.certificate_name.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") !=
      std::string::npos) {
    inner.Complain("certificate_name", "letters, digits, dots and hyphens",
                   control::Quoted(options.certificate_name));
  }
  ReadTakes(inner, options);
  inner.Finish();
}

// Null takes the CA away.
void ReadCa(Fields& fields, CaAddress& ca, Problems& problems) {
  const Json* json = fields.Take("ca");
  if (json == nullptr) return;
  CaAddress read;
  if (!json->is_null()) {
    Fields inner(*json, fields.Where("ca"), problems);
    ReadText(inner, "cmp", read.url);
    ReadText(inner, "ref", read.secret.reference);
    ReadText(inner, "secret", read.secret.value);
    const auto url = http::ReadUrl(read.url);
    if (!url || url->scheme != "http") {
      inner.Complain("cmp", "an http URL", control::Quoted(read.url));
    }
    if (read.secret.reference.empty() || read.secret.value.empty()) {
      inner.Complain("secret", "ref and secret, both", "one of them or none");
    }
    inner.Finish();
  }
  ca = std::move(read);
}

void ReadUsers(const Json& list, const std::string& where,
               std::vector<User>& users, Problems& problems) {
  if (!list.is_array() || list.size() > kMaxUsers) {
    problems.push_back({where,
                        fmt::format("a list of at most {} users", kMaxUsers),
                        control::Shown(list)});
    return;
  }
  std::set<std::string> names;
  for (size_t i = 0; i < list.size(); ++i) {
    Fields fields(list[i], fmt::format("{}[{}]", where, i), problems);
    std::string name;
    ReadText(fields, "user", name, kMaxUserLen);
    auto found = std::find_if(users.begin(), users.end(), [&](const User& one) {
      return one.name == name;
    });
    if (found == users.end())
      found = users.insert(users.end(), User{.name = name});
    ReadText(fields, "otp", found->otp);
    ReadText(fields, "expired_otp", found->expired_otp);
    ReadFlag(fields, "otp_reusable", found->otp_reusable);
    ReadFlag(fields, "otp_required", found->otp_required);
    ReadFlag(fields, "allowed", found->allowed);
    fields.Finish();
    if (name.empty()) fields.Complain("user", "a name", "nothing");
    if (!name.empty() && !names.insert(name).second) {
      fields.Complain("user", "names that differ",
                      control::Quoted(name) + " twice");
    }
  }
  if (users.size() > kMaxUsers) {
    problems.push_back({where, fmt::format("at most {} users", kMaxUsers),
                        fmt::format("{}", users.size())});
  }
}

ScriptedReply ReadScripted(const Json& json, const std::string& where,
                           Problems& problems) {
  ScriptedReply reply;
  Fields fields(json, where, problems);
  if (const auto reason = fields.Text("failureInfo")) {
    if (FindFailureReason(*reason) != nullptr || *reason == kRetry) {
      reply.failure_info = *reason;
    } else {
      fields.Complain("failureInfo", "one of the nine names, or retry",
                      control::Quoted(*reason));
    }
  }
  if (const auto operation = fields.Text("operation")) {
    const bool is_known = *operation != kGetInfo && IsOperation(*operation);
    reply.operation = *operation;
    if (!is_known) {
      fields.Complain("operation",
                      "getUserKeyPair, getUserKeyPair2 or "
                      "notifyCertificateReceived",
                      control::Quoted(*operation));
    }
  }
  ReadText(fields, "user", reply.user);
  ReadName(fields, "form", kForms, reply.form);
  if (const auto status = fields.Whole("status", 200, 599)) {
    reply.status = static_cast<int>(*status);
  }
  constexpr auto kLongest =
      std::chrono::duration_cast<std::chrono::milliseconds>(kMaxDelay);
  if (const auto delay = fields.Whole(
          "delay_ms", 0, static_cast<std::uint64_t>(kLongest.count()))) {
    reply.delay = std::chrono::milliseconds(*delay);
  }
  if (const auto times = fields.Whole("times", 0)) reply.times = *times;
  fields.Finish();
  return reply;
}

void ReadScript(Fields& fields, std::vector<ScriptedReply>& script,
                Problems& problems) {
  const Json* list = fields.Take("script");
  if (list == nullptr) return;
  if (!list->is_array() || list->size() > kMaxScript) {
    fields.Complain("script",
                    fmt::format("a list of at most {} replies", kMaxScript),
                    control::Shown(*list));
    return;
  }
  script.clear();
  for (size_t i = 0; i < list->size(); ++i) {
    script.push_back(ReadScripted(
        (*list)[i], fmt::format("{}[{}]", fields.Where("script"), i),
        problems));
  }
}

void ReadRest(Fields& fields, ConnectorOptions& options, Problems& problems) {
  ReadName(fields, "profile", kProfiles, options.profile);
  ReadPrefix(fields, options.prefix);
  ReadOperations(fields, options.operations);
  ReadAuth(fields, options, problems);
  ReadFlag(fields, "plaintext", options.plaintext);
  ReadFlag(fields, "explain_header", options.explain_header);
  ReadFlag(fields, "strict", options.strict);
  ReadName(fields, "payload_password", kPasswords, options.payload_password);
  ReadName(fields, "key", kKeys, options.key);
  ReadCa(fields, options.ca, problems);
  if (const auto days = fields.Whole("lifetime_days", 1, 1095)) {
    options.lifetime = std::chrono::hours(24 * *days);
  }
  if (const auto window = fields.Whole("signing_window_s", 1, 1'000'000)) {
    options.signing_window = std::chrono::seconds(*window);
  }
  if (const auto lifetime = fields.Whole("otp_lifetime_s", 1, 100'000'000)) {
    options.otp_lifetime = std::chrono::seconds(*lifetime);
  }
  ReadFlag(fields, "remove_superseded", options.remove_superseded);
  ReadScript(fields, options.script, problems);
  fields.Finish();
}

nlohmann::ordered_json ToJson(const User& user) {
  return {{"user", user.name},
          {"otp_reusable", user.otp_reusable},
          {"otp_required", user.otp_required},
          {"allowed", user.allowed}};
}

nlohmann::ordered_json ToJson(const ScriptedReply& reply) {
  nlohmann::ordered_json json;
  if (!reply.failure_info.empty()) json["failureInfo"] = reply.failure_info;
  if (!reply.operation.empty()) json["operation"] = reply.operation;
  if (!reply.user.empty()) json["user"] = reply.user;
  json["form"] = NameIn(kForms, reply.form);
  if (reply.status != 0) json["status"] = reply.status;
  json["delay_ms"] = reply.delay.count();
  json["times"] = reply.times;
  return json;
}

}  // namespace

Problems ReadOptions(const Json& object, const std::string& where,
                     ConnectorOptions& options) {
  Problems problems;
  Fields fields(object, where, problems);
  if (const Json* list = fields.Take("users")) {
    options.users.clear();
    ReadUsers(*list, fields.Where("users"), options.users, problems);
  }
  ReadRest(fields, options, problems);
  return problems;
}

Problems ReadState(const Json& object, ConnectorOptions& options) {
  Problems problems;
  Fields fields(object, "", problems);
  if (const Json* list = fields.Take("users")) {
    ReadUsers(*list, "users", options.users, problems);
  }
  ReadRest(fields, options, problems);
  return problems;
}

nlohmann::ordered_json ToJson(const ConnectorOptions& options) {
  auto users = nlohmann::ordered_json::array();
  for (const User& one : options.users) users.push_back(ToJson(one));
  auto script = nlohmann::ordered_json::array();
  for (const ScriptedReply& one : options.script) {
    script.push_back(ToJson(one));
  }
  auto takes = nlohmann::ordered_json::array();
  if (options.takes_password) takes.push_back("password");
  if (options.takes_certificate) takes.push_back("certificate");
  nlohmann::ordered_json ca;
  if (!options.ca.url.empty()) {
    ca = {{"cmp", options.ca.url}, {"ref", options.ca.secret.reference}};
  }
  return {{"profile", NameIn(kProfiles, options.profile)},
          {"prefix", options.prefix},
          {"operations", OperationsOf(options)},
          {"auth",
           {{"username", options.username},
            {"certificate_name", options.certificate_name},
            {"takes", std::move(takes)}}},
          {"plaintext", options.plaintext},
          {"payload_password", NameIn(kPasswords, options.payload_password)},
          {"key", NameIn(kKeys, options.key)},
          {"ca", std::move(ca)},
          {"lifetime_days", options.lifetime.count() / 24},
          {"signing_window_s", options.signing_window.count()},
          {"otp_lifetime_s", options.otp_lifetime.count()},
          {"remove_superseded", options.remove_superseded},
          {"explain_header", options.explain_header},
          {"strict", options.strict},
          {"users", std::move(users)},
          {"script", std::move(script)}};
}

}  // namespace mdmock::connector

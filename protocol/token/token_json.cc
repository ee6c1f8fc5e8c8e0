#include "protocol/token/token_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "protocol/base/text.h"
#include "protocol/token/rules.h"

namespace mdmock::token {
namespace {

using Json = nlohmann::json;

struct Field {
  const char* name;
  std::string ServerToken::*member;
  std::string_view prefix;
};

constexpr std::array<Field, 4> kFields{
    {{"consumer_key", &ServerToken::consumer_key, "CK_"},
     {"consumer_secret", &ServerToken::consumer_secret, "CS_"},
     {"access_token", &ServerToken::access_token, "AT_"},
     {"access_secret", &ServerToken::access_secret, "AS_"}}};
constexpr const char* kExpiryField = "access_token_expiry";

// What the parser stumbled over, in bytes from the start of the JSON; its own
// words quote the text, which may be a secret.
struct Parse {
  Json json;
  std::set<std::string> repeated;
  std::optional<size_t> error_at;
};

Parse ParseJson(std::string_view text) {
  Parse parse;
  std::set<std::string> seen;
  const auto note = [&](int depth, Json::parse_event_t event, Json& key) {
    if (event == Json::parse_event_t::key && depth == 1) {
      const auto& name = key.get_ref<const std::string&>();
      if (!seen.insert(name).second) parse.repeated.insert(name);
    }
    return true;
  };
  try {
    parse.json = Json::parse(text, note);
  } catch (const Json::parse_error& error) {
    parse.error_at = error.byte;
  }
  return parse;
}

std::string WithoutLineEnds(std::string_view text) {
  std::string joined;
  std::copy_if(text.begin(), text.end(), std::back_inserter(joined),
               [](char c) { return c != '\r' && c != '\n'; });
  return joined;
}

// The text may have been wrapped inside its strings, which no parser takes.
Parse ParseEvenIfWrapped(std::string_view text,
                         std::vector<Finding>& findings) {
  Parse parse = ParseJson(text);
  if (!parse.error_at) return parse;
  Parse joined = ParseJson(WithoutLineEnds(text));
  if (joined.error_at) return parse;
  findings.push_back({&rules::kJsonWrapped, "the JSON",
                      "strings on one line each", "line ends inside strings"});
  return joined;
}

void ReadField(const Json& json, const Field& field, TokenReading& reading,
               ServerToken& token) {
  const auto at = json.find(field.name);
  const auto fault = [&](std::string actual) {
    reading.findings.push_back({&rules::kJsonField, field.name,
                                "a string that is not empty",
                                std::move(actual)});
  };
  if (at == json.end()) return fault("nothing: the field is missing");
  if (!at->is_string()) return fault(at->type_name());
  const auto& value = at->get_ref<const std::string&>();
  if (value.empty()) return fault("an empty string");
  token.*field.member = value;
  if (!value.starts_with(field.prefix)) {
    reading.findings.push_back({&rules::kJsonShape, field.name,
                                fmt::format("{}…", field.prefix),
                                "another beginning"});
  }
}

void ReadExpiry(const Json& json, TokenReading& reading, ServerToken& token) {
  const auto at = json.find(kExpiryField);
  if (at == json.end()) {
    reading.findings.push_back({&rules::kJsonExpiry, kExpiryField,
                                "a time such as 2026-01-17T11:02:21Z",
                                "nothing: the field is missing"});
    return;
  }
  const auto fault = [&](std::string actual) {
    reading.findings.push_back({&rules::kJsonField, kExpiryField,
                                "a time such as 2026-01-17T11:02:21Z",
                                std::move(actual)});
  };
  if (!at->is_string()) return fault(at->type_name());
  token.access_token_expiry = at->get_ref<const std::string&>();
  const auto expiry = ReadTime(token.access_token_expiry);
  if (!expiry) return fault("a string that is no time");
  token.expiry = *expiry;
}

void NoteNames(const Parse& parse, TokenReading& reading) {
  constexpr size_t kMaxNamed = 8;
  size_t num_named = 0;
  for (const auto& item : parse.json.items()) {
    const std::string& name = item.key();
    const bool known =
        name == kExpiryField ||
        std::any_of(kFields.begin(), kFields.end(),
                    [&](const Field& field) { return name == field.name; });
    if (known || num_named++ >= kMaxNamed) continue;
    reading.findings.push_back({&rules::kJsonUnknown, Printable(name, 64),
                                "no such field", item.value().type_name()});
  }
  num_named = 0;
  for (const std::string& name : parse.repeated) {
    if (num_named++ >= kMaxNamed) break;
    reading.findings.push_back({&rules::kJsonDuplicate, Printable(name, 64),
                                "once", "more than once; the last one counts"});
  }
}

}  // namespace

TokenReading ReadTokenFields(std::string_view json) {
  TokenReading reading;
  const Parse parse = ParseEvenIfWrapped(json, reading.findings);
  if (parse.error_at) {
    reading.findings.push_back(
        {&rules::kJsonSyntax, "the JSON", "a JSON object",
         fmt::format("{} bytes in which byte {} does not fit", json.size(),
                     *parse.error_at)});
    return reading;
  }
  if (!parse.json.is_object()) {
    reading.findings.push_back({&rules::kJsonSyntax, "the JSON",
                                "a JSON object", parse.json.type_name()});
    return reading;
  }
  ServerToken token;
  for (const Field& field : kFields) {
    ReadField(parse.json, field, reading, token);
  }
  ReadExpiry(parse.json, reading, token);
  NoteNames(parse, reading);
  const bool refused = std::any_of(
      reading.findings.begin(), reading.findings.end(), [](const Finding& one) {
        return one.rule->severity == Severity::kRefusal;
      });
  if (!refused) reading.token = std::move(token);
  return reading;
}

}  // namespace mdmock::token

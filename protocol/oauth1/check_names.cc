// The header as a whole, and which parameters it holds.

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "protocol/base/text.h"
#include "protocol/http/form.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/hearing.h"
#include "protocol/oauth1/rules.h"

namespace mdmock::oauth1 {
namespace {

void CheckCarrier(Hearing& hearing, const char* where,
                  const std::vector<http::Parameter>& parameters) {
  for (const http::Parameter& one : parameters) {
    if (!one.name.starts_with("oauth_")) continue;
    hearing.Add(rules::kParameterTransport, where, "no oauth_ parameter",
                Printable(one.name, 60));
    return;
  }
}

// Names that are not of a /session request, each kind in one finding.
void ListOthers(Hearing& hearing) {
  std::set<std::string> unsupported;
  std::set<std::string> foreign;
  for (const Field& field : hearing.authorization.fields()) {
    const bool known = field.name == "realm" || field.name.empty() ||
                       FindParameter(field.name) != kNumParameters;
    if (known) continue;
    auto& names = field.name.starts_with("oauth_") ? unsupported : foreign;
    if (names.size() < 8) names.insert(Printable(field.name, 60));
  }
  const auto joined = [](const std::set<std::string>& names) {
    return fmt::format("{}", fmt::join(names, ", "));
  };
  if (!unsupported.empty()) {
    hearing.Add(
        rules::kParameterUnsupported, "Authorization",
        "consumer_key, token, signature_method, signature, timestamp, nonce "
        "and version",
        joined(unsupported));
  }
  if (!foreign.empty()) {
    hearing.Add(rules::kParameterForeign, "Authorization",
                "realm and oauth_ parameters only", joined(foreign));
  }
}

}  // namespace

void CheckHeader(Hearing& hearing) {
  size_t num_headers = 0;
  for (const http::Header& header : hearing.request.headers) {
    num_headers += EqualsIgnoreCase(header.name, "Authorization");
  }
  if (num_headers == 0) {
    hearing.Add(rules::kAuthorizationMissing, "headers",
                "Authorization: OAuth …", "nothing");
    return;
  }
  if (num_headers > 1) {
    hearing.Add(rules::kAuthorizationRepeated, "headers",
                "one Authorization header",
                fmt::format("{} of them", num_headers));
  }
  if (!hearing.authorization.is_oauth()) {
    hearing.Add(rules::kAuthorizationScheme, "Authorization", "OAuth",
                Printable(hearing.authorization.scheme(), 60));
  }
}

void CheckTransport(Hearing& hearing) {
  const http::Target target = http::SplitTarget(hearing.request.target);
  if (target.query)
    CheckCarrier(hearing, "query", http::ReadForm(*target.query));
  const std::string* type = hearing.request.Find("Content-Type");
  if (type != nullptr &&
      http::MediaType(*type) == "application/x-www-form-urlencoded") {
    CheckCarrier(hearing, "body", http::ReadForm(hearing.request.body));
  }
}

void CheckSyntax(Hearing& hearing) {
  for (const Authorization::Problem& problem :
       hearing.authorization.problems()) {
    hearing.Add(rules::kAuthorizationSyntax,
                fmt::format("Authorization, byte {}", problem.offset),
                "name=\"value\" pairs with commas between", problem.what);
  }
  if (hearing.authorization.num_fields() > Authorization::kMaxFields) {
    hearing.Add(
        rules::kParameterTooMany, "Authorization",
        fmt::format("at most {} parameters", Authorization::kMaxFields),
        fmt::format("{} parameters", hearing.authorization.num_fields()));
  }
}

void CheckNames(Hearing& hearing) {
  for (size_t i = 0; i < kNumParameters; ++i) {
    const std::string_view name = kParameterNames[i];
    const int count = hearing.counts[i];
    if (count == 0 && i != kVersion) {
      hearing.Add(rules::kParameterMissing, "Authorization", std::string(name),
                  "nothing");
    } else if (count > 1) {
      hearing.Add(rules::kParameterDuplicate, std::string(name), "once",
                  fmt::format("{} times", count));
    } else if (count == 1 && hearing.first[i]->value.empty()) {
      hearing.Add(rules::kParameterEmpty, std::string(name), "a value", "\"\"");
    }
  }
  if (hearing.counts[kVersion] == 0) {
    hearing.Add(rules::kVersionAbsent, "Authorization", "oauth_version=\"1.0\"",
                "nothing");
  }
  if (hearing.has_others) ListOthers(hearing);
}

}  // namespace mdmock::oauth1

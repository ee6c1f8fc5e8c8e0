#include "mocks/journal/journal_json.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/journal/private_fields.h"
#include "mocks/journal/private_keys.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/base/time.h"
#include "protocol/verdict/verdict_json.h"

namespace mdmock::journal {
namespace {

using Json = nlohmann::ordered_json;

// A JSON string holds any text, control characters too, but no other bytes.
std::string Text(std::string bytes) {
  if (IsUtf8(bytes)) return bytes;
  return Printable(bytes, std::numeric_limits<size_t>::max());
}

Json OrNull(std::string text) {
  return text.empty() ? Json(nullptr) : Json(Text(std::move(text)));
}

Json ToJson(const http::Headers& headers, const Redactor& redactor) {
  Json pairs = Json::array();
  for (const http::Header& one : headers) {
    pairs.push_back(Json::array(
        {Text(redactor.Redact(one.name)), Text(redactor.Redact(one.value))}));
  }
  return pairs;
}

Shown AsItIs(const Entry& entry) {
  return {.raw = entry.raw,
          .target = entry.request.target,
          .headers = entry.request.headers,
          .body = entry.request.body,
          .found = {}};
}

}  // namespace

Json ToJson(const Entry& entry, const Redactor& known) {
  const Shown shown = known.empty() ? AsItIs(entry) : ShowRequest(entry, known);
  std::optional<Redactor> own;
  if (!known.empty() && !(entry.secrets.empty() && shown.found.empty())) {
    own = known;
    for (const std::string& one : entry.secrets) own->Hide(one);
    for (const std::string& one : shown.found) own->Hide(one);
  }
  const Redactor& redactor = own ? *own : known;
  const auto text = [&](std::string_view bytes) {
    return Text(redactor.Redact(bytes));
  };
  const auto base64 = [&](std::string_view bytes) {
    return Base64(redactor.Redact(bytes));
  };
  Verdict verdict = entry.verdict;
  redactor.Redact(verdict);
  return {{"seq", entry.seq},
          {"time", FormatTime(entry.time)},
          {"service", Text(entry.service)},
          {"scheme", Text(entry.scheme)},
          {"request",
           {{"raw_b64", base64(shown.raw)},
            {"method", text(entry.request.method)},
            {"target", text(shown.target)},
            {"headers", ToJson(shown.headers, redactor)},
            {"body_b64", base64(shown.body)}}},
          {"response",
           {{"status", entry.response.status},
            {"headers", ToJson(entry.response.headers, redactor)},
            {"body_b64",
             base64(known.empty() ? entry.response.body
                                  : WithoutPemKeys(entry.response.body))}}},
          {"verdict", mdmock::ToJson(verdict)},
          {"fault", OrNull(entry.fault)},
          {"failure", OrNull(redactor.Redact(entry.failure))}};
}

}  // namespace mdmock::journal

#include "mocks/journal/journal_json.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

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

}  // namespace

Json ToJson(const Entry& entry, const Redactor& known) {
  Redactor redactor = known;
  if (!known.empty()) {
    for (const std::string& secret : entry.secrets) redactor.Hide(secret);
  }
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
           {{"raw_b64", base64(entry.raw)},
            {"method", text(entry.request.method)},
            {"target", text(entry.request.target)},
            {"headers", ToJson(entry.request.headers, redactor)},
            {"body_b64", base64(entry.request.body)}}},
          {"response",
           {{"status", entry.response.status},
            {"headers", ToJson(entry.response.headers, redactor)},
            {"body_b64", base64(entry.response.body)}}},
          {"verdict", mdmock::ToJson(verdict)},
          {"fault", OrNull(entry.fault)},
          {"failure", OrNull(redactor.Redact(entry.failure))}};
}

}  // namespace mdmock::journal

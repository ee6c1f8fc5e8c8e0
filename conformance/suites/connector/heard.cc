#include "conformance/suites/connector/heard.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::conformance::pki {
namespace {

using End = Answered::End;

bool IsAmong(std::string_view name, const std::vector<std::string_view>& list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool SaysWhyNoJson(std::string_view slug) {
  return slug == "utf8" || slug == "curly-quotes" || slug == "trailing-comma" ||
         slug == "byte-order-mark";
}

std::string OneOf(const std::vector<std::string_view>& names) {
  return fmt::format("{}", fmt::join(names, " or "));
}

bool IsHtml(const Answered& answered) {
  const std::string* type = answered.Find("Content-Type");
  return (type != nullptr && http::MediaType(*type) == "text/html") ||
         Trim(answered.body(), " \t\r\n").starts_with('<');
}

// Whether a head came that promises a body, and nothing of that.
bool LacksBody(const Answered& answered) {
  return answered.received && !answered.received->whole &&
         answered.body().empty();
}

// "; its body ends after 12 bytes"; "" where all of it is there.
std::string WhyCutOff(const Answered& answered) {
  const http::ReceivedResponse& received = *answered.received;
  if (received.whole) return "";
  if (!received.misframed.empty()) {
    return fmt::format("; its body cannot be read: {}", received.misframed);
  }
  const size_t size = answered.body().size();
  if (size > 0) {
    return fmt::format("; its body {} after {} bytes",
                       answered.stalled ? "stops" : "ends", size);
  }
  if (answered.stalled) return "; its body does not come in time";
  return received.chunked ? "; its chunks cannot be read, or break off"
                          : "; its body does not come";
}

}  // namespace

std::string Shown(const Answered& answered) {
  if (!answered.received) return answered.what;
  const std::string* type = answered.Find("Content-Type");
  return fmt::format("status {} and {}{}", answered.status(),
                     type != nullptr ? Printable(http::MediaType(*type), 60)
                                     : "no Content-Type",
                     WhyCutOff(answered));
}

bool Heard::issued() const {
  return success() || (judged.reply.payload && !judged.reply.payload->empty());
}

std::string Heard::Shown() const {
  if (!answered.received) return answered.what;
  if (success()) {
    return fmt::format("success with status {}", answered.status());
  }
  if (!failure()) return pki::Shown(answered);
  return fmt::format(
      "failure {} with status {}",
      reason().empty() ? "without a reason" : Printable(reason(), 60),
      answered.status());
}

Heard Hear(Answered answered, const connector::ReplyWish& wish) {
  Heard heard;
  if (answered.received) {
    heard.judged = connector::JudgeReply(*answered.received, wish);
  }
  heard.req_id = wish.req_id.value_or("");
  heard.answered = std::move(answered);
  return heard;
}

std::optional<Said> NoAnswer(const Answered& answered) {
  switch (answered.end) {
    case End::kResponse:
      if (!LacksBody(answered)) return std::nullopt;
      return answered.stalled ? Hangs(Shown(answered)) : Fail(Shown(answered));
    case End::kTimeout:
      return Hangs(answered.what);
    case End::kNotAsked:
      return Skip(answered.what);
    default:
      return Fail(answered.what);
  }
}

Said Expect(const Heard& heard, const Wanted& wanted) {
  const Answered& answered = heard.answered;
  const std::string shown = heard.Shown();
  if (heard.issued()) {
    return {.outcome = wanted.issuing,
            .message = "a certificate is issued all the same: " + shown,
            .critical = wanted.issuing == Outcome::kFail};
  }
  if (wanted.closing &&
      (answered.end == End::kClosed || answered.end == End::kReset)) {
    return Pass(answered.what);
  }
  if (auto nothing = NoAnswer(answered)) return *nothing;
  const int status = answered.status();
  if (status >= 500) return Fail(shown);
  if (wanted.html_fails && !heard.failure() && IsHtml(answered)) {
    return Fail(
        fmt::format("{}; expected {} in JSON", shown, OneOf(wanted.reasons)));
  }
  if (heard.failure() && IsAmong(heard.reason(), wanted.reasons)) {
    return Pass(shown);
  }
  if (std::find(wanted.statuses.begin(), wanted.statuses.end(), status) !=
          wanted.statuses.end() ||
      (wanted.any_4xx && status / 100 == 4)) {
    return Pass(shown);
  }
  const std::string told =
      fmt::format("{}; expected {}", shown, OneOf(wanted.reasons));
  if (heard.failure() || IsAmong(heard.reason(), wanted.doubtful)) {
    return Warn(told);
  }
  return status / 100 == 4 ? Warn(told) : Fail(told);
}

std::string FindingsOf(const Verdict& verdict,
                       const std::vector<std::string_view>& slugs) {
  constexpr std::string_view kPrefix = "connector.reply.";
  std::string text;
  for (const Finding& finding : verdict.findings()) {
    std::string_view code = finding.rule->code;
    if (!code.starts_with(kPrefix)) continue;
    code.remove_prefix(kPrefix.size());
    if (!IsAmong(code, slugs)) continue;
    if (!text.empty()) text += "; ";
    // What a reader of JSON says is a sentence, and nothing that came.
    if (code == "json-syntax") {
      text += "no JSON (RFC 8259): " + finding.actual;
    } else if (SaysWhyNoJson(code)) {
      text += fmt::format("{}: {}", finding.where, finding.actual);
    } else {
      text += fmt::format("{}: expected {}, got {}", finding.where,
                          finding.expected, finding.actual);
    }
  }
  return text;
}

std::string WithArticle(connector::JsonValue::Kind kind) {
  using Kind = connector::JsonValue::Kind;
  if (kind == Kind::kNull) return "null";
  const bool vowel = kind == Kind::kArray || kind == Kind::kObject;
  return fmt::format("{} {}", vowel ? "an" : "a", Name(kind));
}

Listed ReadListed(Answered answered) {
  Listed listed;
  listed.json = connector::ReadJsonText(answered.body());
  listed.answered = std::move(answered);
  const auto& value = listed.json.value;
  if (!value || !value->is_object()) return listed;
  const connector::JsonValue* list = value->Find("operations");
  if (list == nullptr) return listed;
  for (const connector::JsonValue& one : list->elements) {
    if (one.is_string()) listed.operations.push_back(one.text);
  }
  return listed;
}

bool Listed::lists() const {
  return answered.status() == 200 && !operations.empty();
}

bool Listed::Has(std::string_view operation) const {
  return std::find(operations.begin(), operations.end(), operation) !=
         operations.end();
}

std::string Listed::Shown() const {
  if (!answered.received) return answered.what;
  return fmt::format("{}, {} operations", pki::Shown(answered),
                     operations.size());
}

}  // namespace mdmock::conformance::pki

#include "protocol/verdict/redact.h"

#include <algorithm>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/http/percent.h"

namespace mdmock {
namespace {

// A client may encode twice what a base string encodes once more.
constexpr int kMaxEncodings = 4;

std::string JsonEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '/') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

}  // namespace

void Redactor::Hide(std::string_view secret, std::string_view shown) {
  if (secret.size() < 4) return;
  const auto hide = [&](std::string text) {
    const bool known =
        std::any_of(spellings_.begin(), spellings_.end(),
                    [&](const Spelling& one) { return one.text == text; });
    if (!known) spellings_.push_back({std::move(text), std::string(shown)});
  };
  const auto hide_encoded = [&](const std::string& text) {
    for (const HexCase digits : {HexCase::kUpper, HexCase::kLower}) {
      std::string encoded = text;
      for (int i = 0; i < kMaxEncodings; ++i) {
        encoded = http::PercentEncode(encoded, digits);
        hide(encoded);
      }
    }
  };
  hide(std::string(secret));
  hide_encoded(std::string(secret));
  // In a form, + is a blank: so it is read, and a blank so written.
  std::string form(secret);
  ReplaceAll(form, "+", " ");
  hide(form);
  hide_encoded(form);
  for (const HexCase digits : {HexCase::kUpper, HexCase::kLower}) {
    form = http::PercentEncode(secret, digits);
    ReplaceAll(form, "%20", "+");
    hide(form);
  }
  hide(JsonEscaped(secret));
  hide(Base64(secret));
  std::stable_sort(spellings_.begin(), spellings_.end(),
                   [](const Spelling& a, const Spelling& b) {
                     return a.text.size() > b.text.size();
                   });
}

std::string Redactor::Redact(std::string_view text) const {
  std::string redacted(text);
  for (const Spelling& one : spellings_) {
    ReplaceAll(redacted, one.text, one.shown);
  }
  return redacted;
}

void Redactor::Redact(Verdict& verdict) const {
  const auto redact = [this](std::string& text) { text = Redact(text); };
  for (Finding& finding : verdict.findings_) {
    redact(finding.where);
    redact(finding.expected);
    redact(finding.actual);
  }
  redact(verdict.cause_.proof);
  redact(verdict.cause_.signed_bytes);
  redact(verdict.cause_.should_sign);
  redact(verdict.cause_.tell_apart);
  for (Verdict::Working& one : verdict.working_) redact(one.value);
}

}  // namespace mdmock

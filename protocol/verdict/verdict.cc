#include "protocol/verdict/verdict.h"

#include <algorithm>

#include "protocol/base/text.h"

namespace mdmock {
namespace {

// One character of `bytes` for a person: UTF-8 is kept whole.
std::string CharacterAt(std::string_view bytes, size_t at) {
  if (at >= bytes.size()) return "";
  for (size_t length = 1; length <= 4 && at + length <= bytes.size();
       ++length) {
    const std::string_view character = bytes.substr(at, length);
    if (IsUtf8(character)) return Printable(character);
  }
  return Printable(bytes.substr(at, 1));
}

}  // namespace

std::string_view Name(Severity severity) {
  switch (severity) {
    case Severity::kRemark:
      return "remark";
    case Severity::kDoubt:
      return "doubt";
    case Severity::kRefusal:
      return "refusal";
  }
  return "";
}

std::string_view Name(Provenance provenance) {
  switch (provenance) {
    case Provenance::kDocumented:
      return "documented";
    case Provenance::kObserved:
      return "observed";
    case Provenance::kChosen:
      return "chosen";
  }
  return "";
}

std::string_view Name(Cause::Status status) {
  switch (status) {
    case Cause::Status::kNone:
      return "none";
    case Cause::Status::kProved:
      return "proved";
    case Cause::Status::kAmbiguous:
      return "ambiguous";
    case Cause::Status::kUnknown:
      return "unknown";
  }
  return "";
}

std::optional<Difference> FirstDifference(std::string_view expected,
                                          std::string_view actual) {
  if (expected == actual) return std::nullopt;
  const auto [at, other] = std::mismatch(expected.begin(), expected.end(),
                                         actual.begin(), actual.end());
  const auto offset = static_cast<size_t>(at - expected.begin());
  return Difference{.offset = offset,
                    .expected = CharacterAt(expected, offset),
                    .actual = CharacterAt(actual, offset)};
}

void Verdict::Show(std::string name, std::string value) {
  working_.push_back({std::move(name), std::move(value)});
}

Severity Verdict::SeverityOf(const Finding& finding) const {
  const Severity severity = finding.rule->severity;
  const bool raised =
      strictness_ == Strictness::kStrict && severity == Severity::kDoubt;
  return raised ? Severity::kRefusal : severity;
}

bool Verdict::accepted() const {
  return std::none_of(findings_.begin(), findings_.end(),
                      [this](const Finding& finding) {
                        return SeverityOf(finding) == Severity::kRefusal;
                      });
}

bool Verdict::Has(std::string_view code) const {
  return std::any_of(
      findings_.begin(), findings_.end(),
      [&](const Finding& finding) { return finding.rule->code == code; });
}

}  // namespace mdmock

#include "conformance/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

constexpr std::string_view kWhite = " \t\r";
constexpr size_t kMaxReason = 200;  // Bytes of a message that becomes a reason.

bool CanBeExpected(Outcome outcome) {
  return outcome == Outcome::kFail || outcome == Outcome::kWarn ||
         outcome == Outcome::kCrash || outcome == Outcome::kTimeout;
}

// Whether this run found out anything about the implementation.
bool Judged(const CheckResult& result) {
  return result.speaks_of == Class::kImplementation &&
         result.outcome != Outcome::kSkip && result.outcome != Outcome::kBroken;
}

// TakeWord cuts the first word off `line`.
std::string_view TakeWord(std::string_view& line) {
  line = Trim(line, kWhite);
  const size_t end = std::min(line.find_first_of(kWhite), line.size());
  const std::string_view word = line.substr(0, end);
  line = Trim(line.substr(end), kWhite);
  return word;
}

Result<BaselineEntry> ReadEntry(std::string_view line) {
  const std::string_view id = TakeWord(line);
  const std::string_view outcome = TakeWord(line);
  const std::string_view link = TakeWord(line);
  const auto read = ReadOutcome(outcome);
  if (!read || !CanBeExpected(*read)) {
    return Failure{
        fmt::format("the outcome of {} is \"{}\", not fail, warn, crash or "
                    "timeout",
                    Printable(id), Printable(outcome))};
  }
  if (line.empty()) {
    return Failure{
        fmt::format("{} needs a link (or \"-\") and a reason after its outcome",
                    Printable(id))};
  }
  return BaselineEntry{.id = std::string(id),
                       .outcome = *read,
                       .link = link == "-" ? "" : std::string(link),
                       .reason = std::string(line)};
}

void Apply(const BaselineEntry& entry, CheckResult& result) {
  if (!Judged(result)) return;
  result.expected = Expected{.outcome = entry.outcome,
                             .observed = result.outcome,
                             .reason = entry.reason,
                             .link = entry.link};
  if (result.outcome == entry.outcome) {
    result.outcome = Outcome::kXfail;
  } else if (CanBeExpected(result.outcome)) {
    result.outcome = Outcome::kXfailChanged;
  } else {
    result.outcome = Outcome::kXpass;
  }
}

}  // namespace

Result<Baseline> ReadBaseline(std::string_view text) {
  Baseline baseline;
  std::set<std::string> seen;
  size_t number = 0;
  for (const std::string_view raw : Split(text, '\n')) {
    ++number;
    const std::string_view line = Trim(raw, kWhite);
    if (line.empty() || line.front() == '#') continue;
    Result<BaselineEntry> entry = ReadEntry(line);
    if (!entry) {
      return Failure{
          fmt::format("baseline, line {}: {}", number, entry.error().what)};
    }
    if (!seen.insert(entry->id).second) {
      return Failure{fmt::format("baseline, line {}: {} is listed twice",
                                 number, Printable(entry->id))};
    }
    baseline.push_back(*std::move(entry));
  }
  return baseline;
}

std::string WriteBaseline(const Baseline& baseline) {
  Baseline sorted = baseline;
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  size_t id_width = 0;
  size_t link_width = 1;
  for (const BaselineEntry& entry : sorted) {
    id_width = std::max(id_width, entry.id.size());
    link_width = std::max(link_width, entry.link.size());
  }
  std::string text =
      "# What is known to fail: id, outcome, link (or -), reason. Exact both\n"
      "# ways: a listed check that passes fails the run as well.\n";
  for (const BaselineEntry& entry : sorted) {
    text += fmt::format(
        "{:<{}}  {:<7}  {:<{}}  {}\n", entry.id, id_width, Name(entry.outcome),
        entry.link.empty() ? "-" : entry.link, link_width, entry.reason);
  }
  return text;
}

Result<void> ApplyBaseline(const Baseline& baseline,
                           const std::vector<std::string>& known_ids,
                           Results& results) {
  const std::set<std::string_view> known(known_ids.begin(), known_ids.end());
  std::map<std::string_view, const BaselineEntry*> by_id;
  for (const BaselineEntry& entry : baseline) {
    if (!known.contains(entry.id)) {
      return Failure{
          fmt::format("baseline: there is no check {}", Printable(entry.id))};
    }
    by_id[entry.id] = &entry;
  }
  for (CheckResult& result : results.checks) {
    const auto found = by_id.find(result.check.id);
    if (found != by_id.end()) Apply(*found->second, result);
  }
  return {};
}

Baseline UpdatedBaseline(const Baseline& previous, const Results& results) {
  constexpr int kNotJudged = 2;
  if (ExitCode(results) == kNotJudged) return previous;
  std::map<std::string, BaselineEntry> entries;
  for (const BaselineEntry& entry : previous) entries[entry.id] = entry;
  for (const CheckResult& result : results.checks) {
    const std::string& id = result.check.id;
    if (!Judged(result)) continue;
    if (!CanBeExpected(result.outcome)) {
      entries.erase(id);
      continue;
    }
    const auto found = entries.find(id);
    if (found != entries.end() && found->second.outcome == result.outcome) {
      continue;
    }
    const std::string said(Trim(Printable(result.message, kMaxReason)));
    entries[id] = BaselineEntry{.id = id,
                                .outcome = result.outcome,
                                .link = "",
                                .reason = said.empty() ? "no message" : said};
  }
  Baseline updated;
  for (auto& [id, entry] : entries) updated.push_back(std::move(entry));
  return updated;
}

}  // namespace mdmock::conformance

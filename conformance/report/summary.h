#ifndef MDMOCK_CONFORMANCE_REPORT_SUMMARY_H_
#define MDMOCK_CONFORMANCE_REPORT_SUMMARY_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/results.h"

// What all reports say in the same words, whatever they are written in.
namespace mdmock::conformance {

// Group is where a result stands in a report, most urgent first.
enum class Group {
  kFailed,     // Makes the implementation not conforming.
  kNotJudged,  // Trouble of the configuration or of the harness.
  kWarned,     // A SHOULD that is not met.
  kExpected,   // Fails as the baseline says.
  kSkipped,
  kInformation,
  kPassed
};
inline constexpr std::array<Group, 7> kGroups = {
    Group::kFailed,  Group::kNotJudged,   Group::kWarned, Group::kExpected,
    Group::kSkipped, Group::kInformation, Group::kPassed};

Group GroupOf(const CheckResult& result, bool strict);
std::string_view Title(Group group);  // "Failed"

// IsAlarm says whether a failure lets the wrong ones in: it is to stand out.
bool IsAlarm(const CheckResult& result);

// InGroup gives the results of one group, alarms first, and otherwise in the
// order they ran.
std::vector<const CheckResult*> InGroup(const Results& results, Group group);

std::string_view Symbol(Outcome outcome);            // "✔"; one column.
std::string_view Heading(Level level);               // "MUST"
std::string Description(const CheckResult& result);  // "expected failure"

// Headline is the verdict on the run in one line: "Not conforming: 2 of 41
// checks failed".
std::string Headline(const Results& results);

// CountLine is "41 run · 38 pass · 1 fail · 2 skip"; outcomes that did not
// occur are left out.
std::string CountLine(const Results& results);

// KindLine is the same of the checks of one kind.
struct KindLine {
  Kind kind;
  std::string counts;
};
// KindLines has a line for each kind; none where the suite has no kinds.
std::vector<KindLine> KindLines(const Results& results);

// Seconds gives "0.042 s", "12.3 s".
std::string Seconds(std::chrono::milliseconds duration);

// BaselineNote says what the baseline expected, or is "".
std::string BaselineNote(const CheckResult& result);

// EvidenceNote is "17, 18", or "".
std::string EvidenceNote(const CheckResult& result);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_SUMMARY_H_

#ifndef MDMOCK_CONFORMANCE_BASELINE_H_
#define MDMOCK_CONFORMANCE_BASELINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/results.h"
#include "protocol/base/result.h"

namespace mdmock::conformance {

// Baseline is the list of what an implementation is known to get wrong, so that
// a pipeline stays green until something changes, for better or for worse. It
// is exact both ways: a listed check that passes fails the run too (xpass), and
// so does one that fails in another way (xfail-changed).
//
// The file is text, one check a line; white space separates the first three
// fields, and the reason is the rest of the line:
//
//   # what is known of ACME's connector 4.2
//   connector/K-05-reqid-echo  fail  https://bugs.example/7  echoes it as text
//   connector/F-03-status      warn  -                       vendor disagrees
//
// The outcome is fail, warn, crash or timeout. The link may be "-"; the reason
// may not be empty. Blank lines and lines that begin with '#' are left alone.
struct BaselineEntry {
  std::string id;
  Outcome outcome = Outcome::kFail;
  std::string link;  // "" where there is none.
  std::string reason;
};

using Baseline = std::vector<BaselineEntry>;

// ReadBaseline reads the text of a file; the Failure names the line. An id that
// is listed twice is an error.
Result<Baseline> ReadBaseline(std::string_view text);

// WriteBaseline gives the text of a file, sorted by id, columns aligned.
std::string WriteBaseline(const Baseline& baseline);

// ApplyBaseline turns the outcomes of `results` into xfail, xpass and
// xfail-changed. Every id must be one of `known_ids` (all of the suite,
// selected or not), so that a misspelt line does not go unnoticed. A listed
// check that was skipped, broken or spoke of the configuration keeps its
// outcome: it says nothing about the implementation.
Result<void> ApplyBaseline(const Baseline& baseline,
                           const std::vector<std::string>& known_ids,
                           Results& results);

// UpdatedBaseline gives what would make `results` (before ApplyBaseline) an
// expected run: reasons and links of `previous` are kept where the outcome is
// the same, checks that were not judged this time stay as they are, and a new
// line takes the check's message for its reason. A run that says nothing, for
// the configuration does not fit (exit code 2), changes nothing.
Baseline UpdatedBaseline(const Baseline& previous, const Results& results);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_BASELINE_H_

#ifndef MDMOCK_CONFORMANCE_SELECTION_H_
#define MDMOCK_CONFORMANCE_SELECTION_H_

#include <string>
#include <string_view>
#include <vector>

#include "conformance/check.h"

namespace mdmock::conformance {

// MatchesGlob holds a whole text against a pattern: '*' stands for any run of
// characters, '?' for one, "[1-3x]" for one of these and "[!1-3x]" for one of
// the others, everything else for itself.
bool MatchesGlob(std::string_view pattern, std::string_view text);

// Selection is which checks of a suite are to run.
struct Selection {
  std::vector<std::string> run;   // Globs of ids; none means all.
  std::vector<std::string> skip;  // Globs of ids.
  Level least = Level::kMay;      // kMust leaves out SHOULD and MAY.
};

bool Selects(const Selection& selection, const Check& check);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SELECTION_H_

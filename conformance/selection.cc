#include "conformance/selection.h"

#include <algorithm>

namespace mdmock::conformance {
namespace {

bool AnyMatches(const std::vector<std::string>& globs, std::string_view id) {
  return std::any_of(globs.begin(), globs.end(), [id](const std::string& glob) {
    return MatchesGlob(glob, id);
  });
}

}  // namespace

bool MatchesGlob(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;  // The last '*', to come back to.
  size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() &&
               (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool Selects(const Selection& selection, const Check& check) {
  if (check.level > selection.least) return false;
  if (!selection.run.empty() && !AnyMatches(selection.run, check.id)) {
    return false;
  }
  return !AnyMatches(selection.skip, check.id);
}

}  // namespace mdmock::conformance

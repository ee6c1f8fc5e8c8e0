#include "conformance/selection.h"

#include <algorithm>

namespace mdmock::conformance {
namespace {

bool AnyMatches(const std::vector<std::string>& globs, std::string_view id) {
  return std::any_of(globs.begin(), globs.end(), [id](const std::string& glob) {
    return MatchesGlob(glob, id);
  });
}

// The length of the set that a pattern begins with, "[!1-3x]"; 0 where it does
// not begin with one. A bracket behind the first one is a member.
size_t SetLength(std::string_view pattern) {
  if (!pattern.starts_with('[')) return 0;
  const size_t end = pattern.find(']', pattern.starts_with("[!") ? 3 : 2);
  return end == std::string_view::npos ? 0 : end + 1;
}

bool SetHas(std::string_view set, char c) {
  set = set.substr(1, set.size() - 2);
  const bool is_negative = set.starts_with('!');
  if (is_negative) set.remove_prefix(1);
  bool has = false;
  while (!set.empty()) {
    const bool is_range = set.size() > 2 && set[1] == '-';
    has = has || (c >= set.front() && c <= set[is_range ? 2 : 0]);
    set.remove_prefix(is_range ? 3 : 1);
  }
  return has != is_negative;
}

// How much of the pattern the first character of it takes, where that can stand
// for `c`; 0 where it cannot.
size_t TakesOne(std::string_view pattern, char c) {
  if (pattern.empty()) return 0;
  if (const size_t length = SetLength(pattern); length != 0) {
    return SetHas(pattern.substr(0, length), c) ? length : 0;
  }
  return pattern.front() == '?' || pattern.front() == c ? 1 : 0;
}

}  // namespace

bool MatchesGlob(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;  // The last '*', to come back to.
  size_t resume = 0;
  while (t < text.size()) {
    const size_t taken = TakesOne(pattern.substr(p), text[t]);
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (taken != 0) {
      p += taken;
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

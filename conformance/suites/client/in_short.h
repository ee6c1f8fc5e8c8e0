#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_IN_SHORT_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_IN_SHORT_H_

#include <string>
#include <string_view>

#include "protocol/verdict/verdict.h"

namespace mdmock::conformance {

// Short is what of a verdict stands in one line of a report: the rule or
// mistake, and behind it what came and what is right.
struct Short {
  std::string code;  // "cmsurl.signed-path-and-query"; "" if nothing is wrong.
  std::string text;
};

// InShort gives the mistake that is proved, or else the first refusal.
Short InShort(const Verdict& verdict);

// InShort gives what the verdict has to say of one rule or mistake; the code
// alone where it has nothing.
Short InShort(const Verdict& verdict, std::string_view code);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_IN_SHORT_H_

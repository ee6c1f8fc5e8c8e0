#ifndef MDMOCK_CONFORMANCE_REPORT_REPORT_JUNIT_H_
#define MDMOCK_CONFORMANCE_REPORT_REPORT_JUNIT_H_

#include <span>
#include <string>

#include "conformance/results.h"

namespace mdmock::conformance {

// ReportJunit gives runs as one JUnit file that GitLab, Jenkins and the common
// GitHub actions count alike. They agree on little, hence: a status is exactly
// one child element and never an attribute; name, classname, file and time are
// always there; the explanation is the text of the child element, its first
// line in `message`; nothing that XML 1.0 forbids.
//
//   pass, info, warn   no child; a warning is a property (under --strict: a
//                      failure)
//   fail, xpass, xfail-changed    <failure>
//   crash, timeout, broken, and all that speaks of the configuration or the
//                      harness    <error>
//   skip, xfail        <skipped>
//
// Checks that were planned and did not run are one <error> at the end.
std::string ReportJunit(std::span<const Results> runs);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_REPORT_JUNIT_H_

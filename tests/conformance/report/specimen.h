#ifndef MDMOCK_TESTS_CONFORMANCE_REPORT_SPECIMEN_H_
#define MDMOCK_TESTS_CONFORMANCE_REPORT_SPECIMEN_H_

#include <string>

#include "conformance/results.h"

namespace mdmock::conformance {

// HostileBytes is what a peer could send to break a report: NUL, a lone
// surrogate, bytes that are no UTF-8, the end of a CDATA section, a script, an
// escape sequence, a bidirectional override, a non-character, backticks.
std::string HostileBytes();

// Specimen is a run that holds every outcome, of every class, with hostile
// bytes in all that comes from a peer.
Results Specimen();

}  // namespace mdmock::conformance

#endif  // MDMOCK_TESTS_CONFORMANCE_REPORT_SPECIMEN_H_

#ifndef MDMOCK_CONFORMANCE_REPORT_REPORT_JSON_H_
#define MDMOCK_CONFORMANCE_REPORT_REPORT_JSON_H_

#include <string>

#include "conformance/results.h"

namespace mdmock::conformance {

// ReportJson gives a run in the shape "mdmock.results/1", which
// vectors/schema/results.schema.json describes. Bytes that are not text are
// shown with \xNN; those of the exchanges stand whole, in base64.
std::string ReportJson(const Results& results);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_REPORT_JSON_H_

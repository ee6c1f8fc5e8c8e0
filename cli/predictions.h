#ifndef MDMOCK_CLI_PREDICTIONS_H_
#define MDMOCK_CLI_PREDICTIONS_H_

#include <vector>

#include "protocol/pkcs12/consumers.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::cli {

// PrintWithPredictions prints a verdict that has a PKCS#12 file in it, and who
// can open that: as text, or as one JSON document with a member more. The exit
// code is the verdict's.
int PrintWithPredictions(const Verdict& verdict,
                         const std::vector<pkcs12::Prediction>& predictions,
                         bool as_json);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_PREDICTIONS_H_

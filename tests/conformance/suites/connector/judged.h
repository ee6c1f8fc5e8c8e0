#ifndef MDMOCK_TESTS_CONFORMANCE_SUITES_CONNECTOR_JUDGED_H_
#define MDMOCK_TESTS_CONFORMANCE_SUITES_CONNECTOR_JUDGED_H_

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "conformance/reference/connector/mutant.h"
#include "conformance/results.h"
#include "conformance/suites/connector/connector_suite.h"

// A connector that is judged as the program would, and what came of it.
namespace mdmock::conformance {

// JudgeMutant puts the checks that match `run` ("": all) to a mutant, or to the
// reference itself where it is null. A mutant says in which profile.
Results JudgeMutant(const reference::pki::Mutant* mutant,
                    const std::string& run = "",
                    ConnectorSettings settings = {},
                    connector::Profile profile = connector::Profile::kUem1210);

// JudgeConfigured puts them to the reference with the configuration, which is
// right, changed by `edit`.
Results JudgeConfigured(const std::function<void(nlohmann::json&)>& edit,
                        const std::string& run);

// CheckOf gives a result by its code; the test ends where there is none.
const CheckResult& CheckOf(const Results& results, std::string_view code);

// The lines of a failed test.
std::string Lines(const Results& results);

}  // namespace mdmock::conformance

#endif  // MDMOCK_TESTS_CONFORMANCE_SUITES_CONNECTOR_JUDGED_H_

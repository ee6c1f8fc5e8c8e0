#ifndef MDMOCK_TESTS_CONFORMANCE_SUITES_CONNECTOR_JUDGED_H_
#define MDMOCK_TESTS_CONFORMANCE_SUITES_CONNECTOR_JUDGED_H_

#include <filesystem>
#include <string>

#include "conformance/reference/connector/reference_connector.h"
#include "conformance/results.h"
#include "conformance/suites/connector/connector_suite.h"

// A connector that is judged as the program would, and what came of it.
namespace mdmock::conformance {

// WriteConfiguration writes what there is to know of a connector into `folder`
// and gives the JSON's path. `more` is further JSON, from a comma on.
std::filesystem::path WriteConfiguration(
    reference::pki::ReferenceConnector& connector,
    const std::filesystem::path& folder, const std::string& more = "");

// JudgeMutant puts the checks that match `run` ("": all) to a mutant, or to the
// reference itself where it is null.
Results JudgeMutant(const reference::pki::Mutant* mutant,
                    const std::string& run = "",
                    ConnectorSettings settings = {});

// CheckOf gives a result by its code; the test ends where there is none.
const CheckResult& CheckOf(const Results& results, std::string_view code);

// The lines of a failed test.
std::string Lines(const Results& results);

}  // namespace mdmock::conformance

#endif  // MDMOCK_TESTS_CONFORMANCE_SUITES_CONNECTOR_JUDGED_H_

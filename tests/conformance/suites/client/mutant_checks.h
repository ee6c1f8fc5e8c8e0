#ifndef MDMOCK_TESTS_CONFORMANCE_SUITES_CLIENT_MUTANT_CHECKS_H_
#define MDMOCK_TESTS_CONFORMANCE_SUITES_CLIENT_MUTANT_CHECKS_H_

#include <set>
#include <span>
#include <string>

#include "conformance/reference/client/mutation.h"
#include "conformance/results.h"
#include "conformance/suites/client/client_suite.h"

// What holds for the mutants of any reference client.
namespace mdmock::conformance {

// Judge puts a suite, or the checks that match `run`, to a command: one process
// an operation, or JudgeShim one for all.
Results Judge(const ClientSuite& suite, const std::string& command,
              const std::string& run = "", size_t jobs = 1);
Results JudgeShim(const ClientSuite& suite, const std::string& command,
                  const std::string& run = "", size_t jobs = 1);

std::string CodeOf(const Check& check);  // "C07" of "ade-client/C07-…"

// A test fails where the check with this code has not noticed.
void ExpectKilled(const Results& results, const reference::Mutant& mutant);

// … where a check other than the `unobservable` ones has no mutant, or a mutant
// no check.
void ExpectOneForEachCheck(const ClientSuite& suite,
                           std::span<const reference::Mutant> mutants,
                           const std::set<std::string>& unobservable);

// … where the file that a check names does not have it.
void ExpectFilesToHaveTheirChecks(const ClientSuite& suite);

// … where a page of docs/ is not about these mutants.
void ExpectPage(const std::string& page,
                std::span<const reference::Mutant> mutants);

// NameOf makes a name for GoogleTest of a mutant's.
std::string NameOf(const reference::Mutant& mutant);

}  // namespace mdmock::conformance

namespace mdmock::reference {
void PrintTo(const Mutant& mutant, std::ostream* out);
}

#endif  // MDMOCK_TESTS_CONFORMANCE_SUITES_CLIENT_MUTANT_CHECKS_H_

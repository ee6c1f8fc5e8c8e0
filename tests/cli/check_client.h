#ifndef MDMOCK_TESTS_CLI_CHECK_CLIENT_H_
#define MDMOCK_TESTS_CLI_CHECK_CLIENT_H_

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "tests/cli/program.h"

namespace mdmock::cli {

// CheckClient runs `mdmock check ade-client` with `arguments`, as a shell reads
// them.
Outcome CheckClient(const std::string& arguments);

// The options that name a client: the reference client, which does everything
// right, and one that goes astray at `details` (tests/cli/clients) and leaves
// the mark, a word of its own, on its command line.
std::string GoodClient();
std::string AstrayEach(const std::string& how, const std::string& mark);
std::string AstrayShim(const std::string& how);

// Two checks: A01 wants a session only, F09 the operation `details`.
inline constexpr char kTwoChecks[] =
    " --seed 1 --run '*/A01-*' --run '*/F09-*' ";

// OutcomesIn gives the outcome of each check by its code ("A01"); the controls
// are "first" and "last". A test fails where the document has not the shape of
// mdmock.results/1.
std::map<std::string, std::string> OutcomesIn(const nlohmann::json& results);

// CheckIn gives the one check with this code, null where there is none.
nlohmann::json CheckIn(const nlohmann::json& results, const std::string& code);

}  // namespace mdmock::cli

#endif  // MDMOCK_TESTS_CLI_CHECK_CLIENT_H_

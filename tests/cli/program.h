#ifndef MDMOCK_TESTS_CLI_PROGRAM_H_
#define MDMOCK_TESTS_CLI_PROGRAM_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "tests/support/openssl_program.h"

namespace mdmock::cli {

// Outcome is what a program printed, and its exit status. (Inside a test, Run
// is a member of GoogleTest's.)
using Outcome = test_support::Run;

// Quoted is `text` as one word of a shell.
std::string Quoted(std::string_view text);

// Mdmock runs the program with `arguments`, as a shell reads them, and `input`
// as its standard input.
Outcome Mdmock(const std::string& arguments, std::string_view input = "");

// Document parses what a run printed; a test fails where that is not exactly
// one JSON document and nothing on stderr.
nlohmann::json Document(const Outcome& run);

// The token of these tests. Its five fields, and how it signs for
// https://mdmenrollment.apple.com/session at kSignedAt (with curl's GET).
inline constexpr std::string_view kToken =
    R"({"consumer_key":"CK_5b8e","consumer_secret":"CS_verysecret/one",)"
    R"("access_token":"AT_O1","access_secret":"AS_alsosecret+two",)"
    R"("access_token_expiry":"2026-12-31T00:00:00Z"})";
inline constexpr std::string_view kUrl =
    "https://mdmenrollment.apple.com/session";
inline constexpr long kSignedAt = 1767225700;  // 2026-01-01T00:01:40Z

}  // namespace mdmock::cli

#endif  // MDMOCK_TESTS_CLI_PROGRAM_H_

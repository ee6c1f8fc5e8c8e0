#include "tests/cli/program.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/slowness.h"

namespace mdmock::cli {

using test_support::RunCommand;
using test_support::TemporaryFile;

std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

Outcome Mdmock(const std::string& arguments, std::string_view input) {
  const TemporaryFile file("input", input);
  // A program that hangs fails its test before ctest's limit: 124.
  return RunCommand(fmt::format("timeout {} {} {} <{}",
                                50 * test_support::kSlowness, MDMOCK_PROGRAM,
                                arguments, file.path()));
}

nlohmann::json Document(const Outcome& run) {
  EXPECT_EQ(run.err, "");
  const auto json = nlohmann::json::parse(run.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << run.out;
  return json;
}

}  // namespace mdmock::cli

#include "tests/cli/program.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

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
  return RunCommand("timeout 50 " MDMOCK_PROGRAM " " + arguments + " <" +
                    file.path());
}

nlohmann::json Document(const Outcome& run) {
  EXPECT_EQ(run.err, "");
  const auto json = nlohmann::json::parse(run.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << run.out;
  return json;
}

}  // namespace mdmock::cli

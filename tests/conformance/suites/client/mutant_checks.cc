#include "tests/conformance/suites/client/mutant_checks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>

#include "conformance/drivers/each_driver.h"
#include "conformance/drivers/shim_driver.h"

namespace mdmock::conformance {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Contents(const std::string& path) {
  std::ifstream file(std::string(MDMOCK_SOURCE_DIR "/") + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

ClientSettings SettingsFor(const std::string& run, size_t jobs) {
  ClientSettings settings;
  settings.jobs = jobs;
  if (!run.empty()) settings.selection.run = {run};
  return settings;
}

}  // namespace

Results Judge(const ClientSuite& suite, const std::string& command,
              const std::string& run, size_t jobs) {
  drivers::EachDriver client(command);
  return RunClientSuite(suite, client, SettingsFor(run, jobs));
}

Results JudgeShim(const ClientSuite& suite, const std::string& command,
                  const std::string& run, size_t jobs) {
  auto client = drivers::ShimDriver::Start({.command = command});
  if (!client) {
    ADD_FAILURE() << client.error().what;
    return {};
  }
  ClientSettings settings = SettingsFor(run, jobs);
  settings.is_shim = true;
  return RunClientSuite(suite, **client, settings);
}

std::string CodeOf(const Check& check) {
  const std::string code = check.id.substr(check.id.find('/') + 1);
  return code.substr(0, code.find('-'));
}

void ExpectKilled(const Results& results, const reference::Mutant& mutant) {
  const auto named = std::find_if(
      results.checks.begin(), results.checks.end(),
      [&](const CheckResult& one) { return CodeOf(one.check) == mutant.code; });
  ASSERT_NE(named, results.checks.end());
  EXPECT_EQ(named->speaks_of, Class::kImplementation);
  EXPECT_THAT(named->outcome, AnyOf(Outcome::kFail, Outcome::kWarn,
                                    Outcome::kCrash, Outcome::kTimeout))
      << mutant.does << ", and: " << named->message << "\n"
      << named->detail;
}

void ExpectOneForEachCheck(const ClientSuite& suite,
                           std::span<const reference::Mutant> mutants,
                           const std::set<std::string>& unobservable) {
  std::set<std::string> killed;
  for (const reference::Mutant& mutant : mutants) killed.emplace(mutant.code);
  for (const Check& check : ListChecks(suite)) {
    if (unobservable.contains(CodeOf(check))) continue;
    EXPECT_TRUE(killed.contains(CodeOf(check))) << check.id;
    killed.erase(CodeOf(check));
  }
  EXPECT_THAT(killed, IsEmpty());
}

void ExpectFilesToHaveTheirChecks(const ClientSuite& suite) {
  for (const Check& check : ListChecks(suite)) {
    EXPECT_THAT(check.file, ::testing::EndsWith(".cc")) << check.id;
    EXPECT_THAT(Contents(check.file), HasSubstr("\"" + CodeOf(check) + "\""))
        << check.file;
  }
}

void ExpectPage(const std::string& page,
                std::span<const reference::Mutant> mutants) {
  const std::string text = Contents(page);
  size_t num_rows = 0;
  for (size_t at = text.find("\n| `"); at != std::string::npos;
       at = text.find("\n| `", at + 1)) {
    ++num_rows;
  }
  EXPECT_EQ(num_rows, mutants.size());
  for (const reference::Mutant& mutant : mutants) {
    EXPECT_THAT(text, HasSubstr(fmt::format("| `{}` | {} | {} |", mutant.name,
                                            mutant.does, mutant.code)));
  }
}

std::string NameOf(const reference::Mutant& mutant) {
  std::string name;
  for (const char c : mutant.name) name += c == '-' ? '_' : c;
  return name;
}

}  // namespace mdmock::conformance

namespace mdmock::reference {
void PrintTo(const Mutant& mutant, std::ostream* out) { *out << mutant.name; }
}  // namespace mdmock::reference

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "conformance/reference/connector/mutant.h"
#include "conformance/reference/connector/unbroken.h"
#include "conformance/suites/connector/connector_check.h"
#include "protocol/base/text.h"
#include "tests/conformance/suites/connector/judged.h"

namespace mdmock::reference::pki {
void PrintTo(const Mutant& mutant, std::ostream* out) { *out << mutant.name; }
}  // namespace mdmock::reference::pki

namespace mdmock::conformance {
namespace {

using reference::pki::Mutant;

std::string NameOf(const ::testing::TestParamInfo<Mutant>& info) {
  std::string name(info.param.name);
  ReplaceAll(name, "-", "_");
  return name;
}

class ConnectorMutant : public ::testing::TestWithParam<Mutant> {};

TEST_P(ConnectorMutant, IsNoticedByItsCheck) {
  const Mutant& mutant = GetParam();
  const Results results =
      JudgeMutant(&mutant, fmt::format("connector/{}-*", mutant.code));
  const CheckResult& result = CheckOf(results, mutant.code);
  const bool noticed = result.outcome == Outcome::kFail ||
                       result.outcome == Outcome::kWarn ||
                       result.outcome == Outcome::kTimeout;
  EXPECT_TRUE(noticed) << mutant.does << "\n" << Lines(results);
  EXPECT_EQ(result.speaks_of, Class::kImplementation) << Lines(results);
}

INSTANTIATE_TEST_SUITE_P(All, ConnectorMutant,
                         ::testing::ValuesIn(reference::pki::AllMutants()),
                         NameOf);

TEST(ConnectorMutants, HaveNamesOfTheirOwnAndChecksThatThereAre) {
  std::set<std::string_view> names;
  std::set<std::string> codes;
  for (const Check& check : ListConnectorChecks()) {
    codes.insert(check.id.substr(10, 4));
  }
  for (const Mutant& mutant : reference::pki::AllMutants()) {
    EXPECT_TRUE(names.insert(mutant.name).second) << mutant.name;
    EXPECT_TRUE(codes.contains(std::string(mutant.code))) << mutant.code;
  }
}

// What is not done is not known to be noticed.
TEST(ConnectorMutants, FailEveryMustButThoseThatSayWhyNot) {
  std::set<std::string_view> failed;
  for (const Mutant& mutant : reference::pki::AllMutants()) {
    failed.insert(mutant.code);
  }
  std::set<std::string_view> unbroken;
  for (const auto& one : reference::pki::kUnbroken) unbroken.insert(one.code);
  for (const pki::ConnectorCheck& check : pki::AllConnectorChecks()) {
    if (check.level != Level::kMust && !check.critical) continue;
    EXPECT_NE(failed.contains(check.code), unbroken.contains(check.code))
        << check.code << " has neither a mutant nor a reason, or both";
    unbroken.erase(check.code);
  }
  EXPECT_TRUE(unbroken.empty()) << *unbroken.begin() << " is no such check";
}

}  // namespace
}  // namespace mdmock::conformance

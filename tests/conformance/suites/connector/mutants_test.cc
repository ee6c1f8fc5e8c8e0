#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <thread>

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

const CheckResult& JudgedAlone(const Mutant& mutant, Results& results) {
  results = JudgeMutant(&mutant, fmt::format("connector/{}-*", mutant.code));
  return CheckOf(results, mutant.code);
}

TEST(ConnectorMutants, AreCriticalWhereTheyLetTheWrongOnesIn) {
  for (const char* name : {"answers-crossed", "wrong-otp-passes",
                           "anybodys-otp", "key-pairs-open"}) {
    const Mutant* mutant = reference::pki::FindMutant(name);
    ASSERT_NE(mutant, nullptr) << name;
    Results results;
    const CheckResult& result = JudgedAlone(*mutant, results);
    EXPECT_EQ(result.outcome, Outcome::kFail) << Lines(results);
    EXPECT_TRUE(result.critical) << Lines(results);
  }
}

// Of two files that change places all are other people's, or one's own.
TEST(ConnectorMutants, AreCriticalWhereAFileIsForAnother) {
  Results results;
  const CheckResult& result =
      JudgedAlone(*reference::pki::FindMutant("files-crossed"), results);
  EXPECT_EQ(result.outcome, Outcome::kFail) << Lines(results);
  EXPECT_TRUE(result.critical) << Lines(results);
}

TEST(ConnectorMutants, AreNotCriticalWhereTheyJustFail) {
  for (const char* name : {"wrong-otp-500", "busy-at-a-third"}) {
    Results results;
    const CheckResult& result =
        JudgedAlone(*reference::pki::FindMutant(name), results);
    EXPECT_EQ(result.outcome, Outcome::kFail) << Lines(results);
    EXPECT_FALSE(result.critical) << Lines(results);
  }
}

TEST(ConnectorMutants, AreDoubtfulWhereTheTablesSaySo) {
  for (const char* name : {"unknown-operation-as-getinfo"}) {
    Results results;
    const CheckResult& result =
        JudgedAlone(*reference::pki::FindMutant(name), results);
    EXPECT_EQ(result.outcome, Outcome::kWarn) << Lines(results);
  }
}

// The first of two requests hangs: the other is not blamed for it.
TEST(ConnectorMutants, AreNotBlamedForWhatWasNotAsked) {
  const Mutant mutant{
      .name = "waits",
      .code = "A-10",
      .does = "waits over a header that is no base64",
      .before = [](http::Request& request, const server::Exchange&,
                   reference::pki::Memory&) -> std::optional<http::Response> {
        const std::string* header = request.Find("Authorization");
        if (header != nullptr && *header == "Basic !!!") {
          std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        }
        return std::nullopt;
      }};
  ConnectorSettings settings;
  settings.limit = std::chrono::milliseconds(1000);
  const Results results = JudgeMutant(&mutant, "connector/A-10-*", settings);
  EXPECT_EQ(CheckOf(results, "A-10").outcome, Outcome::kTimeout)
      << Lines(results);
  EXPECT_EQ(CheckOf(results, "A-10").message, "Basic !!!: no answer in time");
}

TEST(ConnectorMutants, FailWhereHtmlComesInPlaceOfJson) {
  Results results;
  const CheckResult& result = JudgedAlone(
      *reference::pki::FindMutant("malformed-json-in-html"), results);
  EXPECT_EQ(result.outcome, Outcome::kFail) << Lines(results);
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

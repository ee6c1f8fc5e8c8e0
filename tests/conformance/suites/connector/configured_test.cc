#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/conformance/suites/connector/judged.h"

// What the configuration has wrong is not laid at the connector's door.
namespace mdmock::conformance {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

void ExpectConfiguration(const CheckResult& result, const Results& results,
                         const std::string& word) {
  EXPECT_EQ(result.outcome, Outcome::kFail) << Lines(results);
  EXPECT_EQ(result.speaks_of, Class::kConfiguration) << Lines(results);
  EXPECT_FALSE(result.critical) << Lines(results);
  EXPECT_THAT(result.message, HasSubstr(word));
  EXPECT_EQ(ExitCode(results), 2) << Lines(results);
}

TEST(ConfiguredConnector, TellsASecondUserWhoGetsNothingFromCrossedAnswers) {
  for (const bool has_command : {true, false}) {
    const Results results = JudgeConfigured(
        [has_command](json& configuration) {
          json& second = configuration["users"][1];
          second.erase("otp");
          second.erase("otp_reusable");
          if (has_command) second["otp_command"] = "echo x";
        },
        "connector/C-01-*");
    ExpectConfiguration(CheckOf(results, "C-01"), results, "users[1]");
  }
}

TEST(ConfiguredConnector, LooksWhetherACertificateHasExpired) {
  const Results results = JudgeConfigured(
      [](json& configuration) {
        configuration["certificate"]["expired"]["p12"] =
            configuration["certificate"]["p12"];
        configuration["certificate"]["expired"]["password"] =
            configuration["certificate"]["password"];
      },
      "connector/A-14-*");
  ExpectConfiguration(CheckOf(results, "A-14"), results, "not expired yet");
}

TEST(ConfiguredConnector, LooksWhetherAnotherCertificateIsAnother) {
  const Results same = JudgeConfigured(
      [](json& configuration) {
        json own = configuration["certificate"];
        own.erase("expired");
        own.erase("other");
        configuration["certificate"]["other"] = own;
      },
      "connector/A-15-*");
  ExpectConfiguration(CheckOf(same, "A-15"), same, "itself");
  const Results expired = JudgeConfigured(
      [](json& configuration) {
        configuration["certificate"]["other"] =
            configuration["certificate"]["expired"];
      },
      "connector/A-15-*");
  EXPECT_EQ(CheckOf(expired, "A-15").speaks_of, Class::kConfiguration)
      << Lines(expired);
}

TEST(ConfiguredConnector, SaysThatTheOnlyCredentialHasExpired) {
  const Results results = JudgeConfigured(
      [](json& configuration) {
        configuration.erase("auth");
        configuration["certificate"] = configuration["certificate"]["expired"];
      },
      "connector/A-11-*");
  ExpectConfiguration(CheckOf(results, "K-01"), results, "credentials");
  EXPECT_THAT(CheckOf(results, "K-01").message,
              HasSubstr("certificate.p12 expired on"));
  EXPECT_EQ(CheckOf(results, "A-11").speaks_of, Class::kConfiguration)
      << Lines(results);
}

TEST(ConfiguredConnector, SaysThatACertificateHasExpiredThatIsNotNeeded) {
  const Results results = JudgeConfigured(
      [](json& configuration) {
        configuration["certificate"] = configuration["certificate"]["expired"];
      },
      "connector/K-01-*");
  EXPECT_EQ(CheckOf(results, "K-01").outcome, Outcome::kPass) << Lines(results);
  EXPECT_THAT(CheckOf(results, "K-01").message,
              HasSubstr("certificate.p12 expired on"));
}

}  // namespace
}  // namespace mdmock::conformance

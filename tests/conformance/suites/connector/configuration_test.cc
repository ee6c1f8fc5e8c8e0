#include "conformance/suites/connector/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>

#include "conformance/drivers/scratch.h"
#include "conformance/suites/connector/origin.h"
#include "conformance/suites/connector/otps.h"
#include "conformance/suites/connector/probe.h"

namespace mdmock::conformance::pki {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ConfigurationTest : public ::testing::Test {
 protected:
  Result<Configuration> Read(const std::string& text) {
    auto scratch = drivers::Scratch::Make();
    EXPECT_TRUE(scratch);
    scratch_ = std::make_unique<drivers::Scratch>(*std::move(scratch));
    std::ofstream(scratch_->path() / "c.json") << text;
    return ReadConfiguration(scratch_->path() / "c.json");
  }
  std::string Complaint(const std::string& text) {
    const auto read = Read(text);
    return read ? "" : read.error().what;
  }

  std::unique_ptr<drivers::Scratch> scratch_;
};

constexpr char kSmallest[] =
    R"({"auth":{"username":"u","password":"p"},"users":[{"user":"joe"}]})";

TEST_F(ConfigurationTest, TakesTheSmallestOne) {
  const auto read = Read(kSmallest);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->profile, connector::Profile::kUem1210);
  EXPECT_EQ(read->auth->username, "u");
  EXPECT_EQ(read->key_pair_limit, std::chrono::seconds(60));
}

TEST_F(ConfigurationTest, NamesTheFieldThatIsWrong) {
  EXPECT_THAT(Complaint("{"), HasSubstr("line 1"));
  EXPECT_THAT(Complaint("[]"), HasSubstr("object"));
  EXPECT_THAT(Complaint(R"({"users":[{"user":"joe"}]})"), HasSubstr("auth"));
  EXPECT_THAT(Complaint(R"({"auth":{"username":"u"},"users":[{"user":"j"}]})"),
              HasSubstr("auth.password"));
  EXPECT_THAT(Complaint(R"({"auth":{"username":"u","password":"p"}})"),
              HasSubstr("users"));
  EXPECT_THAT(
      Complaint(
          R"({"auth":{"username":"u","password":"p"},"users":[{"name":"j"}]})"),
      HasSubstr("users[0].user"));
  EXPECT_THAT(Complaint(R"({"auth":{"username":"u","password":"p"},)"
                        R"("users":[{"user":"j"}],"trust":"none.pem"})"),
              HasSubstr("trust"));
  EXPECT_THAT(Complaint(R"({"auth":{"username":"u","password":"p"},)"
                        R"("users":[{"user":"j"}],"profile":"uem13"})"),
              HasSubstr("profile"));
  EXPECT_THAT(Complaint(R"({"auth":{"username":"u","password":"p"},"extra":1,)"
                        R"("users":[{"user":"j"}]})"),
              HasSubstr("extra"));
}

TEST_F(ConfigurationTest, NamesTheFieldThatIsAFolder) {
  const std::string rest =
      R"("auth":{"username":"u","password":"p"},"users":[{"user":"j"}]})";
  for (const char* field : {"trust", "issuer"}) {
    const std::string complaint =
        Complaint("{\"" + std::string(field) + "\":\".\"," + rest);
    EXPECT_THAT(complaint, HasSubstr(field));
    EXPECT_THAT(complaint, HasSubstr("folder"));
  }
  EXPECT_THAT(Complaint(R"({"certificate":{"p12":"."},)" + rest),
              HasSubstr("certificate.p12"));
  EXPECT_FALSE(ReadConfiguration(scratch_->path()));
}

TEST_F(ConfigurationTest, TakesNoNameTwice) {
  EXPECT_THAT(
      Complaint(R"({"auth":{"username":"u","username":"v","password":"p"},)"
                R"("users":[{"user":"j"}]})"),
      HasSubstr("username"));
}

TEST_F(ConfigurationTest, DoesNotCallTheFileABody) {
  for (const char* text : {"", "{", R"({"x":1})"}) {
    EXPECT_THAT(Complaint(text), Not(HasSubstr("body"))) << text;
  }
}

TEST_F(ConfigurationTest, NamesWhatIsWrongWithARenewal) {
  const auto with = [](const std::string& renewal) {
    return R"({"auth":{"username":"u","password":"p"},"users":[{"user":"j"}],)"
           R"("renewal":)" +
           renewal + "}";
  };
  EXPECT_EQ(Complaint(with("{}")), "");
  EXPECT_THAT(Complaint(with(R"({"expired":{}})")),
              HasSubstr("renewal.expired.p12"));
  EXPECT_THAT(Complaint(with(R"({"expires":{}})")), HasSubstr("expires"));
}

TEST_F(ConfigurationTest, FailsWithoutTheFile) {
  EXPECT_FALSE(ReadConfiguration("/nowhere/c.json"));
}

TEST(OriginTest, AppendsTheOperation) {
  const auto origin = ReadOrigin("https://pki.example.com:8443/foo/");
  ASSERT_TRUE(origin);
  EXPECT_EQ(origin->Target("getInfo"), "/foo/pki?operation=getInfo");
  EXPECT_EQ(origin->host_header, "pki.example.com:8443");
  EXPECT_FALSE(ReadOrigin("https://pki.example.com/foo?x=1"));
  EXPECT_FALSE(ReadOrigin("ldap://pki.example.com"));
}

TEST(OtpsTest, GivesAPasswordThatIsGoodOnceOnce) {
  Otps otps(".");
  TestUser user;
  user.name = "joe";
  user.otp = "s3cret";
  EXPECT_EQ(otps.Next(user).otp, "s3cret");
  EXPECT_TRUE(otps.Next(user).unable);
  user.otp_reusable = true;
  EXPECT_EQ(otps.Next(user).otp, "s3cret");
}

TEST(OtpsTest, TakesTheFirstLineOfACommand) {
  Otps otps("/");
  TestUser user;
  user.name = "joe";
  user.otp_command = "printf 'abc\\ndef\\n'";
  EXPECT_EQ(otps.Next(user).otp, "abc");
  user.otp_command = "pwd";
  EXPECT_EQ(otps.Next(user).otp, "/");
}

TEST(OtpsTest, SaysOfACommandThatFailsThatItIsTheConfigurations) {
  Otps otps("/");
  TestUser user;
  user.name = "joe";
  for (const char* command : {"exit 3", "true", "/nowhere/at-all"}) {
    user.otp_command = command;
    const auto given = otps.Next(user);
    ASSERT_TRUE(given.unable) << command;
    EXPECT_EQ(given.unable->speaks_of, Class::kConfiguration) << command;
  }
}

TEST(DisguisedTest, HidesPasswordsAndKeysByTheirNames) {
  const std::string shown = Disguised(
      R"({"status":"success","payload":"AAAA\/BBBB","authToken" : "secret",)"
      R"("decryptionPassword":"c2VjcmV0","reqId":"12487"})");
  EXPECT_THAT(shown, Not(HasSubstr("AAAA")));
  EXPECT_THAT(shown, Not(HasSubstr("\"secret\"")));
  EXPECT_THAT(shown, Not(HasSubstr("c2VjcmV0")));
  EXPECT_THAT(shown, HasSubstr(R"("reqId":"12487")"));
}

TEST(DisguisedTest, ComesToAnEndWhereTheTextDoes) {
  EXPECT_EQ(Disguised(""), "");
  EXPECT_EQ(Disguised("\""), "\"");
  EXPECT_THAT(Disguised(R"({"payload":"AAAA)"), Not(HasSubstr("AAAA")));
  EXPECT_EQ(Disguised("\\"), "\\");
}

}  // namespace
}  // namespace mdmock::conformance::pki

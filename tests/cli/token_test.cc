#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.h"
#include "tests/support/token_keys.h"

namespace mdmock::cli {
namespace {

using nlohmann::json;
using test_support::KeyPath;
using test_support::OpenSsl;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kMadeAt = "2026-01-01T00:00:00Z";
constexpr std::string_view kReadAt = "2026-06-01T00:00:00Z";

class TokenCommand : public ::testing::Test {
 protected:
  TokenCommand() {
    const Outcome made = Make("--json-out " + json_.path());
    EXPECT_EQ(made.status, 0) << made.err;
    EXPECT_EQ(made.out + made.err, "");
  }

  Outcome Make(const std::string& more) const {
    return Mdmock(fmt::format(
        "token make --certificate {} --out {} --time {} --seed 1 {}",
        KeyPath("token_certificate.pem"), file_.path(), kMadeAt, more));
  }

  Outcome Read(const std::string& path, const std::string& more = "",
               const std::string& key = KeyPath("token_key.pem")) const {
    return Mdmock(fmt::format("token read {} --key {} --now {} {}", path, key,
                              kReadAt, more));
  }

  // What `explain token` says, and that `token read` agrees.
  json Explained(const std::string& path, const std::string& more = "",
                 const std::string& key = KeyPath("token_key.pem")) const {
    const Outcome run =
        Mdmock(fmt::format("explain token {} --key {} --now {} --json {}", path,
                           key, kReadAt, more));
    const json verdict = Document(run);
    EXPECT_EQ(run.status, verdict.at("accepted") == true ? 0 : 1);
    EXPECT_EQ(Read(path, more, key).status, run.status);
    EXPECT_EQ(verdict.at("subject"), "token");
    return verdict;
  }

  void ExpectCause(const std::string& path, const std::string& id,
                   const std::string& more = "",
                   const std::string& key = KeyPath("token_key.pem")) const {
    const json cause = Explained(path, more, key).at("cause");
    EXPECT_EQ(cause.at("status"), "proved") << cause;
    EXPECT_EQ(cause.at("mistakes"), json::array({id})) << cause;
  }

  json Token() const { return json::parse(json_.Contents()); }

  const TemporaryFile file_{"token.p7m", ""};
  const TemporaryFile json_{"token.json", ""};
};

TEST_F(TokenCommand, MakesWhatOpenSslOpens) {
  for (const char* program : {"smime", "cms"}) {
    const auto opened =
        OpenSsl(fmt::format("{} -decrypt -in {} -inkey {}", program,
                            file_.path(), KeyPath("token_key.pem")));
    EXPECT_EQ(opened.status, 0) << opened.err;
    EXPECT_THAT(opened.out, HasSubstr("-----BEGIN MESSAGE-----"));
    EXPECT_THAT(opened.out,
                HasSubstr(Token().at("consumer_secret").get<std::string>()));
  }
}

TEST_F(TokenCommand, RepeatsItselfUnderTheSameSeedAndTime) {
  const std::string first = file_.Contents();
  EXPECT_EQ(Make("").status, 0);
  EXPECT_EQ(file_.Contents(), first);
  EXPECT_EQ(Make("--awkward").status, 0);
  EXPECT_NE(file_.Contents(), first);
}

TEST_F(TokenCommand, ReadsWhatItMade) {
  const Outcome run = Read(file_.path());
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(json::parse(run.out), Token());
  EXPECT_EQ(Token().at("access_token_expiry"), "2027-01-01T00:00:00Z");
  // And what it prints is a --token.
  const Outcome sign =
      Mdmock("sign oauth1 --token - --url " + std::string(kUrl), run.out);
  EXPECT_EQ(sign.status, 0) << sign.err;
}

TEST_F(TokenCommand, ReadsFromStandardInput) {
  const Outcome run = Mdmock(fmt::format("token read - --key {} --now {}",
                                         KeyPath("token_key.pem"), kReadAt),
                             file_.Contents());
  EXPECT_EQ(run.status, 0) << run.err;
}

TEST_F(TokenCommand, PrintsTokenAndVerdictAsOneDocument) {
  const json document = Document(Read(file_.path(), "--json"));
  EXPECT_EQ(document.at("schema"), "mdmock.verdict/1");
  EXPECT_EQ(document.at("accepted"), true);
  const json token = Token();
  for (const auto& [name, value] : token.items()) {
    EXPECT_EQ(document.at(name), value);
  }
}

TEST_F(TokenCommand, ReadsTheDerThatOpenSslMakes) {
  const TemporaryFile clear("clear", Token().dump());
  const TemporaryFile der("token.der", "");
  const auto made = OpenSsl(
      fmt::format("cms -encrypt -aes128 -binary -in {} -outform DER -out {} {}",
                  clear.path(), der.path(), KeyPath("token_certificate.pem")));
  ASSERT_EQ(made.status, 0) << made.err;
  // It lacks the frame around the JSON, and opens all the same.
  const json verdict = Explained(der.path());
  EXPECT_THAT(verdict.dump(), HasSubstr("consumer_key"));
}

TEST_F(TokenCommand, NamesAnotherKey) {
  ExpectCause(file_.path(), "token.wrong-key", "",
              KeyPath("token_other_key.pem"));
  ExpectCause(file_.path(), "token.wrong-key", "", KeyPath("token_ec_key.pem"));
}

TEST_F(TokenCommand, NamesAnotherCertificate) {
  ExpectCause(file_.path(), "token.wrong-recipient",
              "--certificate " + KeyPath("token_certificate_reissued.pem"));
  EXPECT_EQ(Explained(file_.path(),
                      "--certificate " + KeyPath("token_certificate.pem"))
                .at("accepted"),
            true);
}

TEST_F(TokenCommand, NamesAFileThatIsNoToken) {
  ExpectCause(KeyPath("token_certificate.pem"), "token.not-a-token");
  ExpectCause(json_.path(), "token.not-a-token");
  const TemporaryFile empty("empty.p7m", "");
  EXPECT_EQ(Explained(empty.path()).at("accepted"), false);
  const TemporaryFile zeros("zeros.p7m", std::string(100'000, '\0'));
  EXPECT_EQ(Explained(zeros.path()).at("accepted"), false);
}

TEST_F(TokenCommand, NamesDamagedBase64) {
  std::string text = file_.Contents();
  const size_t body = text.find("\n\n") == std::string::npos
                          ? text.find("\r\n\r\n") + 4
                          : text.find("\n\n") + 2;
  text.replace(body + 100, 1, "*");
  const TemporaryFile damaged("damaged.p7m", text);
  ExpectCause(damaged.path(), "token.base64-damaged");
}

TEST_F(TokenCommand, NamesAMissingFrame) {
  const TemporaryFile clear("clear", Token().dump());
  const TemporaryFile smime("token.p7m", "");
  const auto made = OpenSsl(
      fmt::format("smime -encrypt -aes128 -in {} -out {} {}", clear.path(),
                  smime.path(), KeyPath("token_certificate.pem")));
  ASSERT_EQ(made.status, 0) << made.err;
  ExpectCause(smime.path(), "token.frame-missing");
}

TEST_F(TokenCommand, NamesAnExpiredToken) {
  const Outcome run = Mdmock(
      fmt::format("explain token {} --key {} --now 2027-01-02T00:00:00Z --json",
                  file_.path(), KeyPath("token_key.pem")));
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(Document(run).at("cause").at("mistakes"),
            json::array({"token.expired"}));
}

TEST_F(TokenCommand, ExplainsWithoutASecret) {
  for (const char* more : {"", "--json"}) {
    const Outcome run = Mdmock(
        fmt::format("explain token {} --key {} --now {} {}", file_.path(),
                    KeyPath("token_key.pem"), kReadAt, more));
    EXPECT_EQ(run.status, 0) << run.out;
    for (const char* name : {"consumer_secret", "access_secret"}) {
      EXPECT_THAT(run.out + run.err,
                  Not(HasSubstr(Token().at(name).get<std::string>())));
    }
  }
}

TEST_F(TokenCommand, AsksForAKeyThatIsNotProtected) {
  const TemporaryFile locked("locked.pem", "");
  const auto made =
      OpenSsl(fmt::format("pkey -in {} -aes128 -passout pass:x -out {}",
                          KeyPath("token_key.pem"), locked.path()));
  ASSERT_EQ(made.status, 0) << made.err;
  const Outcome run = Read(file_.path(), "", locked.path());
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.err, HasSubstr("password"));
}

}  // namespace
}  // namespace mdmock::cli

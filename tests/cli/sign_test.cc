#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.h"

namespace mdmock::cli {
namespace {

using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

class Sign : public ::testing::Test {
 protected:
  Outcome Do(const std::string& arguments) const {
    return Mdmock("sign oauth1 --token " + token_.path() + " " + arguments);
  }

  // The header that comes of them, which has to be one line.
  std::string Header(const std::string& arguments) const {
    const Outcome run = Do(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run.err, "");
    EXPECT_EQ(run.out.find('\n'), run.out.size() - 1);
    return run.out.substr(0, run.out.find('\n'));
  }

  // What explain says of a header for that URL.
  Outcome Explain(const std::string& header,
                  const std::string& arguments) const {
    return Mdmock(fmt::format("explain oauth1 --token {} --header {} {}",
                              token_.path(), Quoted(header), arguments));
  }

  const TemporaryFile token_{"token.json", kToken};
};

TEST_F(Sign, UsesNowAndANewNonceEachTime) {
  const std::string url = "--url https://mdmenrollment.apple.com/session";
  const std::string first = Header(url);
  EXPECT_NE(first, Header(url));
  EXPECT_EQ(Explain(first, url).status, 0);
  EXPECT_THAT(first, HasSubstr("oauth_signature_method=\"HMAC-SHA1\""));
  EXPECT_THAT(first, Not(HasSubstr("realm")));
}

TEST_F(Sign, RepeatsItselfUnderTheSameTimestampAndNonce) {
  const std::string options = fmt::format("--url {} --nonce one --timestamp {}",
                                          std::string(kUrl), kSignedAt);
  EXPECT_EQ(Header(options), Header(options));
  EXPECT_EQ(Header(options),
            Header(fmt::format("--url {} --nonce one --timestamp "
                               "2026-01-01T00:01:40Z",
                               std::string(kUrl))));
}

TEST_F(Sign, SendsARealmAndLeavesItOutOfTheSignature) {
  const std::string options = fmt::format("--url {} --nonce one --timestamp {}",
                                          std::string(kUrl), kSignedAt);
  const std::string header = Header(options + " --realm ADM");
  EXPECT_THAT(header, ::testing::StartsWith("OAuth realm=\"ADM\", "));
  const auto signature = [](const std::string& text) {
    const size_t at = text.find("oauth_signature=");
    return text.substr(at, text.find(',', at) - at);
  };
  EXPECT_EQ(signature(header), signature(Header(options)));
}

TEST_F(Sign, SignsTheMethodAndTheQuery) {
  const std::string url = "--url 'http://127.0.0.1:8801/session?b=2&a=%2f'";
  const std::string header = Header(url + " --method POST");
  EXPECT_EQ(Explain(header, url + " --method POST").status, 0);
  EXPECT_EQ(Explain(header, url).status, 1);
  EXPECT_EQ(Explain(header,
                    "--method POST --url "
                    "'http://127.0.0.1:8801/session?b=2'")
                .status,
            1);
}

TEST_F(Sign, EncodesANonceThatNeedsIt) {
  const std::string url = "--url " + std::string(kUrl);
  const std::string header = Header(url + " --nonce 'a \"&='");
  EXPECT_THAT(header, HasSubstr("oauth_nonce=\"a%20%22%26%3D\""));
  EXPECT_EQ(Explain(header, url).status, 0);
}

TEST_F(Sign, TakesTheTokenFromStandardInput) {
  const Outcome run =
      Mdmock("sign oauth1 --token - --url " + std::string(kUrl), kToken);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("CK_5b8e"));
}

TEST_F(Sign, NeverPrintsASecret) {
  const Outcome run = Do("--url " + std::string(kUrl));
  for (const char* secret : {"verysecret", "alsosecret"}) {
    EXPECT_THAT(run.out + run.err, Not(HasSubstr(secret)));
  }
}

TEST_F(Sign, NamesTheFieldThatATokenLacks) {
  for (const char* field :
       {"consumer_key", "consumer_secret", "access_token", "access_secret"}) {
    auto json = nlohmann::json::parse(kToken);
    json.erase(field);
    const TemporaryFile token("token.json", json.dump());
    const Outcome run = Mdmock("sign oauth1 --token " + token.path() +
                               " --url " + std::string(kUrl));
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.err, HasSubstr(field));
    EXPECT_THAT(run.err, Not(HasSubstr("secret/one")));
  }
}

}  // namespace
}  // namespace mdmock::cli

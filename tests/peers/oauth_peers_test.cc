// OAuth libraries that others wrote get their session from the mock, and are
// told what they did wrong where they are made to: the proof that the verifier
// agrees with the world, and not only with our own signer.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "mocks/ade/ade_mock.h"
#include "protocol/oauth1/rules.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/support/openssl_program.h"

namespace mdmock {
namespace {

using test_support::RunCommand;
using test_support::TemporaryFile;
using ::testing::HasSubstr;

// Peer is a library, and the command that prints a header it made.
struct Peer {
  std::string name;
  std::string command;

  friend void PrintTo(const Peer& peer, std::ostream* out) {
    *out << peer.name;
  }
};

std::vector<Peer> Peers() {
  const std::string folder = MDMOCK_SOURCE_DIR "/tests/peers/";
  return {{"Oauthlib", "/usr/bin/python3 " + folder + "sign_oauthlib.py"},
          {"NetOauth", "/usr/bin/perl " + folder + "sign_net_oauth.pl"},
          {"RubyOauth", "/usr/bin/ruby " + folder + "sign_ruby_oauth.rb"},
          {"Liboauth", MDMOCK_SIGN_LIBOAUTH}};
}

class OauthPeers : public ::testing::TestWithParam<Peer> {
 protected:
  // The header that the peer makes for `url`, with more variables if given.
  std::string Header(const std::string& url, const std::string& token_json,
                     const std::string& variables = "") const {
    const TemporaryFile token("token.json", token_json);
    const auto run =
        RunCommand(fmt::format("MDMOCK_URL='{}' MDMOCK_TOKEN='{}' {} {}", url,
                               token.path(), variables, GetParam().command));
    EXPECT_EQ(run.status, 0) << run.err << "(run-tests.sh installs it)";
    return run.out.substr(0, run.out.find('\n'));
  }

  // What curl gets for `url` with that header: the body, then the status.
  std::string Curl(const std::string& url, const std::string& header) const {
    const TemporaryFile ca("ca.pem", mock_.ca_pem());
    const TemporaryFile arguments(
        "curl.conf", "header = \"Authorization: " + Escaped(header) + "\"\n");
    const auto run = RunCommand(fmt::format(
        "curl --silent --show-error --max-time 20 --cacert {} --config {} "
        "--write-out ' %{{http_code}}' '{}'",
        ca.path(), arguments.path(), url));
    EXPECT_EQ(run.status, 0) << run.err;
    return run.out;
  }

  std::string Get(const std::string& url) {
    return Curl(url, Header(url, mock_.TokenJson()));
  }

  const Verdict& LastVerdict() {
    last_ = mock_.journal().After(0).back();
    return last_->verdict;
  }

  ade::AdeMock mock_;
  journal::Journal::EntryPtr last_;

 private:
  // A quoted string of curl's configuration.
  static std::string Escaped(const std::string& text) {
    std::string escaped;
    for (const char c : text) {
      if (c == '"' || c == '\\') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }
};

TEST_P(OauthPeers, GetsASessionOverHttp) {
  const std::string answer = Get(mock_.Url("/session"));
  EXPECT_THAT(answer, HasSubstr("auth_session_token"));
  EXPECT_THAT(answer, HasSubstr(" 200")) << Explain(LastVerdict());
}

TEST_P(OauthPeers, GetsASessionOverHttps) {
  const std::string answer = Get(mock_.HttpsUrl("/session"));
  EXPECT_THAT(answer, HasSubstr("auth_session_token"));
  EXPECT_THAT(answer, HasSubstr(" 200")) << Explain(LastVerdict());
}

TEST_P(OauthPeers, OfAnotherSecretIsRefusedWithoutAFalseCause) {
  auto token = nlohmann::json::parse(mock_.TokenJson());
  token["access_secret"] = "AS_0000000000000000000000000000000000000000";
  const std::string url = mock_.Url("/session");
  EXPECT_THAT(Curl(url, Header(url, token.dump())), HasSubstr(" 401"));
  EXPECT_TRUE(LastVerdict().Has(oauth1::rules::kSignatureMismatch.code));
  EXPECT_EQ(LastVerdict().cause().status, Cause::Status::kUnknown);
}

TEST_P(OauthPeers, OfThePreviousTokenIsToldSo) {
  const std::string old_token = mock_.TokenJson();
  ASSERT_TRUE(mock_.service().NewToken());
  const std::string url = mock_.Url("/session");
  EXPECT_THAT(Curl(url, Header(url, old_token)),
              ::testing::AnyOf(HasSubstr(" 401"), HasSubstr(" 403")));
  EXPECT_TRUE(LastVerdict().Has(oauth1::rules::kTokenReplaced.code))
      << Explain(LastVerdict());
}

TEST_P(OauthPeers, WithAClockADayOffIsToldByHowMuch) {
  const auto now = EpochSeconds(mock_.clock().Now());
  const std::string url = mock_.Url("/session");
  const std::string header = Header(
      url, mock_.TokenJson(), fmt::format("MDMOCK_TIMESTAMP={}", now - 86400));
  EXPECT_THAT(Curl(url, header), HasSubstr(" 401"));
  const Verdict& verdict = LastVerdict();
  EXPECT_TRUE(verdict.Has(oauth1::rules::kTimestampStale.code));
  EXPECT_EQ(verdict.cause().status, Cause::Status::kNone) << Explain(verdict);
  EXPECT_THAT(Explain(verdict), HasSubstr("1 day"));
}

TEST_P(OauthPeers, ThatUsesANonceTwiceIsRefusedTheSecondTime) {
  const std::string url = mock_.Url("/session");
  const std::string header =
      Header(url, mock_.TokenJson(),
             fmt::format("MDMOCK_NONCE=0123456789abcdef MDMOCK_TIMESTAMP={}",
                         EpochSeconds(mock_.clock().Now())));
  EXPECT_THAT(Curl(url, header), HasSubstr(" 200"));
  EXPECT_THAT(Curl(url, header), HasSubstr(" 401"));
  EXPECT_TRUE(LastVerdict().Has(oauth1::rules::kNonceUsed.code));
}

INSTANTIATE_TEST_SUITE_P(Libraries, OauthPeers, ::testing::ValuesIn(Peers()),
                         [](const auto& of) { return of.param.name; });

// The same with keys and secrets that need percent-encoding, which Apple's
// never do and which libraries must do right all the same.
class AwkwardOauthPeers : public ::testing::TestWithParam<Peer> {};

TEST_P(AwkwardOauthPeers, GetASessionWithSecretsThatNeedEncoding) {
  ade::AdeMock::Setup setup;
  setup.options.awkward_credentials = true;
  ade::AdeMock mock(setup);
  const std::string url = mock.Url("/session");
  const TemporaryFile token("token.json", mock.TokenJson());
  const auto signed_by_peer =
      RunCommand(fmt::format("MDMOCK_URL='{}' MDMOCK_TOKEN='{}' {}", url,
                             token.path(), GetParam().command));
  ASSERT_EQ(signed_by_peer.status, 0) << signed_by_peer.err;
  const TemporaryFile header("header", "Authorization: " + signed_by_peer.out);
  const auto run = RunCommand(fmt::format(
      "curl --silent --max-time 20 --header @{} --write-out ' %{{http_code}}' "
      "'{}'",
      header.path(), url));
  EXPECT_THAT(run.out, HasSubstr(" 200"))
      << Explain(mock.journal().After(0).back()->verdict);
}

INSTANTIATE_TEST_SUITE_P(Libraries, AwkwardOauthPeers,
                         ::testing::ValuesIn(Peers()),
                         [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace mdmock

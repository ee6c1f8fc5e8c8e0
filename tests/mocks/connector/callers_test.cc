// Who is let in.

#include "mocks/connector/callers.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/base/encoding.h"
#include "tests/mocks/connector/connector_lab.h"

namespace mdmock::connector {
namespace {

constexpr char kGetInfoTarget[] = "/pki?operation=getInfo";

// getInfo with that Authorization; none where it is "".
server::Answer Ask(ConnectorLab& lab, const std::string& authorization,
                   std::string_view certificate = "",
                   std::string_view scheme = "https") {
  http::Request request = lab.Request("GET", kGetInfoTarget);
  request.headers.pop_back();
  if (!authorization.empty()) {
    request.headers.push_back({"Authorization", authorization});
  }
  return lab.Ask(request, certificate, scheme);
}

std::string DerOf(ConnectorLab& lab, CallerKind kind) {
  const CallerFile file = *lab.service.CallerFileOf(kind);
  return crypto::ReadIdentity(file.p12, file.password)->certificate.Der();
}

std::string Basic(const std::string& pair) { return "Basic " + Base64(pair); }

TEST(Callers, ComeInByPassword) {
  ConnectorLab lab({.username = "uem", .password = "s3cret:with:colons"});
  EXPECT_EQ(Ask(lab, Basic("uem:s3cret:with:colons")).response.status, 200);
  EXPECT_EQ(
      Ask(lab, "basic " + Base64("uem:s3cret:with:colons")).response.status,
      200);
  ConnectorLab unicode({.password = "p\u00e4ssw\u00f6rd"});
  EXPECT_EQ(Ask(unicode, Basic("uem:p\u00e4ssw\u00f6rd")).response.status, 200);
}

TEST(Callers, AreChallengedWithoutSayingWhatWasWrong) {
  ConnectorLab lab({.password = "right-password"});
  const server::Answer none = Ask(lab, "");
  EXPECT_EQ(none.response.status, 401);
  EXPECT_TRUE(none.verdict.Has("connector.auth.missing"));
  const struct {
    std::string value;
    std::string rule;
  } cases[] = {
      {Basic("uem:marker-Xyzzy"), "connector.auth.basic-wrong"},
      {Basic("eve:right-password"), "connector.auth.basic-wrong"},
      {Basic("uem:"), "connector.auth.basic-wrong"},
      {Basic("uem"), "connector.auth.basic-form"},
      {"Basic !!!", "connector.auth.basic-form"},
      {"Basic", "connector.auth.scheme"},
      {"Bearer x", "connector.auth.scheme"},
      {std::string(60'000, 'A'), "connector.auth.scheme"},
      {"Basic " + std::string(60'000, 'A'), "connector.auth.basic-form"}};
  for (const auto& one : cases) {
    const server::Answer answer = Ask(lab, one.value);
    EXPECT_EQ(answer.response.status, 401) << one.value.substr(0, 40);
    EXPECT_TRUE(answer.verdict.Has(one.rule)) << one.value.substr(0, 40);
    EXPECT_EQ(answer.response.body, none.response.body);
    EXPECT_NE(http::Find(answer.response.headers, "WWW-Authenticate"), nullptr);
    for (const Finding& finding : answer.verdict.findings()) {
      EXPECT_EQ(finding.actual.find("Xyzzy"), std::string::npos);
    }
  }
}

TEST(Callers, AreRefusedTwoAuthorizationsWhicheverComesFirst) {
  ConnectorLab lab;
  const std::string good = Basic("uem:" + lab.service.in_force()->password);
  const std::pair<std::string, std::string> pairs[] = {
      {good, "Bearer x"}, {"Bearer x", good}, {good, good}};
  for (const auto& [first, second] : pairs) {
    http::Request request = lab.Request("GET", kGetInfoTarget);
    request.headers.pop_back();
    request.headers.push_back({"Authorization", first});
    request.headers.push_back({"authorization", second});
    const server::Answer answer = lab.Ask(request);
    EXPECT_EQ(answer.response.status, 401) << first;
    EXPECT_TRUE(answer.verdict.Has("connector.auth.repeated")) << first;
  }
}

TEST(Callers, DoNotSeeTheirPasswordInAVerdict) {
  ConnectorLab lab;
  const Verdict verdict = Ask(lab, "production-password").verdict;
  EXPECT_FALSE(verdict.findings().empty());
  for (const Finding& finding : verdict.findings()) {
    EXPECT_EQ(finding.actual.find("prod"), std::string::npos);
  }
}

TEST(Callers, AreAskedOnEveryOperation) {
  ConnectorLab lab;
  http::Request request = lab.Request("POST", "/pki?operation=getUserKeyPair",
                                      ConnectorLab::Body(kJoe, "56ht12d0"));
  request.headers.pop_back();
  EXPECT_EQ(lab.Ask(request).response.status, 401);
  request.headers.push_back({"Authorization", Basic("uem:wrong")});
  EXPECT_EQ(lab.Ask(request).response.status, 401);
  EXPECT_EQ(lab.service.desk().ledger().num_issued(), 0u);
}

TEST(Callers, ComeInByCertificateAlone) {
  ConnectorLab lab;
  const struct {
    CallerKind kind;
    int status;
    std::string rule;
  } cases[] = {
      {CallerKind::kGood, 200, ""},
      {CallerKind::kExpired, 403, "connector.auth.certificate-refused"},
      {CallerKind::kOtherAuthority, 403, "connector.auth.certificate-refused"},
      {CallerKind::kOtherName, 403, "connector.auth.certificate-name"}};
  for (const auto& one : cases) {
    const server::Answer answer = Ask(lab, "", DerOf(lab, one.kind));
    EXPECT_EQ(answer.response.status, one.status) << one.rule;
    EXPECT_EQ(answer.verdict.Has(one.rule), !one.rule.empty());
  }
  EXPECT_EQ(Ask(lab, "", "no certificate").response.status, 403);
  // Users' certificates open nothing.
  const auto user = Open(lab.Enrol(kJoe, "56ht12d0"), "56ht12d0");
  EXPECT_EQ(Ask(lab, "", user->certificate.Der()).response.status, 403);
}

TEST(Callers, NeedOneOfTheTwoAndNoWrongPassword) {
  ConnectorLab lab;
  const std::string good = Basic("uem:" + lab.service.in_force()->password);
  const std::string certificate = DerOf(lab, CallerKind::kGood);
  const std::string expired = DerOf(lab, CallerKind::kExpired);
  EXPECT_EQ(Ask(lab, good, certificate).response.status, 200);
  EXPECT_EQ(Ask(lab, Basic("uem:wrong"), certificate).response.status, 401);
  const server::Answer doubted = Ask(lab, good, expired);
  EXPECT_EQ(doubted.response.status, 200);
  EXPECT_TRUE(doubted.verdict.Has("connector.auth.certificate-unused"));

  lab.service.Change([](ConnectorOptions& one) { one.takes_password = false; });
  EXPECT_EQ(Ask(lab, "", certificate).response.status, 200);
  const server::Answer refused = Ask(lab, good);
  EXPECT_EQ(refused.response.status, 403);
  EXPECT_EQ(http::Find(refused.response.headers, "WWW-Authenticate"), nullptr);

  lab.service.Change([](ConnectorOptions& one) {
    one.takes_password = true;
    one.takes_certificate = false;
  });
  EXPECT_EQ(Ask(lab, "", certificate).response.status, 401);
  EXPECT_EQ(Ask(lab, good, expired).response.status, 200);
}

TEST(Callers, OutliveTheirCertificateByTheMocksClock) {
  ConnectorLab lab;
  const std::string certificate = DerOf(lab, CallerKind::kGood);
  lab.clock.Advance(std::chrono::days(366));
  EXPECT_EQ(Ask(lab, "", certificate).response.status, 403);
}

TEST(Callers, AreSentToHttpsBeforeAnybodyLooksAtPasswords) {
  ConnectorLab lab;
  const std::string good = Basic("uem:" + lab.service.in_force()->password);
  for (const std::string& value : {good, Basic("uem:wrong"), std::string()}) {
    const server::Answer answer = Ask(lab, value, "", "http");
    EXPECT_EQ(answer.response.status, 403);
    ASSERT_EQ(answer.verdict.findings().size(), 1u);
    EXPECT_TRUE(answer.verdict.Has("connector.transport.plaintext"));
  }
  lab.service.Change([](ConnectorOptions& one) { one.plaintext = true; });
  EXPECT_EQ(Ask(lab, good, "", "http").response.status, 200);
  EXPECT_EQ(Ask(lab, "", "", "http").response.status, 401);
}

}  // namespace
}  // namespace mdmock::connector

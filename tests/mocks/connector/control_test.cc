// What the control port has under /connector/, and `serve --config`.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/connector/connector_json.h"
#include "protocol/base/encoding.h"
#include "protocol/crypto/trust.h"
#include "tests/mocks/connector/connector_lab.h"

namespace mdmock::connector {
namespace {

using nlohmann::json;

TEST(Control, ShowsTheStateWithoutSecrets) {
  ConnectorLab lab;
  lab.Enrol(kJoe, "56ht12d0");
  const server::Answer answer = lab.Control("GET", "/connector/state");
  const json state = BodyOf(answer);
  EXPECT_EQ(state.at("profile"), "uem12.10");
  EXPECT_EQ(state.at("users").at(0).at("user"), kJoe);
  EXPECT_EQ(state.at("certificates_issued"), 1);
  EXPECT_EQ(answer.response.body.find("56ht12d0"), std::string::npos);
  EXPECT_EQ(answer.response.body.find(lab.service.in_force()->password),
            std::string::npos);
}

TEST(Control, TakesBackTheStateThatItShows) {
  ConnectorLab lab;
  json state = BodyOf(lab.Control("GET", "/connector/state"));
  state.erase("certificates_issued");
  EXPECT_EQ(
      lab.Control("PUT", "/connector/state", state.dump()).response.status,
      200);
  json again = BodyOf(lab.Control("GET", "/connector/state"));
  again.erase("certificates_issued");
  EXPECT_EQ(again, state);
}

TEST(Control, ChangesThePartThatItIsGiven) {
  ConnectorLab lab;
  const json state = BodyOf(lab.Control(
      "PUT", "/connector/state",
      R"({"prefix":"/foo","users":[{"user":"new@example.com","otp":"abcd12"},)"
      R"({"user":"joe.foo@example.com","allowed":false}]})"));
  EXPECT_EQ(state.at("prefix"), "/foo");
  EXPECT_EQ(state.at("users").size(), 6u);
  lab.Control("PUT", "/connector/state", R"({"prefix":""})");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "unknownUser");
  EXPECT_EQ(OutcomeOf(lab.Enrol("new@example.com", "abcd12")), "success");
  lab.service.Reset();
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "success");
  EXPECT_EQ(OutcomeOf(lab.Enrol("new@example.com", "abcd12")), "unknownUser");
}

TEST(Control, NamesTheFieldThatCannotBe) {
  const struct {
    std::string body;
    std::string where;
  } cases[] = {
      {R"({"x":1})", "the field \"x\""},
      {R"({"profile":"uem13"})", "profile"},
      {R"({"prefix":"foo"})", "prefix"},
      {R"({"prefix":"/foo/"})", "prefix"},
      {R"({"operations":["getInfo","getInfo"]})", "operations"},
      {R"({"operations":["getCertificate"]})", "operations"},
      {R"({"auth":{"username":"a:b"}})", "auth.username"},
      {R"({"auth":{"takes":[]}})", "auth.takes"},
      {R"({"auth":{"takes":["digest"]}})", "auth.takes"},
      {R"({"auth":{"certificate_name":"a,CN=b"}})", "auth.certificate_name"},
      {R"({"plaintext":"yes"})", "plaintext"},
      {R"({"key":"rsa-1024"})", "key"},
      {R"({"payload_password":"none"})", "payload_password"},
      {R"({"lifetime_days":0})", "lifetime_days"},
      {R"({"signing_window_s":0})", "signing_window_s"},
      {R"({"users":[{"otp":"x"}]})", "users[0].user"},
      {R"({"users":[{"user":"a\u0000b"}]})", "users[0].user"},
      {R"({"script":[{"failureInfo":"pending"}]})", "script[0].failureInfo"},
      {R"({"script":[{"operation":"getInfo"}]})", "script[0].operation"},
      {R"({"script":[{"form":"xml"}]})", "script[0].form"},
      {R"({"script":[{"status":99}]})", "script[0].status"},
      {R"({"script":[{"delay_ms":3600000}]})", "script[0].delay_ms"}};
  ConnectorLab lab;
  const std::string before =
      lab.Control("GET", "/connector/state").response.body;
  for (const auto& one : cases) {
    const server::Answer answer =
        lab.Control("PUT", "/connector/state", one.body);
    EXPECT_EQ(answer.response.status, 400) << one.body;
    EXPECT_NE(BodyOf(answer).at("error").get<std::string>().find(one.where),
              std::string::npos)
        << answer.response.body;
  }
  EXPECT_EQ(lab.Control("GET", "/connector/state").response.body, before);
}

TEST(Control, GivesWhatLetsUemIn) {
  ConnectorLab lab;
  const json auth = BodyOf(lab.Control("GET", "/connector/auth"));
  EXPECT_EQ(auth.at("username"), "uem");
  EXPECT_EQ(auth.at("subject"), "CN=mdmock-uem");
  EXPECT_EQ(lab.Control("GET", "/connector/basic").response.body,
            "uem:" + auth.at("password").get<std::string>());
  const std::string p12 =
      lab.Control("GET", "/connector/client.p12").response.body;
  EXPECT_EQ(Base64(p12), auth.at("p12_b64"));
  const std::string password =
      lab.Control("GET", "/connector/client-password").response.body;
  EXPECT_EQ(password, auth.at("p12_password"));
  EXPECT_TRUE(crypto::ReadIdentity(p12, password));
  EXPECT_EQ(BodyOf(lab.Control("GET", "/connector/auth?kind=other-name"))
                .at("subject"),
            "CN=mdmock-uem-other");
  EXPECT_EQ(lab.Control("GET", "/connector/auth?kind=x").response.status, 400);
}

TEST(Control, GivesUsersAndIssuers) {
  ConnectorLab lab;
  const json users = BodyOf(lab.Control("GET", "/connector/users")).at("users");
  EXPECT_EQ(users.size(), 5u);
  EXPECT_EQ(users.at(0).at("otp"), "56ht12d0");
  const auto trust = crypto::Trust::Read(
      lab.Control("GET", "/connector/issuer").response.body);
  ASSERT_TRUE(trust);
  const auto identity = Open(lab.Enrol(kJoe, "56ht12d0"), "56ht12d0");
  const SystemTime now = lab.clock.Now();
  EXPECT_EQ(trust->Check(identity->certificate, {}, &now), "");
}

TEST(Control, ListsItsPathsAndRefusesOthers) {
  ConnectorLab lab;
  for (const server::ControlPath& one : lab.service.ControlPaths()) {
    if (one.method != "GET" || one.path == "/connector/otp") continue;
    EXPECT_EQ(lab.Control("GET", std::string(one.path)).response.status, 200)
        << one.path;
  }
  EXPECT_EQ(lab.Control("DELETE", "/connector/state").response.status, 405);
  EXPECT_EQ(lab.Control("GET", "/connector/nothing").response.status, 404);
}

TEST(Configuration, ListsAllUsersThereAre) {
  ConnectorOptions options;
  const control::Problems problems = ReadOptions(
      json::parse(R"({"users":[{"user":"a@example.com"}],"key":"rsa-2048"})"),
      "connector", options);
  EXPECT_TRUE(problems.empty());
  ASSERT_EQ(options.users.size(), 1u);
  EXPECT_EQ(options.key, KeyKind::kRsa2048);
  const ConnectorLab lab(std::move(options));
  EXPECT_EQ(lab.OtpOf("a@example.com").size(), 10u);
}

TEST(Configuration, NamesACaOfAnother) {
  ConnectorOptions options;
  const json good = {{"ca",
                      {{"cmp", "http://127.0.0.1:8829/pkix/"},
                       {"ref", "1234"},
                       {"secret", "between us"}}}};
  EXPECT_TRUE(ReadOptions(good, "connector", options).empty());
  EXPECT_EQ(options.ca.url, "http://127.0.0.1:8829/pkix/");
  EXPECT_EQ(options.ca.secret.reference, "1234");
  EXPECT_EQ(options.ca.secret.value, "between us");
  EXPECT_EQ(ToJson(options).dump().find("between us"), std::string::npos);
  EXPECT_TRUE(ReadState({{"ca", nullptr}}, options).empty());
  EXPECT_EQ(options.ca.url, "");

  for (const auto& [field, value] :
       {std::pair{"cmp", "https://127.0.0.1/"}, std::pair{"cmp", "CN=CA"},
        std::pair{"ref", ""}, std::pair{"other", "x"}}) {
    json bad = good;
    bad["ca"][field] = value;
    EXPECT_FALSE(ReadOptions(bad, "connector", options).empty()) << bad.dump();
  }
  json half = good;
  half["ca"].erase("secret");
  EXPECT_FALSE(ReadOptions(half, "connector", options).empty());
}

TEST(Configuration, NamesAUserOnce) {
  ConnectorOptions options;
  const auto problems = ReadOptions(
      {{"users", {{{"user", "a"}}, {{"user", "a"}}}}}, "connector", options);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].where, "connector.users[1].user");
}

TEST(Configuration, NamesNoCaThatNobodyCanAsk) {
  ConnectorOptions options;
  options.ca.url = "http://127.0.0.1:1/";
  ConnectorLab lab(std::move(options));
  const auto answer = lab.service.Handle(
      {.request = lab.Request("POST", "/pki?operation=getUserKeyPair",
                              ConnectorLab::Body(kJoe, "56ht12d0")),
       .scheme = "https",
       .now = lab.clock.Now(),
       .seq = 1,
       .client_certificate = ""});
  EXPECT_FALSE(answer);
}

}  // namespace
}  // namespace mdmock::connector

#include "mocks/ade/ade_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "protocol/base/time.h"

namespace mdmock::ade {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kToken =
    R"({"consumer_key":"CK_1","consumer_secret":"CS_secret","access_token":"AT_1",
        "access_secret":"AS_secret","access_token_expiry":"2027-01-17T11:02:21Z"})";

std::string Complaint(const std::string& text) {
  AdeOptions options;
  const auto problems = ReadOptions(Json::parse(text), "ade", options);
  return problems.empty() ? "" : control::Sentence(problems[0]);
}

TEST(AdeJson, ReadsAConfiguration) {
  AdeOptions options;
  const auto problems = ReadOptions(
      Json::parse(R"({"dialect":"depsim","as":"https://mdmenrollment.apple.com",
        "nonce_window_s":60,"session_lifetime_s":5,"session_shape":"varied",
        "rotate_every":2,"rotate_on_error":true,"rotate_grace_s":3,
        "user_agent":{"required":false,"deny":["x/1"]},
        "awkward_credentials":true,"explain_header":true,"strict":true,
        "tenants":[{"name":"a","state":"user-deleted","token":)" +
                  std::string(kToken) + R"(,
          "account":{"org_name":"O"}},{"name":"b"}]})"),
      "", options);
  ASSERT_TRUE(problems.empty()) << control::Sentence(problems[0]);
  EXPECT_EQ(options.dialect, Dialect::kDepsim);
  EXPECT_EQ(options.as,
            oauth1::Base({"https", {"mdmenrollment.apple.com", {}}}));
  EXPECT_EQ(options.nonce_window, std::chrono::seconds(60));
  EXPECT_EQ(options.session_lifetime, std::chrono::seconds(5));
  EXPECT_EQ(options.session_shape, SessionShape::kVaried);
  EXPECT_EQ(options.rotation, (Rotation{2, true, std::chrono::seconds(3)}));
  EXPECT_FALSE(options.user_agents.required);
  EXPECT_TRUE(options.awkward_credentials);
  ASSERT_EQ(options.tenants.size(), 2u);
  EXPECT_EQ(options.tenants[0].state, TenantState::kUserDeleted);
  EXPECT_EQ(options.tenants[0].account.org_name, "O");
  EXPECT_EQ(FormatTime(*options.tenants[0].credentials.expiry),
            "2027-01-17T11:02:21Z");
  EXPECT_EQ(options.tenants[1].credentials.consumer_key, "");
}

TEST(AdeJson, LeavesAbsentFieldsAlone) {
  AdeOptions options;
  options.dialect = Dialect::kAppleField;
  EXPECT_TRUE(ReadOptions(Json::parse("{}"), "", options).empty());
  EXPECT_EQ(options.dialect, Dialect::kAppleField);
  EXPECT_EQ(options.tenants.size(), 1u);
}

TEST(AdeJson, NamesTheFieldThatCannotBeUsed) {
  const std::pair<const char*, const char*> kCases[] = {
      {R"({"dialcet":"depsim"})", "the field \"dialcet\""},
      {R"({"dialect":"apple"})", "ade.dialect: expected apple-doc"},
      {R"({"as":"mdmenrollment.apple.com"})", "ade.as: expected an http"},
      {R"({"nonce_window_s":-1})", "ade.nonce_window_s: expected a whole"},
      {R"({"session_lifetime_s":0})", "ade.session_lifetime_s: expected"},
      {R"({"session_shape":"odd"})", "ade.session_shape: expected usual"},
      {R"({"rotate_on_error":1})", "ade.rotate_on_error: expected true"},
      {R"({"user_agent":{"denied":[]}})", "the field \"denied\""},
      {R"({"user_agent":{"deny":[1]}})",
       "ade.user_agent.deny: expected a list"},
      {R"({"sessions":"kill"})", "the field \"sessions\""},
      {R"({"tenants":[]})", "ade.tenants: expected a list of 1"},
      {R"({"tenants":[{}]})", "ade.tenants[0].name: expected"},
      {R"({"tenants":[{"name":"a","state":"dead"}]})",
       "ade.tenants[0].state: expected active, terms-not-signed"},
      {R"({"tenants":[{"name":"a","token":{"consumer_key":"c"}}]})",
       "ade.tenants[0].token.consumer_secret: expected"},
      {R"({"tenants":[{"name":"a","token":{"consumer_key":"c\n"}}]})",
       "ade.tenants[0].token.consumer_key: expected a text"},
      {R"({"tenants":[{"name":"a"},{"name":"a"}]})", "\"a\" twice"},
      {R"({"tenants":[{"name":"a","certificate_pem":"x"}]})",
       "ade.tenants[0].certificate_pem: expected a PEM"},
      {R"({"tenants":[{"name":"a","account":{"org":"x"}}]})",
       "the field \"org\""}};
  for (const auto& [text, said] : kCases) {
    EXPECT_NE(Complaint(text).find(said), std::string::npos) << text << "\n"
                                                             << Complaint(text);
  }
}

TEST(AdeJson, ShowsNoSecret) {
  AdeOptions options;
  ASSERT_TRUE(
      ReadOptions(Json::parse(R"({"tenants":[{"name":"a","token":)" +
                              std::string(kToken) + R"(,"previous_tokens":[)" +
                              std::string(kToken) + "]}]}"),
                  "", options)
          .empty());
  const std::string text = ToJson(options).dump();
  EXPECT_NE(text.find("CK_1"), std::string::npos);
  EXPECT_EQ(text.find("secret\""), std::string::npos);
  EXPECT_EQ(text.find("CS_secret"), std::string::npos);
}

}  // namespace
}  // namespace mdmock::ade

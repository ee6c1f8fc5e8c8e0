// Each scenario of `mdmock scenarios`, as a client meets it over the wire.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/drivers/raw_client.h"
#include "protocol/http/message.h"
#include "tests/cli/program.h"
#include "tests/support/serve_program.h"

namespace mdmock::cli {
namespace {

using drivers::RawClient;
using nlohmann::json;
using test_support::ServeProgram;
using ::testing::HasSubstr;

// Client asks as an ADE client does.
class Client {
 public:
  explicit Client(const ServeProgram& mdmock) : mdmock_(mdmock) {}

  http::Response Session() const {
    const Outcome header =
        Mdmock(fmt::format("sign oauth1 --token {} --url {}",
                           mdmock_.token_path(), mdmock_.Url("/session")));
    EXPECT_EQ(header.status, 0) << header.err;
    return Ask("GET", "/session", "",
               "Authorization: " + header.out.substr(0, header.out.find('\n')));
  }

  std::string NewSession() const {
    const http::Response response = Session();
    EXPECT_EQ(response.status, 200) << response.body;
    const json body = json::parse(response.body, nullptr, false);
    return body.is_object() ? body.value("auth_session_token", "") : "";
  }

  http::Response Account(const std::string& session) const {
    return Call("GET", "/account", session);
  }

  http::Response Call(const std::string& method, const std::string& path,
                      const std::string& session, const json& body = {}) const {
    return Ask(method, path, body.is_null() ? "" : body.dump(),
               "X-ADM-Auth-Session: " + session);
  }

  // A page of all devices, or of what has changed since.
  json Page(const std::string& path, const std::string& session,
            const json& body) const {
    const http::Response response = Call("POST", path, session, body);
    EXPECT_EQ(response.status, 200) << response.body;
    return json::parse(response.body, nullptr, false);
  }

 private:
  http::Response Ask(const std::string& method, const std::string& path,
                     const std::string& body, const std::string& header) const {
    const auto client = RawClient::Plain(mdmock_.port());
    const auto response =
        client ? client->Ask(fmt::format(
                     "{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: "
                     "test\r\nX-Server-Protocol-Version: 10\r\n"
                     "Content-Length: {}\r\n{}\r\n\r\n{}",
                     method, path, mdmock_.port(), body.size(), header, body))
               : std::nullopt;
    EXPECT_TRUE(response) << path;
    return response.value_or(http::Response{});
  }

  const ServeProgram& mdmock_;
};

std::string HeaderOf(const http::Response& response, std::string_view name) {
  const std::string* value = http::Find(response.headers, name);
  return value == nullptr ? "" : *value;
}

TEST(Scenario, SessionExpiredRefusesALiveSessionOnce) {
  const ServeProgram mdmock({"--scenario", "ade.session-expired"});
  const Client client(mdmock);
  const std::string first = client.NewSession();
  EXPECT_EQ(client.Account(first).status, 401);
  const std::string second = client.NewSession();
  EXPECT_EQ(client.Account(second).status, 200);
  EXPECT_EQ(client.Account(first).status, 401);
}

TEST(Scenario, SessionRotatedBringsANewSessionWithEachAnswer) {
  const ServeProgram mdmock({"--scenario", "ade.session-rotated"});
  const Client client(mdmock);
  const std::string first = client.NewSession();
  const http::Response answer = client.Account(first);
  EXPECT_EQ(answer.status, 200);
  const std::string second = HeaderOf(answer, "X-ADM-Auth-Session");
  EXPECT_NE(second, "");
  EXPECT_NE(second, first);
  EXPECT_GE(client.Account(first).status, 401);
  EXPECT_EQ(client.Account(second).status, 200);
}

TEST(Scenario, TokenExpiredRefusesTheToken) {
  const ServeProgram mdmock(
      {"--scenario", "ade.token-expired", "--dialect", "apple-field"});
  const http::Response answer = Client(mdmock).Session();
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("token_expired"));
}

TEST(Scenario, TokenReplacedRefusesTheOldOneAndGivesTheNewOne) {
  ServeProgram mdmock({"--scenario", "ade.token-replaced"});
  EXPECT_GE(Client(mdmock).Session().status, 401);
  const json fresh = mdmock.Control("/ade/token");
  EXPECT_NE(fresh.at("access_token"),
            mdmock.Ready().at("ade").at("token").at("access_token"));
  const std::string verdict = mdmock.Journal(1).at(0).at("verdict").dump();
  EXPECT_THAT(verdict, HasSubstr("oauth1.token.replaced"));
}

TEST(Scenario, TermsNotSignedAnswers403ToEveryCall) {
  const ServeProgram mdmock({"--scenario", "ade.terms-not-signed"});
  const http::Response answer = Client(mdmock).Session();
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("T_C_NOT_SIGNED"));
}

TEST(Scenario, ClockSkewShowsAndJudgesByADayAhead) {
  const ServeProgram mdmock(
      {"--scenario", "ade.clock-skew", "--time", "2030-06-01T12:00:00Z"});
  const http::Response answer = Client(mdmock).Session();
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(HeaderOf(answer, "Date"), HasSubstr("02 Jun 2030 12:00:00"));
}

TEST(Scenario, NonceReplayedRefusesEveryNonce) {
  const ServeProgram mdmock({"--scenario", "ade.nonce-replayed"});
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Client(mdmock).Session().status, 401);
  }
  EXPECT_THAT(mdmock.Journal(2).at(1).at("verdict").dump(),
              HasSubstr("oauth1.nonce.used"));
}

TEST(Scenario, UserAgentRefusedAnswers400ToEveryCall) {
  const ServeProgram mdmock({"--scenario", "ade.user-agent-refused"});
  const http::Response answer = Client(mdmock).Session();
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("USER_AGENT_INVALID"));
}

TEST(Scenario, CursorExpiredKillsTheCursorsOnce) {
  const ServeProgram mdmock({"--scenario", "ade.cursor-expired"});
  const Client client(mdmock);
  const std::string session = client.NewSession();
  const json all = client.Page("/server/devices", session, {{"limit", 1000}});
  const json since = {{"cursor", all.at("cursor")}};
  const http::Response refused =
      client.Call("POST", "/devices/sync", session, since);
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("EXPIRED_CURSOR"));
  EXPECT_EQ(client.Call("POST", "/devices/sync", session, since).status, 400);
  const json again = client.Page("/server/devices", session, {{"limit", 1000}});
  client.Page("/devices/sync", session, {{"cursor", again.at("cursor")}});
}

TEST(Scenario, CursorRepeatedNeverMoves) {
  const ServeProgram mdmock({"--scenario", "ade.cursor-repeated"});
  const Client client(mdmock);
  const std::string session = client.NewSession();
  const json first = client.Page("/server/devices", session, {{"limit", 100}});
  const json since = {{"cursor", first.at("cursor")}};
  for (int i = 0; i < 2; ++i) {
    const json page = client.Page("/devices/sync", session, since);
    EXPECT_EQ(page.at("cursor"), first.at("cursor"));
    EXPECT_EQ(page.at("more_to_follow"), true);
  }
}

TEST(Scenario, ThrottledPutsOffEveryOtherDevice) {
  const ServeProgram mdmock({"--scenario", "ade.throttled"});
  const Client client(mdmock);
  const std::string session = client.NewSession();
  const json profile =
      client.Page("/profile", session,
                  {{"profile_name", "one"}, {"url", "https://mdm.example/"}});
  const json all = client.Page("/server/devices", session, {{"limit", 4}});
  json serials = json::array();
  for (const json& one : all.at("devices")) {
    serials.push_back(one.at("serial_number"));
  }
  const json answer = client.Page(
      "/profile/devices", session,
      {{"profile_uuid", profile.at("profile_uuid")}, {"devices", serials}});
  size_t num_throttled = 0;
  for (const json& status : answer.at("devices")) {
    if (status == "THROTTLED") ++num_throttled;
  }
  EXPECT_EQ(num_throttled, serials.size() / 2);
  EXPECT_TRUE(answer.contains("retry_after_seconds")) << answer.dump();
}

TEST(Scenario, IsPlayedAndEndedWhileTheMockRuns) {
  const ServeProgram mdmock;
  const Client client(mdmock);
  EXPECT_EQ(client.Session().status, 200);
  mdmock.PutControl("/scenario", R"({"scenario":"ade.terms-not-signed"})");
  EXPECT_EQ(client.Session().status, 403);
  mdmock.PutControl("/scenario", R"({"scenario":null})");
  EXPECT_EQ(client.Session().status, 200);
}

}  // namespace
}  // namespace mdmock::cli

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "conformance/drivers/raw_client.h"
#include "mocks/ade/ade_mock.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/sign.h"
#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

using mdmock::drivers::RawClient;

// A client on a connection that stays open.
class OverHttp : public ::testing::Test {
 protected:
  void SetUp() override {
    const http::Url url = *http::ReadUrl(mock_.Url("/session"));
    host_ = "127.0.0.1:" + std::to_string(*url.authority.port);
    client_ = RawClient::Plain(*url.authority.port);
    ASSERT_NE(client_, nullptr);
    const auto answer = client_->Ask(
        Head("GET", "/session") + "Authorization: " +
        oauth1::Sign(*mock_.service().Credentials(),
                     {.url = url,
                      .timestamp = EpochSeconds(mock_.clock().Now()),
                      .nonce = "n"}) +
        "\r\n\r\n");
    ASSERT_TRUE(answer);
    session_ = Json::parse(answer->body).at("auth_session_token");
  }

  std::string Head(const std::string& method, const std::string& path) const {
    return method + " " + path + " HTTP/1.1\r\nHost: " + host_ +
           "\r\nUser-Agent: raw/1\r\nX-Server-Protocol-Version: 10\r\n";
  }

  Json Ask(const std::string& method, const std::string& path,
           const Json& body) {
    const std::string text = body.dump();
    const auto answer = client_->Ask(
        Head(method, path) + "X-ADM-Auth-Session: " + session_ +
        "\r\nContent-Type: application/json;charset=UTF8\r\nContent-Length: " +
        std::to_string(text.size()) + "\r\n\r\n" + text);
    EXPECT_TRUE(answer);
    if (!answer) return nullptr;
    EXPECT_EQ(answer->status, 200) << answer->body;
    return Json::parse(answer->body, nullptr, false);
  }

  AdeMock mock_{{.options = Sized(2500)}};
  std::string host_;
  std::string session_;
  std::unique_ptr<RawClient> client_;
};

TEST_F(OverHttp, FetchesAssignsAndTakesBack) {
  const Json page = Ask("POST", "/server/devices", Json::object());
  ASSERT_EQ(page["devices"].size(), 1000u);
  const std::string serial = page["devices"][999]["serial_number"];
  const Json profile =
      Ask("POST", "/profile",
          {{"profile_name", "p"}, {"url", "https://m.example/"}});
  const Json asked{{"profile_uuid", profile["profile_uuid"]},
                   {"devices", {serial}}};
  for (const char* method : {"POST", "PUT", "DELETE"}) {
    EXPECT_EQ(Ask(method, "/profile/devices", asked)["devices"][serial],
              "SUCCESS");
  }
  const auto entries = mock_.journal().WaitFor(6);
  ASSERT_EQ(entries.size(), 6u);
  EXPECT_EQ(entries[5]->request.method, "DELETE");
  EXPECT_EQ(entries[5]->verdict.subject(), "ade");
  EXPECT_TRUE(entries[5]->verdict.accepted());
}

TEST_F(OverHttp, AnswersABodyOfAMegabyte) {
  Json serials = Json::array();
  for (int i = 0; i < 100'000; ++i) serials.push_back(std::to_string(i));
  const Json answer = Ask("POST", "/devices", {{"devices", serials}});
  EXPECT_EQ(answer["devices"].size(), 100'000u);
}

}  // namespace
}  // namespace mdmock::ade

// The connector on a port, as UEM meets it.

#include "mocks/connector/connector_mock.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "conformance/drivers/raw_client.h"
#include "mocks/journal/journal_json.h"
#include "protocol/base/encoding.h"
#include "protocol/crypto/identity.h"
#include "protocol/http/url.h"

namespace mdmock::connector {
namespace {

using mdmock::drivers::RawClient;
using nlohmann::json;

constexpr char kGetInfoRequest[] = "/pki?operation=getInfo";

int PortOf(const ConnectorMock& mock) {
  return http::ReadUrl(mock.HttpsUrl())->authority.port.value_or(0);
}

std::unique_ptr<RawClient> Connect(const ConnectorMock& mock,
                                   SSL_CTX* shows = nullptr) {
  return RawClient::Tls(PortOf(mock),
                        {.ca_pem = mock.ca_pem(), .shows = shows});
}

std::string Authorization(const ConnectorMock& mock) {
  return "Authorization: Basic " +
         Base64(mock.username() + ":" + mock.password()) + "\r\n";
}

// As in the guide, but for the credentials.
std::string Enrol(const ConnectorMock& mock, const std::string& user,
                  const std::string& otp, const std::string& req_id,
                  const std::string& version = "1.0") {
  const std::string body = json{
      {"mType", "initialCert"},
      {"user", user},
      {"authToken", otp},
      {"reqId", req_id}}.dump();
  return fmt::format(
      "POST /pki?operation=getUserKeyPair HTTP/{}\r\nHost: cert.example.com\r\n"
      "Content-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}",
      version, body.size(), Authorization(mock), body);
}

std::string GetInfo(const std::string& headers) {
  return fmt::format(
      "GET {} HTTP/1.0\r\nHost: cert.example.com\r\n"
      "Content-Type: application/json\r\nContent-Length: 0\r\n{}\r\n",
      kGetInfoRequest, headers);
}

// A context that shows one of UEM's certificates.
crypto::Handle<SSL_CTX> ContextOf(ConnectorMock& mock, CallerKind kind) {
  const CallerFile file = mock.CallerFileOf(kind);
  const auto identity = *crypto::ReadIdentity(file.p12, file.password);
  crypto::Handle<SSL_CTX> context(SSL_CTX_new(TLS_client_method()));
  EXPECT_EQ(SSL_CTX_use_certificate(context.get(), identity.certificate.get()),
            1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context.get(), identity.key.get()), 1);
  return context;
}

TEST(ConnectorMock, IsThreeLinesInATest) {
  ConnectorMock mock;
  const auto answer =
      Connect(mock)->Ask(Enrol(mock, "joe.foo@example.com", "56ht12d0", "7"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  const auto payload =
      ReadBase64(json::parse(answer->body).at("payload").get<std::string>());
  EXPECT_TRUE(crypto::ReadIdentity(payload.value_or(""), "56ht12d0"));
  const auto entries = mock.journal().WaitFor(1);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_TRUE(entries[0]->verdict.accepted());
  EXPECT_EQ(entries[0]->verdict.subject(), "connector");
}

TEST(ConnectorMock, AnswersHttp10WithALengthAndAClose) {
  ConnectorMock mock;
  const auto client = Connect(mock);
  const auto answer = client->Ask(GetInfo(Authorization(mock)));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, R"({"operations":["getInfo","getUserKeyPair"]})");
  EXPECT_EQ(http::Find(answer->headers, "Transfer-Encoding"), nullptr);
  EXPECT_EQ(*http::Find(answer->headers, "Content-Length"),
            std::to_string(answer->body.size()));
  EXPECT_EQ(client->ReadToEnd(), "");
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
}

TEST(ConnectorMock, KeepsHttp11ConnectionsThroughRefusals) {
  ConnectorMock mock;
  const auto client = Connect(mock);
  for (int i = 0; i < 10; ++i) {
    const std::string id = std::to_string(i);
    const auto good =
        client->Ask(Enrol(mock, "joe.foo@example.com", "56ht12d0", id, "1.1"));
    ASSERT_TRUE(good);
    EXPECT_EQ(json::parse(good->body).at("reqId"), id);
    const auto bad =
        client->Ask(Enrol(mock, "joe.foo@example.com", "no", id, "1.1"));
    ASSERT_TRUE(bad);
    EXPECT_EQ(json::parse(bad->body).at("failureInfo"), "authFailure");
  }
}

TEST(ConnectorMock, AnswersPlainHttpWith403) {
  ConnectorMock mock;
  const auto answer =
      RawClient::Plain(PortOf(mock))->Ask(GetInfo(Authorization(mock)));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 403);
  mock.service().Change([](ConnectorOptions& one) { one.plaintext = true; });
  const auto allowed =
      RawClient::Plain(PortOf(mock))->Ask(GetInfo(Authorization(mock)));
  ASSERT_TRUE(allowed);
  EXPECT_EQ(allowed->status, 200);
}

TEST(ConnectorMock, TakesUemsCertificateAndNoOther) {
  ConnectorMock mock;
  const struct {
    CallerKind kind;
    int status;
  } cases[] = {{CallerKind::kGood, 200},
               {CallerKind::kExpired, 403},
               {CallerKind::kOtherName, 403},
               {CallerKind::kOtherAuthority, 403}};
  for (const auto& one : cases) {
    const auto context = ContextOf(mock, one.kind);
    const auto client = Connect(mock, context.get());
    ASSERT_NE(client, nullptr);
    const auto answer = client->Ask(GetInfo(""));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, one.status);
  }
  const auto none = Connect(mock)->Ask(GetInfo(""));
  ASSERT_TRUE(none);
  EXPECT_EQ(none->status, 401);
}

TEST(ConnectorMock, TakesBodiesOfAMegabyteAndNoMore) {
  ConnectorMock mock;
  const auto ask = [&](size_t size) {
    const auto client = Connect(mock);
    client->Send(fmt::format(
        "POST /pki?operation=getUserKeyPair HTTP/1.0\r\nHost: x\r\n"
        "Content-Type: application/json\r\nContent-Length: {}\r\n{}\r\n",
        size, Authorization(mock)));
    client->Send(std::string(size, ' '));
    const auto answer = client->ReadResponse();
    return answer ? answer->status : 0;
  };
  EXPECT_EQ(ask(size_t{1} << 20), 200);
  EXPECT_EQ(ask((size_t{1} << 20) + 1), 413);
}

TEST(ConnectorMock, MixesUpNobodyAmongMany) {
  ConnectorOptions options;
  options.users.clear();
  constexpr int kUsers = 16;
  for (int i = 0; i < kUsers; ++i) {
    options.users.push_back({.name = fmt::format("user{}@example.com", i),
                             .otp = fmt::format("password-{}", i)});
  }
  ConnectorMock mock({.options = options});
  std::atomic<int> right = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < kUsers; ++i) {
    threads.emplace_back([&, i] {
      const std::string user = fmt::format("user{}@example.com", i);
      const std::string otp = fmt::format("password-{}", i);
      const auto client = Connect(mock);
      const auto answer =
          client ? client->Ask(Enrol(mock, user, otp, std::to_string(i)))
                 : std::nullopt;
      if (!answer || answer->status != 200) return;
      const json body = json::parse(answer->body);
      if (body.at("reqId") != std::to_string(i)) return;
      const auto identity = crypto::ReadIdentity(
          ReadBase64(body.value("payload", "")).value_or(""), otp);
      if (identity && identity->certificate.Subject() == "CN=" + user) {
        ++right;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(right, kUsers);
}

TEST(ConnectorMock, GivesTheAnswersThatFaultsName) {
  ConnectorMock mock;
  mock.faults().Set({{.id = "f",
                      .service = "connector",
                      .method = "POST",
                      .path = "/pki",
                      .schedule = {.nth = {1}},
                      .effect = {.kind = server::Effect::Kind::kAnswer,
                                 .text = "badMessageCheck"}}});
  const auto refused =
      Connect(mock)->Ask(Enrol(mock, "joe.foo@example.com", "56ht12d0", "31"));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->body,
            R"({"status":"failure","failureInfo":"badMessageCheck",)"
            R"("reqId":"31"})");
  const auto answer =
      Connect(mock)->Ask(Enrol(mock, "joe.foo@example.com", "56ht12d0", "32"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(json::parse(answer->body).at("status"), "success");
}

TEST(ConnectorMock, HoldsBackWhatTheScriptDelays) {
  ConnectorMock mock;
  mock.service().Change([](ConnectorOptions& options) {
    options.script = {
        {.failure_info = "unknown", .delay = std::chrono::milliseconds(200)}};
  });
  const auto start = std::chrono::steady_clock::now();
  const auto answer =
      Connect(mock)->Ask(Enrol(mock, "joe.foo@example.com", "56ht12d0", "1"));
  ASSERT_TRUE(answer);
  EXPECT_GE(std::chrono::steady_clock::now() - start,
            std::chrono::milliseconds(200));
  EXPECT_EQ(json::parse(answer->body).at("failureInfo"), "unknown");
}

TEST(ConnectorMock, StopsWhileAnAnswerIsHeldBack) {
  const auto start = std::chrono::steady_clock::now();
  std::unique_ptr<RawClient> client;
  {
    ConnectorMock mock;
    mock.service().Change([](ConnectorOptions& options) {
      options.script = {{.delay = std::chrono::minutes(10)}};
    });
    client = Connect(mock);
    client->Send(Enrol(mock, "joe.foo@example.com", "56ht12d0", "1"));
    ASSERT_EQ(mock.journal().WaitFor(1).size(), 1u);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
}

TEST(ConnectorMock, ShowsNobodysCredentialsInItsJournal) {
  ConnectorMock mock;
  const std::string body =
      R"({"user":"joe","authToken":"production-otp","reqId":)";  // Broken.
  const std::string request =
      "POST /pki?operation=getUserKeyPair HTTP/1.1\r\nHost: h\r\n"
      "Authorization: Basic " +
      Base64("uem:production-password") +
      "\r\nContent-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  ASSERT_TRUE(Connect(mock)->Ask(request));
  const auto entry = mock.journal().WaitFor(1).at(0);
  Redactor redactor;
  redactor.Hide(mock.password(), "[password]");
  const auto shown = journal::ToJson(*entry, redactor).at("request");
  const std::string text = shown.dump() +
                           *ReadBase64(shown.at("raw_b64").get<std::string>()) +
                           *ReadBase64(shown.at("body_b64").get<std::string>());
  EXPECT_EQ(text.find(Base64("uem:production-password")), std::string::npos);
  EXPECT_EQ(text.find("production-otp"), std::string::npos) << text;
}

TEST(ConnectorMock, ShowsNoPasswordInItsJournal) {
  ConnectorMock mock;
  mock.service().Change([](ConnectorOptions& options) {
    options.payload_password = PayloadPassword::kGenerated;
  });
  const std::string otp = mock.NewOtp("sam@example.com");
  const auto answer =
      Connect(mock)->Ask(Enrol(mock, "sam@example.com", otp, "1"));
  ASSERT_TRUE(answer);
  const std::string announced =
      json::parse(answer->body).at("decryptionPassword").get<std::string>();
  const auto entry = mock.journal().WaitFor(1).at(0);
  Redactor redactor;
  redactor.Hide(mock.password(), "[password]");
  const auto shown = journal::ToJson(*entry, redactor);
  for (const char* part : {"request", "response"}) {
    const auto body =
        ReadBase64(shown.at(part).at("body_b64").get<std::string>());
    ASSERT_TRUE(body);
    EXPECT_EQ(body->find(otp), std::string::npos) << *body;
    EXPECT_EQ(body->find(announced), std::string::npos) << *body;
  }
  // Where nothing is to be hidden, nothing is.
  EXPECT_NE(ReadBase64(journal::ToJson(*entry, Redactor())
                           .at("response")
                           .at("body_b64")
                           .get<std::string>())
                ->find(announced),
            std::string::npos);
}

}  // namespace
}  // namespace mdmock::connector

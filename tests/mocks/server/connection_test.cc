#include "mocks/server/connection.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/mocks/server/fixture.h"

namespace mdmock::server {
namespace {

using drivers::Get;
using drivers::Post;
using drivers::RawClient;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ConnectionTest : public ServerTest {
 protected:
  ConnectionTest() { StartServer(); }
};

TEST_F(ConnectionTest, AnswersAndKeepsTheConnection) {
  const auto client = Connect();
  for (int i = 0; i < 3; ++i) {
    const auto response = client->Ask(Post("/a?b=%2f", "the body"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, "POST http /a?b=%2f the body");
  }
  EXPECT_EQ(client->end(), RawClient::End::kOpen);
}

TEST_F(ConnectionTest, TakesAWholeUrlForATarget) {
  const auto client = Connect();
  const std::pair<std::string, std::string> cases[] = {
      {"http://other.example:81/a?b=%2f", "/a?b=%2f"},
      {"HTTPS://h/", "/"},
      {"http://h", "/"},
      {"http://h?a", "/?a"},
      {"http://", "http://"},
      {"*", "*"}};
  for (const auto& [target, path] : cases) {
    const auto response =
        client->Ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_TRUE(response) << target;
    EXPECT_EQ(response->body, "GET http " + path + " ") << target;
  }
  const auto entry = Entries(1)[0];
  EXPECT_EQ(entry->request.target, "http://other.example:81/a?b=%2f");
  EXPECT_EQ(*entry->request.Find("Host"), "x");
}

TEST_F(ConnectionTest, TellsTheServiceTheHostOfAWholeUrl) {
  const auto response = Connect()->Ask(
      "GET http://other.example:81/host HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "other.example:81");
}

TEST_F(ConnectionTest, SaysWhatItExpectedOfARequestThatItCannotRead) {
  Connect()->Ask("GET /x\r\n\r\n");
  Connect()->Ask("GET /x HTTP/3.0\r\nHost: h\r\n\r\n");
  for (const auto& entry : Entries(2)) {
    ASSERT_EQ(entry->verdict.findings().size(), 1u);
    EXPECT_NE(entry->verdict.findings()[0].expected, "");
  }
}

TEST_F(ConnectionTest, SpeaksBothProtocolsOnOnePort) {
  const auto plain = Connect();
  const auto tls = ConnectTls();
  ASSERT_TRUE(tls);
  EXPECT_EQ(tls->Ask(Get("/x"))->body, "GET https /x ");
  EXPECT_EQ(plain->Ask(Get("/x"))->body, "GET http /x ");
  EXPECT_EQ(Entries(2)[0]->scheme, "https");
  EXPECT_EQ(Entries(2)[1]->scheme, "http");
}

TEST_F(ConnectionTest, AnswersPipelinedRequestsInOrder) {
  const auto client = Connect();
  ASSERT_TRUE(client->Send(Get("/1") + Post("/2", "two") + Get("/3")));
  EXPECT_EQ(client->ReadResponse()->body, "GET http /1 ");
  EXPECT_EQ(client->ReadResponse()->body, "POST http /2 two");
  EXPECT_EQ(client->ReadResponse()->body, "GET http /3 ");
  EXPECT_EQ(Entries(3)[1]->raw, Post("/2", "two"));
}

TEST_F(ConnectionTest, AnswersHeadWithoutBodyAndGoesOn) {
  const auto client = Connect();
  ASSERT_TRUE(client->Send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n"));
  const auto response = client->ReadResponse(true);
  ASSERT_TRUE(response);
  EXPECT_EQ(*http::Find(response->headers, "Content-Length"), "13");
  EXPECT_EQ(client->Ask(Get("/y"))->body, "GET http /y ");
}

TEST_F(ConnectionTest, SendsNoLengthWithoutContent) {
  const auto client = Connect();
  const auto response = client->Ask(Get("/no-content"));
  ASSERT_TRUE(response);
  EXPECT_EQ(http::Find(response->headers, "Content-Length"), nullptr);
  EXPECT_EQ(client->Ask(Get("/y"))->status, 200);
}

TEST_F(ConnectionTest, ClosesWhenAskedTo) {
  const auto client = Connect();
  const auto response = client->Ask(Get("/x", "Connection: close\r\n"));
  ASSERT_TRUE(response);
  EXPECT_EQ(*http::Find(response->headers, "Connection"), "close");
  EXPECT_EQ(client->ReadToEnd(), "");
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
}

TEST_F(ConnectionTest, LosesNoLastAnswerToWhatTheClientStillSends) {
  const auto client = Connect();
  client->Send(Get("/x", "Connection: close\r\n") + std::string(1 << 20, 'y'));
  EXPECT_EQ(client->ReadResponse()->body, "GET http /x ");
  EXPECT_EQ(client->ReadToEnd(), "");
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
}

TEST_F(ConnectionTest, AnswersBrokenTlsWithAnAlert) {
  using namespace std::string_literals;
  const auto client = Connect();
  client->Send("\x16\x03\x01\x00\x05hello and more"s);
  EXPECT_THAT(client->ReadToEnd(), StartsWith("\x15\x03"));  // An alert.
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
  const auto entries = Entries(1);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_TRUE(entries[0]->verdict.Has("http.tls.handshake"));
}

TEST_F(ConnectionTest, ClosesAfterHttp10UnlessAskedNotTo) {
  const auto one = Connect();
  EXPECT_TRUE(one->Ask("GET /x HTTP/1.0\r\n\r\n"));
  one->ReadToEnd();
  EXPECT_EQ(one->end(), RawClient::End::kClosed);

  const auto two = Connect();
  const auto response =
      two->Ask("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  ASSERT_TRUE(response);
  EXPECT_EQ(*http::Find(response->headers, "Connection"), "keep-alive");
  EXPECT_TRUE(two->Ask("GET /y HTTP/1.0\r\n\r\n"));
}

TEST_F(ConnectionTest, TellsAClientThatWaitsToContinue) {
  const auto client = Connect();
  ASSERT_TRUE(
      client->Send("PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n"
                   "Expect: 100-continue\r\n\r\n"));
  EXPECT_EQ(client->ReadResponse()->status, 100);
  ASSERT_TRUE(client->Send("body"));
  EXPECT_EQ(client->ReadResponse()->body, "PUT http /x body");
}

TEST_F(ConnectionTest, ReadsChunkedBodies) {
  const auto client = Connect();
  const std::string request =
      "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\none\r\n4;ext=1\r\n two\r\n0\r\nTrailer: t\r\n\r\n";
  for (const char byte : request) ASSERT_TRUE(client->Send({&byte, 1}));
  EXPECT_EQ(client->ReadResponse()->body, "POST http /x one two");
  EXPECT_EQ(client->Ask(request + Get("/y"))->body, "POST http /x one two");
  EXPECT_EQ(client->ReadResponse()->body, "GET http /y ");
  EXPECT_EQ(Entries(2)[1]->raw, request);
}

TEST_F(ConnectionTest, KeepsTheOrderAndTheRepeatsOfHeaders) {
  const auto client = Connect();
  ASSERT_TRUE(client->Ask(Get("/headers")));
  EXPECT_EQ(client->head(),
            "HTTP/1.1 200 OK\r\nX-Second: 2\r\nSet-Cookie: a=1\r\n"
            "X-First: 1\r\nSet-Cookie: b=2\r\nDate: yesterday\r\n"
            "Content-Length: 18\r\n");
}

TEST_F(ConnectionTest, DatesAnswersByTheMocksClock) {
  const auto response = Connect()->Ask(Get("/x"));
  ASSERT_TRUE(response);
  EXPECT_EQ(*http::Find(response->headers, "Date"),
            "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_F(ConnectionTest, IgnoresEmptyLinesBeforeARequest) {
  const auto client = Connect();
  EXPECT_EQ(client->Ask("\r\n\n\r\n" + Get("/x"))->status, 200);
  EXPECT_EQ(Entries(1)[0]->raw, Get("/x"));
}

TEST_F(ConnectionTest, DoesNotLetHeadersChangeTheAnswer) {
  const auto response = Connect()->Ask(
      Get("/x", "Range: bytes=0-1\r\nAccept-Encoding: gzip\r\n"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "GET http /x ");
}

TEST_F(ConnectionTest, SendsLargeAnswersWhole) {
  EXPECT_EQ(Connect()->Ask(Get("/large"))->body.size(), size_t{4} << 20);
  EXPECT_EQ(ConnectTls()->Ask(Get("/large"))->body.size(), size_t{4} << 20);
}

TEST_F(ConnectionTest, SurvivesClientsThatLeaveInTheMiddleOfAnAnswer) {
  for (int i = 0; i < 5; ++i) {
    Connect()->Send(Get("/large"));
    ConnectTls()->Send(Get("/large"));
  }
  EXPECT_EQ(Entries(10).size(), 10U);
  EXPECT_EQ(Connect()->Ask(Get("/x"))->status, 200);
}

TEST_F(ConnectionTest, ReadsLargeBodiesWhole) {
  const std::string body(size_t{5} << 20, 'b');
  EXPECT_EQ(Connect()->Ask(Post("/x", body))->body, "POST http /x " + body);
  EXPECT_EQ(ConnectTls()->Ask(Post("/x", body))->body, "POST https /x " + body);
}

TEST_F(ConnectionTest, JournalsWhatCameAndWhatWent) {
  const auto client = Connect();
  const auto response = client->Ask(Post("/x", "b", "x-Odd-Case:  v \r\n"));
  ASSERT_TRUE(response);
  const auto entries = Entries(1);
  ASSERT_EQ(entries.size(), 1U);
  const journal::Entry& entry = *entries[0];
  EXPECT_EQ(entry.seq, 1U);
  EXPECT_EQ(entry.time, kNow);
  EXPECT_EQ(entry.service, "echo");
  EXPECT_EQ(entry.raw, Post("/x", "b", "x-Odd-Case:  v \r\n"));
  EXPECT_EQ(entry.request.headers.back(), (http::Header{"x-Odd-Case", "v"}));
  EXPECT_EQ(entry.response.status, 200);
  EXPECT_EQ(entry.response.headers, response->headers);
  EXPECT_EQ(entry.response.body, response->body);
  EXPECT_EQ(entry.verdict.subject(), "echo");
  EXPECT_EQ(entry.fault, "");
  EXPECT_EQ(entry.failure, "");
}

TEST_F(ConnectionTest, AnswersAFailureWith500AndSaysSo) {
  const auto client = Connect();
  EXPECT_EQ(client->Ask(Get("/failure"))->status, 500);
  EXPECT_EQ(Entries(1)[0]->failure, "the disk is full");
  EXPECT_EQ(client->Ask(Get("/throw"))->status, 500);
  EXPECT_THAT(Entries(2)[1]->failure, HasSubstr("out of ideas"));
  EXPECT_EQ(client->Ask(Get("/x"))->status, 200);
}

TEST_F(ConnectionTest, JournalsNothingOfAClientThatSaysNothing) {
  Connect()->FinishSending();
  { const auto gone = Connect(); }
  EXPECT_EQ(Connect()->Ask(Get("/x"))->status, 200);
  EXPECT_EQ(Entries(1).size(), 1U);
}

TEST_F(ConnectionTest, JournalsAClientThatDoesNotTrustUs) {
  const auto other =
      TlsIdentity::Make(std::chrono::floor<std::chrono::milliseconds>(
          std::chrono::system_clock::now()));
  ASSERT_TRUE(other);
  EXPECT_EQ(RawClient::Tls(server_->port(), {.ca_pem = other->ca_pem()}),
            nullptr);
  const auto entries = Entries(1);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_TRUE(entries[0]->verdict.Has("http.tls.handshake"));
  EXPECT_THAT(entries[0]->verdict.findings()[0].actual,
              HasSubstr("unknown ca"));
}

TEST_F(ConnectionTest, NeitherJournalsNorFaultsWhatIsNotObserved) {
  Options options;
  options.observed = false;
  StartServer(options);
  SetFault({.kind = Effect::Kind::kReset});
  EXPECT_EQ(Connect()->Ask(Get("/x"))->status, 200);
  EXPECT_EQ(journal_.After(0).size(), 0U);
}

}  // namespace
}  // namespace mdmock::server

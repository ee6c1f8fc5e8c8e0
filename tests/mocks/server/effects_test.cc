#include "mocks/server/effects.h"

#include <gmock/gmock.h>

#include <chrono>
#include <string>

#include "tests/mocks/server/fixture.h"

namespace mdmock::server {
namespace {

using ::testing::HasSubstr;
using Kind = Effect::Kind;
using drivers::Get;
using drivers::RawClient;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

enum class Scheme { kHttp, kHttps };

// Every effect is the same over TLS.
class EffectsTest : public ServerTest,
                    public ::testing::WithParamInterface<Scheme> {
 protected:
  EffectsTest() { StartServer(); }

  std::unique_ptr<RawClient> Client() const {
    return GetParam() == Scheme::kHttp ? Connect() : ConnectTls();
  }

  // What the journal says of the one request there was.
  void ExpectEntry(int status, int num_asked) const {
    const auto entries = Entries(1);
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0]->fault, "the-fault");
    EXPECT_EQ(entries[0]->response.status, status);
    EXPECT_EQ(entries[0]->request.target, "/x");
    EXPECT_EQ(service_.num_asked(), num_asked);
  }
};

INSTANTIATE_TEST_SUITE_P(Over, EffectsTest,
                         ::testing::Values(Scheme::kHttp, Scheme::kHttps),
                         [](const auto& given) {
                           return given.param == Scheme::kHttp ? "Http"
                                                               : "Https";
                         });

TEST_P(EffectsTest, AnswerIsTheServicesOwn) {
  SetFault({.kind = Kind::kAnswer, .text = "token_expired"});
  const auto client = Client();
  const auto response = client->Ask(Get("/x"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 403);
  EXPECT_EQ(response->body, "token_expired");
  ExpectEntry(403, 0);
  EXPECT_EQ(client->Ask(Get("/x"))->status, 200);
}

TEST_P(EffectsTest, AnswerThatTheServiceDoesNotKnowIsAFailure) {
  SetFault({.kind = Kind::kAnswer, .text = "no-such"});
  EXPECT_EQ(Client()->Ask(Get("/x"))->status, 500);
  ExpectEntry(500, 0);
  EXPECT_THAT(Entries(1)[0]->failure, HasSubstr("no-such"));
}

TEST_P(EffectsTest, ResponseIsTheCallers) {
  SetFault(
      {.kind = Kind::kResponse,
       .response = {
           .status = 429, .headers = {{"Retry-After", "3"}}, .body = "later"}});
  const auto response = Client()->Ask(Get("/x"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 429);
  EXPECT_EQ(response->headers[0], (http::Header{"Retry-After", "3"}));
  EXPECT_EQ(response->body, "later");
  ExpectEntry(429, 0);
}

TEST_P(EffectsTest, RedirectSendsElsewhere) {
  SetFault({.kind = Kind::kRedirect, .text = "http://127.0.0.1:1/y"});
  const auto response = Client()->Ask(Get("/x"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 302);
  EXPECT_EQ(*http::Find(response->headers, "Location"), "http://127.0.0.1:1/y");
  ExpectEntry(302, 0);
}

TEST_P(EffectsTest, ResetIsAReset) {
  SetFault({.kind = Kind::kReset});
  const auto client = Client();
  client->Send(Get("/x"));
  EXPECT_EQ(client->ReadToEnd(), "");
  if (GetParam() == Scheme::kHttp) {
    EXPECT_EQ(client->end(), RawClient::End::kReset);
  }
  ExpectEntry(0, 0);
}

TEST_P(EffectsTest, CloseIsAClose) {
  SetFault({.kind = Kind::kClose});
  const auto client = Client();
  client->Send(Get("/x"));
  EXPECT_EQ(client->ReadToEnd(), "");
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
  ExpectEntry(0, 0);
}

TEST_P(EffectsTest, TruncateSendsTheFirstBytesOnly) {
  SetFault({.kind = Kind::kTruncate, .bytes = 20});
  const auto client = Client();
  client->Send(Get("/x"));
  EXPECT_EQ(client->ReadToEnd(), "HTTP/1.1 200 OK\r\nDat");
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
  ExpectEntry(200, 1);
}

TEST_P(EffectsTest, StallWaitsAndThenAnswers) {
  SetFault({.kind = Kind::kStall, .delay = milliseconds(120)});
  const auto client = Client();
  const auto start = steady_clock::now();
  EXPECT_EQ(client->Ask(Get("/x"))->status, 200);
  EXPECT_GE(steady_clock::now() - start, milliseconds(120));
  ExpectEntry(200, 1);
  EXPECT_EQ(client->Ask(Get("/x"))->status, 200);
}

TEST_P(EffectsTest, JournalsBeforeTheFirstByteOfTheAnswer) {
  SetFault({.kind = Kind::kStall, .delay = std::chrono::hours(1)});
  const auto client = Client();
  client->Send(Get("/x"));
  ExpectEntry(200, 1);
  EXPECT_EQ(client->ReadSome(milliseconds(20)), "");
}

TEST_P(EffectsTest, DribbleSendsPieceByPiece) {
  SetFault({.kind = Kind::kDribble, .bytes = 40, .delay = milliseconds(20)});
  const auto client = Client();
  const auto start = steady_clock::now();
  EXPECT_EQ(client->Ask(Get("/x"))->status, 200);
  EXPECT_GE(steady_clock::now() - start, milliseconds(40));
  ExpectEntry(200, 1);
}

TEST_P(EffectsTest, GarbageIsNotHttp) {
  SetFault({.kind = Kind::kGarbage});
  const auto client = Client();
  client->Send(Get("/x"));
  EXPECT_THAT(client->ReadToEnd(), HasSubstr("this is not HTTP"));
  ExpectEntry(0, 0);
}

TEST_P(EffectsTest, WrongLengthPromisesMoreThanItSends) {
  SetFault({.kind = Kind::kWrongLength, .bytes = 5});
  const auto client = Client();
  client->Send(Get("/x"));
  const std::string answer = client->ReadToEnd();
  const std::string body =
      GetParam() == Scheme::kHttp ? "GET http /x " : "GET https /x ";
  EXPECT_THAT(
      answer,
      HasSubstr("Content-Length: " + std::to_string(body.size() + 5) + "\r\n"));
  EXPECT_THAT(answer, ::testing::EndsWith("\r\n\r\n" + body));
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
  ExpectEntry(200, 1);
}

TEST_P(EffectsTest, StoppingEndsStallsAndDribblesAtOnce) {
  for (const Kind kind : {Kind::kStall, Kind::kDribble}) {
    journal_.Clear();
    SetFault({.kind = kind, .bytes = 1, .delay = std::chrono::hours(1)});
    const auto client = Client();
    client->Send(Get("/x"));
    ASSERT_EQ(Entries(1).size(), 1U);
    const auto start = steady_clock::now();
    server_.reset();
    EXPECT_LT(steady_clock::now() - start, milliseconds(500));
    StartServer();
  }
}

}  // namespace
}  // namespace mdmock::server

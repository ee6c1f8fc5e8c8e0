// What a stranger may send to the running program: it is refused or cut off at
// a limit, the journal says what was wrong, the next client is served, and the
// memory of the process stays where it was.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "conformance/drivers/raw_client.h"
#include "protocol/base/encoding.h"
#include "tests/cli/program.h"
#include "tests/support/serve_program.h"
#include "tests/support/slowness.h"

namespace mdmock::cli {
namespace {

using drivers::RawClient;
using nlohmann::json;
using test_support::ServeProgram;
using ::testing::AnyOf;
using ::testing::HasSubstr;

struct Bad {
  std::string name;
  std::string bytes;
  int status;             // 0: the connection ends without an answer.
  std::string says;       // What the journal's verdict names.
  bool finishes = false;  // Whether the client then stops sending.
  size_t body = 0;        // How many bytes follow `bytes`.

  std::string Wire() const { return bytes + std::string(body, 'x'); }

  friend void PrintTo(const Bad& bad, std::ostream* out) { *out << bad.name; }
};

std::string Repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += fmt::format(fmt::runtime(text), i);
  return all;
}

std::string Session(const std::string& query, const std::string& header) {
  return "GET /session" + query +
         " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: test\r\n" + header +
         "\r\n";
}

// A header that has all it needs but for one thing.
std::string Oauth(const std::string& nonce) {
  return "Authorization: OAuth oauth_consumer_key=\"CK_1\", "
         "oauth_token=\"AT_1\", oauth_signature_method=\"HMAC-SHA1\", "
         "oauth_signature=\"AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D\", "
         "oauth_timestamp=\"1767225700\", oauth_nonce=\"" +
         nonce + "\"\r\n";
}

std::vector<Bad> AllBad() {
  constexpr int kMany = 10'000;
  return {
      {"Garbage", "\xff\xfe\x80garbage\x01\x02", 400, "http.request.malformed"},
      {"GarbageInALine", "these are words\r\n\r\n", 400,
       "http.request.malformed"},
      {"NulInTheTarget", std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 28),
       400, "http.request.malformed"},
      {"NulInAHeader", Session("", std::string("X: a\0b\r\n", 8)), 400,
       "http.request.malformed"},
      {"OnlyNuls", std::string(1000, '\0'), 400, "http.request.malformed"},
      {"HeadersOfOneMebibyte",
       Session("", Repeated("X-{}: " + std::string(1000, 'x') + "\r\n", 1040)),
       431, "http.head.too-large"},
      {"AHeaderOfOneMebibyte",
       Session("", "X: " + std::string(1 << 20, 'x') + "\r\n"), 431,
       "http.head.too-large"},
      {"ATargetOfOneMebibyte", Session("?" + std::string(1 << 20, 'x'), ""),
       414, "http.target.too-long"},
      {"HalfARequest", "GET /session HTTP/1.1\r\nHo", 400,
       "http.request.incomplete", true},
      {"HalfABody",
       "POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc",
       400, "http.request.incomplete", true},
      {"ABodyOf20Megabytes",
       "POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n",
       413, "http.body.too-large", false, 20'000'000},
      {"ABodyOf20MegabytesInChunks",
       "POST /session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
       "chunked\r\n\r\n" +
           fmt::format("{:x}\r\n", 20'000'000),
       413, "http.body.too-large", false, 20'000'000},
      {"TwoLengths",
       "POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
       "Content-Length: 2\r\n\r\nab",
       400, "http.body.framing"},
      {"TwoHosts", "GET /session HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400,
       "http.host.count"},
      {"AnotherVersion", "GET /session HTTP/2.0\r\nHost: x\r\n\r\n", 505,
       "http.version.unsupported"},
      // 10,000 of the shortest parameters come to just under 64 KiB.
      {"ManyParameters",
       Session("", "Authorization: OAuth " + Repeated("a=\"\",", kMany) +
                       "b=\"\"\r\n"),
       400, "oauth1."},
      {"ManyLongParameters",
       Session("", "Authorization: OAuth " + Repeated("p{}=\"v\", ", kMany) +
                       "\r\n"),
       431, "http.head.too-large"},
      {"ManyQueryParameters",
       Session("?" + Repeated("&", kMany) + "a=b", Oauth("n")), 401, "oauth1."},
      {"ManyLongQueryParameters",
       Session("?" + Repeated("p{}=v&", kMany), Oauth("n")), 414,
       "http.target.too-long"},
      {"ManyFormParameters",
       "POST /session HTTP/1.1\r\nHost: x\r\nUser-Agent: test\r\n" +
           Oauth("n") +
           "Content-Type: application/x-www-form-urlencoded\r\n"
           "Content-Length: 20000\r\n\r\n" +
           Repeated("a&", kMany),
       0, ""},  // Whatever the service says to POST.
      {"InvalidPercentEscapes", Session("?a=%zz&b=%4", Oauth("%G1%")), 400,
       "oauth1."},
      {"InvalidUtf8", Session("?a=%ff%fe", Oauth("\xff\xfe%ff")), 400,
       "oauth1."},
      {"AHeaderWithoutItsEnd",
       Session("", "Authorization: OAuth oauth_nonce=\"\r\n"), 400, "oauth1."},
  };
}

class BadInput : public ::testing::TestWithParam<Bad> {};

TEST_P(BadInput, IsRefusedAndJournalledAndHurtsNobody) {
  const ServeProgram mdmock({"--quiet"});
  const auto client = RawClient::Plain(mdmock.port());
  ASSERT_TRUE(client);
  // The server may answer and hang up before all has been sent.
  (void)client->Send(GetParam().Wire());
  if (GetParam().finishes) client->FinishSending();
  const auto response = client->ReadResponse();
  const json entry = mdmock.Journal(1).at(0);
  if (response && GetParam().status != 0) {
    EXPECT_EQ(response->status, GetParam().status) << response->body;
  }
  if (GetParam().status != 0) {
    EXPECT_EQ(entry.at("response").at("status"), GetParam().status);
  } else {
    EXPECT_GE(entry.at("response").at("status"), 400);
  }
  EXPECT_THAT(entry.at("verdict").at("findings").dump(),
              HasSubstr(GetParam().says));
  EXPECT_EQ(entry.at("verdict").at("accepted"), false) << entry.at("verdict");
  EXPECT_TRUE(entry.at("failure").is_null()) << entry.at("failure");
  EXPECT_EQ(mdmock.AskForSession(), 200);
}

INSTANTIATE_TEST_SUITE_P(OverTheWire, BadInput, ::testing::ValuesIn(AllBad()),
                         [](const auto& of) { return of.param.name; });

TEST(BadClient, ThatSendsAByteASecondIsToldSoAfterTenSeconds) {
  const ServeProgram mdmock({"--quiet"});
  const auto client = RawClient::Plain(mdmock.port());
  ASSERT_TRUE(client);
  // Each wait for an answer is the second between two bytes.
  const std::string bytes = "GET /session HTTP/1.1\r\nHost: a-patient-client";
  std::string answer;
  for (size_t i = 0; i < bytes.size() && answer.empty(); ++i) {
    if (!client->Send(bytes.substr(i, 1))) break;
    answer = client->ReadSome(std::chrono::seconds(1));
    // Meanwhile others are served.
    if (i == 2) {
      EXPECT_EQ(mdmock.AskForSession(), 200);
    }
  }
  EXPECT_THAT(answer, HasSubstr(" 408 "));
  const json entry = mdmock.Journal(2).at(1);
  EXPECT_THAT(entry.dump(), HasSubstr("http.request.too-slow"));
  EXPECT_EQ(mdmock.AskForSession(), 200);
}

TEST(BadClient, ThatAbandonsTwoHundredConnectionsKeepsNobodyOut) {
  const ServeProgram mdmock({"--quiet"});
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) {
      clients.push_back(RawClient::Plain(mdmock.port()));
      ASSERT_TRUE(clients.back()) << i;
      if (i % 2 == 0) clients.back()->Send("GET /sess");
      if (i % 10 == 1) clients.back()->Send("\x16\x03\x01");  // TLS begins so.
    }
    EXPECT_EQ(mdmock.AskForSession(), 200);
  }
  EXPECT_EQ(mdmock.AskForSession(), 200);
}

// The limit of the journal is bytes of requests (64 MiB); what else a request
// may leave behind is looked for here, with an empty journal after each round.
TEST(BadClient, DoesNotMakeTheProcessGrow) {
  if (test_support::kSanitized) GTEST_SKIP() << "sizes mean nothing here";
  const ServeProgram mdmock({"--quiet"});
  const std::vector<Bad> all = AllBad();
  const auto play = [&] {
    std::vector<std::unique_ptr<RawClient>> abandoned;
    for (int i = 0; i < 50; ++i) {
      abandoned.push_back(RawClient::Plain(mdmock.port()));
      abandoned.back()->Send("GET /session HT");
    }
    for (const Bad& bad : all) {
      const auto client = RawClient::Plain(mdmock.port());
      (void)client->Send(bad.Wire());
      client->FinishSending();
      client->ReadToEnd();
    }
    EXPECT_EQ(mdmock.AskForSession(), 200);
    const auto control = RawClient::Plain(mdmock.control_port());
    EXPECT_TRUE(control->Ask("DELETE /journal HTTP/1.1\r\nHost: x\r\n\r\n"));
  };
  // The first rounds pay for threads and for what malloc keeps.
  for (int i = 0; i < 6; ++i) play();
  const auto before = static_cast<std::int64_t>(mdmock.ResidentBytes());
  for (int i = 0; i < 8; ++i) play();
  const auto after = static_cast<std::int64_t>(mdmock.ResidentBytes());
  constexpr std::int64_t kBound = std::int64_t{24} << 20;
  EXPECT_LT(after - before, kBound)
      << before / 1024 << " KiB, then " << after / 1024 << " KiB";
  RecordProperty("growth_kib", static_cast<int>((after - before) / 1024));
}

// The journal itself holds no more than its limit, however much is thrown at
// it.
TEST(BadClient, CannotFillTheJournalBeyondItsLimit) {
  const ServeProgram mdmock({"--quiet"});
  const auto client = RawClient::Plain(mdmock.port());
  ASSERT_TRUE(client);
  // An entry weighs eight million bytes: the request, and its body.
  const std::string body(4'000'000, 'x');
  constexpr int kNumRequests = 12;
  for (int i = 0; i < kNumRequests; ++i) {
    ASSERT_TRUE(client->Ask(drivers::Post("/session", body)));
  }
  const json first = mdmock.Control("/journal?limit=1").at("entries").at(0);
  EXPECT_EQ(first.at("seq"), kNumRequests - (64 << 20) / 8'000'000 + 1);
  EXPECT_EQ(mdmock.AskForSession(), 200);
}

}  // namespace
}  // namespace mdmock::cli

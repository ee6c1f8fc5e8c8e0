#include "mocks/server/request_reader.h"

#include <gmock/gmock.h>

#include <chrono>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/server/rules.h"
#include "tests/mocks/server/fixture.h"

namespace mdmock::server {
namespace {

using drivers::Get;
using drivers::RawClient;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

enum class Then { kKeepOpen, kFinish };

// One request that no service gets to see, and what becomes of it.
struct BadRequest {
  std::string id;
  std::string bytes;
  int status;
  const Rule* rule;
  Then then = Then::kKeepOpen;  // What the client does after its last byte.

  friend void PrintTo(const BadRequest& bad, std::ostream* out) {
    *out << bad.id;
  }
};

constexpr std::string_view kHost = "Host: h\r\n";

std::string Lines(std::string_view line, std::string_view headers) {
  return std::string(line) + "\r\n" + std::string(headers) + "\r\n";
}

std::string WithHost(std::string_view line, std::string_view headers) {
  return Lines(line, std::string(kHost) + std::string(headers));
}

std::vector<BadRequest> BadRequests() {
  using namespace std::string_literals;
  const std::string post = "POST /x HTTP/1.1";
  const std::string chunked = WithHost(post, "Transfer-Encoding: chunked\r\n");
  return {
      {"Garbage", "\x01\x02\xff\xfe garbage"s, 400, &rules::kMalformed},
      {"Words", "hello there\r\n", 400, &rules::kMalformed},
      {"NulInLine", "GET /\0x HTTP/1.1\r\n\r\n"s, 400, &rules::kMalformed},
      {"NulInHeader", Lines("GET / HTTP/1.1", "Host: a\0b\r\n"s), 400,
       &rules::kMalformed},
      {"BlankInTarget", WithHost("GET /a b HTTP/1.1", ""), 400,
       &rules::kMalformed},
      {"NoColon", WithHost("GET / HTTP/1.1", "nonsense\r\n"), 400,
       &rules::kMalformed},
      {"Folded", WithHost("GET / HTTP/1.1", "A: b\r\n c\r\n"), 400,
       &rules::kMalformed},
      {"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, &rules::kVersion},
      {"Version", WithHost("GET / HTTP/1.7", ""), 505, &rules::kVersion},
      {"NoHost", Lines("GET / HTTP/1.1", ""), 400, &rules::kHost},
      {"TwoHosts", WithHost("GET / HTTP/1.1", "Host: i\r\n"), 400,
       &rules::kHost},
      {"TwoLengths",
       WithHost(post, "Content-Length: 1\r\nContent-Length: 2\r\n"), 400,
       &rules::kFraming},
      {"NegativeLength", WithHost(post, "Content-Length: -1\r\n"), 400,
       &rules::kFraming},
      {"EndlessLength",
       WithHost(post, "Content-Length: 99999999999999999999999\r\n"), 400,
       &rules::kFraming},
      {"LengthAndChunks",
       WithHost(post, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
       400, &rules::kFraming},
      {"Gzip", WithHost(post, "Transfer-Encoding: gzip\r\n"), 501,
       &rules::kFraming},
      {"BadChunk", chunked + "xyz\r\n", 400, &rules::kMalformed},
      {"ChunkTooShort", chunked + "2\r\nabc\r\n", 400, &rules::kMalformed},
      {"ChunksTooLarge", chunked + "ffffffff\r\n", 413, &rules::kBodyTooLarge},
      {"TrailersTooLarge", chunked + "0\r\n" + std::string(20'000, 't'), 431,
       &rules::kHeadTooLarge},
      {"BodyTooLarge", WithHost(post, "Content-Length: 100000000\r\n"), 413,
       &rules::kBodyTooLarge},
      {"LineTooLong", "GET /" + std::string(1 << 20, 'a'), 414,
       &rules::kTargetTooLong},
      {"TargetTooLong",
       WithHost("GET /" + std::string(20'000, 'a') + " HTTP/1.1", ""), 414,
       &rules::kTargetTooLong},
      {"HeadersTooLarge",
       "GET / HTTP/1.1\r\nA: " + std::string(1 << 20, 'a') + "\r\n\r\n", 431,
       &rules::kHeadTooLarge},
      {"ManyHeaders",
       WithHost("GET / HTTP/1.1",
                [] {
                  std::string headers;
                  for (int i = 0; i < 20'000; ++i) headers += "a: b\r\n";
                  return headers;
                }()),
       431, &rules::kHeadTooLarge},
      {"TenMegabytesOfGarbage", std::string(10 << 20, 'g'), 414,
       &rules::kTargetTooLong},
      {"HalfAHead", "GET / HTTP/1.1\r\nHos", 400, &rules::kIncomplete,
       Then::kFinish},
      {"HalfABody", WithHost(post, "Content-Length: 9\r\n") + "half", 400,
       &rules::kIncomplete, Then::kFinish},
      {"HalfAChunk", chunked + "9\r\nhalf", 400, &rules::kIncomplete,
       Then::kFinish},
      {"SlowHead", "GET / HTTP/1.1\r\n", 408, &rules::kTooSlow},
      {"SlowBody", WithHost(post, "Content-Length: 9\r\n") + "half", 408,
       &rules::kTooSlow},
      {"SlowChunks", chunked + "1\r\nx\r\n", 408, &rules::kTooSlow},
  };
}

class BadRequestTest : public ServerTest,
                       public ::testing::WithParamInterface<BadRequest> {
 protected:
  BadRequestTest() {
    Options options;
    options.limits.request =
        milliseconds(GetParam().rule == &rules::kTooSlow ? 50 : 20'000);
    StartServer(options);
  }
};

TEST_P(BadRequestTest, IsAnsweredAndJournalledAndTheNextOneServed) {
  const BadRequest& bad = GetParam();
  const auto client = Connect();
  client->Send(bad.bytes);
  if (bad.then == Then::kFinish) client->FinishSending();

  const auto response = client->ReadResponse();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, bad.status);
  EXPECT_THAT(response->body, Not(IsEmpty()));
  EXPECT_EQ(*http::Find(response->headers, "Connection"), "close");
  EXPECT_EQ(client->ReadToEnd(), "");

  const auto entries = Entries(1);
  ASSERT_EQ(entries.size(), 1U);
  const journal::Entry& entry = *entries[0];
  EXPECT_EQ(entry.verdict.subject(), "http");
  EXPECT_FALSE(entry.verdict.accepted());
  ASSERT_EQ(entry.verdict.findings().size(), 1U);
  EXPECT_EQ(entry.verdict.findings()[0].rule->code, bad.rule->code);
  EXPECT_EQ(entry.response.status, bad.status);
  EXPECT_THAT(entry.raw, Not(IsEmpty()));
  EXPECT_TRUE(bad.bytes.starts_with(entry.raw));
  EXPECT_LE(entry.raw.size(), size_t{64} << 10);
  EXPECT_EQ(service_.num_asked(), 0);

  EXPECT_EQ(Connect()->Ask(Get("/x"))->status, 200);
}

INSTANTIATE_TEST_SUITE_P(All, BadRequestTest,
                         ::testing::ValuesIn(BadRequests()),
                         [](const auto& given) { return given.param.id; });

TEST(ServerRules, EachIsBrokenBySomeBadRequest) {
  std::set<std::string_view> broken{
      rules::kHandshake.code};  // By its own test.
  for (const BadRequest& bad : BadRequests()) broken.insert(bad.rule->code);
  for (const Rule* rule : rules::kAll) {
    EXPECT_TRUE(broken.contains(rule->code)) << rule->code;
  }
}

using RequestReaderTest = ServerTest;

TEST_F(RequestReaderTest, CutsOffAClientThatDribblesPastTheDeadline) {
  Options options;
  options.limits.request = milliseconds(200);
  StartServer(options);
  const auto client = Connect();
  // A byte always comes in time; the request does not.
  std::string answer;
  const std::string request = "GET /" + std::string(2000, 'a');
  for (const char byte : request) {
    if (!client->Send({&byte, 1})) break;
    answer += client->ReadSome(milliseconds(10));
    if (!answer.empty()) break;
  }
  EXPECT_THAT(answer, HasSubstr("408 Request Timeout"));
}

TEST_F(RequestReaderTest, ClosesIdleConnectionsWithoutAWord) {
  Options options;
  options.limits.idle = milliseconds(50);
  StartServer(options);
  const auto client = Connect();
  ASSERT_TRUE(client->Ask(Get("/x")));
  EXPECT_EQ(client->ReadToEnd(), "");
  EXPECT_EQ(client->end(), RawClient::End::kClosed);
  EXPECT_EQ(Entries(1).size(), 1U);
}

TEST_F(RequestReaderTest, EmptyLinesBuyNoTime) {
  Options options;
  options.limits.request = milliseconds(100);
  StartServer(options);
  const auto client = Connect();
  for (int i = 0; i < 1000 && client->end() != RawClient::End::kClosed; ++i) {
    client->Send("\r\n");
    client->ReadSome(milliseconds(10));
    if (client->end() == RawClient::End::kReset) break;
  }
  EXPECT_THAT(client->end(), ::testing::AnyOf(RawClient::End::kClosed,
                                              RawClient::End::kReset));
}

}  // namespace
}  // namespace mdmock::server

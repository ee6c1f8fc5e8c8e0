#include "protocol/http/read_response.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace mdmock::http {
namespace {

ReceivedResponse Read(std::string_view bytes) {
  auto read = ReadResponse(bytes);
  EXPECT_TRUE(std::holds_alternative<ReceivedResponse>(read)) << bytes;
  auto* response = std::get_if<ReceivedResponse>(&read);
  return response == nullptr ? ReceivedResponse{} : std::move(*response);
}

TEST(ReadResponseTest, ReadsTheHeadAndTheBody) {
  const auto read = Read(
      "HTTP/1.0 404 Not  Found\r\nContent-Type: text/plain\r\n"
      "Content-Length: 3\r\n\r\nabcdef");
  EXPECT_EQ(read.version, "HTTP/1.0");
  EXPECT_EQ(read.response.status, 404);
  EXPECT_EQ(read.reason, "Not  Found");
  EXPECT_EQ(*Find(read.response.headers, "content-type"), "text/plain");
  EXPECT_EQ(read.response.body, "abc");
  EXPECT_EQ(read.rest, "def");
  EXPECT_TRUE(read.whole);
}

TEST(ReadResponseTest, KnowsABodyThatIsCut) {
  EXPECT_FALSE(Read("HTTP/1.1 200 OK\nContent-Length: 9\n\nabc").whole);
  EXPECT_FALSE(
      Read("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n").whole);
  EXPECT_FALSE(Read("HTTP/1.1 200\nContent-Length: "
                    "99999999999999999999999999\n\nabc")
                   .whole);
}

TEST(ReadResponseTest, ReadsChunks) {
  const auto read = Read(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n0\r\n\r\nrest");
  EXPECT_TRUE(read.chunked);
  EXPECT_TRUE(read.whole);
  EXPECT_EQ(read.response.body, "abc");
  EXPECT_EQ(read.rest, "rest");
}

TEST(ReadResponseTest, GoesToTheEndWithoutALength) {
  const auto read = Read("HTTP/1.0 200 OK\r\n\r\n{\"a\":1}\n");
  EXPECT_EQ(read.response.body, "{\"a\":1}\n");
  EXPECT_TRUE(read.whole);
}

TEST(ReadResponseTest, HasNoBodyWhereThereIsNone) {
  EXPECT_EQ(Read("HTTP/1.1 204 No Content\r\n\r\nnext").response.body, "");
  auto head = ReadResponseHead("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                               LineEnds::kWire);
  auto& response = std::get<ReceivedResponse>(head);
  AddBody("next", true, response);
  EXPECT_TRUE(response.whole);
  EXPECT_EQ(response.rest, "next");
}

// What is wrong with how a head says the length.
std::string Misframed(const std::string& headers) {
  return Read("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\nabc").misframed;
}

TEST(ReadResponseTest, SaysWhatIsWrongWithALength) {
  for (const char* right :
       {"A: b", "Content-Length: 3", "content-length: 003",
        "Content-Length: 3\r\nContent-Length: 3", "Content-Length: 3, 3",
        "Transfer-Encoding: chunked", "Transfer-Encoding: Chunked"}) {
    EXPECT_EQ(Misframed(right), "") << right;
  }
  for (const char* wrong :
       {"Content-Length: abc", "Content-Length: -1", "Content-Length: +3",
        "Content-Length: 0x3", "Content-Length:", "Content-Length: 3 3",
        "Content-Length: 3,", "Content-Length: 3, 4",
        "Content-Length: 3\r\nContent-Length: 4", "Transfer-Encoding: gzip",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3"}) {
    EXPECT_NE(Misframed(wrong), "") << wrong;
  }
}

TEST(ReadResponseTest, PassesOverInterimResponses) {
  const auto read = Read(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: "
      "a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(read.response.status, 200);
  EXPECT_EQ(read.response.body, "abc");
  EXPECT_EQ(Read("HTTP/1.1 100 Continue\r\n\r\n").response.status, 100);
}

TEST(ReadResponseTest, ReadsWhatCurlShowsOfHttp2) {
  const auto read = Read("HTTP/2 200 \r\ncontent-length: 3\r\n\r\nabc");
  EXPECT_EQ(read.version, "HTTP/2");
  EXPECT_EQ(read.response.status, 200);
  EXPECT_EQ(read.response.body, "abc");
  EXPECT_TRUE(std::holds_alternative<Malformed>(
      ReadResponse("HTTP/2 200\r\n\r\n", LineEnds::kWire)));
}

TEST(ReadResponseTest, RefusesWhatIsNoResponse) {
  for (const char* bytes :
       {"", "GET / HTTP/1.1\r\n\r\n", "HTTP/4 200\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "{\"status\":\"success\"}"}) {
    EXPECT_TRUE(std::holds_alternative<Malformed>(ReadResponse(bytes)))
        << bytes;
  }
}

}  // namespace
}  // namespace mdmock::http

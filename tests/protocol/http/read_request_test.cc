#include "protocol/http/read_request.h"

#include <gmock/gmock.h>

#include <string>
#include <variant>

namespace mdmock::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Request Read(std::string_view bytes) {
  auto read = ReadRequest(bytes);
  if (auto* request = std::get_if<Request>(&read)) return *request;
  ADD_FAILURE() << std::get<Malformed>(read).what;
  return {};
}

int StatusOf(std::string_view head, LineEnds ends = LineEnds::kWire) {
  const auto read = ReadHead(head, ends);
  const auto* malformed = std::get_if<Malformed>(&read);
  return malformed == nullptr ? 0 : malformed->status;
}

TEST(ReadRequestTest, KeepsWhatWasSentAsItWas) {
  const Request request = Read(
      "POST /A%20b?x=+ HTTP/1.1\r\nHost: H\r\nx-A:  1 \r\nX-a:2\r\n"
      "Content-Length: 3\r\n\r\nabcdef");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/A%20b?x=+");
  EXPECT_EQ(request.version, "HTTP/1.1");
  EXPECT_THAT(request.headers,
              ElementsAre(Header{"Host", "H"}, Header{"x-A", "1"},
                          Header{"X-a", "2"}, Header{"Content-Length", "3"}));
  EXPECT_EQ(request.body, "abc");
}

TEST(ReadRequestTest, ReadsPastedText) {
  const Request request = Read(
      "\nGET /session HTTP/1.1\nHost: h\nAuthorization: OAuth a=\"1\",\n"
      "   b=\"2\"\n\n\n");
  EXPECT_EQ(*request.Find("authorization"), "OAuth a=\"1\", b=\"2\"");
  EXPECT_EQ(request.body, "");
}

TEST(ReadRequestTest, RefusesFoldedHeadersOnTheWire) {
  constexpr auto kFolded = "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n";
  EXPECT_EQ(StatusOf(kFolded), 400);
  EXPECT_EQ(StatusOf(kFolded, LineEnds::kPasted), 0);
}

TEST(ReadRequestTest, RefusesMalformedHeads) {
  for (const char* head :
       {"", "GET\r\n\r\n", "GET /\r\n\r\n", "G\x01T / HTTP/1.1\r\n\r\n",
        "GET /\x7F HTTP/1.1\r\n\r\n", "GET  HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nname : v\r\n\r\n", "GET / HTTP/1.1\r\n: v\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \x01\r\n\r\n", "GET / HTTQ/1.1\r\n\r\n"}) {
    EXPECT_EQ(StatusOf(head), 400) << head;
  }
  EXPECT_EQ(StatusOf("GET / HTTP/2.0\r\n\r\n"), 505);
}

TEST(ReadRequestTest, NamesABadLineWithoutWhatMayBeASecret) {
  const auto what = [](const std::string& line) {
    const auto read = ReadRequest("GET / HTTP/1.1\r\n" + line + "\r\n\r\n");
    const auto* malformed = std::get_if<Malformed>(&read);
    return malformed == nullptr ? "" : malformed->what;
  };
  EXPECT_EQ(what("aw-tenant-code SuperSecretCode"),
            "the header line 'aw-tenant-code…' (30 bytes) has no colon");
  EXPECT_EQ(what("SuperSecretCode"),
            "the header line 'SuperSe…' (15 bytes) has no colon");
  EXPECT_EQ(what("aw-tenant-code SuperSecretCode: x"),
            "the header name 'aw-tenant-code…' (30 bytes) is no token: ' ' is "
            "in it");
  EXPECT_EQ(what("aw\u2011tenant: x"),
            "the header name 'aw…' (11 bytes) is no token: '\u2011' is in it");
  EXPECT_EQ(what(": x"), "a header line begins with a colon");
  const auto read = ReadRequest("aw-tenant-code: SuperSecretCode\r\n\r\n");
  ASSERT_TRUE(std::holds_alternative<Malformed>(read));
  EXPECT_EQ(std::get<Malformed>(read).what,
            "the request line is missing: the header aw-tenant-code comes "
            "first");
}

TEST(ReadRequestTest, FindsTheEndOfAHead) {
  EXPECT_EQ(HeadLength("A\r\n\r\nbody"), 5U);
  EXPECT_EQ(HeadLength("A\n\nbody"), 3U);
  EXPECT_EQ(HeadLength("A\r\n\r"), 0U);
  // Looking on from where the last call stopped finds the same.
  EXPECT_EQ(HeadLength("A\r\n\r\nbody", 4), 5U);
}

TEST(ReadRequestTest, RefusesWhatRequestsAreSmuggledWith) {
  const auto framing = [](Headers headers) {
    const auto read = ReadFraming({.method = "POST",
                                   .target = "/",
                                   .version = "HTTP/1.1",
                                   .headers = std::move(headers)});
    const auto* malformed = std::get_if<Malformed>(&read);
    return malformed == nullptr ? 0 : malformed->status;
  };
  EXPECT_EQ(framing({{"Content-Length", "3"}, {"Content-Length", "3"}}), 0);
  EXPECT_EQ(framing({{"Content-Length", "3"}, {"Content-Length", "4"}}), 400);
  EXPECT_EQ(framing({{"Content-Length", "+3"}}), 400);
  EXPECT_EQ(framing({{"Content-Length", "99999999999999999999"}}), 400);
  EXPECT_EQ(framing({{"Transfer-Encoding", "chunked"}}), 0);
  EXPECT_EQ(
      framing({{"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}}),
      400);
  EXPECT_EQ(framing({{"Transfer-Encoding", "gzip, chunked"}}), 501);
}

TEST(ReadChunksTest, DecodesWholeChunksAndSaysHowFarItCame) {
  const auto read = ReadChunks("3;x=y\r\nabc\r\n2\r\nde", 100);
  const auto* chunks = std::get_if<Chunks>(&read);
  ASSERT_NE(chunks, nullptr);
  EXPECT_EQ(chunks->body, "abc");
  EXPECT_EQ(chunks->used, 12U);
  EXPECT_FALSE(chunks->done);
}

TEST(ReadChunksTest, EndsBehindTheTrailers) {
  const std::string bytes = "1\r\na\r\n0\r\nT: v\r\n\r\nGET";
  const auto read = ReadChunks(bytes, 100);
  const auto* chunks = std::get_if<Chunks>(&read);
  ASSERT_NE(chunks, nullptr);
  EXPECT_TRUE(chunks->done);
  EXPECT_EQ(chunks->used, bytes.size() - 3);
}

TEST(ReadChunksTest, RefusesSizesThatAreNoneAndBodiesThatAreTooLarge) {
  const auto status = [](std::string_view bytes) {
    const auto read = ReadChunks(bytes, 4);
    const auto* malformed = std::get_if<Malformed>(&read);
    return malformed == nullptr ? 0 : malformed->status;
  };
  EXPECT_EQ(status("x\r\n"), 400);
  EXPECT_EQ(status("-1\r\n"), 400);
  EXPECT_EQ(status("5\r\nabcde\r\n"), 413);
  EXPECT_EQ(status("3\r\nabc\r\n3\r\nabc\r\n"), 413);
  EXPECT_EQ(status("1\r\nabc"), 400);
  EXPECT_EQ(status("FFFFFFFFFFFFFFFF1\r\n"), 400);
  EXPECT_EQ(status(std::string(2000, '0')), 400);
}

TEST(ReadRequestTest, SaysWhereItIsMalformed) {
  const auto read = ReadHead("GET /a b HTTP/1.1\r\n\r\n", LineEnds::kWire);
  const auto* malformed = std::get_if<Malformed>(&read);
  ASSERT_NE(malformed, nullptr);
  EXPECT_EQ(malformed->offset, 6U);
  EXPECT_THAT(malformed->what, HasSubstr("0x20"));
}

}  // namespace
}  // namespace mdmock::http

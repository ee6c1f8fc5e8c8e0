#include "mocks/server/response_writer.h"

#include <gmock/gmock.h>

namespace mdmock::server {
namespace {

TEST(ResponseWriterTest, FormatsDates) {
  EXPECT_EQ(FormatHttpDate(FromEpochSeconds(784111777)),
            "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(FormatHttpDate(FromEpochSeconds(1709164800)),
            "Thu, 29 Feb 2024 00:00:00 GMT");
  EXPECT_EQ(FormatHttpDate(FromEpochSeconds(-1)),
            "Wed, 31 Dec 1969 23:59:59 GMT");
}

TEST(ResponseWriterTest, LeavesTheServicesHeadersAlone) {
  http::Response response{.status = 200,
                          .headers = {{"content-length", "7"},
                                      {"connection", "Close"},
                                      {"DATE", "never"}},
                          .body = "abc"};
  const http::Headers before = response.headers;
  EXPECT_FALSE(Complete(response, {.version = "HTTP/1.1"}, {}, true));
  EXPECT_EQ(response.headers, before);
}

TEST(ResponseWriterTest, WritesStatusesWithoutAPhrase) {
  EXPECT_EQ(
      WireBytes({.status = 499, .headers = {{"A", "b"}}, .body = "c"}, {}),
      "HTTP/1.1 499 \r\nA: b\r\n\r\nc");
}

TEST(ResponseWriterTest, KeepsTheConnectionAsTheRequestSays) {
  const auto keeps = [](std::string version, std::string connection) {
    return KeepsAlive({.version = std::move(version),
                       .headers = {{"Connection", std::move(connection)}}});
  };
  EXPECT_TRUE(keeps("HTTP/1.1", ""));
  EXPECT_FALSE(keeps("HTTP/1.1", "TE, Close"));
  EXPECT_FALSE(keeps("HTTP/1.0", ""));
  EXPECT_TRUE(keeps("HTTP/1.0", "Keep-Alive"));
}

}  // namespace
}  // namespace mdmock::server

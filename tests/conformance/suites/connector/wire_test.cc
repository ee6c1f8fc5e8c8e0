#include "conformance/suites/connector/wire.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace mdmock::conformance::pki {
namespace {

bool SaysClose(std::string version, http::Headers headers = {}) {
  Answered answered;
  answered.received.emplace();
  answered.received->version = std::move(version);
  answered.received->response.headers = std::move(headers);
  return answered.SaysClose();
}

TEST(Answered, SaysThatTheConnectionEndsByTheOptionClose) {
  EXPECT_TRUE(SaysClose("HTTP/1.1", {{"Connection", "close"}}));
  EXPECT_TRUE(SaysClose("HTTP/1.1", {{"connection", "x, CLOSE"}}));
  EXPECT_TRUE(SaysClose("HTTP/1.0", {{"Connection", "keep-alive, close"}}));
}

TEST(Answered, SaysThatTheConnectionEndsByBeingOfHttp10) {
  EXPECT_TRUE(SaysClose("HTTP/1.0"));
  EXPECT_FALSE(SaysClose("HTTP/1.0", {{"Connection", "Keep-Alive"}}));
}

TEST(Answered, SaysNothingOfAnEndOtherwise) {
  EXPECT_FALSE(SaysClose("HTTP/1.1"));
  EXPECT_FALSE(SaysClose("HTTP/1.1", {{"Connection", "closed"}}));
  EXPECT_FALSE(Answered().SaysClose());
}

}  // namespace
}  // namespace mdmock::conformance::pki

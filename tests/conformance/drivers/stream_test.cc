#include "conformance/drivers/stream.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <string>

#include "conformance/drivers/handshake.h"

namespace mdmock::drivers {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

class PipeTest : public ::testing::Test {
 protected:
  // Two ends that are one's own; neither blocks.
  void SetUp() override {
    std::array<int, 2> ends{};
    ASSERT_EQ(
        ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    stream_ = Stream(Descriptor(ends[0]));
    other_ = Stream(Descriptor(ends[1]));
  }

  static Deadline Soon() { return steady_clock::now() + seconds(10); }
  static Deadline Past() { return steady_clock::now() - seconds(1); }

  Stream stream_{Descriptor()};
  Stream other_{Descriptor()};
};

TEST_F(PipeTest, CarriesBytes) {
  ASSERT_TRUE(other_.Send("hello", Soon()));
  EXPECT_EQ(stream_.Receive(Soon()), "hello");
}

// Somebody who sends without a pause always has bytes ready.
TEST_F(PipeTest, EndsAtTheDeadlineThoughBytesAreReady) {
  ASSERT_TRUE(other_.Send("hello", Soon()));
  EXPECT_EQ(stream_.Receive(Past()), "");
  EXPECT_EQ(stream_.end(), Stream::End::kTimeout);
  EXPECT_FALSE(other_.Send("more", Past()));
  EXPECT_EQ(other_.end(), Stream::End::kTimeout);
}

TEST(Alerts, HaveNames) {
  EXPECT_EQ(AlertName(45), "certificate expired");
  EXPECT_EQ(AlertName(116), "certificate required");
  EXPECT_TRUE(IsAboutIdentity(45));
  EXPECT_TRUE(IsAboutIdentity(116));
  EXPECT_FALSE(IsAboutIdentity(40));
}

}  // namespace
}  // namespace mdmock::drivers

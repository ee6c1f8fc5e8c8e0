#include "mocks/server/threads.h"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>

namespace mdmock::server {
namespace {

TEST(ThreadsTest, NoJobWaitsForAnother) {
  constexpr int kJobs = 200;
  Threads threads;
  std::latch all_here(kJobs);
  for (int i = 0; i < kJobs; ++i) {
    ASSERT_TRUE(threads.Run([&] { all_here.arrive_and_wait(); }));
  }
  all_here.wait();
  threads.Join();
}

TEST(ThreadsTest, JoinWaitsForJobsThatHaveNotBegun) {
  std::atomic<int> num_done = 0;
  Threads threads;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(threads.Run([&] { ++num_done; }));
  }
  threads.Join();
  EXPECT_EQ(num_done, 1000);
}

}  // namespace
}  // namespace mdmock::server

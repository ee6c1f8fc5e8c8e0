#include "mocks/server/search_gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace mdmock::server {
namespace {

TEST(SearchGate, TurnsAwayWhoeverWouldWaitTooLong) {
  SearchGate gate(1, 0);
  std::optional<SearchGate::Pass> first(std::in_place, gate);
  EXPECT_TRUE(first->granted());
  EXPECT_FALSE(SearchGate::Pass(gate).granted());
  first.reset();
  EXPECT_TRUE(SearchGate::Pass(gate).granted());
}

TEST(SearchGate, LetsThoseWhoWaitInOneByOne) {
  SearchGate gate(1, 100);
  std::atomic<int> num_inside = 0;
  std::atomic<int> num_granted = 0;
  std::atomic<bool> crowded = false;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      const SearchGate::Pass pass(gate);
      num_granted += pass.granted();
      if (++num_inside > 1) crowded = true;
      --num_inside;
    });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(num_granted, 16);
  EXPECT_FALSE(crowded);
}

}  // namespace
}  // namespace mdmock::server

#include "mocks/ade/fleet/fleet.h"

#include <gtest/gtest.h>

#include <set>

namespace mdmock::ade {
namespace {

using std::chrono::hours;

constexpr SystemTime kMade{std::chrono::seconds(1'800'000'000)};

Fleet Make(std::uint32_t size, std::uint64_t seed = 1) {
  return Fleet({.seed = seed, .size = size, .made = kMade});
}

void Happen(Fleet& fleet, Change change) {
  if (change.at == SystemTime()) change.at = kMade;
  ASSERT_TRUE(fleet.Plan({change}));
  fleet.Advance(change.at);
}

TEST(Fleet, IsTheSameForTheSameSeed) {
  const Fleet one = Make(100, 5);
  const Fleet same = Make(100, 5);
  const Fleet other = Make(100, 6);
  for (std::uint32_t slot = 0; slot < 100; ++slot) {
    EXPECT_EQ(one.At(slot).serial, same.At(slot).serial);
    EXPECT_NE(one.At(slot).serial, other.At(slot).serial);
  }
}

TEST(Fleet, CameInOrderInTheYearBefore) {
  const Fleet fleet = Make(1000);
  SystemTime last = kMade - hours(366 * 24);
  for (std::uint32_t slot = 0; slot < 1000; ++slot) {
    EXPECT_GT(fleet.At(slot).assigned, last);
    last = fleet.At(slot).assigned;
  }
  EXPECT_LT(last, kMade);
}

TEST(Fleet, FindsItsDevicesAndNoOthers) {
  const Fleet fleet = Make(1000);
  EXPECT_EQ(fleet.Find(fleet.At(999).serial), 999u);
  EXPECT_FALSE(fleet.Find(Serials(1).At(1000)));
  EXPECT_FALSE(fleet.Find("C02NOBODYS"));
  EXPECT_FALSE(fleet.Find(""));
}

TEST(Fleet, MayBeEmpty) {
  Fleet fleet = Make(0);
  EXPECT_TRUE(fleet.List(0, 10).slots.empty());
  Happen(fleet, {.op = Op::kDeleted, .count = 3});
  Happen(fleet, {.op = Op::kAdded, .count = 1});
  EXPECT_EQ(fleet.List(0, 10).slots.size(), 1u);
  EXPECT_EQ(fleet.At(0).assigned, kMade);
}

TEST(Fleet, ListsWhatIsThere) {
  Fleet fleet = Make(10'000);
  Happen(fleet, {.op = Op::kDeleted, .count = 9'000});
  std::set<std::uint32_t> slots;
  std::uint32_t from = 0;
  for (;;) {
    const Fleet::Listed page = fleet.List(from, 300);
    slots.insert(page.slots.begin(), page.slots.end());
    from = page.next;
    if (!page.more) break;
    EXPECT_EQ(page.slots.size(), 300u);
  }
  EXPECT_EQ(slots.size(), 1000u);
  EXPECT_EQ(fleet.counts().devices, 1000u);
  for (const std::uint32_t slot : slots) {
    EXPECT_TRUE(fleet.Find(fleet.At(slot).serial));
  }
}

TEST(Fleet, PicksEveryDeviceOnceForAChange) {
  Fleet fleet = Make(977);
  Happen(fleet, {.op = Op::kModified, .count = 977});
  std::set<std::uint32_t> slots;
  for (const Event& one : fleet.log().Since(0, 10'000)) slots.insert(one.slot);
  EXPECT_EQ(slots.size(), 977u);
  Happen(fleet, {.op = Op::kDeleted, .count = 5000});
  EXPECT_EQ(fleet.counts().devices, 0u);
  EXPECT_EQ(fleet.counts().deleted, 977u);
}

TEST(Fleet, TakesADeviceBackUnderItsSerialNumber) {
  Fleet fleet = Make(10);
  const std::string serial = fleet.At(3).serial;
  Happen(fleet, {.op = Op::kDeleted, .serials = {serial}});
  EXPECT_FALSE(fleet.Find(serial));
  Happen(fleet, {.op = Op::kAdded, .serials = {serial}});
  EXPECT_EQ(fleet.Find(serial), 10u);
  EXPECT_EQ(fleet.At(10).serial, serial);
  EXPECT_FALSE(fleet.Find(Serials(1).At(10)));
  // Adding what is there only says so once more.
  Happen(fleet, {.op = Op::kAdded, .serials = {serial}});
  EXPECT_EQ(fleet.counts().devices, 10u);
  EXPECT_EQ(fleet.log().next(), 3u);
}

TEST(Fleet, CountsChangesThatChangeNothing) {
  Fleet fleet = Make(10);
  Happen(fleet, {.op = Op::kModified, .serials = {"A", "B"}});
  EXPECT_EQ(fleet.counts().without_effect, 2u);
  EXPECT_EQ(fleet.log().next(), 0u);
}

TEST(Fleet, KeepsToTheOrderOfTimeNotOfPlanning) {
  Fleet fleet = Make(10);
  ASSERT_TRUE(fleet.Plan(
      {{.at = kMade + hours(2), .op = Op::kDeleted, .serials = {"X"}},
       {.at = kMade + hours(1), .op = Op::kAdded, .serials = {"X"}}}));
  fleet.Advance(kMade + hours(1) - std::chrono::milliseconds(1));
  EXPECT_EQ(fleet.counts().planned, 2u);
  fleet.Advance(kMade + hours(3));
  ASSERT_EQ(fleet.log().next(), 2u);
  EXPECT_EQ(fleet.log().Since(0, 1)[0].op, Op::kAdded);
  EXPECT_FALSE(fleet.Find("X"));
}

TEST(Fleet, TakesNoMoreThanItCanHold) {
  Fleet fleet = Make(10);
  EXPECT_FALSE(fleet.Plan(
      {{.at = kMade, .op = Op::kAdded, .count = Fleet::kMaxDevices}}));
  EXPECT_FALSE(
      fleet.Plan(std::vector<Change>(Fleet::kMaxPlanned + 1, Change{})));
  EXPECT_EQ(fleet.counts().planned, 0u);
  Change names{.at = kMade, .op = Op::kAdded};
  names.serials.resize(Fleet::kMaxNamed + 1, "X");
  EXPECT_FALSE(fleet.Plan({names}));
}

TEST(Fleet, ForgetsItsOldestEventsFirst) {
  Fleet fleet({.seed = 1, .size = 10, .made = kMade, .max_events = 5});
  Happen(fleet, {.op = Op::kAdded, .count = 8});
  EXPECT_EQ(fleet.log().first(), 3u);
  EXPECT_EQ(fleet.log().next(), 8u);
  EXPECT_EQ(fleet.log().Since(3, 100).size(), 5u);
}

TEST(Fleet, OfAMillionIsMadeAndWalkedInNoTime) {
  const Fleet fleet = Make(1'000'000);
  size_t num_found = 0;
  std::uint32_t from = 0;
  for (bool more = true; more;) {
    const Fleet::Listed page = fleet.List(from, 1000);
    num_found += page.slots.size();
    from = page.next;
    more = page.more;
  }
  EXPECT_EQ(num_found, 1'000'000u);
}

}  // namespace
}  // namespace mdmock::ade

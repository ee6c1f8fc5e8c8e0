#include "mocks/server/fault.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace mdmock::server {
namespace {

using ::testing::ElementsAre;

// The requests out of the first ten that `schedule` hits.
std::vector<int> HitsOf(const Schedule& schedule) {
  std::vector<int> hits;
  for (int i = 1; i <= 10; ++i) {
    if (schedule.Hits(static_cast<std::uint64_t>(i))) hits.push_back(i);
  }
  return hits;
}

TEST(ScheduleTest, HitsAsItSays) {
  EXPECT_THAT(HitsOf({.nth = {2, 3}}), ElementsAre(2, 3));
  EXPECT_THAT(HitsOf({.every = 3}), ElementsAre(3, 6, 9));
  EXPECT_THAT(HitsOf({.after = 7}), ElementsAre(8, 9, 10));
  EXPECT_THAT(HitsOf({.after = 2, .until = 4}), ElementsAre(3, 4));
  EXPECT_THAT(HitsOf({.until = 1}), ElementsAre(1));
}

Fault On(std::string method, std::string path, Schedule schedule,
         std::string id = "") {
  return {.id = std::move(id),
          .service = "ade",
          .method = std::move(method),
          .path = std::move(path),
          .schedule = std::move(schedule),
          .effect = {}};
}

TEST(FaultsTest, CountsTheMatchingRequestsOnly) {
  Faults faults;
  faults.Set({On("GET", "/session", {.nth = {2}})});
  EXPECT_FALSE(faults.Next("ade", "GET", "/session"));
  EXPECT_FALSE(faults.Next("ade", "POST", "/session"));
  EXPECT_FALSE(faults.Next("ws1", "GET", "/session"));
  EXPECT_FALSE(faults.Next("ade", "GET", "/account"));
  const auto hit = faults.Next("ade", "GET", "/session");
  ASSERT_TRUE(hit);
  EXPECT_EQ(hit->id, "fault-1");
  EXPECT_FALSE(faults.Next("ade", "GET", "/session"));
}

TEST(FaultsTest, GivesTheFirstThatHitsAndCountsForAll) {
  Faults faults;
  faults.Set({On("*", "*", {.nth = {2}}, "second"),
              On("GET", "*", {.every = 1}, "always"),
              On("*", "/x", {.nth = {3}}, "third")});
  std::vector<std::string> ids;
  for (int i = 0; i < 4; ++i)
    ids.push_back(faults.Next("ade", "GET", "/x")->id);
  EXPECT_THAT(ids, ElementsAre("always", "second", "always", "always"));
}

TEST(FaultsTest, SetCountsAnew) {
  Faults faults;
  const std::vector<Fault> list{On("*", "*", {.nth = {1}})};
  faults.Set(list);
  EXPECT_TRUE(faults.Next("ade", "GET", "/"));
  EXPECT_FALSE(faults.Next("ade", "GET", "/"));
  faults.Set(faults.List());
  EXPECT_TRUE(faults.Next("ade", "GET", "/"));
  faults.Set({});
  EXPECT_FALSE(faults.Next("ade", "GET", "/"));
}

}  // namespace
}  // namespace mdmock::server

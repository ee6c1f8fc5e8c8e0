#include "mocks/ade/fleet_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mocks/ade/ade_json.h"
#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

std::string Complaint(const std::string& text) {
  AdeOptions options;
  StateChange change;
  const auto problems = ReadState(Json::parse(text), options, change);
  return problems.empty() ? "" : control::Sentence(problems[0]);
}

TEST(FleetJson, IsReadFromAConfiguration) {
  AdeOptions options;
  const auto problems = ReadOptions(
      Json::parse(R"({"fleet":{"size":40,"seed":9},"duplicates":true,
        "page_limit":{"default":10,"maximum":20},"push_after_s":5,
        "retry_after_s":7,"seed_for_it":false,
        "changes":[{"after_s":1.5,"op":"added","count":2,"tenant":"a"},
                   {"at":"2027-01-15T08:00:00Z","op":"deleted",
                    "serials":["A","B"],"by_replacement":true}],
        "statuses":[{"serials":["A"],"status":"FAILED","times":2}],
        "tenants":[{"name":"a","fleet":{"size":3}},{"name":"b"}]})"),
      "", options);
  ASSERT_TRUE(problems.empty()) << control::Sentence(problems[0]);
  EXPECT_EQ(options.fleet.fleet, (FleetSize{40, 9}));
  EXPECT_EQ(options.fleet.pages, (PageLimits{10, 20}));
  EXPECT_TRUE(options.fleet.duplicates);
  EXPECT_EQ(options.fleet.push_after, std::chrono::seconds(5));
  EXPECT_EQ(options.fleet.retry_after, std::chrono::seconds(7));
  EXPECT_FALSE(options.fleet.seed_for_it);
  ASSERT_EQ(options.fleet.changes.size(), 2u);
  EXPECT_EQ(options.fleet.changes[0].after, std::chrono::milliseconds(1500));
  EXPECT_EQ(options.fleet.changes[0].tenant, "a");
  EXPECT_EQ(options.fleet.changes[1].at, FromEpochSeconds(1'800'000'000));
  EXPECT_TRUE(options.fleet.changes[1].change.by_replacement);
  ASSERT_EQ(options.fleet.statuses.size(), 1u);
  EXPECT_EQ(options.fleet.statuses[0].times, 2u);
  EXPECT_EQ(options.tenants[0].fleet, (FleetSize{3, {}}));
  EXPECT_FALSE(options.tenants[1].fleet);
}

TEST(FleetJson, NamesTheFieldThatCannotBeUsed) {
  const std::pair<const char*, const char*> kCases[] = {
      {R"({"fleet":{"size":-1}})", "fleet.size: expected a whole number"},
      {R"({"fleet":{"size":6000000}})", "fleet.size: expected a whole number"},
      {R"({"fleet":{"sizes":1}})", "the field \"sizes\""},
      {R"({"page_limit":{"maximum":0}})", "page_limit.maximum: expected"},
      {R"({"page_limit":{"default":9,"maximum":5}})", "page_limit.default"},
      {R"({"duplicates":1})", "duplicates: expected true or false"},
      {R"({"changes":{}})", "changes: expected a list of at most"},
      {R"({"changes":[{"count":1}]})", "changes[0].op: expected added"},
      {R"({"changes":[{"op":"gone","count":1}]})", "changes[0].op: expected"},
      {R"({"changes":[{"op":"added"}]})", "changes[0].count: expected either"},
      {R"({"changes":[{"op":"added","count":1,"serials":["A"]}]})", "both"},
      {R"({"changes":[{"op":"added","count":0}]})", "changes[0].count"},
      {R"({"changes":[{"op":"added","serials":["a b"]}]})",
       "changes[0].serials: expected a list of serial numbers"},
      {R"({"changes":[{"op":"added","serials":[]}]})", "changes[0].serials"},
      {R"({"changes":[{"op":"added","count":1,"at":"soon"}]})",
       "changes[0].at: expected a time"},
      {R"({"changes":[{"op":"added","count":1,"at":1,"after_s":1}]})",
       "changes[0].after_s: expected nothing"},
      {R"({"changes":[{"op":"added","count":3000000},
                      {"op":"added","count":3000000}]})",
       "changes[1].count: expected a whole number from 1 to 2000000"},
      {R"({"statuses":[{"serials":["A"]}]})", "statuses[0].status: expected"},
      {R"({"statuses":[{"serials":["A"],"status":"BAD"}]})",
       "statuses[0].status: expected FAILED"},
      {R"({"statuses":[{"status":"FAILED"}]})", "statuses[0].serials"},
  };
  for (const auto& [text, said] : kCases) {
    EXPECT_NE(Complaint(text).find(said), std::string::npos) << text << "\n"
                                                             << Complaint(text);
  }
}

TEST(FleetState, ShowsCounts) {
  FleetLab lab;
  lab.Put({{"changes",
            {{{"op", "added"}, {"count", 3}},
             {{"op", "deleted"}, {"count", 1}},
             {{"op", "modified"}, {"count", 2}, {"after_s", 5}}}}});
  lab.Profile();
  const Json state =
      Json::parse(lab.Control("GET", "/ade/state").response.body);
  EXPECT_EQ(state["fleet"]["size"], 12);
  const Json& fleet = state["fleets"][0];
  EXPECT_EQ(fleet["tenant"], "default");
  EXPECT_EQ(fleet["devices"], 14);
  EXPECT_EQ(fleet["added"], 3);
  EXPECT_EQ(fleet["deleted"], 1);
  EXPECT_EQ(fleet["planned"], 1);
  EXPECT_EQ(fleet["profiles"], 1);
}

TEST(FleetState, BeginsWithWhatTheConfigurationPlans) {
  AdeOptions options = Sized(5);
  PlannedChange planned{.tenant = "", .at = {}, .after = {}, .change = {}};
  planned.after = std::chrono::seconds(10);
  planned.change.count = 2;
  options.fleet.changes.push_back(planned);
  FleetLab lab(options);
  const std::string cursor = lab.Cursor();
  lab.clock.Advance(std::chrono::seconds(10));
  EXPECT_EQ(lab.Sync(cursor)["devices"].size(), 2u);
  lab.service.Reset();
  lab.clock.Advance(std::chrono::seconds(10));
  lab.session = lab.NewSession();
  EXPECT_EQ(lab.Fetch()["devices"].size(), 7u);
}

TEST(FleetState, IsOfOneTenantWhereItSaysSo) {
  FleetLab lab;
  lab.Put(
      {{"tenants",
        {{{"name", "second"}, {"token", nullptr}, {"fleet", {{"size", 3}}}}}},
       {"changes", {{{"op", "added"}, {"count", 1}, {"tenant", "second"}}}}});
  EXPECT_EQ(lab.Fetch()["devices"].size(), 12u);
  lab.session = lab.NewSession("second");
  EXPECT_EQ(lab.Fetch()["devices"].size(), 4u);
  const auto unknown =
      lab.Control("PUT", "/ade/state",
                  R"({"changes":[{"op":"added","count":1,"tenant":"third"}]})");
  EXPECT_EQ(unknown.response.status, 400);
}

TEST(FleetState, SaysWhenAFleetIsFull) {
  FleetLab lab;
  const Json add{
      {"changes",
       {{{"op", "added"}, {"count", 5'000'000}, {"after_s", 1000}}}}};
  lab.Put(add);
  EXPECT_EQ(lab.Control("PUT", "/ade/state", add.dump()).response.status, 409);
}

TEST(FleetReset, GivesTheSameFleetAgain) {
  FleetLab lab;
  const auto serials = lab.Serials(12);
  lab.Put({{"fleet", {{"size", 20}, {"seed", 4}}}});
  EXPECT_NE(lab.Serials(12), serials);
  lab.service.Reset();
  lab.session = lab.NewSession();
  EXPECT_EQ(lab.Serials(12), serials);
}

}  // namespace
}  // namespace mdmock::ade

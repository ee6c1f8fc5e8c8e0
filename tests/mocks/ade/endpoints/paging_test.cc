#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "mocks/ade/fleet/cursors.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

using std::chrono::hours;

TEST(Fetch, GivesTheDefaultFleetInOnePage) {
  FleetLab lab;
  const Json page = lab.Fetch();
  EXPECT_EQ(page["devices"].size(), 12u);
  EXPECT_EQ(page["more_to_follow"], false);
  EXPECT_EQ(page["fetched_until"], "2027-01-15T08:00:00Z");
  EXPECT_FALSE(page["devices"][0].contains("op_type"));
}

TEST(Fetch, GivesEveryDeviceOfALargeFleetOnceAndInOrderThenSyncs) {
  FleetLab lab(Sized(2500));
  std::set<std::string> serials;
  std::string last_date;
  Json page = lab.Fetch();
  size_t num_pages = 1;
  for (;;) {
    for (const Json& one : page["devices"]) {
      EXPECT_TRUE(serials.insert(one["serial_number"]).second);
      const std::string date = one["device_assigned_date"];
      EXPECT_LE(last_date, date);
      last_date = date;
    }
    if (!page["more_to_follow"].get<bool>()) break;
    page = lab.Fetch({{"cursor", page["cursor"]}});
    ++num_pages;
  }
  EXPECT_EQ(serials.size(), 2500u);
  EXPECT_EQ(num_pages, 3u);
  page = lab.Sync(page["cursor"]);
  EXPECT_EQ(page["devices"].size(), 0u);
  EXPECT_EQ(page["more_to_follow"], false);
}

TEST(Fetch, KeepsToTheLimit) {
  FleetLab lab(Sized(30));
  const Json page = lab.Fetch({{"limit", 7}});
  EXPECT_EQ(page["devices"].size(), 7u);
  EXPECT_EQ(page["more_to_follow"], true);
}

TEST(Fetch, TakesALimitOutOfRangeForTheNearestAndDoubtsIt) {
  FleetLab lab(Sized(30));
  lab.Put({{"page_limit", {{"default", 5}, {"maximum", 10}}}});
  for (const auto& [limit, count] :
       std::map<int, size_t>{{11, 10}, {0, 5}, {-3, 5}}) {
    const auto answer = lab.Post("/server/devices", {{"limit", limit}});
    EXPECT_EQ(lab.Good(answer)["devices"].size(), count);
    EXPECT_TRUE(answer.verdict.Has("ade.limit.range"));
  }
  EXPECT_EQ(lab.Fetch()["devices"].size(), 5u);
  EXPECT_EQ(Refused(lab.Post("/server/devices", {{"limit", "7"}})),
            "MALFORMED_REQUEST_BODY");
}

TEST(Fetch, TakesNoBodyAndAVoidCursorForAFirstRequest) {
  FleetLab lab;
  const auto no_body = lab.Send("POST", "/server/devices");
  EXPECT_EQ(lab.Good(no_body)["devices"].size(), 12u);
  EXPECT_TRUE(no_body.verdict.Has("ade.body.missing"));
  for (const Json& cursor : {Json(nullptr), Json("")}) {
    const auto answer = lab.Post("/server/devices", {{"cursor", cursor}});
    EXPECT_EQ(lab.Good(answer)["devices"].size(), 12u);
    EXPECT_TRUE(answer.verdict.Has("ade.cursor.null"));
  }
}

TEST(Fetch, SendsACursorThatIsUsedUpToTheSyncService) {
  FleetLab lab;
  const std::string cursor = lab.Cursor();
  EXPECT_EQ(Refused(lab.Post("/server/devices", {{"cursor", cursor}})),
            "EXHAUSTED_CURSOR");
  const Json page = lab.Sync(cursor);
  EXPECT_EQ(Refused(lab.Post("/server/devices", {{"cursor", page["cursor"]}})),
            "EXHAUSTED_CURSOR");
}

TEST(Fetch, GivesTheSamePageAgainForTheSameCursor) {
  FleetLab lab(Sized(30));
  const Json first = lab.Fetch({{"limit", 10}});
  const Json asked{{"cursor", first["cursor"]}, {"limit", 10}};
  EXPECT_EQ(lab.Fetch(asked)["devices"], lab.Fetch(asked)["devices"]);
}

TEST(Fetch, HasTheFieldsOfTheProtocolVersion) {
  FleetLab lab(Sized(300));
  const auto has = [&](int version, const char* field) {
    lab.version = version;
    const Json page = lab.Fetch();
    return std::any_of(page["devices"].begin(), page["devices"].end(),
                       [&](const Json& one) { return one.contains(field); });
  };
  const std::map<std::string, int> kSince{{"serial_number", 1},
                                          {"os", 2},
                                          {"device_family", 2},
                                          {"mdm_migration_deadline", 8},
                                          {"wifi_mac_address", 10},
                                          {"ethernet_mac_address", 10},
                                          {"bluetooth_mac_address", 10},
                                          {"eid", 10},
                                          {"imei", 10},
                                          {"meid", 10},
                                          {"is_replacement_device", 10}};
  for (const auto& [field, since] : kSince) {
    for (int version = 1; version <= 10; ++version) {
      EXPECT_EQ(has(version, field.c_str()), version >= since)
          << field << " in " << version;
    }
  }
}

TEST(Fetch, CallsIpadsByTheirOwnSystemFromVersionSevenOn) {
  FleetLab lab(Sized(50));
  for (const int version : {6, 7}) {
    lab.version = version;
    const Json page = lab.Fetch();
    for (const Json& one : page["devices"]) {
      if (one["device_family"] != "iPad") continue;
      EXPECT_EQ(one["os"], version < 7 ? "iOS" : "iPadOS");
    }
  }
}

TEST(Fetch, LacksAColorHereAndThere) {
  FleetLab lab(Sized(100));
  const Json page = lab.Fetch();
  const auto num_colored =
      std::count_if(page["devices"].begin(), page["devices"].end(),
                    [](const Json& one) { return one.contains("color"); });
  EXPECT_GT(num_colored, 50);
  EXPECT_LT(num_colored, 100);
}

TEST(Sync, AsksForACursor) {
  FleetLab lab;
  for (const char* body : {"{}", R"({"cursor":null})", R"({"cursor":""})"}) {
    EXPECT_EQ(Refused(lab.Send("POST", "/devices/sync", body)),
              "CURSOR_REQUIRED");
  }
  EXPECT_EQ(Refused(lab.Send("POST", "/devices/sync")),
            "MALFORMED_REQUEST_BODY");
  EXPECT_EQ(Refused(lab.Send("POST", "/devices/sync", R"({"cursor":7})")),
            "MALFORMED_REQUEST_BODY");
}

TEST(Sync, TellsWhatHappenedSinceTheFetchBegan) {
  FleetLab lab(Sized(30));
  const Json first = lab.Fetch({{"limit", 20}});
  lab.Put({{"changes",
            {{{"op", "added"}, {"serials", {"C02NEW"}}},
             {{"op", "modified"}, {"count", 2}},
             {{"op", "deleted"}, {"count", 1}, {"by_replacement", true}}}}});
  const Json last = lab.Fetch({{"cursor", first["cursor"]}});
  EXPECT_EQ(last["more_to_follow"], false);
  const Json page = lab.Sync(last["cursor"]);
  ASSERT_EQ(page["devices"].size(), 4u);
  EXPECT_EQ(page["devices"][0]["serial_number"], "C02NEW");
  EXPECT_EQ(page["devices"][0]["op_type"], "added");
  EXPECT_EQ(page["devices"][0]["op_date"], "2027-01-15T08:00:00Z");
  EXPECT_FALSE(page["devices"][0].contains("released_by_replacement"));
  EXPECT_EQ(page["devices"][1]["op_type"], "modified");
  EXPECT_EQ(page["devices"][3]["op_type"], "deleted");
  EXPECT_EQ(page["devices"][3]["released_by_replacement"], true);
  EXPECT_EQ(lab.Sync(page["cursor"])["devices"].size(), 0u);
  // The cursor before that gives the same page again: nothing is lost when a
  // client ends before it has kept the page.
  EXPECT_EQ(lab.Sync(last["cursor"])["devices"], page["devices"]);
}

TEST(Sync, TellsOfPlannedChangesWhenTheirTimeHasCome) {
  FleetLab lab;
  const std::string cursor = lab.Cursor();
  lab.Put(
      {{"changes",
        {{{"after_s", 60}, {"op", "added"}, {"count", 2}},
         {{"at", "2027-01-15T08:02:00Z"}, {"op", "deleted"}, {"count", 5}}}}});
  EXPECT_EQ(lab.Sync(cursor)["devices"].size(), 0u);
  lab.clock.Advance(std::chrono::seconds(60));
  Json page = lab.Sync(cursor);
  EXPECT_EQ(page["devices"].size(), 2u);
  EXPECT_EQ(lab.Fetch()["devices"].size(), 14u);
  lab.clock.Advance(std::chrono::seconds(60));
  page = lab.Sync(page["cursor"]);
  EXPECT_EQ(page["devices"].size(), 5u);
  EXPECT_EQ(page["devices"][0]["op_date"], "2027-01-15T08:02:00Z");
  EXPECT_EQ(lab.Fetch()["devices"].size(), 9u);
}

TEST(Sync, GivesItsPagesUntilNoneIsLeft) {
  FleetLab lab;
  const std::string cursor = lab.Cursor();
  lab.Put({{"changes", {{{"op", "added"}, {"count", 25}}}}});
  std::set<std::string> serials;
  Json page =
      lab.Good(lab.Post("/devices/sync", {{"cursor", cursor}, {"limit", 10}}));
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(page["more_to_follow"], true);
    for (const Json& one : page["devices"]) {
      serials.insert(one["serial_number"]);
    }
    page = lab.Good(
        lab.Post("/devices/sync", {{"cursor", page["cursor"]}, {"limit", 10}}));
  }
  EXPECT_EQ(page["more_to_follow"], false);
  EXPECT_EQ(page["devices"].size(), 5u);
  EXPECT_EQ(serials.size(), 20u);
}

TEST(Sync, TellsThingsTwiceAndOutOfOrderOnRequest) {
  AdeOptions options;
  options.fleet.duplicates = true;
  FleetLab lab(options);
  const std::string cursor = lab.Cursor();
  lab.Put({{"changes",
            {{{"op", "added"}, {"serials", {"A1", "A2"}}},
             {{"op", "deleted"}, {"serials", {"A1"}}, {"after_s", 1}}}}});
  lab.clock.Advance(std::chrono::seconds(1));
  const Json page = lab.Sync(cursor);
  EXPECT_EQ(page["devices"].size(), 6u);
  std::map<std::string, std::pair<std::string, std::string>> latest;
  bool is_sorted = true;
  std::string last;
  for (const Json& one : page["devices"]) {
    const std::string date = one["op_date"];
    is_sorted = is_sorted && last <= date;
    last = date;
    auto& known = latest[one["serial_number"]];
    known = std::max(known, {date, one["op_type"].get<std::string>()});
  }
  EXPECT_FALSE(is_sorted);
  EXPECT_EQ(latest["A1"].second, "deleted");
  EXPECT_EQ(latest["A2"].second, "added");
}

TEST(Sync, DoubtsACursorWithWhichThereIsMoreToFetch) {
  FleetLab lab;
  const Json page = lab.Fetch({{"limit", 5}});
  const auto answer = lab.Post("/devices/sync", {{"cursor", page["cursor"]}});
  lab.Good(answer);
  EXPECT_TRUE(answer.verdict.Has("ade.cursor.unfinished"));
}

TEST(CursorLife, EndsAfterSevenDays) {
  FleetLab lab(Sized(30));
  const std::string fetching = lab.Fetch({{"limit", 5}})["cursor"];
  const std::string syncing = lab.Cursor();
  lab.clock.Advance(hours(7 * 24));
  lab.session = lab.NewSession();
  EXPECT_EQ(lab.Sync(syncing)["devices"].size(), 0u);
  lab.clock.Advance(std::chrono::seconds(1));
  EXPECT_EQ(Refused(lab.Post("/devices/sync", {{"cursor", syncing}})),
            "EXPIRED_CURSOR");
  const auto answer = lab.Post("/server/devices", {{"cursor", fetching}});
  EXPECT_EQ(Refused(answer), "INVALID_CURSOR");
}

TEST(CursorForm, IsLikeApples) {
  FleetLab lab(Sized(30));
  const std::string cursor = lab.Fetch({{"limit", 5}})["cursor"];
  EXPECT_EQ(cursor.find('='), std::string::npos);
  const auto plain = ReadBase64Loosely(cursor);
  ASSERT_TRUE(plain);
  const auto parts = Split(*plain, ':');
  ASSERT_EQ(parts.size(), 7u) << *plain;
  EXPECT_EQ(parts[0], "5");
  EXPECT_EQ(parts[2].size(), 13u);
  EXPECT_EQ(parts[4], "true");
}

TEST(CursorForm, IsTakenByteForByteOnly) {
  FleetLab lab;
  const std::string good = lab.Cursor();
  std::string altered = *ReadBase64Loosely(good);
  altered[0] = '9';
  for (const std::string& cursor : std::vector<std::string>{
           good + "=", good + "A", good.substr(1), "0:0:1:1:true:1",
           Base64(altered), std::string(1001, 'A'), std::string("x\0y", 3)}) {
    for (const char* path : {"/devices/sync", "/server/devices"}) {
      EXPECT_EQ(Refused(lab.Post(path, {{"cursor", cursor}})),
                "INVALID_CURSOR");
    }
  }
}

TEST(CursorForm, IsWorthNothingToAnotherTenant) {
  AdeOptions options = Sized(30);
  options.tenants.push_back({.name = "second"});
  FleetLab lab(options);
  const std::string cursor = lab.Fetch({{"limit", 5}})["cursor"];
  const auto mine = lab.Serials(30);
  lab.session = lab.NewSession("second");
  EXPECT_EQ(Refused(lab.Post("/server/devices", {{"cursor", cursor}})),
            "INVALID_CURSOR");
  for (const std::string& one : lab.Serials(30)) {
    EXPECT_EQ(std::count(mine.begin(), mine.end(), one), 0);
  }
}

TEST(CursorForm, IsWorthNothingOnceTheFleetIsAnother) {
  FleetLab lab;
  const std::string cursor = lab.Cursor();
  lab.Put({{"fleet", {{"size", 12}}}});
  EXPECT_EQ(Refused(lab.Post("/devices/sync", {{"cursor", cursor}})),
            "INVALID_CURSOR");
}

TEST(CursorScenes, ExpireEveryCursorOnce) {
  FleetLab lab;
  const std::string before = lab.Cursor();
  lab.service.Play("ade.cursor-expired");
  const auto answer = lab.Post("/devices/sync", {{"cursor", before}});
  EXPECT_EQ(Refused(answer), "EXPIRED_CURSOR");
  EXPECT_TRUE(answer.verdict.Has("ade.scenario.played"));
  EXPECT_EQ(Refused(lab.Post("/devices/sync", {{"cursor", before}})),
            "EXPIRED_CURSOR");
  EXPECT_EQ(lab.Sync(lab.Cursor())["devices"].size(), 0u);
}

TEST(CursorScenes, RepeatTheCursorForEver) {
  FleetLab lab(Sized(30));
  const Json first = lab.Fetch({{"limit", 5}});
  lab.service.Play("ade.cursor-repeated");
  for (int i = 0; i < 2; ++i) {
    const Json page = lab.Fetch({{"cursor", first["cursor"]}, {"limit", 5}});
    EXPECT_EQ(page["cursor"], first["cursor"]);
    EXPECT_EQ(page["more_to_follow"], true);
  }
  lab.service.Play("");
  EXPECT_NE(lab.Fetch({{"cursor", first["cursor"]}})["cursor"],
            first["cursor"]);
}

}  // namespace
}  // namespace mdmock::ade

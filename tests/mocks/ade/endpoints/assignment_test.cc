#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <tuple>

#include "protocol/base/text.h"
#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

constexpr std::string_view kPath = "/profile/devices";

Json Device(FleetLab& lab, const std::string& serial) {
  return FleetLab::Good(
      lab.Post("/devices", {{"devices", {serial}}}))["devices"][serial];
}

server::Answer Remove(FleetLab& lab, const Json& body) {
  return lab.Send("DELETE", kPath, body.dump());
}

TEST(Assignment, IsMadeByPostAndByPut) {
  FleetLab lab;
  const auto serials = lab.Serials(2);
  const std::string profile = lab.Profile();
  for (const std::string method : {"POST", "PUT"}) {
    const auto answer =
        lab.Send(method, kPath,
                 Json{{"profile_uuid", profile}, {"devices", serials}}.dump());
    const Json body = FleetLab::Good(answer);
    EXPECT_EQ(body["profile_uuid"], profile);
    EXPECT_EQ(body["devices"][serials[1]], "SUCCESS");
    EXPECT_FALSE(body.contains("retry_after_seconds"));
    EXPECT_EQ(answer.verdict.Has("ade.assign.by-put"), method == "PUT");
  }
  const Json device = Device(lab, serials[0]);
  EXPECT_EQ(device["profile_status"], "assigned");
  EXPECT_EQ(device["profile_uuid"], profile);
  EXPECT_EQ(device["profile_assign_time"], "2027-01-15T08:00:00Z");
  EXPECT_FALSE(device.contains("profile_push_time"));
}

TEST(Assignment, IsToldToTheSyncService) {
  FleetLab lab;
  const auto serials = lab.Serials(1);
  const std::string cursor = lab.Cursor();
  FleetLab::Good(
      lab.Post(kPath, {{"profile_uuid", lab.Profile()}, {"devices", serials}}));
  const Json page = lab.Sync(cursor);
  ASSERT_EQ(page["devices"].size(), 1u);
  EXPECT_EQ(page["devices"][0]["op_type"], "modified");
}

TEST(Assignment, IsPickedUpAfterAWhileOnRequest) {
  AdeOptions options;
  options.fleet.push_after = std::chrono::seconds(60);
  FleetLab lab(options);
  const auto serials = lab.Serials(1);
  FleetLab::Good(
      lab.Post(kPath, {{"profile_uuid", lab.Profile()}, {"devices", serials}}));
  lab.clock.Advance(std::chrono::seconds(59));
  EXPECT_EQ(Device(lab, serials[0])["profile_status"], "assigned");
  lab.clock.Advance(std::chrono::seconds(1));
  const Json device = Device(lab, serials[0]);
  EXPECT_EQ(device["profile_status"], "pushed");
  EXPECT_EQ(device["profile_push_time"], "2027-01-15T08:01:00Z");
}

TEST(Assignment, IsTakenBackWithABodyOnDelete) {
  FleetLab lab;
  const auto serials = lab.Serials(2);
  FleetLab::Good(
      lab.Post(kPath, {{"profile_uuid", lab.Profile()}, {"devices", serials}}));
  const Json body = FleetLab::Good(Remove(lab, {{"devices", {serials[0]}}}));
  EXPECT_EQ(body["devices"][serials[0]], "SUCCESS");
  EXPECT_EQ(Device(lab, serials[0])["profile_status"], "removed");
  EXPECT_FALSE(Device(lab, serials[0]).contains("profile_uuid"));
  EXPECT_EQ(Device(lab, serials[1])["profile_status"], "assigned");
  EXPECT_EQ(Refused(lab.Send("DELETE", kPath)), "MALFORMED_REQUEST_BODY");
  EXPECT_EQ(Refused(Remove(lab, Json::object())), "DEVICE_ID_REQUIRED");
}

TEST(Assignment, SaysWhatItDoesNotHave) {
  FleetLab lab;
  const std::string profile = lab.Profile();
  const auto answer =
      lab.Post(kPath, {{"profile_uuid", profile}, {"devices", {"NOBODYS"}}});
  EXPECT_EQ(FleetLab::Good(answer)["devices"]["NOBODYS"], "NOT_ACCESSIBLE");
  EXPECT_TRUE(answer.verdict.Has("ade.device.not-accessible"));
}

TEST(Assignment, HasItsCodes) {
  FleetLab lab;
  const std::string profile = lab.Profile();
  EXPECT_EQ(Refused(lab.Post(kPath, {{"devices", {"A"}}})),
            "PROFILE_UUID_REQUIRED");
  for (const Json& devices : {Json(nullptr), Json::array()}) {
    EXPECT_EQ(Refused(lab.Post(
                  kPath, {{"profile_uuid", profile}, {"devices", devices}})),
              "DEVICE_ID_REQUIRED");
  }
  for (const Json& devices :
       {Json("A"), Json({1}), Json({{"a", 1}}), Json({Json::array()})}) {
    EXPECT_EQ(Refused(lab.Post(
                  kPath, {{"profile_uuid", profile}, {"devices", devices}})),
              "MALFORMED_REQUEST_BODY")
        << devices;
  }
  const Json unknown{{"profile_uuid", "no such profile"}, {"devices", {"A"}}};
  EXPECT_EQ(Refused(lab.Post(kPath, unknown), 404), "PROFILE_NOT_FOUND");
  lab.Put({{"dialect", "depsim"}});
  EXPECT_EQ(Refused(lab.Post(kPath, unknown)), "\"PROFILE_NOT_FOUND\"");
}

TEST(Assignment, KnowsAProfileInAnotherSpelling) {
  FleetLab lab;
  std::string profile = lab.Profile();
  profile = ToLower(profile).insert(8, "-");
  const auto answer =
      lab.Post(kPath, {{"profile_uuid", profile}, {"devices", {"A"}}});
  Refused(answer, 404);
  EXPECT_NE(answer.verdict.findings().back().actual.find("another spelling"),
            std::string::npos);
}

TEST(Assignment, DoesNothingWhereTheRequestIsRefused) {
  AdeOptions options;
  options.strict = true;
  FleetLab lab(options);
  const auto serials = lab.Serials(1);
  const std::string cursor = lab.Cursor();
  http::Request request = lab.Request(
      "POST", kPath,
      Json{{"profile_uuid", lab.Profile()}, {"devices", serials}}.dump());
  std::erase_if(request.headers, [](const http::Header& one) {
    return one.name == "Content-Type";
  });
  const auto answer = lab.Ask(request);
  Refused(answer);
  EXPECT_TRUE(answer.verdict.Has("ade.content-type.missing"));
  EXPECT_EQ(lab.Sync(cursor)["devices"].size(), 0u);
}

TEST(Throttling, IsPerDeviceAndEndsAfterItsTime) {
  FleetLab lab;
  lab.service.Play("ade.throttled");
  const auto serials = lab.Serials(4);
  const Json asked{{"profile_uuid", lab.Profile()}, {"devices", serials}};
  const Json body = FleetLab::Good(lab.Post(kPath, asked));
  EXPECT_EQ(body["retry_after_seconds"], 3);
  EXPECT_EQ(body["devices"][serials[0]], "THROTTLED");
  EXPECT_EQ(body["devices"][serials[1]], "SUCCESS");
  EXPECT_EQ(body["devices"][serials[2]], "THROTTLED");
  EXPECT_EQ(Device(lab, serials[0])["profile_status"], "empty");

  const Json again{{"profile_uuid", asked["profile_uuid"]},
                   {"devices", {serials[0], serials[2]}}};
  const auto early = lab.Post(kPath, again);
  EXPECT_TRUE(early.verdict.Has("ade.device.retried-early"));
  EXPECT_EQ(FleetLab::Good(early)["devices"][serials[0]], "THROTTLED");
  lab.clock.Advance(std::chrono::seconds(3));
  const auto late = lab.Post(kPath, again);
  EXPECT_FALSE(late.verdict.Has("ade.device.retried-early"));
  EXPECT_EQ(FleetLab::Good(late)["devices"][serials[0]], "SUCCESS");
  EXPECT_EQ(FleetLab::Good(late)["devices"][serials[2]], "SUCCESS");
}

TEST(Throttling, HasTheWordsOfTheProtocolVersion) {
  FleetLab lab;
  lab.service.Play("ade.throttled");
  const auto serials = lab.Serials(1);
  const Json asked{{"profile_uuid", lab.Profile()}, {"devices", serials}};
  for (const auto& [version, status, has_time] :
       {std::tuple(8, "FAILED", false), std::tuple(9, "THROTTLED", false),
        std::tuple(10, "THROTTLED", true)}) {
    lab.version = version;
    const Json body = FleetLab::Good(lab.Post(kPath, asked));
    EXPECT_EQ(body["devices"][serials[0]], status);
    EXPECT_EQ(body.contains("retry_after_seconds"), has_time);
  }
}

TEST(Throttling, EndsWithTheScenario) {
  FleetLab lab;
  lab.service.Play("ade.throttled");
  const auto serials = lab.Serials(1);
  const Json asked{{"profile_uuid", lab.Profile()}, {"devices", serials}};
  FleetLab::Good(lab.Post(kPath, asked));
  lab.service.Play("");
  EXPECT_EQ(FleetLab::Good(lab.Post(kPath, asked))["devices"][serials[0]],
            "SUCCESS");
}

TEST(ScriptedStatus, StandsAsOftenAsItWasAskedFor) {
  FleetLab lab;
  const auto serials = lab.Serials(2);
  lab.Put({{"statuses",
            {{{"serials", {serials[0]}}, {"status", "FAILED"}, {"times", 2}},
             {{"serials", {serials[1]}}, {"status", "NOT_ACCESSIBLE"}}}}});
  const Json asked{{"profile_uuid", lab.Profile()}, {"devices", serials}};
  for (const char* status : {"FAILED", "FAILED", "SUCCESS"}) {
    const Json body = FleetLab::Good(lab.Post(kPath, asked));
    EXPECT_EQ(body["devices"][serials[0]], status);
    EXPECT_EQ(body["devices"][serials[1]], "NOT_ACCESSIBLE");
  }
  lab.Put({{"statuses", {{{"serials", {serials[1]}}, {"status", nullptr}}}}});
  EXPECT_EQ(FleetLab::Good(lab.Post(kPath, asked))["devices"][serials[1]],
            "SUCCESS");
}

}  // namespace
}  // namespace mdmock::ade

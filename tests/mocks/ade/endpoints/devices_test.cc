#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

TEST(Details, AreThoseOfTheListAndAStatus) {
  FleetLab lab;
  const Json listed = lab.Fetch()["devices"][3];
  const std::string serial = listed["serial_number"];
  const auto answer = lab.Post("/devices", {{"devices", {serial, "OTHER"}}});
  Json devices = FleetLab::Good(answer)["devices"];
  EXPECT_EQ(devices[serial]["response_status"], "SUCCESS");
  devices[serial].erase("response_status");
  EXPECT_EQ(devices[serial], listed);
  EXPECT_EQ(devices["OTHER"], Json({{"response_status", "NOT_ACCESSIBLE"}}));
  EXPECT_TRUE(answer.verdict.Has("ade.device.not-accessible"));
}

TEST(Details, TellNothingOfAnotherTenantsDevices) {
  AdeOptions options;
  options.tenants.push_back({.name = "second"});
  FleetLab lab(options);
  const auto serials = lab.Serials(12);
  lab.session = lab.NewSession("second");
  const Json devices =
      FleetLab::Good(lab.Post("/devices", {{"devices", serials}}))["devices"];
  for (const auto& [serial, device] : devices.items()) {
    EXPECT_EQ(device, Json({{"response_status", "NOT_ACCESSIBLE"}}));
  }
}

TEST(Details, AreAskedForWithAListOfDevices) {
  FleetLab lab;
  for (const char* path : {"/devices", "/devices/disown"}) {
    EXPECT_EQ(Refused(lab.Send("POST", path, "{}")), "DEVICE_ID_REQUIRED");
    EXPECT_EQ(Refused(lab.Send("POST", path, R"({"devices":[]})")),
              "DEVICE_ID_REQUIRED");
    EXPECT_EQ(Refused(lab.Send("POST", path, R"(["A"])")),
              "MALFORMED_REQUEST_BODY");
    EXPECT_EQ(Refused(lab.Send("POST", path)), "MALFORMED_REQUEST_BODY");
    EXPECT_EQ(lab.Send("GET", path).response.status, 405);
  }
}

TEST(Details, SurviveSerialNumbersOfAllKinds) {
  FleetLab lab;
  const Json odd = {"",
                    "a\"b\\c",
                    "\n\t",
                    "\xC3\xA9",
                    std::string(5000, 'x'),
                    std::string("nul\0", 4)};
  const Json devices =
      FleetLab::Good(lab.Post("/devices", {{"devices", odd}}))["devices"];
  EXPECT_EQ(devices.size(), odd.size());
  for (const Json& one : odd) {
    EXPECT_TRUE(devices.contains(one.get<std::string>()));
  }
}

TEST(Details, AnswerAHundredThousandSerialNumbers) {
  FleetLab lab(Sized(1000));
  Json serials = lab.Serials(1000);
  for (int i = 0; i < 99'000; ++i) serials.push_back("X" + std::to_string(i));
  serials.push_back("X1");
  const auto answer = lab.Post("/devices", {{"devices", serials}});
  const Json devices = FleetLab::Good(answer)["devices"];
  EXPECT_EQ(devices.size(), 100'000u);
  const auto num_good = std::count_if(
      devices.begin(), devices.end(),
      [](const Json& one) { return one["response_status"] == "SUCCESS"; });
  EXPECT_EQ(num_good, 1000);
  EXPECT_TRUE(answer.verdict.Has("ade.devices.too-many"));
  EXPECT_TRUE(answer.verdict.Has("ade.devices.repeated"));
}

TEST(Disowning, TakesADeviceOutOfTheList) {
  FleetLab lab;
  const auto serials = lab.Serials(12);
  const std::string cursor = lab.Cursor();
  const Json body = FleetLab::Good(
      lab.Post("/devices/disown", {{"devices", {serials[0], "OTHER"}}}));
  EXPECT_EQ(body["devices"],
            Json({{serials[0], "SUCCESS"}, {"OTHER", "NOT_ACCESSIBLE"}}));
  EXPECT_EQ(lab.Serials(12).size(), 11u);
  const Json page = lab.Sync(cursor);
  EXPECT_EQ(page["devices"][0]["op_type"], "deleted");
  EXPECT_EQ(page["devices"][0]["released_by_replacement"], false);
  // It may be taken back, and is the same device then.
  lab.Put({{"changes", {{{"op", "added"}, {"serials", {serials[0]}}}}}});
  const Json devices = lab.Fetch()["devices"];
  EXPECT_EQ(devices.back()["serial_number"], serials[0]);
  EXPECT_EQ(devices.back()["model"], page["devices"][0]["model"]);
}

TEST(ActivationLock, LocksADeviceOnce) {
  FleetLab lab(Sized(100));
  std::string lockable;
  std::string other;
  const Json page = lab.Fetch();
  for (const Json& one : page["devices"]) {
    const bool is_other = one["device_family"] == "AppleTV";
    (is_other ? other : lockable) = one["serial_number"];
  }
  const auto status = [&](const std::string& serial) {
    const Json body = FleetLab::Good(
        lab.Post("/device/activationlock",
                 {{"device", serial}, {"escrow_key", std::string(64, 'a')}}));
    EXPECT_EQ(body["serial_number"], serial);
    return body["response_status"].get<std::string>();
  };
  EXPECT_EQ(status(lockable), "SUCCESS");
  EXPECT_EQ(status(lockable), "DEVICE_ALREADY_LOCKED");
  EXPECT_EQ(status(other), "DEVICE_NOT_SUPPORTED");
  EXPECT_EQ(status("OTHER"), "NOT_ACCESSIBLE");
  lab.Put({{"statuses", {{{"serials", {lockable}}, {"status", "FAILED"}}}}});
  EXPECT_EQ(status(lockable), "FAILED");
  lab.Put({{"tenants",
            {{{"name", "default"}, {"account", {{"org_version", "v1"}}}}}},
           {"statuses", {{{"serials", {lockable}}, {"status", nullptr}}}}});
  EXPECT_EQ(status(lockable), "ORG_NOT_SUPPORTED");
}

TEST(ActivationLock, JudgesItsBodyAndShowsNoKey) {
  FleetLab lab;
  EXPECT_EQ(
      Refused(lab.Post("/device/activationlock", {{"lost_message", "x"}})),
      "MALFORMED_REQUEST_BODY");
  EXPECT_EQ(Refused(lab.Post("/device/activationlock", {{"device", 7}})),
            "MALFORMED_REQUEST_BODY");
  const std::string key(63, 'b');
  const auto answer = lab.Post("/device/activationlock",
                               {{"device", "A"}, {"escrow_key", key}});
  FleetLab::Good(answer);
  ASSERT_TRUE(answer.verdict.Has("ade.escrow-key.form"));
  for (const Finding& one : answer.verdict.findings()) {
    EXPECT_EQ(one.actual.find(key), std::string::npos);
  }
}

TEST(Replacement, NamesTheDeviceThatWasReplaced) {
  FleetLab lab(Sized(200));
  std::string replacement;
  std::string other;
  const Json page = lab.Fetch();
  for (const Json& one : page["devices"]) {
    (one["is_replacement_device"] == true ? replacement : other) =
        one["serial_number"];
  }
  ASSERT_NE(replacement, "");
  const std::string path = "/device/replacementDetails?device=";
  const auto answer = lab.Send("GET", path + replacement);
  const Json body = FleetLab::Good(answer);
  EXPECT_EQ(body["serial_number"], replacement);
  EXPECT_EQ(body["original_device_serial_number"].get<std::string>().size(),
            10u);
  EXPECT_EQ(body["replacement_date"].get<std::string>().size(), 10u);
  EXPECT_EQ(Refused(lab.Send("GET", path + other), 404), "DEVICE_NOT_FOUND");
  EXPECT_EQ(Refused(lab.Send("GET", path + "X"), 404), "DEVICE_NOT_FOUND");
  EXPECT_EQ(Refused(lab.Send("GET", path)), "DEVICE_ID_REQUIRED");
  EXPECT_EQ(Refused(lab.Send("GET", "/device/replacementDetails")),
            "DEVICE_ID_REQUIRED");
  lab.version = 9;
  EXPECT_TRUE(lab.Send("GET", path + replacement)
                  .verdict.Has("ade.protocol-version.too-low"));
  lab.Put({{"dialect", "apple-field"}});
  EXPECT_EQ(Refused(lab.Send("GET", path + other)), "DEVICE_NOT_FOUND");
}

}  // namespace
}  // namespace mdmock::ade

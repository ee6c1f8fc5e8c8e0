#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

constexpr char kDevice[] = "/API/mdm/devices/12773";

TEST(Devices, AreChangedForEverybodyWhoAsks) {
  WorkspaceOneLab lab;
  const server::Answer changed =
      lab.Send("PUT", kDevice,
               R"({"DeviceFriendlyName":"Front desk","Ownership":"Shared"})");
  EXPECT_EQ(changed.response.status, 204);
  EXPECT_EQ(changed.response.body, "");
  const json device = BodyOf(lab.Get(kDevice));
  EXPECT_EQ(device.at("DeviceFriendlyName"), "Front desk");
  EXPECT_EQ(device.at("Ownership"), "S");
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/devices/search"))
                .at("Devices")
                .at(1)
                .at("DeviceFriendlyName"),
            "Front desk");
  lab.service.Reset();
  EXPECT_NE(BodyOf(lab.Get(kDevice)).at("DeviceFriendlyName"), "Front desk");
}

TEST(Devices, AreChangedByXmlToo) {
  WorkspaceOneLab lab;
  EXPECT_EQ(
      lab.SendXml("PUT", kDevice,
                  "<?xml version=\"1.0\"?><Device xmlns=\"http://www.air-watch"
                  ".com/servicemodel/resources\"><AssetNumber>A &amp; 7"
                  "</AssetNumber></Device>")
          .response.status,
      204);
  EXPECT_EQ(BodyOf(lab.Get(kDevice)).at("AssetNumber"), "A & 7");
}

TEST(Devices, KeepWhatTheyWereWhenAChangeIsRefused) {
  WorkspaceOneLab lab;
  const json before = BodyOf(lab.Get(kDevice));
  const std::string bodies[] = {
      "{}",
      "",
      "[]",
      "{",
      R"({"Ownership":"Nobody"})",
      R"({"AssetNumber":["a"]})",
      R"({"AssetNumber":"B","Ownership":"Nobody"})",
      R"({"AssetNumber":")" + std::string(2000, 'a') + "\"}"};
  for (const std::string& body : bodies) {
    EXPECT_EQ(lab.Send("PUT", kDevice, body).response.status, 400) << body;
  }
  EXPECT_EQ(BodyOf(lab.Get(kDevice)), before);
}

TEST(Devices, AreGoneOnceTheyAreDeleted) {
  WorkspaceOneLab lab;
  const std::string serial =
      BodyOf(lab.Get(kDevice)).at("SerialNumber").get<std::string>();
  const std::string by = "/API/mdm/devices?searchby=Serialnumber&id=" + serial;
  EXPECT_EQ(lab.Get(by).response.status, 200);
  EXPECT_EQ(lab.Send("DELETE", kDevice).response.status, 204);
  EXPECT_EQ(lab.Get(kDevice).response.status, 404);
  EXPECT_EQ(lab.Get(by).response.status, 404);
  EXPECT_EQ(lab.Send("DELETE", kDevice).response.status, 404);
  EXPECT_EQ(lab.Send("PUT", kDevice, R"({"AssetNumber":"1"})").response.status,
            404);
  const json all = BodyOf(lab.Get("/API/mdm/devices/search"));
  EXPECT_EQ(all.at("Total"), 4);
  std::string ids;
  for (const json& one : all.at("Devices")) {
    ids += one.at("Id").at("Value").dump() + " ";
  }
  EXPECT_EQ(ids, "12772 12774 12775 12776 ");
  EXPECT_EQ(BodyOf(lab.Get("/API/system/groups/search"))
                .at("LocationGroups")
                .at(0)
                .at("Devices"),
            "4");
  lab.service.Reset();
  EXPECT_EQ(lab.Get(kDevice).response.status, 200);
}

TEST(Devices, ArePagedWithoutGapsWhenSomeAreDeleted) {
  WorkspaceOneLab lab({.devices = 9});
  for (const std::string id : {"12772", "12773", "12776", "12780"}) {
    lab.Send("DELETE", "/API/mdm/devices/" + id);
  }
  std::string ids;
  for (const std::string page : {"0", "1", "2"}) {
    const json list =
        BodyOf(lab.Get("/API/mdm/devices/search?pagesize=2&page=" + page));
    for (const json& one : list.at("Devices")) {
      ids += one.at("Id").at("Value").dump() + " ";
    }
  }
  EXPECT_EQ(ids, "12774 12775 12777 12778 12779 ");
}

TEST(DeviceDetails, TellMoreOfADevice) {
  WorkspaceOneLab lab;
  const json all = BodyOf(lab.Get("/API/mdm/devices/extensivesearch"));
  EXPECT_EQ(all.at("Total"), 5);
  EXPECT_EQ(all.at("Devices").at(0).at("DeviceId"), 12772);
  const json one =
      BodyOf(lab.Get("/API/mdm/devices/extensivesearch?deviceid=12774"));
  ASSERT_EQ(one.at("Devices").size(), 1u);
  EXPECT_EQ(one.at("Devices").at(0).at("DeviceId"), 12774);
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/devices/extensivesearch?deviceid=1"))
                .at("Total"),
            0);
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/devices/12774/security"))
                .at("IsPasscodePresent"),
            true);
  EXPECT_EQ(
      lab.Get("/API/mdm/devices/security?searchby=Serialnumber&id=MOCK00012774")
          .response.status,
      200);
  EXPECT_EQ(lab.Get("/API/mdm/devices/1/security").response.status, 404);
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/devices/bulksettings")).at("GPS"), 500);
}

TEST(DeviceDetails, PageMailPoliciesFromOne) {
  WorkspaceOneLab lab;
  const json body =
      BodyOf(lab.Get("/api/mem/activesync/memconfigdevicepolicies?startIndex=3&"
                     "pageSize=2&transId=81939769-8cf1-48da-bb1c-1d659a960e74&"
                     "invalidateCache=true&memConfigId=48"));
  ASSERT_EQ(body.at("DevicePolicies").size(), 2u);
  EXPECT_EQ(body.at("DevicePolicies").at(0).at("DeviceId"), 12774);
  EXPECT_EQ(body.at("Total"), 5);
  EXPECT_EQ(lab.Get("/api/mem/activesync/memconfigdevicepolicies?startIndex=0")
                .response.status,
            400);
}

TEST(Attributes, AreSetFoundAndDeleted) {
  WorkspaceOneLab lab;
  const std::string path = "/API/mdm/devices/12774/customattributes";
  const std::string search = "/API/mdm/devices/customattribute/search";
  EXPECT_EQ(BodyOf(lab.Get(search)).at("Total"), 0);
  EXPECT_EQ(lab.Send("PUT", path,
                     R"({"CustomAttributes":[{"Name":"room","Value":"12",)"
                     R"("ApplicationGroup":"com.example"}]})")
                .response.status,
            204);
  const json found = BodyOf(lab.Get(search + "?customattributename=room"));
  ASSERT_EQ(found.at("Devices").size(), 1u);
  EXPECT_EQ(found.at("Devices").at(0).at("DeviceId"), 12774);
  EXPECT_EQ(found.at("Devices").at(0).at("CustomAttributes").at(0).at("Value"),
            "12");
  EXPECT_EQ(BodyOf(lab.Get(search + "?deviceid=12775")).at("Total"), 0);
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/devices/extensivesearch?deviceid=12774"))
                .at("Devices")
                .at(0)
                .at("CustomAttributes")
                .size(),
            1u);
  const json bulk = BodyOf(
      lab.Send("DELETE", path,
               R"({"CustomAttributes":[{"Name":"room"},{"Name":"none"}]})", 2));
  EXPECT_EQ(bulk.at("AcceptedItems"), 1);
  EXPECT_EQ(bulk.at("Faults").at("Fault").at(0).at("ItemValue"), "none");
  EXPECT_EQ(BodyOf(lab.Get(search)).at("Total"), 0);
}

TEST(Attributes, AreDeletedUnderTheCmsScheme) {
  WorkspaceOneLab lab;
  const std::string path = "/API/mdm/devices/12774/customattributes";
  const std::string body = R"({"CustomAttributes":[{"Name":"room"}]})";
  http::Request request = lab.Request("DELETE", path, body);
  request.headers.push_back(
      {"Authorization", lab.Header(body, "", cms::Scheme::kCms)});
  EXPECT_EQ(lab.Ask(request).response.status, 200);
  request.body += " ";
  EXPECT_EQ(lab.Ask(request).response.status, 401);
}

TEST(Attributes, HaveALimit) {
  WorkspaceOneLab lab;
  const auto set = [&](int number) {
    return lab.Send("PUT", "/API/mdm/devices/12774/customattributes",
                    R"({"CustomAttributes":[{"Name":"n)" +
                        std::to_string(number) + R"(","Value":"1"}]})");
  };
  for (int i = 0; i < 20; ++i) EXPECT_EQ(set(i).response.status, 204);
  const server::Answer answer = set(20);
  EXPECT_EQ(answer.response.status, 400);
  EXPECT_TRUE(answer.verdict.Has("ws1.tenant.full"));
  EXPECT_EQ(set(3).response.status, 204);  // It is there already.
}

TEST(Tags, GoToManyDevicesAtOnce) {
  WorkspaceOneLab lab;
  const std::string add = "/API/mdm/tags/10001/adddevices";
  const server::Answer answer =
      lab.Send("POST", add, R"({"BulkValues":{"Value":["12772",12774,"1"]}})");
  ASSERT_EQ(answer.response.status, 200);
  const json bulk = BodyOf(answer);
  EXPECT_EQ(bulk.at("TotalItems"), 3);
  EXPECT_EQ(bulk.at("AcceptedItems"), 2);
  EXPECT_EQ(bulk.at("FailedItems"), 1);
  EXPECT_EQ(bulk.at("Faults").at("Fault").at(0).at("ItemValue"), "1");
  const json devices = BodyOf(lab.Get("/API/mdm/tags/10001/devices"));
  ASSERT_EQ(devices.at("Device").size(), 2u);
  EXPECT_EQ(devices.at("Device").at(1).at("DeviceId"), 12774);
  EXPECT_EQ(lab.Send("POST", "/API/mdm/tags/7/adddevices",
                     R"({"BulkValues":{"Value":["12772"]}})")
                .response.status,
            404);
  for (const std::string body : {"{}", R"({"BulkValues":{"Value":[]}})",
                                 R"({"BulkValues":{"Value":[{}]}})"}) {
    EXPECT_EQ(lab.Send("POST", add, body).response.status, 400) << body;
  }
  lab.Send("POST", "/API/mdm/tags/10001/removedevices",
           R"({"BulkValues":{"Value":["12772"]}})");
  lab.Send("DELETE", "/API/mdm/devices/12774");
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/tags/10001/devices")).at("Device").size(),
            0u);
}

TEST(Tags, TakeTheXmlOfABulkInput) {
  WorkspaceOneLab lab;
  const server::Answer answer = lab.SendXml(
      "POST", "/API/mdm/tags/10002/adddevices",
      "<BulkInput xmlns=\"http://www.air-watch.com/servicemodel/resources\">"
      "<BulkValues><Value>12772</Value><Value>1</Value></BulkValues>"
      "</BulkInput>");
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_THAT(answer.response.body,
              HasSubstr("<AcceptedItems>1</AcceptedItems>"
                        "<FailedItems>1</FailedItems>"
                        "<Faults><Fault><ErrorCode>404</ErrorCode>"));
  EXPECT_EQ(BodyOf(lab.Get("/API/mdm/tags/10002/devices")).at("Device").size(),
            1u);
}

}  // namespace
}  // namespace mdmock::workspace_one

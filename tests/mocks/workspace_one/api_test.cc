#include "mocks/workspace_one/api.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

json Body(const server::Answer& answer) {
  return json::parse(answer.response.body, nullptr, false);
}

TEST(Api, GivesEveryDeviceOnceOverThePages) {
  WorkspaceOneLab lab;
  std::set<int> ids;
  size_t total = 0;
  for (int page = 0; page < 10; ++page) {
    const server::Answer answer = lab.Ask(lab.Signed(
        "/api/mdm/devices/search?pagesize=2&page=" + std::to_string(page)));
    if (answer.response.status == 204) break;
    ASSERT_EQ(answer.response.status, 200);
    const json body = Body(answer);
    EXPECT_EQ(body.at("Page"), page);
    EXPECT_EQ(body.at("PageSize"), 2);
    total = body.at("Total");
    for (const json& one : body.at("Devices")) {
      EXPECT_TRUE(ids.insert(one.at("Id").at("Value").get<int>()).second);
    }
  }
  EXPECT_EQ(ids.size(), total);
  EXPECT_GE(total, 3u);
  EXPECT_EQ(ids.count(12772), 1u);
}

TEST(Api, CapsPagesAt500) {
  WorkspaceOneLab lab({.devices = 1200});
  const server::Answer answer =
      lab.Ask(lab.Signed("/api/mdm/devices/search?pagesize=1000&page=2"));
  EXPECT_EQ(Body(answer).at("PageSize"), 500);
  EXPECT_EQ(Body(answer).at("Devices").size(), 200u);
  EXPECT_TRUE(answer.verdict.Has("ws1.page-size.capped"));
}

TEST(Api, RefusesPagesThatAreNoNumbers) {
  WorkspaceOneLab lab;
  for (const std::string query :
       {"page=-1", "page=x", "pagesize=0", "page=99999999999999999999999"}) {
    EXPECT_EQ(
        lab.Ask(lab.Signed("/api/mdm/devices/search?" + query)).response.status,
        400)
        << query;
  }
  EXPECT_EQ(
      lab.Ask(lab.Signed("/api/mdm/devices/search?page=18446744073709551615"))
          .response.status,
      204);
}

TEST(Api, FindsADeviceByEachOfItsNames) {
  WorkspaceOneLab lab;
  const json device = Body(lab.Ask(lab.Signed("/API/mdm/devices/12774")));
  const std::pair<std::string, std::string> kNames[] = {
      {"Macaddress", "MacAddress"},
      {"Udid", "Udid"},
      {"Serialnumber", "SerialNumber"},
      {"ImeiNumber", "Imei"},
      {"EasId", "EasId"}};
  for (const auto& [by, field] : kNames) {
    const server::Answer answer =
        lab.Ask(lab.Signed("/API/mdm/devices?searchby=" + by +
                           "&id=" + device.at(field).get<std::string>()));
    EXPECT_EQ(Body(answer).value("Id", json()), device.at("Id")) << by;
  }
  EXPECT_EQ(lab.Ask(lab.Signed("/API/mdm/devices?searchby=Udid&id=none"))
                .response.status,
            404);
  EXPECT_EQ(lab.Ask(lab.Signed("/API/mdm/devices?searchby=colour&id=1"))
                .response.status,
            400);
}

TEST(Api, SpeaksXmlWhereItIsAskedTo) {
  WorkspaceOneLab lab;
  http::Request request = lab.Signed("/API/mdm/devices/12772");
  for (http::Header& one : request.headers) {
    if (one.name == "Accept") one.value = "application/xml;version=1";
  }
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(HeaderOf(answer, "Content-Type"), "application/xml; charset=utf-8");
  EXPECT_THAT(answer.response.body,
              StartsWith("<Device xmlns=\"http://www.air-watch.com/"
                         "servicemodel/resources\"><Udid>"));
  EXPECT_THAT(answer.response.body, HasSubstr("<Id><Value>12772</Value></Id>"));
  request.target = "/API/mdm/devices/1";
  EXPECT_THAT(lab.Ask(request).response.body,
              StartsWith("<AirWatchFaultContract xmlns=\"http://www.air-watch"
                         ".com/\""));
}

TEST(Api, TakesTheVersionWhereverClientsPutIt) {
  WorkspaceOneLab lab;
  EXPECT_EQ(lab.Ask(lab.Signed("/API/v1/mdm/devices/12772")).response.status,
            200);
  http::Request request = lab.Signed("/API/mdm/devices/12772");
  request.headers.push_back({"version", "1"});
  const server::Answer answer = lab.Ask(request);
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_TRUE(answer.verdict.Has("ws1.version.place"));
  for (const std::string accept :
       {"application/json;version=9", "text/html", "application/json;version=x",
        "application/json;version=0"}) {
    for (http::Header& one : request.headers) {
      if (one.name == "Accept") one.value = accept;
    }
    EXPECT_EQ(lab.Ask(request).response.status, 406) << accept;
  }
}

TEST(Api, ShapesGroupsByTheVersionThatIsAskedFor) {
  WorkspaceOneLab lab;
  http::Request request = lab.Signed("/API/system/groups/search");
  const json first = Body(lab.Ask(request));
  EXPECT_EQ(first.at("LocationGroups").at(0).at("Devices"), "5");
  EXPECT_EQ(first.at("Total"), 1);
  for (http::Header& one : request.headers) {
    if (one.name == "Accept") one.value = "application/json;version=2";
  }
  const json second = Body(lab.Ask(request));
  EXPECT_EQ(second.at("OrganizationGroups").size(), 1u);
  EXPECT_EQ(second.at("TotalResults"), 1);
  EXPECT_EQ(Body(lab.Ask(lab.Signed("/API/system/users/search"))).at("Total"),
            5);
  EXPECT_EQ(Body(lab.Ask(lab.Signed("/API/system/admins/search")))
                .at("admins")
                .size(),
            6u);
  EXPECT_EQ(lab.Ask(lab.Signed("/API/system/info")).response.status, 200);
}

TEST(Api, TakesCommandsWithBodiesThatAreWhatTheySay) {
  WorkspaceOneLab lab;
  const std::string path = "/API/mdm/devices/12772/commands/changepasscode";
  const auto ask = [&](const std::string& body, const std::string& type) {
    http::Request request = lab.Signed(path, "", "POST", body);
    for (http::Header& one : request.headers) {
      if (one.name == "Content-Type") one.value = type;
    }
    return lab.Ask(request).response.status;
  };
  EXPECT_EQ(ask("{}", "application/json"), 202);
  EXPECT_EQ(ask("{", "application/json"), 400);
  EXPECT_EQ(ask("<a/>", "application/xml"), 202);
  EXPECT_EQ(ask("a=b", "application/x-www-form-urlencoded"), 415);
}

TEST(Api, SaysWhatIsWrongWithARequest) {
  WorkspaceOneLab lab;
  EXPECT_EQ(lab.Ask(lab.Signed("/API/mdm/nothing")).response.status, 404);
  EXPECT_EQ(lab.Ask(lab.Signed("/other")).response.status, 404);
  EXPECT_EQ(lab.Ask(lab.Signed("/API/mdm/devices/99")).response.status, 404);
  const server::Answer answer =
      lab.Ask(lab.Signed("/API/mdm/devices/bulksettings", "", "PATCH"));
  EXPECT_EQ(answer.response.status, 405);
  EXPECT_EQ(HeaderOf(answer, "Allow"), "GET");
  EXPECT_TRUE(Body(answer).at("errorCode").is_number_integer());
  EXPECT_EQ(Body(answer).at("activityId").get<std::string>().size(), 36u);
}

}  // namespace
}  // namespace mdmock::workspace_one

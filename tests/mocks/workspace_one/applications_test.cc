#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/mocks/workspace_one/workspace_one_lab.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::json;

// A blob, as importers upload it; gives its number.
int Upload(WorkspaceOneLab& lab) {
  http::Request request = lab.Signed(
      "/api/mam/blobs/uploadblob?filename=a.ipa&"
      "organizationGroupId=570&moduleType=Application",
      "", "POST", std::string("PK\x03\x04\xff{", 6));
  for (http::Header& one : request.headers) {
    if (one.name == "Content-Type") one.value = "application/octet-stream";
  }
  const json body = BodyOf(lab.Ask(request));
  EXPECT_EQ(body.at("uuid").get<std::string>().size(), 36u);
  return body.at("Value").get<int>();
}

TEST(Applications, AreMadeOfBlobs) {
  WorkspaceOneLab lab;
  const std::string blob = std::to_string(Upload(lab));
  const server::Answer made =
      lab.Send("POST", "/api/mam/apps/internal/begininstall",
               R"({"BlobId":")" + blob +
                   R"(","ApplicationName":"Timesheet","DeviceType":"Apple",)"
                   R"("BundleId":"com.example.timesheet",)"
                   R"("SupportedModels":{"Model":[{"ModelId":1}]}})");
  ASSERT_EQ(made.response.status, 200);
  const std::string id = BodyOf(made).at("Id").at("Value").dump();
  const json app = BodyOf(lab.Get("/api/mam/apps/internal/" + id));
  EXPECT_EQ(app.at("ApplicationName"), "Timesheet");
  EXPECT_EQ(app.at("uuid"), BodyOf(made).at("Uuid"));
  const std::string by_bundle =
      "/api/mam/apps/search?bundleid=com.example.timesheet";
  EXPECT_EQ(BodyOf(lab.Get(by_bundle)).at("Application").size(), 1u);
  const json second = BodyOf(lab.Get(by_bundle, 2));
  EXPECT_EQ(second.at("applications").at(0).at("application_name"),
            "Timesheet");
  EXPECT_EQ(second.at("total"), 1);
  EXPECT_EQ(second.at("page_size"), 500);
  lab.service.Reset();
  EXPECT_EQ(BodyOf(lab.Get(by_bundle)).at("Total"), 0);
}

TEST(Applications, NeedABlobAndAName) {
  WorkspaceOneLab lab;
  const std::string blob = std::to_string(Upload(lab));
  for (const std::string& body :
       {std::string("{}"), R"({"BlobId":")" + blob + "\"}",
        std::string(R"({"ApplicationName":"a","BlobId":1})"),
        std::string(R"({"ApplicationName":"a"})")}) {
    EXPECT_EQ(lab.Send("POST", "/api/mam/apps/internal/begininstall", body)
                  .response.status,
              400)
        << body;
  }
  EXPECT_EQ(lab.Send("POST", "/api/mam/blobs/uploadblob").response.status, 400);
}

// What a tenant was seen to answer, and so no choice of ours.
TEST(Applications, AreRefusedAsUnknownWith401AndACodeOfTheirOwn) {
  WorkspaceOneLab lab;
  const server::Answer answer = lab.Get("/api/mam/apps/internal/1");
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_EQ(BodyOf(answer).at("errorCode"), 7000);
  EXPECT_TRUE(answer.verdict.Has("ws1.application.unknown"));
  EXPECT_FALSE(answer.verdict.Has("ws1.answer.chosen"));
}

TEST(Applications, KeepTheirAssignmentRules) {
  WorkspaceOneLab lab;
  const std::string uuid = BodyOf(lab.Get("/api/mam/apps/internal/5001"))
                               .at("uuid")
                               .get<std::string>();
  const std::string path = "/api/mam/apps/" + uuid + "/assignment-rules";
  EXPECT_EQ(BodyOf(lab.Get(path, 2)).at("assignments").size(), 0u);
  EXPECT_EQ(lab.Send("PUT", path, R"({"assignments":[{"priority":0}]})", 2)
                .response.status,
            202);
  const json rules = BodyOf(lab.Get(path, 2));
  EXPECT_EQ(rules.at("assignments").at(0).at("priority"), 0);
  EXPECT_EQ(rules.at("excluded_smart_groups").size(), 0u);
  EXPECT_EQ(lab.Send("PUT", path, "[1]", 2).response.status, 400);
  EXPECT_EQ(
      lab.Send("PUT", path, R"({"a":")" + std::string(70'000, 'a') + "\"}", 2)
          .response.status,
      400);
  EXPECT_EQ(lab.Get(path, 1).response.status, 406);
  // Who names no version gets the one that there is.
  const server::Answer any = lab.Ask(lab.Signed(path));
  EXPECT_EQ(any.response.status, 200);
  EXPECT_EQ(HeaderOf(any, "X-Api-Version"), "2");
}

}  // namespace
}  // namespace mdmock::workspace_one

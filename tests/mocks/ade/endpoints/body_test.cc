#include "mocks/ade/endpoints/body.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

struct Endpoint {
  const char* method;
  const char* path;
};
constexpr Endpoint kWithBodies[] = {
    {"POST", "/server/devices"},
    {"POST", "/devices/sync"},
    {"POST", "/devices"},
    {"POST", "/devices/disown"},
    {"POST", "/profile"},
    {"POST", "/profile/devices"},
    {"PUT", "/profile/devices"},
    {"DELETE", "/profile/devices"},
    {"POST", "/device/activationlock"},
    {"POST", "/account-driven-enrollment/profile"}};

TEST(Bodies, ThatAreNoJsonObjectAreRefusedEverywhere) {
  const std::string deep(1'000'000, '[');
  std::string nested;
  for (int i = 0; i < 100; ++i) nested += R"({"devices":)";
  const std::string bodies[] = {"{",
                                "not json",
                                "[]",
                                "7",
                                "null",
                                "\"x\"",
                                "{\"a\":\"\xFF\"}",
                                "{} trailing",
                                "{\"limit\":1e999}",
                                deep,
                                nested,
                                " "};
  FleetLab lab;
  for (const Endpoint& one : kWithBodies) {
    for (const std::string& body : bodies) {
      const auto answer = lab.Send(one.method, one.path, body);
      EXPECT_EQ(Refused(answer), "MALFORMED_REQUEST_BODY")
          << one.method << " " << one.path << " " << body.substr(0, 40);
      EXPECT_EQ(answer.verdict.subject(), "ade");
      EXPECT_LT(answer.verdict.findings().size(), 10u);
    }
  }
}

TEST(Bodies, OfTheDepsimDialectAreRefusedInQuotes) {
  AdeOptions options;
  options.dialect = Dialect::kDepsim;
  FleetLab lab(options);
  EXPECT_EQ(Refused(lab.Send("POST", "/devices", "{")),
            "\"MALFORMED_REQUEST_BODY\"");
}

TEST(Bodies, AreJudgedForThoseWithoutASessionAsWell) {
  FleetLab lab;
  lab.session = "gone";
  const auto answer = lab.Send("POST", "/devices", "{}");
  EXPECT_EQ(answer.response.status, 401);
  EXPECT_TRUE(answer.verdict.Has("ade.devices.required"));
  EXPECT_TRUE(answer.verdict.Has("ade.session.unknown"));
}

TEST(Bodies, WithThousandsOfUnknownFieldsMakeFewFindings) {
  FleetLab lab;
  Json body = Json::object();
  for (int i = 0; i < 20'000; ++i) body["f" + std::to_string(i)] = i;
  const auto answer = lab.Post("/server/devices", body);
  FleetLab::Good(answer);
  EXPECT_LT(answer.verdict.findings().size(), 10u);
}

TEST(ContentType, IsRemarkedWhereItIsSpeltOtherwise) {
  FleetLab lab;
  const auto rule = [&](const char* type) -> std::string {
    http::Request request = lab.Request("POST", "/server/devices", "{}");
    std::erase_if(request.headers, [](const http::Header& one) {
      return one.name == "Content-Type";
    });
    if (type != nullptr) request.headers.push_back({"Content-Type", type});
    const auto answer = lab.Ask(request);
    FleetLab::Good(answer);
    const auto& findings = answer.verdict.findings();
    return findings.empty() ? "" : std::string(findings[0].rule->code);
  };
  EXPECT_EQ(rule("application/json;charset=UTF8"), "");
  EXPECT_EQ(rule("application/json; charset=utf-8"),
            "ade.content-type.spelling");
  EXPECT_EQ(rule("application/json"), "ade.content-type.spelling");
  EXPECT_EQ(rule("application/x-www-form-urlencoded"),
            "ade.content-type.other");
  EXPECT_EQ(rule(nullptr), "ade.content-type.missing");
  EXPECT_EQ(rule(""), "ade.content-type.missing");
}

TEST(Methods, OfNoEndpointAreRefusedWithTheOnesItHas) {
  FleetLab lab;
  for (const Endpoint& one : kWithBodies) {
    const auto answer = lab.Send("PATCH", one.path, "{");
    EXPECT_EQ(answer.response.status, 405);
    EXPECT_NE(Header(answer, "Allow").find(one.method), std::string::npos);
    EXPECT_EQ(answer.verdict.findings().size(), 1u);
  }
}

}  // namespace
}  // namespace mdmock::ade

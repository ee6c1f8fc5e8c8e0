#include "mocks/control/control_service.h"

#include <nlohmann/json.hpp>
#include <set>

#include "mocks/control/json/rules.h"
#include "tests/mocks/control/control_fixture.h"

namespace mdmock::control {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Json = nlohmann::json;

class ControlServiceTest : public ControlFixture {};

TEST_F(ControlServiceTest, SaysThatItIsWell) {
  const Json health = Good("GET", "/health");
  EXPECT_EQ(health["status"], "ok");
  EXPECT_EQ(health["services"], Json({"ade", "ws1"}));
  EXPECT_EQ(health["time"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(health["seed"], 42);
}

TEST_F(ControlServiceTest, ListsItsRoutesForPeople) {
  const server::Answer answer = Ask("GET", "/");
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_EQ(*http::Find(answer.response.headers, "Content-Type"),
            "text/plain; charset=utf-8");
  for (const char* path :
       {"GET    /health", "GET    /journal ", "DELETE /journal ",
        "GET    /journal/SEQ", "POST   /reset", "GET    /clock",
        "PUT    /clock", "POST   /clock/advance", "GET    /faults",
        "PUT    /faults", "DELETE /faults", "GET    /scenario",
        "PUT    /scenario", "Of the service ade", "GET    /ade/toys",
        "GET    /ws1/toys"}) {
    EXPECT_THAT(answer.response.body, HasSubstr(path));
  }
}

TEST_F(ControlServiceTest, HandsAServiceWhatBeginsWithItsName) {
  EXPECT_EQ(Ask("PUT", "/ade/state?a=b").response.body,
            "ade was asked /ade/state?a=b");
  EXPECT_EQ(Ask("GET", "/ws1").response.body, "ws1 was asked /ws1");
  EXPECT_EQ(Ask("GET", "/adele/state").response.status, 404);
}

TEST_F(ControlServiceTest, PassesOnThatAServiceIsStuck) {
  const http::Request request{"GET", "/ade/broken", "HTTP/1.1", {}, ""};
  const auto answer = control_.Handle({request, "http", clock_.Now(), 0});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().what, "the state is lost");
}

TEST_F(ControlServiceTest, RefusesAPathThatItDoesNotHave) {
  for (const char* path : {"/nowhere", "/journal/1/2", "/journal/", "//health",
                           "/connector/state", "", "*"}) {
    const server::Answer answer = Ask("GET", path);
    EXPECT_EQ(answer.response.status, 404) << path;
    EXPECT_TRUE(answer.verdict.Has(rules::kPathUnknown.code));
    EXPECT_THAT(Json::parse(answer.response.body)["error"].get<std::string>(),
                HasSubstr("path: expected one that GET / lists"));
  }
}

TEST_F(ControlServiceTest, RefusesAMethodAndNamesTheOthers) {
  const server::Answer answer = Ask("PATCH", "/faults");
  EXPECT_EQ(answer.response.status, 405);
  EXPECT_EQ(*http::Find(answer.response.headers, "Allow"), "GET, PUT, DELETE");
  EXPECT_TRUE(answer.verdict.Has(rules::kMethodNotAllowed.code));
  EXPECT_EQ(Json::parse(answer.response.body)["error"],
            "method of /faults: expected GET, PUT, DELETE, got PATCH");
  EXPECT_EQ(*http::Find(Ask("GET", "/reset").response.headers, "Allow"),
            "POST");
  EXPECT_EQ(*http::Find(Ask("PUT", "/journal/1").response.headers, "Allow"),
            "GET");
}

TEST_F(ControlServiceTest, RefusesAQueryWhereThereIsNone) {
  EXPECT_EQ(Error("GET", "/faults?service=ade"),
            "query: expected no query, got \"service\"");
}

TEST_F(ControlServiceTest, AnswersInJsonWhateverThePathHolds) {
  const server::Answer answer = Ask("GET", "/\xff\xfe\"\n");
  EXPECT_EQ(answer.response.status, 404);
  EXPECT_THAT(Json::parse(answer.response.body)["error"].get<std::string>(),
              HasSubstr(R"(\xFF\xFE)"));
}

TEST_F(ControlServiceTest, SaysWhereABodyStopsBeingJson) {
  EXPECT_THAT(Error("PUT", "/clock", "{\n  \"mode\": real}"),
              HasSubstr("body, line 2, column 11 (byte 13): expected JSON, got "
                        "a syntax error"));
  EXPECT_THAT(Error("PUT", "/clock", "{\"mode\":"),
              HasSubstr("body, line 1, column 9 (byte 9)"));
  EXPECT_EQ(Error("PUT", "/clock"), "body: expected JSON, got nothing");
  EXPECT_EQ(Error("PUT", "/clock", " \n"), "body: expected JSON, got nothing");
  EXPECT_THAT(Error("PUT", "/clock", "{\"offset_s\":1e999}"),
              HasSubstr("body: expected numbers that a double can hold"));
  EXPECT_THAT(Error("PUT", "/clock", "{\"\xff\":1}"),
              HasSubstr("body, line 1, column 3"));
}

TEST_F(ControlServiceTest, TakesBodiesNestedHoweverDeep) {
  const std::string deep(100'000, '[');
  const std::string closed = deep + std::string(100'000, ']');
  EXPECT_THAT(Error("PUT", "/clock", deep), HasSubstr("expected JSON"));
  EXPECT_EQ(Error("PUT", "/clock", closed),
            "body: expected an object, got a list");
  EXPECT_THAT(Error("PUT", "/faults", closed), HasSubstr("faults[0]"));
  EXPECT_THAT(Error("PUT", "/faults", R"({"nth":)" + closed + "}"),
              HasSubstr("service"));
  EXPECT_THAT(Error("PUT", "/scenario", R"({"scenario":)" + closed + "}"),
              HasSubstr("scenario"));
}

TEST_F(ControlServiceTest, ListsSeveralProblemsButNotThousands) {
  const std::string body = R"({"mode":"x","offset_s":"y"})";
  const server::Answer few = Ask("PUT", "/clock", body);
  EXPECT_EQ(Json::parse(few.response.body)["errors"].size(), 2u);
  EXPECT_EQ(few.verdict.findings().size(), 2u);
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += "\"k" + std::to_string(i) + "\":1,";
  many.back() = '}';
  const server::Answer capped = Ask("PUT", "/clock", many);
  EXPECT_EQ(Json::parse(capped.response.body)["errors"].size(), 20u);
}

TEST_F(ControlServiceTest, MakesEverythingAsFreshlyStarted) {
  const std::string first = entropy_.Bytes(8);
  journal_.Add(journal::Entry());
  Good("PUT", "/clock", R"({"mode":"real"})");
  Good("PUT", "/faults", R"({"service":"ade","on":"*","then":"reset"})");
  Good("PUT", "/scenario", R"({"scenario":"ade.throttled"})");
  ade_.told.clear();

  EXPECT_EQ(Good("POST", "/reset")["status"], "ok");
  EXPECT_TRUE(journal_.After(0).empty());
  EXPECT_TRUE(faults_.List().empty());
  EXPECT_EQ(FormatTime(clock_.Now()), "2026-01-01T00:00:00Z");
  EXPECT_EQ(entropy_.seed(), 42u);
  EXPECT_EQ(entropy_.Bytes(8), first);
  EXPECT_THAT(ade_.told, ElementsAre("reset"));
  EXPECT_THAT(ws1_.told, ElementsAre("reset"));
  EXPECT_TRUE(Good("GET", "/scenario")["scenario"].is_null());
}

TEST_F(ControlServiceTest, TakesAnEmptyObjectForAReset) {
  Good("POST", "/reset", "{}");
  EXPECT_EQ(Error("POST", "/reset", R"({"journal":true})"),
            "body: expected no fields, got the field \"journal\"");
  EXPECT_THAT(ade_.told, ElementsAre("reset"));
}

TEST_F(ControlServiceTest, PlaysTheFirstScenariosAgainAfterAReset) {
  ASSERT_TRUE(control_.StartWith({"ade.throttled"}));
  Good("PUT", "/scenario", R"({"scenario":null})");
  ade_.told.clear();
  Good("POST", "/reset");
  EXPECT_THAT(ade_.told, ElementsAre("reset", "play ade.throttled"));
  EXPECT_EQ(Good("GET", "/scenario")["scenario"], Json({"ade.throttled"}));
}

TEST_F(ControlServiceTest, DoesNotStartWithAScenarioThatNobodyKnows) {
  const auto started = control_.StartWith({"ade.throttled", "ade.nonsense"});
  ASSERT_FALSE(started);
  EXPECT_THAT(started.error().what, HasSubstr("\"ade.nonsense\""));
  EXPECT_TRUE(ade_.told.empty());
}

TEST_F(ControlServiceTest, HasNothingOfItsOwnToControl) {
  EXPECT_EQ(control_.name(), "control");
  EXPECT_FALSE(control_.Named("token_expired"));
  EXPECT_TRUE(control_.Scenarios().empty());
  EXPECT_FALSE(control_.Play("ade.throttled"));
  control_.Reset();
  EXPECT_TRUE(ade_.told.empty());
  const http::Request request{"GET", "/control/state", "HTTP/1.1", {}, ""};
  const auto answer = control_.Control({request, "http", clock_.Now(), 0});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->response.status, 404);
}

TEST(ControlRules, HaveCodesOfTheirOwn) {
  std::set<std::string_view> codes;
  for (const Rule* rule : rules::kAll) {
    EXPECT_EQ(rule->code.substr(0, 8), "control.");
    EXPECT_TRUE(codes.insert(rule->code).second) << rule->code;
  }
}

}  // namespace
}  // namespace mdmock::control

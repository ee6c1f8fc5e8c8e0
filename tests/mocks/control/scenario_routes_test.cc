#include <nlohmann/json.hpp>

#include "tests/mocks/control/control_fixture.h"

namespace mdmock::control {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Json = nlohmann::json;

class ScenarioRoutesTest : public ControlFixture {};

TEST_F(ScenarioRoutesTest, ListsThoseOfEveryService) {
  const Json listed = Good("GET", "/scenario");
  EXPECT_TRUE(listed["scenario"].is_null());
  ASSERT_EQ(listed["scenarios"].size(), 4u);
  EXPECT_EQ(listed["scenarios"][0], Json::parse(R"({"id":"ade.session-expired",
                            "sentence":"What it does.",
                            "correct_client":"What to do."})"));
  EXPECT_EQ(listed["scenarios"][3]["id"], "ws1.throttled");
}

TEST_F(ScenarioRoutesTest, PlaysOne) {
  const Json answer =
      Good("PUT", "/scenario", R"({"scenario":"ade.session-expired"})");
  EXPECT_EQ(answer["scenario"], Json({"ade.session-expired"}));
  EXPECT_THAT(ade_.told, ElementsAre("play ade.session-expired"));
  EXPECT_THAT(ws1_.told, IsEmpty());
}

TEST_F(ScenarioRoutesTest, PlaysSeveralAndEachOnce) {
  Good("PUT", "/scenario",
       R"({"scenario":["ws1.throttled","ade.throttled","ws1.throttled",
                       "ade.session-expired"]})");
  EXPECT_THAT(ade_.told,
              ElementsAre("play ade.throttled", "play ade.session-expired"));
  EXPECT_THAT(ws1_.told, ElementsAre("play ws1.throttled"));
  EXPECT_EQ(Good("GET", "/scenario")["scenario"].size(), 3u);
}

TEST_F(ScenarioRoutesTest, EndsWhatWasPlayedBefore) {
  Good("PUT", "/scenario", R"({"scenario":"ade.throttled"})");
  Good("PUT", "/scenario", R"({"scenario":"ws1.throttled"})");
  EXPECT_THAT(ade_.told, ElementsAre("play ade.throttled", "play "));
  EXPECT_TRUE(
      Good("PUT", "/scenario", R"({"scenario":null})")["scenario"].is_null());
  EXPECT_THAT(ws1_.told, ElementsAre("play ws1.throttled", "play "));
}

TEST_F(ScenarioRoutesTest, ResetsAServiceThatCannotEndIts) {
  ade_.takes_empty_id = false;
  Good("PUT", "/scenario", R"({"scenario":"ade.throttled"})");
  Good("PUT", "/scenario", R"({"scenario":[]})");
  EXPECT_THAT(ade_.told, ElementsAre("play ade.throttled", "play ", "reset"));
}

TEST_F(ScenarioRoutesTest, RefusesWhatNobodyCanPlay) {
  const std::string expected =
      "scenario: expected null, an id that GET /scenario lists, or a list of "
      "them, got ";
  EXPECT_EQ(Error("PUT", "/scenario", R"({"scenario":"ade.nonsense"})"),
            expected + "\"ade.nonsense\"");
  EXPECT_EQ(Error("PUT", "/scenario", R"({"scenario":["ade.throttled",7]})"),
            expected + "7");
  EXPECT_EQ(Error("PUT", "/scenario", R"({"scenario":""})"), expected + "\"\"");
  EXPECT_EQ(Error("PUT", "/scenario", R"({"scenario":{}})"),
            expected + "an object");
  EXPECT_EQ(Error("PUT", "/scenario", "{}"),
            "scenario: expected an id, or null, got nothing");
  EXPECT_EQ(Error("PUT", "/scenario", R"({"scenario":null,"x":1})"),
            "body: expected no fields but scenario, got the field \"x\"");
  EXPECT_THAT(ade_.told, IsEmpty());
}

}  // namespace
}  // namespace mdmock::control

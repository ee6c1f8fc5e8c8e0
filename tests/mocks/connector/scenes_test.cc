// Failures that are not the request's fault: scenarios, scripted replies, and
// the answers that faults name.

#include "mocks/connector/scenes.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "protocol/connector/reply.h"
#include "tests/mocks/connector/connector_lab.h"

namespace mdmock::connector {
namespace {

TEST(Scenarios, AreOneForEachFailureReason) {
  ConnectorLab lab;
  std::set<std::string> ids;
  for (const server::Scenario& one : lab.service.Scenarios()) {
    ids.insert(std::string(one.id));
    EXPECT_FALSE(one.sentence.empty());
    EXPECT_FALSE(one.correct_client.empty());
  }
  std::set<std::string> expected;
  for (const FailureReason& reason : kFailureReasons) {
    expected.insert("connector." + std::string(reason.name));
  }
  EXPECT_EQ(ids, expected);
  EXPECT_FALSE(lab.service.Play("ade.throttled"));
  EXPECT_TRUE(lab.service.Play(""));
}

TEST(Scenarios, FailForTheReasonAndRepeatReqId) {
  for (const FailureReason& reason : kFailureReasons) {
    ConnectorLab lab;
    EXPECT_TRUE(lab.service.Play("connector." + std::string(reason.name)));
    const server::Answer answer = lab.Enrol(kJoe, "56ht12d0", "77");
    EXPECT_EQ(OutcomeOf(answer), reason.name);
    EXPECT_EQ(answer.response.status, 200);
    const JudgedReply judged =
        JudgeReplyText(answer.response.body, {.req_id = "77"});
    EXPECT_TRUE(judged.verdict.findings().empty()) << answer.response.body;
    // It was not the client's fault.
    EXPECT_TRUE(answer.verdict.accepted());
    EXPECT_TRUE(answer.verdict.Has("connector.scenario.played"));
    const server::Answer info =
        lab.Ask(lab.Request("GET", "/pki?operation=getInfo"));
    EXPECT_TRUE(BodyOf(info).contains("operations"));
    lab.service.Play("");
    EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "success");
  }
}

TEST(Scenarios, LeaveRefusalsAlone) {
  ConnectorLab lab;
  lab.service.Play("connector.badTime");
  EXPECT_EQ(OutcomeOf(lab.Post(kGetUserKeyPair, "{")), "badRequest");
}

// What PUT /connector/state is given, as its "script".
void Play(ConnectorLab& lab, const std::string& script) {
  const server::Answer put =
      lab.Control("PUT", "/connector/state", R"({"script":)" + script + "}");
  EXPECT_EQ(put.response.status, 200) << put.response.body;
}

TEST(Script, FailsOnceAndThenNoMore) {
  ConnectorLab lab;
  Play(lab, R"([{"failureInfo":"badMessageCheck","times":1}])");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "badMessageCheck");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "success");
  Play(lab, R"([{"failureInfo":"badMessageCheck","times":1}])");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "badMessageCheck");
  lab.service.Reset();
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "success");
}

TEST(Script, PicksUsersAndOperations) {
  ConnectorOptions options = Dynamics();
  ConnectorLab lab(std::move(options));
  Play(lab, R"([{"failureInfo":"badTime","user":"ann@example.com"},)"
            R"({"failureInfo":"unknown","operation":"getUserKeyPair2"}])");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kAnn, "x")), "badTime");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "success");
  EXPECT_EQ(OutcomeOf(lab.Post(kGetUserKeyPair2,
                               ConnectorLab::Body(kJoe, "56ht12d0"))),
            "unknown");
}

TEST(Script, ChangesStatusAndTime) {
  ConnectorLab lab;
  Play(lab, R"([{"failureInfo":"unknown","status":500,"delay_ms":1500}])");
  const server::Answer answer = lab.Enrol(kJoe, "56ht12d0");
  EXPECT_EQ(answer.response.status, 500);
  EXPECT_EQ(answer.delay, std::chrono::milliseconds(1500));
  EXPECT_EQ(OutcomeOf(answer), "unknown");
  EXPECT_TRUE(answer.verdict.Has("connector.script.played"));
}

TEST(Script, WritesRepliesThatOurJudgeRefuses) {
  const struct {
    std::string form;
    std::string rule;
  } cases[] = {{"curly-quotes", "connector.reply.curly-quotes"},
               {"trailing-comma", "connector.reply.trailing-comma"},
               {"wrong-reqid", "connector.reply.reqid-differs"},
               {"no-reqid", "connector.reply.reqid-missing"},
               {"numeric-reqid", "connector.reply.reqid-type"},
               {"html", "connector.reply.json-syntax"},
               {"truncated", "connector.reply.json-syntax"},
               {"empty", "connector.reply.json-syntax"}};
  for (const auto& one : cases) {
    for (const std::string reason : {"", R"("failureInfo":"badAlg",)"}) {
      ConnectorLab lab;
      Play(lab, "[{" + reason + R"("form":")" + one.form + "\"}]");
      const server::Answer answer = lab.Enrol(kJoe, "56ht12d0", "77");
      const Verdict verdict =
          JudgeReplyText(answer.response.body, {.req_id = "77"}).verdict;
      EXPECT_TRUE(verdict.Has(one.rule)) << answer.response.body;
      EXPECT_FALSE(verdict.accepted()) << one.form;
    }
  }
}

TEST(NamedAnswers, KnowTheReasonsAndTheRequest) {
  ConnectorLab lab;
  const http::Request request =
      lab.Request("POST", "/pki?operation=getUserKeyPair",
                  ConnectorLab::Body(kJoe, "x", "4711"));
  for (const FailureReason& reason : kFailureReasons) {
    const auto response = lab.service.NamedFor(reason.name, request);
    ASSERT_TRUE(response) << reason.name;
    const nlohmann::json body = nlohmann::json::parse(response->body);
    EXPECT_EQ(body.at("failureInfo"), reason.name);
    EXPECT_EQ(body.at("reqId"), "4711");
    EXPECT_TRUE(lab.service.Named(reason.name));
  }
  EXPECT_TRUE(lab.service.Named("retry"));
  EXPECT_FALSE(lab.service.Named("pending"));
  EXPECT_FALSE(lab.service.Named("BadTime"));
}

}  // namespace
}  // namespace mdmock::connector

#include <nlohmann/json.hpp>

#include "protocol/base/encoding.h"
#include "tests/mocks/control/control_fixture.h"

namespace mdmock::control {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::json;
using Kind = server::Effect::Kind;
using std::chrono::milliseconds;

class FaultRoutesTest : public ControlFixture {
 protected:
  // One fault for ade, with `then` as JSON.
  static std::string Then(const std::string& then) {
    return R"({"service":"ade","on":"GET /session","then":)" + then + "}";
  }

  // One fault for ade, with `fields` (and a comma behind them) besides.
  static std::string With(const std::string& fields) {
    return "{" + fields + R"("service":"ade","on":"*","then":"close"})";
  }

  server::Effect Effect(const std::string& then) {
    Good("PUT", "/faults", Then(then));
    const auto faults = faults_.List();
    return faults.size() == 1 ? faults[0].effect : server::Effect{};
  }

  // The requests of ten that the one fault hits.
  std::vector<std::uint64_t> Hits(const std::string& fields) {
    Good("PUT", "/faults", With(fields));
    const auto faults = faults_.List();
    std::vector<std::uint64_t> hits;
    for (std::uint64_t i = 1; i <= 10 && faults.size() == 1; ++i) {
      if (faults[0].schedule.Hits(i)) hits.push_back(i);
    }
    return hits;
  }
};

TEST_F(FaultRoutesTest, HasNoneAtFirst) {
  EXPECT_EQ(Good("GET", "/faults"), Json::array());
}

TEST_F(FaultRoutesTest, SetsAList) {
  Good("PUT", "/faults",
       R"([{"service":"ade","on":"GET /session","nth":[2,3],
            "then":"token_expired"},
           {"id":"mine","service":"ws1","on":"/api","then":"reset"}])");
  const auto faults = faults_.List();
  ASSERT_EQ(faults.size(), 2u);
  EXPECT_EQ(faults[0].id, "fault-1");
  EXPECT_EQ(faults[0].service, "ade");
  EXPECT_EQ(faults[0].method, "GET");
  EXPECT_EQ(faults[0].path, "/session");
  EXPECT_THAT(faults[0].schedule.nth, ElementsAre(2, 3));
  EXPECT_EQ(faults[0].effect.kind, Kind::kAnswer);
  EXPECT_EQ(faults[0].effect.text, "token_expired");
  EXPECT_EQ(faults[1].id, "mine");
  EXPECT_EQ(faults[1].method, "*");
  EXPECT_EQ(faults[1].path, "/api");
}

TEST_F(FaultRoutesTest, ReplacesTheListAndForgetsIt) {
  Good("PUT", "/faults", Then(R"("reset")"));
  Good("PUT", "/faults", Then(R"("close")"));
  ASSERT_EQ(faults_.List().size(), 1u);
  EXPECT_EQ(faults_.List()[0].effect.kind, Kind::kClose);
  Good("PUT", "/faults", "[]");
  EXPECT_THAT(faults_.List(), IsEmpty());
  Good("PUT", "/faults", Then(R"("close")"));
  EXPECT_EQ(Good("DELETE", "/faults"), Json::array());
  EXPECT_THAT(faults_.List(), IsEmpty());
}

TEST_F(FaultRoutesTest, AppliesToAnythingUnderAStar) {
  Good("PUT", "/faults", With(""));
  EXPECT_TRUE(faults_.Next("ade", "PUT", "/x"));
  EXPECT_FALSE(faults_.Next("ws1", "PUT", "/x"));
}

TEST_F(FaultRoutesTest, ReadsEverySchedule) {
  EXPECT_EQ(Hits("").size(), 10u);
  EXPECT_THAT(Hits(R"("nth":[2,3],)"), ElementsAre(2, 3));
  EXPECT_THAT(Hits(R"("nth":4,)"), ElementsAre(4));
  EXPECT_THAT(Hits(R"("every":4,)"), ElementsAre(4, 8));
  EXPECT_THAT(Hits(R"("after":8,)"), ElementsAre(9, 10));
  EXPECT_THAT(Hits(R"("after":2,"until":4,)"), ElementsAre(3, 4));
  EXPECT_THAT(Hits(R"("until":2,)"), ElementsAre(1, 2));
}

TEST_F(FaultRoutesTest, ReadsEveryEffectOnTheTransport) {
  EXPECT_EQ(Effect(R"({"effect":"reset"})").kind, Kind::kReset);
  EXPECT_EQ(Effect(R"("reset")").kind, Kind::kReset);
  EXPECT_EQ(Effect(R"("close")").kind, Kind::kClose);
  EXPECT_EQ(Effect(R"("garbage")").kind, Kind::kGarbage);
  EXPECT_EQ(Effect(R"("wrong-length")").kind, Kind::kWrongLength);

  const auto truncate = Effect(R"("truncate:0")");
  EXPECT_EQ(truncate.kind, Kind::kTruncate);
  EXPECT_EQ(truncate.bytes, 0u);
  const auto stall = Effect(R"({"effect":"stall:2.5"})");
  EXPECT_EQ(stall.kind, Kind::kStall);
  EXPECT_EQ(stall.delay, milliseconds(2500));
  const auto dribble = Effect(R"("dribble:3/0.05")");
  EXPECT_EQ(dribble.kind, Kind::kDribble);
  EXPECT_EQ(dribble.bytes, 3u);
  EXPECT_EQ(dribble.delay, milliseconds(50));
  const auto redirect = Effect(R"("redirect:https://example.com/a:b")");
  EXPECT_EQ(redirect.kind, Kind::kRedirect);
  EXPECT_EQ(redirect.text, "https://example.com/a:b");
}

TEST_F(FaultRoutesTest, ReadsAnAnswerOfOurOwn) {
  const auto effect = Effect(
      R"({"status":503,"body":"later","headers":[["Retry-After","3"]]})");
  EXPECT_EQ(effect.kind, Kind::kResponse);
  EXPECT_EQ(effect.response.status, 503);
  EXPECT_EQ(effect.response.body, "later");
  EXPECT_THAT(effect.response.headers,
              ElementsAre(http::Header{"Retry-After", "3"}));
  EXPECT_EQ(Effect(R"({"status":500,"body_b64":"//4="})").response.body,
            "\xff\xfe");
}

TEST_F(FaultRoutesTest, ReadsAnAnswerByItsName) {
  for (const char* then :
       {R"("token_expired")", R"({"answer":"token_expired"})"}) {
    const auto effect = Effect(then);
    EXPECT_EQ(effect.kind, Kind::kAnswer);
    EXPECT_EQ(effect.text, "token_expired");
  }
}

TEST_F(FaultRoutesTest, TakesBackWhatItGave) {
  const Json set = Json::parse(R"([
    {"id":"a","service":"ade","on":"GET /session","nth":[2,3],
     "then":{"answer":"token_expired"}},
    {"id":"b","service":"ade","on":"/devices","every":2,"then":"truncate:7"},
    {"id":"c","service":"ws1","on":"*","after":1,"until":3,"then":"stall:1.5"},
    {"id":"d","service":"ws1","on":"PUT *","then":"dribble:1/0.001"},
    {"id":"e","service":"ade","on":"*","then":"redirect:/x"},
    {"id":"f","service":"ade","on":"*",
     "then":{"status":200,"headers":[["A","b"],["A","c"]],"body":"é"}},
    {"id":"g","service":"ade","on":"*",
     "then":{"status":200,"headers":[],"body_b64":"/w=="}},
    {"id":"h","service":"ade","on":"*","then":"wrong-length"}])");
  EXPECT_EQ(Good("PUT", "/faults", set.dump()), set);
  EXPECT_EQ(Good("PUT", "/faults", Good("GET", "/faults").dump()), set);
}

TEST_F(FaultRoutesTest, KeepsTheOldListWhenANewOneIsWrong) {
  Good("PUT", "/faults", Then(R"("reset")"));
  Error("PUT", "/faults", "[" + With("") + "," + Then(R"("nonsense")") + "]");
  ASSERT_EQ(faults_.List().size(), 1u);
  EXPECT_EQ(faults_.List()[0].effect.kind, Kind::kReset);
}

TEST_F(FaultRoutesTest, NamesAnAnswerThatTheServiceDoesNotKnow) {
  const std::string expected =
      "then: expected an answer that ade knows by name, or one of reset, "
      "close, truncate:N, stall:S, dribble:N/S, garbage, wrong-length, "
      "redirect:URL, got \"nonsense\", which is neither";
  EXPECT_EQ(Error("PUT", "/faults", Then(R"("nonsense")")), expected);
  EXPECT_EQ(Error("PUT", "/faults", Then(R"({"answer":"nonsense"})")),
            expected);
  EXPECT_THAT(Error("PUT", "/faults", Then(R"({"effect":"token_expired"})")),
              HasSubstr("then.effect: expected one of reset"));
}

TEST_F(FaultRoutesTest, RefusesAFaultThatIsNotOne) {
  EXPECT_EQ(Error("PUT", "/faults", "7"),
            "body: expected a list of faults, or one fault, got 7");
  EXPECT_EQ(Error("PUT", "/faults", "[7]"),
            "faults[0]: expected an object, got 7");
  EXPECT_EQ(Error("PUT", "/faults", R"({"on":"*","then":"reset"})"),
            "service: expected one of ade, ws1, got nothing");
  EXPECT_EQ(
      Error("PUT", "/faults", R"({"service":"x","on":"*","then":"reset"})"),
      "service: expected one of ade, ws1, got \"x\"");
  EXPECT_EQ(Error("PUT", "/faults", R"({"service":"ade","then":"reset"})"),
            "on: expected \"METHOD /path\", \"/path\" or \"*\", got nothing");
  EXPECT_EQ(Error("PUT", "/faults", R"([{"service":"ade","on":"*"}])"),
            "faults[0].then: expected what is to happen, got nothing");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("nht":2,)")),
            "body: expected no fields but id, service, on, nth, every, after, "
            "until, then, got the field \"nht\"");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("id":"",)")),
            "id: expected a name, got \"\"");
  EXPECT_EQ(Error("PUT", "/faults",
                  "[" + With(R"("id":"fault-2",)") + "," + With("") + "]"),
            "faults[1].id: expected an id that no other fault has, got "
            "\"fault-2\"");
}

TEST_F(FaultRoutesTest, RefusesAPlaceThatCannotMatch) {
  for (const char* on : {"", "session", "get /session", "GET session",
                         "GET /session?a=b", "GET  /session", " /session"}) {
    const std::string body =
        Json{{"service", "ade"}, {"on", on}, {"then", "reset"}}.dump();
    EXPECT_THAT(Error("PUT", "/faults", body),
                HasSubstr("on: expected \"METHOD /path\""))
        << on;
  }
}

TEST_F(FaultRoutesTest, RefusesAScheduleThatCannotBe) {
  EXPECT_EQ(Error("PUT", "/faults", With(R"("nth":0,)")),
            "nth: expected a whole number of 1 or more, or a list of them, got "
            "0");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("nth":[],)")),
            "nth: expected a whole number of 1 or more, or a list of them, got "
            "an empty list");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("nth":[1,"2"],)")),
            "nth: expected whole numbers of 1 or more, got \"2\"");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("every":0,)")),
            "every: expected a whole number of 1 or more, got 0");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("every":1.5,)")),
            "every: expected a whole number of 1 or more, got 1.5");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("after":-1,)")),
            "after: expected a whole number of 0 or more, got -1");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("after":3,"until":3,)")),
            "until: expected more than after, 3, got 3");
  EXPECT_EQ(Error("PUT", "/faults", With(R"("nth":1,"every":2,)")),
            "nth: expected only one of nth, every, and after with until, got "
            "several of them");
}

TEST_F(FaultRoutesTest, RefusesAnEffectThatCannotBe) {
  const auto error = [this](const std::string& then) {
    return Error("PUT", "/faults", Then(then));
  };
  EXPECT_EQ(error(R"("reset:1")"),
            "then: expected reset alone, got \"reset:1\"");
  EXPECT_EQ(error(R"("close:")"), "then: expected close alone, got \"close:\"");
  for (const char* then :
       {"truncate", "truncate:", "truncate:-1", "truncate:x", "truncate:1x",
        "stall", "stall:0", "stall:nan", "stall:1e9", "stall:3601", "stall:-1",
        "dribble:1", "dribble:0/1", "dribble:1/0", "dribble:/", "redirect",
        "redirect:", R"(redirect:/\r\nA: b)"}) {
    EXPECT_THAT(
        error("\"" + std::string(then) + "\""),
        AnyOf(HasSubstr("bytes"), HasSubstr("seconds"), HasSubstr("URL")))
        << then;
  }
  EXPECT_EQ(error("7"),
            "then: expected a string, or an object with answer, effect or "
            "status, got 7");
  EXPECT_EQ(error("{}"),
            "then: expected a string, or an object with answer, effect or "
            "status, got none of them");
  EXPECT_EQ(error(R"({"answer":"token_expired","status":200})"),
            "then: expected no fields but answer, got the field \"status\"");
  EXPECT_EQ(error(R"({"answer":7})"), "then.answer: expected a string, got 7");
  EXPECT_EQ(error(R"({"status":100})"),
            "then.status: expected a whole number from 200 to 599, got 100");
  EXPECT_EQ(error(R"({"status":200,"headers":{"A":"b"}})"),
            "then.headers: expected a list of [name, value], got an object");
  EXPECT_EQ(error(R"({"status":200,"headers":[["A"]]})"),
            "then.headers[0]: expected two strings, [name, value], got a list");
  EXPECT_EQ(error(R"({"status":200,"headers":[["A b","c"]]})"),
            "then.headers[0]: expected a header name, got \"A b\"");
  EXPECT_EQ(error(R"({"status":200,"headers":[["A","b\r\nC: d"]]})"),
            R"(then.headers[0]: expected a value on one line, got )"
            R"("b\x0D\x0AC: d")");
  EXPECT_EQ(error(R"({"status":200,"body":{}})"),
            "then.body: expected a string, got an object");
  EXPECT_EQ(error(R"({"status":200,"body_b64":"?"})"),
            "then.body_b64: expected base64, got \"?\"");
  EXPECT_EQ(error(R"({"status":200,"body":"a","body_b64":"YQ=="})"),
            "then.body_b64: expected nothing beside body, got \"YQ==\"");
}

TEST_F(FaultRoutesTest, TakesAThousandFaultsAndNoMore) {
  const auto list = [](int count) {
    std::string body = "[";
    for (int i = 0; i < count; ++i) body += (i > 0 ? "," : "") + With("");
    return body + "]";
  };
  EXPECT_EQ(Good("PUT", "/faults", list(1000)).size(), 1000u);
  EXPECT_EQ(Error("PUT", "/faults", list(1001)),
            "faults: expected at most 1000, got 1001");
}

}  // namespace
}  // namespace mdmock::control

// What a connector has to refuse, and for which reason.

#include "mocks/connector/refusals.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mocks/connector/rules.h"
#include "protocol/connector/reply.h"
#include "protocol/connector/request_rules.h"
#include "tests/mocks/connector/connector_lab.h"

namespace mdmock::connector {
namespace {

struct Case {
  std::string name;
  std::string body;
  std::string outcome;
  std::string rule;
  bool echoes = false;  // The reqId "9".
};

std::string With(const std::string& field, const std::string& value) {
  nlohmann::json body{{"mType", "initialCert"},
                      {"user", kJoe},
                      {"authToken", "56ht12d0"},
                      {"reqId", "9"}};
  body.erase(field);
  std::string text = body.dump();
  if (value.empty()) return text;
  text.insert(1, "\"" + field + "\":" + value + ",");
  return text;
}

std::string Nested(size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Refusals, NameTheReasonForEachBadRequest) {
  const std::string good = With("none", "");
  const Case cases[] = {
      {"malformed", R"({"mType":)", "badRequest", "json-syntax"},
      {"curly", "{\u201cmType\u201d:\u201cinitialCert\u201d}", "badRequest",
       "curly-quotes"},
      {"comma", good.substr(0, good.size() - 1) + ",}", "badRequest",
       "trailing-comma", true},
      {"empty", "", "badRequest", "empty"},
      {"blank", " \n", "badRequest", "empty"},
      {"array", "[]", "badRequest", "not-an-object"},
      {"string", "\"x\"", "badRequest", "not-an-object"},
      {"null", "null", "badRequest", "not-an-object"},
      {"number", "1", "badRequest", "not-an-object"},
      {"no mType", With("mType", ""), "badRequest", "field-missing", true},
      {"no user", With("user", ""), "badRequest", "field-missing", true},
      {"no reqId", With("reqId", ""), "badRequest", "field-missing"},
      {"empty user", With("user", R"("")"), "badRequest", "user-empty", true},
      {"empty mType", With("mType", R"("")"), "badRequest", "mtype-empty",
       true},
      {"user a number", With("user", "1"), "badRequest", "field-type", true},
      {"user a list", With("user", "[]"), "badRequest", "field-type", true},
      {"user an object", With("user", "{}"), "badRequest", "field-type", true},
      {"user true", With("user", "true"), "badRequest", "field-type", true},
      {"user null", With("user", "null"), "badRequest", "field-type", true},
      {"otp a number", With("authToken", "123456"), "badRequest", "field-type",
       true},
      {"reqId a number", With("reqId", "9"), "badRequest", "field-type"},
      {"reqId null", With("reqId", "null"), "badRequest", "field-type"},
      {"other mType", With("mType", R"("fooCert")"), "unknownRequest",
       "mtype-unknown", true},
      {"mType's case", With("mType", R"("InitialCert")"), "unknownRequest",
       "mtype-unknown", true},
      {"renewCert", With("mType", R"("renewCert")"), "unknownRequest",
       "mtype-unknown", true},
      {"user twice", With("none", R"(1,"user":"nobody@example.com")"),
       "badRequest", "duplicate-key", true},
      {"reqId twice", With("none", R"(1,"reqId":"8")"), "badRequest",
       "duplicate-key"},
      {"a mark", "\xEF\xBB\xBF" + good, "badRequest", "byte-order-mark", true},
      {"0xFF", With("user", "\"\xFF\""), "badRequest", "utf8"},
      {"UTF-16", std::string("{\0\"\0u\0\"\0:\0\"\0x\0\"\0}\0", 18),
       "badRequest", "utf8"},
      {"lone surrogate", With("user", R"("\ud800")"), "badRequest",
       "json-syntax"},
      {"a NUL", With("user", R"("joe.foo@example.com\u0000x")"), "badRequest",
       "user-characters", true},
      {"a line end", With("user", R"("joe.foo@example.com\r\nx")"),
       "badRequest", "user-characters", true},
      {"deep", Nested(10'000), "badRequest", "json-syntax"},
      {"deeper", Nested(100'000), "badRequest", "json-syntax"},
  };
  ConnectorLab lab;
  for (const Case& one : cases) {
    const server::Answer answer = lab.Post(kGetUserKeyPair, one.body);
    EXPECT_EQ(answer.response.status, 200) << one.name;
    EXPECT_EQ(OutcomeOf(answer), one.outcome) << one.name;
    EXPECT_TRUE(answer.verdict.Has("connector.request." + one.rule))
        << one.name;
    EXPECT_EQ(BodyOf(answer).value("reqId", ""), one.echoes ? "9" : "")
        << one.name;
    ReplyWish wish{.request_readable = one.echoes};
    if (one.echoes) wish.req_id = "9";
    EXPECT_TRUE(JudgeReplyText(answer.response.body, wish).verdict.accepted())
        << one.name << answer.response.body;
  }
  EXPECT_EQ(OutcomeOf(lab.Post(kGetUserKeyPair, good)), "success");
  EXPECT_EQ(lab.service.desk().ledger().num_issued(), 1u);
}

TEST(Refusals, DoNotKnowUsersByAnyOtherName) {
  ConnectorLab lab;
  for (const std::string name :
       {"nobody@example.com", "JOE.Foo@EXAMPLE.com", "joe.foo@example.com ",
        "*)(uid=*", "joe.foo@example.com,CN=admin", "../joe.foo@example.com",
        "joe.foo@example.com' OR '1'='1", "joe+x@example.com",
        "gone@example.com"}) {
    const server::Answer answer = lab.Enrol(name, "56ht12d0", "9");
    EXPECT_EQ(OutcomeOf(answer), "unknownUser") << name;
    EXPECT_EQ(BodyOf(answer).at("reqId"), "9");
    EXPECT_EQ(answer.response.status, 200);
  }
  EXPECT_EQ(OutcomeOf(lab.Enrol(std::string(900'000, 'u'), "56ht12d0")),
            "unknownUser");
  EXPECT_EQ(lab.service.desk().ledger().num_issued(), 0u);
}

TEST(Refusals, AreSaidInJsonOnceTheCallerIsKnown) {
  struct Query {
    std::string method;
    std::string target;
    std::string outcome;
    int status = 200;
  };
  const Query cases[] = {
      {"GET", "/pki?operation=getInfo", ""},
      {"GET", "/pki?operation=getInfo&x=1", ""},
      {"POST", "/pki?operation=getInfo", ""},
      {"HEAD", "/pki?operation=getInfo", ""},
      {"PUT", "/pki?operation=getInfo", "405", 405},
      {"OPTIONS", "/pki?operation=getInfo", "405", 405},
      {"GET", "/pki?operation=getUserKeyPair", "405", 405},
      {"PUT", "/pki?operation=getUserKeyPair", "405", 405},
      {"DELETE", "/pki?operation=getUserKeyPair", "405", 405},
      {"GET", "/pki?operation=GETINFO", "unknownRequest"},
      {"POST", "/pki?operation=fooBar", "unknownRequest"},
      {"POST", "/pki?operation=getUserKeyPair2", "unknownRequest"},
      {"POST", "/pki?operation=notifyCertificateReceived", "unknownRequest"},
      {"POST", "/pki", "badRequest"},
      {"POST", "/pki?operation=", "unknownRequest"},
      {"GET", "/pki?operation=getInfo&operation=getUserKeyPair", "badRequest"},
      {"POST", "/pki?operation=getUserKeyPair&operation=getUserKeyPair",
       "badRequest"},
      {"GET", "/nonexistent/pki?operation=getInfo", "404", 404},
      {"GET", "//pki?operation=getInfo", "404", 404},
      {"GET", "/pki/?operation=getInfo", "404", 404},
      {"GET", "/PKI?operation=getInfo", "404", 404}};
  ConnectorLab lab;
  for (const Query& one : cases) {
    const server::Answer answer = lab.Ask(lab.Request(
        one.method, one.target, ConnectorLab::Body(kJoe, "56ht12d0")));
    EXPECT_EQ(answer.response.status, one.status) << one.target;
    EXPECT_EQ(OutcomeOf(answer), one.outcome) << one.method << one.target;
    EXPECT_EQ(answer.verdict.accepted(), one.outcome.empty()) << one.target;
    const bool allows = http::Find(answer.response.headers, "Allow") != nullptr;
    EXPECT_EQ(allows, one.status == 405) << one.target;
    if (one.outcome == "unknownRequest") {
      EXPECT_EQ(BodyOf(answer).at("reqId"), "12487");
    }
  }
  EXPECT_EQ(lab.service.desk().ledger().num_issued(), 0u);
}

TEST(Refusals, TakeOtherMediaTypesForBadRequests) {
  ConnectorLab lab;
  const auto ask = [&](const std::string& name, const std::string& value) {
    http::Request request = lab.Request("POST", "/pki?operation=getUserKeyPair",
                                        ConnectorLab::Body(kJoe, "56ht12d0"));
    std::erase_if(request.headers,
                  [&](const http::Header& one) { return one.name == name; });
    if (!value.empty()) request.headers.push_back({name, value});
    return OutcomeOf(lab.Ask(request));
  };
  EXPECT_EQ(ask("Content-Type", "application/json; charset=utf-8"), "success");
  EXPECT_EQ(ask("Content-Type", "Application/JSON"), "success");
  EXPECT_EQ(ask("Content-Type", ""), "success");
  EXPECT_EQ(ask("Content-Type", "text/plain"), "badRequest");
  EXPECT_EQ(ask("Content-Type", "application/x-www-form-urlencoded"),
            "badRequest");
  EXPECT_EQ(ask("Content-Encoding", "gzip"), "badRequest");
  EXPECT_EQ(ask("Content-Encoding", "identity"), "success");
}

TEST(Refusals, ListWhatTheProfileHas) {
  ConnectorLab lab;
  const auto operations = [&lab] {
    return BodyOf(lab.Ask(lab.Request("GET", "/pki?operation=getInfo")))
        .at("operations")
        .dump();
  };
  EXPECT_EQ(operations(), R"(["getInfo","getUserKeyPair"])");
  lab.service.Change(
      [](ConnectorOptions& one) { one.profile = Profile::kDynamics; });
  EXPECT_EQ(operations(), R"(["getInfo","getUserKeyPair","getUserKeyPair2",)"
                          R"("notifyCertificateReceived"])");
  lab.service.Change([](ConnectorOptions& one) {
    one.operations = {"getInfo", "getUserKeyPair2"};
  });
  EXPECT_EQ(operations(), R"(["getInfo","getUserKeyPair2"])");
  EXPECT_EQ(OutcomeOf(lab.Enrol(kJoe, "56ht12d0")), "unknownRequest");
}

TEST(Refusals, AreFoundUnderThePrefixAlone) {
  ConnectorLab lab({.prefix = "/foo"});
  EXPECT_EQ(
      lab.Ask(lab.Request("GET", "/foo/pki?operation=getInfo")).response.status,
      200);
  for (const char* target : {"/pki", "/foo//pki", "/foopki", "/bar/pki"}) {
    EXPECT_EQ(
        lab.Ask(lab.Request("GET", std::string(target) + "?operation=getInfo"))
            .response.status,
        404)
        << target;
  }
}

TEST(Refusals, TellTheRuleWhereTheyAreAskedTo) {
  ConnectorLab lab({.explain_header = true});
  const server::Answer refused = lab.Enrol("nobody@example.com", "x");
  EXPECT_EQ(*http::Find(refused.response.headers, "X-Mdmock-Explain"),
            "connector.user.unknown");
  EXPECT_EQ(http::Find(lab.Enrol(kJoe, "56ht12d0").response.headers,
                       "X-Mdmock-Explain"),
            nullptr);
}

TEST(Refusals, KnowEveryRuleThatRefuses) {
  for (const Rule* rule : service_rules::kAll) {
    if (rule->severity != Severity::kRefusal) continue;
    Verdict verdict("connector");
    verdict.Add({rule, "", "", ""});
    const Refusal refusal = FirstRefusal(verdict);
    EXPECT_EQ(refusal.rule, rule);
    EXPECT_EQ(refusal.reason.empty(), refusal.status != 200) << rule->code;
    if (!refusal.reason.empty()) {
      EXPECT_NE(FindFailureReason(refusal.reason), nullptr) << rule->code;
      // Only a rule that is not in the table would say so of a service's.
      EXPECT_FALSE(refusal.reason == "badRequest" &&
                   rule->code.starts_with("connector.otp"));
    }
  }
  for (const Rule* rule : request_rules::kAll) {
    Verdict verdict("connector", Verdict::Strictness::kStrict);
    verdict.Add({rule, "", "", ""});
    if (rule->severity == Severity::kRemark) continue;
    EXPECT_EQ(FirstRefusal(verdict).status, 200) << rule->code;
  }
}

TEST(Refusals, ShowNoPasswordInTheVerdict) {
  ConnectorLab lab;
  const server::Answer answer =
      lab.Post(kGetUserKeyPair, With("authToken", R"("hunter2-typo")"));
  EXPECT_EQ(OutcomeOf(answer), "authFailure");
  for (const Finding& one : answer.verdict.findings()) {
    EXPECT_EQ((one.actual + one.expected).find("hunter2"), std::string::npos);
  }
  ASSERT_FALSE(answer.secrets.empty());
  EXPECT_EQ(answer.secrets.back(), "hunter2-typo");
}

}  // namespace
}  // namespace mdmock::connector

#include <future>
#include <nlohmann/json.hpp>

#include "mocks/control/json/rules.h"
#include "protocol/base/encoding.h"
#include "tests/mocks/control/control_fixture.h"

namespace mdmock::control {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class JournalRoutesTest : public ControlFixture {
 protected:
  void Add(std::string service, std::string raw = "") {
    journal::Entry entry;
    entry.service = std::move(service);
    entry.raw = std::move(raw);
    journal_.Add(std::move(entry));
  }

  Json Numbers(const std::string& target) {
    Json numbers = Json::array();
    const Json answer = Good("GET", target);
    for (const Json& one : answer["entries"]) {
      numbers.push_back(one["seq"]);
    }
    return numbers;
  }
};

TEST_F(JournalRoutesTest, ShowsAnEmptyJournal) {
  EXPECT_EQ(Good("GET", "/journal"), Json::parse(R"({"entries":[]})"));
}

TEST_F(JournalRoutesTest, ShowsEntriesByNumberServiceAndLimit) {
  for (const char* service : {"ade", "ws1", "ade", "ade"}) Add(service);
  EXPECT_EQ(Numbers("/journal"), Json({1, 2, 3, 4}));
  EXPECT_EQ(Numbers("/journal?after=2"), Json({3, 4}));
  EXPECT_EQ(Numbers("/journal?service=ade"), Json({1, 3, 4}));
  EXPECT_EQ(Numbers("/journal?service=ade&after=1&limit=1"), Json({3}));
  EXPECT_EQ(Numbers("/journal?after=18446744073709551615"), Json::array());
}

TEST_F(JournalRoutesTest, ShowsOneEntry) {
  Add("ade", "GET / HTTP/1.1\r\n\r\n");
  const Json entry = Good("GET", "/journal/1");
  EXPECT_EQ(entry["seq"], 1);
  EXPECT_EQ(entry["request"]["raw_b64"], Base64("GET / HTTP/1.1\r\n\r\n"));
}

TEST_F(JournalRoutesTest, SaysThatAnEntryIsNotThere) {
  const server::Answer answer = Ask("GET", "/journal/1");
  EXPECT_EQ(answer.response.status, 404);
  EXPECT_TRUE(answer.verdict.Has(rules::kEntryUnknown.code));
  EXPECT_THAT(answer.response.body, HasSubstr("got 1"));
}

TEST_F(JournalRoutesTest, RefusesANumberThatIsNone) {
  for (const char* number : {"0", "-1", "x", "1x", "18446744073709551616"}) {
    EXPECT_EQ(Error("GET", std::string("/journal/") + number),
              std::string("seq: expected a whole number of 1 or more, got \"") +
                  number + "\"");
  }
}

TEST_F(JournalRoutesTest, RefusesAQueryThatItCannotUse) {
  EXPECT_EQ(Error("GET", "/journal?after=x"),
            "after: expected a whole number of 0 or more, got \"x\"");
  EXPECT_EQ(Error("GET", "/journal?after="),
            "after: expected a whole number of 0 or more, got \"\"");
  EXPECT_EQ(Error("GET", "/journal?limit=0"),
            "limit: expected a whole number of 1 or more, got \"0\"");
  EXPECT_EQ(Error("GET", "/journal?after=1&after=2"),
            "after: expected one value, got several");
  EXPECT_EQ(Error("GET", "/journal?service=adee"),
            "service: expected the name of a service: ade, ws1, connector, got "
            "\"adee\"");
  EXPECT_EQ(Error("GET", "/journal?timeout_ms=30001"),
            "timeout_ms: expected a whole number from 0 to 30000, got "
            "\"30001\"");
  EXPECT_EQ(Error("GET", "/journal?befor=1"),
            "query: expected no names but after, service, limit, wait, "
            "timeout_ms, got \"befor\"");
}

TEST_F(JournalRoutesTest, HasNoEntriesOfAServiceThatDoesNotRun) {
  Add("ade");
  EXPECT_EQ(Good("GET", "/journal?service=connector"),
            Json::parse(R"({"entries":[]})"));
}

TEST_F(JournalRoutesTest, ForgetsAllEntries) {
  Add("ade");
  EXPECT_EQ(Good("DELETE", "/journal"), Json::parse(R"({"entries":[]})"));
  EXPECT_TRUE(journal_.After(0).empty());
  for (const PlayfulService* one : {&ade_, &ws1_}) {
    EXPECT_THAT(one->told, ::testing::ElementsAre("forget requests"));
  }
}

TEST_F(JournalRoutesTest, WaitsForEntriesOfAService) {
  Add("ade");
  auto waiting = std::async(std::launch::async, [this] {
    return Good("GET", "/journal?after=1&service=ade&wait=1&timeout_ms=30000");
  });
  Add("ws1");
  Add("ade");
  const Json answer = waiting.get();
  EXPECT_EQ(answer["timed_out"], false);
  ASSERT_EQ(answer["entries"].size(), 1u);
  EXPECT_EQ(answer["entries"][0]["seq"], 3);
}

TEST_F(JournalRoutesTest, SaysThatAWaitWasInVain) {
  Add("ade");
  const Json answer = Good("GET", "/journal?wait=2&timeout_ms=1");
  EXPECT_EQ(answer["timed_out"], true);
  EXPECT_EQ(answer["entries"].size(), 1u);
}

TEST_F(JournalRoutesTest, HidesSecretsEvenThoseThatCameLater) {
  Add("ade", "CS_0123456789");
  secrets_.Hide("CS_0123456789", "[x]");
  EXPECT_EQ(Good("GET", "/journal")["entries"][0]["request"]["raw_b64"],
            Base64("[x]"));
  EXPECT_EQ(Good("GET", "/journal/1")["request"]["raw_b64"], Base64("[x]"));
}

TEST_F(JournalRoutesTest, ShowsSecretsWhenAskedTo) {
  Add("ade", "CS_0123456789");
  secrets_.Hide("CS_0123456789");
  ControlService open(
      {clock_, entropy_, journal_, secrets_, faults_, {&ade_}, false});
  const http::Request request{"GET", "/journal/1", "HTTP/1.1", {}, ""};
  const auto answer = open.Handle({request, "http", clock_.Now(), 0});
  ASSERT_TRUE(answer);
  EXPECT_EQ(Json::parse(answer->response.body)["request"]["raw_b64"],
            Base64("CS_0123456789"));
}

TEST_F(JournalRoutesTest, ShowsRequestsThatAreNotText) {
  journal::Entry entry;
  entry.raw = entry.request.target = entry.request.body = "\xff\xfe\x00x";
  entry.request.headers = {{"\x80", "\xc3"}};
  entry.verdict.Show("base string", "\xf0\x9f");
  journal_.Add(entry);
  const Json shown = Good("GET", "/journal")["entries"][0];
  EXPECT_EQ(shown["request"]["target"], R"(\xFF\xFE)");
  EXPECT_EQ(shown["request"]["headers"][0][0], R"(\x80)");
}

}  // namespace
}  // namespace mdmock::control

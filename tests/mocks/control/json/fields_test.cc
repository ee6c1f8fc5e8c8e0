#include "mocks/control/json/fields.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace mdmock::control {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Json = nlohmann::json;

std::vector<std::string> Sentences(const Problems& problems) {
  std::vector<std::string> sentences;
  for (const Problem& one : problems) sentences.push_back(Sentence(one));
  return sentences;
}

TEST(Fields, GivesWhatIsThereAndNothingForWhatIsNot) {
  const Json object = {{"a", "x"}, {"b", 7}, {"c", 1.5}, {"d", {1, 2}}};
  Problems problems;
  Fields fields(object, "", problems);
  EXPECT_EQ(fields.Text("a"), "x");
  EXPECT_EQ(fields.Whole("b", 0), 7u);
  EXPECT_EQ(fields.Number("c", 0, 2), 1.5);
  ASSERT_NE(fields.Take("d"), nullptr);
  EXPECT_EQ(fields.Take("e"), nullptr);
  EXPECT_EQ(fields.Text("f"), std::nullopt);
  fields.Finish();
  EXPECT_THAT(Sentences(problems), IsEmpty());
}

TEST(Fields, NamesEveryProblemWithItsPlace) {
  const Json object = {{"a", 1}, {"b", -1}, {"c", 3}, {"z", 0}};
  Problems problems;
  Fields fields(object, "list[0]", problems);
  fields.Text("a");
  fields.Whole("b", 1, 5);
  fields.Number("c", 0, 2);
  fields.Require("d", "a name");
  fields.Finish();
  EXPECT_THAT(
      Sentences(problems),
      ElementsAre("list[0].a: expected a string, got 1",
                  "list[0].b: expected a whole number from 1 to 5, got -1",
                  "list[0].c: expected a number from 0 to 2, got 3",
                  "list[0].d: expected a name, got nothing",
                  "list[0]: expected no fields but a, b, c, d, got the field "
                  "\"z\""));
}

TEST(Fields, ComplainsOnceOfWhatIsNoObject) {
  const Json list = Json::array({1});
  Problems problems;
  Fields fields(list, "then", problems);
  fields.Require("a", "a name");
  fields.Finish();
  EXPECT_THAT(Sentences(problems),
              ElementsAre("then: expected an object, got a list"));
}

TEST(ReadJson, GivesTheDocumentOrTheFirstWrongByte) {
  Problems problems;
  EXPECT_EQ(ReadJson(" {\"a\":1} ", problems), Json({{"a", 1}}));
  EXPECT_THAT(problems, IsEmpty());
  EXPECT_TRUE(ReadJson("{\n\"a\" 1}", problems).is_null());
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].where, "body, line 2, column 5 (byte 7)");
}

TEST(Shown, NamesAValueInOneShortLine) {
  EXPECT_EQ(Shown(Json("a\nb")), R"("a\x0Ab")");
  EXPECT_EQ(Shown(Json(std::string(5000, 'x'))).size(),
            std::string("\"… (5000 bytes)\"").size() + 60);
  EXPECT_EQ(Shown(Json::object()), "an object");
  EXPECT_EQ(Shown(Json(true)), "true");
}

}  // namespace
}  // namespace mdmock::control

#include "protocol/connector/json_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mdmock::connector {
namespace {

using Kind = JsonFault::Kind;
using ::testing::ElementsAre;

// The kinds of fault in a text, in order.
std::vector<Kind> Faults(std::string_view bytes) {
  std::vector<Kind> kinds;
  for (const JsonFault& fault : ReadJsonText(bytes).faults) {
    kinds.push_back(fault.kind);
  }
  return kinds;
}

TEST(JsonTextTest, KeepsWhatWasWritten) {
  const JsonText text = ReadJsonText(
      R"( {"b":"12\u00e9\"","a":[1,-2,2.50,true,null,{}],"b2":""} )");
  ASSERT_TRUE(text.well_formed());
  const JsonValue& object = *text.value;
  ASSERT_EQ(object.members.size(), 3U);
  EXPECT_EQ(object.members[0].name, "b");
  EXPECT_EQ(object.members[0].value.text, "12\xC3\xA9\"");
  const JsonValue* list = object.Find("a");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->elements.size(), 6U);
  EXPECT_EQ(list->elements[1].text, "-2");
  EXPECT_EQ(list->elements[2].text, "2.50");
  EXPECT_EQ(list->elements[3].kind, JsonValue::Kind::kBoolean);
  EXPECT_TRUE(list->elements[4].is_null());
  EXPECT_TRUE(list->elements[5].is_object());
  EXPECT_EQ(object.Find("c"), nullptr);
}

TEST(JsonTextTest, TakesTheLastOfTwoMembersAndNamesThem) {
  const JsonText text =
      ReadJsonText(R"({"user":"a","x":{"user":"b"},"user":"c"})");
  EXPECT_TRUE(text.well_formed());
  ASSERT_EQ(text.faults.size(), 1U);
  EXPECT_EQ(text.faults[0].kind, Kind::kDuplicateKey);
  EXPECT_EQ(text.faults[0].what, "user");
  EXPECT_EQ(text.value->Find("user")->text, "c");
}

TEST(JsonTextTest, ReadsCurlyQuotesAndSaysSo) {
  const JsonText text = ReadJsonText("{ “operations”: [ “getInfo” ] }");
  EXPECT_FALSE(text.well_formed());
  ASSERT_EQ(text.faults.size(), 1U);
  EXPECT_EQ(text.faults[0].kind, Kind::kCurlyQuotes);
  EXPECT_EQ(text.faults[0].offset, 2U);
  ASSERT_TRUE(text.value);
  EXPECT_EQ(text.value->Find("operations")->elements[0].text, "getInfo");
}

TEST(JsonTextTest, LeavesCurlyQuotesInsideStringsAlone) {
  const JsonText text = ReadJsonText("{\"a\":\"he said “no”, }\"}");
  EXPECT_TRUE(text.well_formed());
  EXPECT_THAT(text.faults, ElementsAre());
  EXPECT_EQ(text.value->Find("a")->text, "he said “no”, }");
}

TEST(JsonTextTest, NamesEachFault) {
  EXPECT_THAT(Faults("{\"a\":1,}"), ElementsAre(Kind::kTrailingComma));
  EXPECT_THAT(Faults("[1, ]"), ElementsAre(Kind::kTrailingComma));
  EXPECT_THAT(Faults("\xEF\xBB\xBF{}"), ElementsAre(Kind::kByteOrderMark));
  EXPECT_THAT(Faults(""), ElementsAre(Kind::kEmpty));
  EXPECT_THAT(Faults(" \r\n"), ElementsAre(Kind::kEmpty));
  EXPECT_THAT(Faults("{\"a\":\"\xFF\"}"), ElementsAre(Kind::kUtf8));
  EXPECT_THAT(Faults(std::string("{\0}\0", 4)), ElementsAre(Kind::kUtf16));
  EXPECT_THAT(Faults("\xFF\xFE{"), ElementsAre(Kind::kUtf16));
  for (const char* text :
       {"{", "{\"a\":", "{a:1}", "{'a':1}", "{} {}", "<html>", "{\"a\" 1}",
        "\"\\ud800\"", "[01]", "nul", "{“a”:1", "[1,,]"}) {
    EXPECT_THAT(Faults(text), ElementsAre(Kind::kSyntax)) << text;
    EXPECT_FALSE(ReadJsonText(text).value) << text;
  }
}

TEST(JsonTextTest, RefusesZeroBytesAnywhere) {
  for (const std::string& text :
       {std::string("{}  \0", 5), std::string("{}  \0{}", 7),
        std::string("{\"a\":1}\0junk", 12), std::string("{\"a\":\0 1}", 9),
        std::string("{\"a\":\"\0\"}", 9)}) {
    EXPECT_THAT(Faults(text), ElementsAre(Kind::kSyntax));
    EXPECT_FALSE(ReadJsonText(text).value);
    EXPECT_EQ(ReadJsonText(text).faults.at(0).offset, text.find('\0'));
  }
}

TEST(JsonTextTest, TakesNumbersThatNoDoubleHolds) {
  const std::string digits = "-" + std::string(5001, '7');
  const JsonText text =
      ReadJsonText("{\"a\":1e999,\"1e999\":[12,\"\\\"1e999\",1E+400,-1.5e999," +
                   digits + ",1e-999,3]}");
  ASSERT_TRUE(text.well_formed());
  EXPECT_EQ(text.value->Find("a")->text, "1e999");
  const auto& list = text.value->Find("1e999")->elements;
  ASSERT_EQ(list.size(), 7U);
  EXPECT_EQ(list[0].text, "12");
  EXPECT_EQ(list[1].text, "\"1e999");
  EXPECT_EQ(list[2].text, "1E+400");
  EXPECT_EQ(list[3].text, "-1.5e999");
  EXPECT_EQ(list[4].text, digits);
  EXPECT_EQ(list[5].text, "1e-999");
  EXPECT_EQ(list[6].text, "3");
  for (const char* wrong :
       {"[1e999,]]", "[01e999]", "[1.e999]", "[1e999", "[.1e999,1e999]",
        "[1e999,+1e999]", "[1e999 2]", "[1e999e1]", "[1e999,--1e999]"}) {
    EXPECT_THAT(Faults(wrong), ElementsAre(Kind::kSyntax)) << wrong;
  }
}

TEST(JsonTextTest, SaysAtWhichByte) {
  EXPECT_EQ(ReadJsonText("{\"a\":x}").faults.at(0).offset, 5U);
  EXPECT_EQ(ReadJsonText("{\"aé\":\"\xC3(\"}").faults.at(0).offset, 8U);
  EXPECT_EQ(ReadJsonText("{\"a\":1").faults.at(0).offset, 6U);
}

TEST(JsonTextTest, EndsAtItsLimits) {
  EXPECT_THAT(Faults(std::string(100'000, '[')), ElementsAre(Kind::kTooDeep));
  EXPECT_TRUE(
      ReadJsonText(std::string(64, '[') + std::string(64, ']')).well_formed());
  std::string many = "[0";
  for (size_t i = 0; i < kMaxJsonValues; ++i) many += ",0";
  EXPECT_THAT(Faults(many + "]"), ElementsAre(Kind::kTooDeep));
}

}  // namespace
}  // namespace mdmock::connector

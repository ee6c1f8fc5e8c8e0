#include "mocks/workspace_one/xml.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace mdmock::workspace_one {
namespace {

std::string Read(std::string_view text) {
  control::Problems problems;
  const nlohmann::json json = ReadXml(text, problems);
  return problems.empty() ? json.dump() : "refused";
}

TEST(Xml, BecomesObjectsListsAndTexts) {
  EXPECT_EQ(Read("<a/>"), "\"\"");
  EXPECT_EQ(Read("<a>b</a>"), "\"b\"");
  EXPECT_EQ(Read("<a><b>1</b><c/></a>"), R"({"b":"1","c":""})");
  EXPECT_EQ(Read("<a><b>1</b><b>2</b><b>3</b></a>"), R"({"b":["1","2","3"]})");
  EXPECT_EQ(Read("<x:a xmlns:x='u' k=\"&gt;\">\n <x:b>1</x:b>\n</x:a>\n"),
            R"({"b":"1"})");
  EXPECT_EQ(Read("\xEF\xBB\xBF<?xml version=\"1.0\"?><!-- c --><a>x<!-- d -->"
                 "<![CDATA[<&]]></a >"),
            R"("x<&")");
  EXPECT_EQ(Read("<a>&lt;&amp;&#65;&#x1F600;&apos;</a>"),
            "\"<&A\xF0\x9F\x98\x80'\"");
}

TEST(Xml, IsRefusedWhereItIsDamaged) {
  for (const std::string text : {"",
                                 " ",
                                 "a",
                                 "<",
                                 "<a",
                                 "<a>",
                                 "<a></b>",
                                 "<a/><b/>",
                                 "<a/>x",
                                 "<a b></a>",
                                 "<a b=c></a>",
                                 "<a b='c></a>",
                                 "<a>&</a>",
                                 "<a>&x;</a>",
                                 "<a>&#0;</a>",
                                 "<a>&#xD800;</a>",
                                 "<a>&#99999999999;</a>",
                                 "<a><b></a>",
                                 "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                                 "<a><![CDATA[x</a>",
                                 "<a><!-- x</a>",
                                 "<?xml",
                                 "</a>",
                                 "< a/>",
                                 "<a>\xff</a>"}) {
    EXPECT_EQ(Read(text), "refused") << text;
  }
}

TEST(Xml, HasItsDepthBounded) {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<a>";
    for (int i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  EXPECT_NE(Read(nested(32)), "refused");
  EXPECT_EQ(Read(nested(33)), "refused");
  EXPECT_EQ(Read(nested(100'000)), "refused");
}

TEST(Xml, SaysWhereItIsDamaged) {
  control::Problems problems;
  ReadXml("<a><b></a>", problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].where, "body, byte 8");
  EXPECT_EQ(problems[0].expected, "well-formed XML in UTF-8");
  EXPECT_EQ(problems[0].actual, "mismatched tag");
}

}  // namespace
}  // namespace mdmock::workspace_one

#include "protocol/http/url.h"

#include <gmock/gmock.h>

#include "protocol/http/form.h"
#include "protocol/http/message.h"

namespace mdmock::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(UrlTest, TakesAUrlApart) {
  const auto url = ReadUrl("HTTPS://Mdm.Example.com:8443/a%20b?x=1#part");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->authority, (Authority{"Mdm.Example.com", 8443}));
  EXPECT_EQ(url->path, "/a%20b");
  EXPECT_EQ(url->query, "x=1");
  EXPECT_EQ(url->Target(), "/a%20b?x=1");
}

TEST(UrlTest, GivesAPathToAUrlWithout) {
  const auto url = ReadUrl("http://h?q");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->path, "/");
  EXPECT_EQ(url->Target(), "/?q");
}

TEST(UrlTest, RefusesWhatItCannotUse) {
  for (const char* text :
       {"", "h", "ftp://h/", "http://", "http:///x", "http://h:99999/",
        "http://h:x/", "http://h/a b", "http://h/\n", "//h/"}) {
    EXPECT_FALSE(ReadUrl(text)) << text;
  }
}

TEST(UrlTest, ReadsAuthorities) {
  EXPECT_EQ(ReadAuthority("h"), (Authority{"h", std::nullopt}));
  EXPECT_EQ(ReadAuthority("h:"), (Authority{"h", std::nullopt}));
  EXPECT_EQ(ReadAuthority("h:0"), (Authority{"h", 0}));
  EXPECT_EQ(ReadAuthority("[::1]:80"), (Authority{"[::1]", 80}));
  EXPECT_EQ(ReadAuthority("[::1]"), (Authority{"[::1]", std::nullopt}));
  EXPECT_FALSE(ReadAuthority(""));
  EXPECT_FALSE(ReadAuthority("h:65536"));
  EXPECT_FALSE(ReadAuthority("h:-1"));
}

TEST(UrlTest, CutsTargetsAtTheFirstQuestionMark) {
  EXPECT_EQ(SplitTarget("/a?b?c").path, "/a");
  EXPECT_EQ(SplitTarget("/a?b?c").query, "b?c");
  EXPECT_EQ(SplitTarget("/a?").query, "");
  EXPECT_FALSE(SplitTarget("/a").query);
  EXPECT_EQ(DefaultPort("http"), 80);
  EXPECT_EQ(DefaultPort("https"), 443);
}

TEST(FormTest, ReadsPairsInOrder) {
  EXPECT_THAT(
      ReadForm("b=2&a=x+y&a=%2F&c&=v&&d=1=2&e=%zz"),
      ElementsAre(Parameter{"b", "2"}, Parameter{"a", "x y"},
                  Parameter{"a", "/"}, Parameter{"c", ""}, Parameter{"", "v"},
                  Parameter{"d", "1=2"}, Parameter{"e", "%zz"}));
  EXPECT_THAT(ReadForm(""), IsEmpty());
  EXPECT_THAT(ReadForm("&&"), IsEmpty());
}

TEST(MessageTest, FindsHeadersInAnyCase) {
  const Headers headers{{"Host", "h"}, {"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(*Find(headers, "HOST"), "h");
  EXPECT_EQ(Find(headers, "X-B"), nullptr);
  EXPECT_THAT(FindAll(headers, "X-a"), ElementsAre("1", "2"));
}

TEST(MessageTest, GivesTheMediaTypeWithoutParameters) {
  EXPECT_EQ(MediaType(" Application/JSON ; charset=utf-8"), "application/json");
  EXPECT_EQ(MediaType(""), "");
}

}  // namespace
}  // namespace mdmock::http

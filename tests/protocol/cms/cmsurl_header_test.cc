#include "protocol/cms/cmsurl_header.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/signer.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"

namespace mdmock::cms {
namespace {

using test_support::CauseOf;
using test_support::Get;
using test_support::Header;
using test_support::Judge;
using test_support::Make;
using test_support::Rules;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

using Codes = std::vector<std::string>;

struct Spelling {
  std::string value;
  Codes rules;
  bool accepted;
};

std::string Wrapped(const std::string& text, const std::string& line_end) {
  std::string wrapped;
  for (size_t at = 0; at < text.size(); at += 64) {
    if (at != 0) wrapped += line_end;
    wrapped += text.substr(at, 64);
  }
  return wrapped;
}

// A message whose base64 ends in "=", so that padding can be left out, and
// holds "+" and "/".
const std::string& Message() {
  static const std::string message = [] {
    for (int second = 0;; ++second) {
      std::string made =
          Make({.time = test_support::kNow + std::chrono::seconds(second % 60),
                .attached = std::nullopt});
      const std::string text = Base64(made);
      if (text.find('+') != std::string::npos &&
          text.find('/') != std::string::npos) {
        return made;
      }
    }
  }();
  return message;
}

std::string Unpadded(std::string text) {
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::vector<Spelling> Spellings() {
  const std::string text = Base64(Message());
  const bool padded = text.ends_with('=');
  const std::string pem =
      "-----BEGIN CMS-----\n" + Wrapped(text, "\n") + "\n-----END CMS-----";
  Codes unpadded;
  if (padded) unpadded = {"base64-unpadded"};
  return {
      {"CMSURL`1 " + text, {}, true},
      {"CMSURL'1 " + text, {}, true},
      {"cmsurl`1 " + text, {"scheme-case"}, true},
      {"CmsUrl'1 " + text, {"scheme-case"}, true},
      {"CMSURL `1 " + text, {"separator-space-before"}, true},
      {"CMSURL`1" + text, {"separator-space-missing"}, true},
      {"CMSURL`1  " + text, {"separator.spaces"}, true},
      {"CMSURL`1\t" + text, {"separator.spaces"}, true},
      {"CMSURL1 " + text, {"separator-missing"}, false},
      {"CMSURL 1 " + text, {"separator-missing"}, false},
      {"CMSURL " + text, {"separator-missing"}, false},
      {"CMSURL1" + text,
       {"separator-missing", "separator-space-missing"},
       false},
      {"CMSURL\u20191 " + text, {"separator-typographic"}, false},
      {"CMSURL\u20181 " + text, {"separator-typographic"}, false},
      {"CMSURL\u00B41 " + text, {"separator-typographic"}, false},
      {"CMSURL\xB4" + std::string("1 ") + text,
       {"separator-typographic"},
       false},
      {"CMSURL\\`1 " + text, {"separator.other"}, false},
      {"CMSURL\"1 " + text, {"separator.other"}, false},
      {"CMSURL`" + text, {"separator.other"}, false},
      {"CMSURL`2 " + text, {"separator.other"}, false},
      {"CMSURL`2" + text, {"separator.other"}, false},
      {"CMSURL``1 " + text, {"separator.other"}, false},
      {"CMSURL`'1" + text, {"separator.other"}, false},
      {"CMSURL` 1 " + text, {"separator.other"}, false},
      {"CMSURL`1 " + Wrapped(text, "\r\n "), {"base64-wrapped"}, true},
      {"CMSURL`1 " + Wrapped(text, " "), {"base64-wrapped"}, true},
      {"CMSURL`1 " + Wrapped(text, "%0A"), {"base64.syntax"}, false},
      {"CMSURL`1 " + Wrapped(text, "\\n"), {"base64.syntax"}, false},
      {"CMSURL`1 \"" + text + "\"", {"base64.syntax"}, false},
      {"CMSURL`1 b'" + text + "'", {"base64.syntax"}, false},
      {"CMSURL`1 b\"" + text + "\"", {"base64.syntax"}, false},
      {"CMSURL`1 b'" + Wrapped(text, "\\n") + "\\n'", {"base64.syntax"}, false},
      {"CMSURL`1 '" + text + "?'", {"base64.syntax"}, false},
      {"CMSURL`1 " + Base64Url(Message(), true), {"base64url"}, false},
      {"CMSURL`1 " + Unpadded(text), unpadded, true},
      {"CMSURL`1 " + Base64(text), {"base64-twice"}, false},
      {"CMSURL`1 " + Base64(Wrapped(text, "\n")), {"base64-twice"}, false},
      {"CMSURL`1 " + pem, {"pem-armour"}, false},
      {"CMSURL`1 " + Base64(pem), {"pem-armour"}, false},
      {"CMSURL`1 " + Hex(Message()), {"hex"}, false},
      {"CMSURL`1 0x" + Hex(Message(), HexCase::kUpper), {"hex"}, false},
      {"CMSURL`1 " + Base64(Hex(Message())), {"hex"}, false},
      {"CMSURL`1 {{SIGNED_DATA}}", {"template-unfilled"}, false},
      {"CMSURL`1 ${signed}", {"template-unfilled"}, false},
      {"CMSURL`1 {}", {"template-unfilled"}, false},
      {"CMSURL`1 <Signed Content>", {"template-unfilled"}, false},
      {"CMSURL`1 None", {"template-unfilled"}, false},
      {"CMSURL`1", {"message.missing"}, false},
      {"CMSURL`1 ====", {"base64.syntax"}, false},
      {"CMSURL`1 " + text + "====", {"base64.syntax"}, false},
      {"CMSURL`1 MIIé", {"base64.syntax"}, false},
      {"CMSURL`1 " + Base64("hello"), {"message.syntax"}, false},
      {"CMSURLish " + text, {"authorization.scheme"}, false},
      {"OAuth realm=x", {"authorization.scheme"}, false},
      {"CMSURL`1 " + std::string(200'000, 'M'), {"header.too-long"}, false},
      // Several at once.
      {"cmsurl `1" + Wrapped(Unpadded(text), "\n"),
       [&] {
         Codes codes{"scheme-case", "separator-space-before",
                     "separator-space-missing", "base64-wrapped"};
         if (padded) codes.push_back("base64-unpadded");
         return codes;
       }(),
       true},
      {"CMSURL\u20191" + pem,
       {"separator-typographic", "separator-space-missing", "pem-armour"},
       false},
  };
}

TEST(CmsUrlHeaderTest, NamesEachWayToSpellItWrongly) {
  for (const Spelling& one : Spellings()) {
    const Verdict verdict = Judge(Get(one.value));
    EXPECT_EQ(Rules(verdict), one.rules) << one.value.substr(0, 60) << "\n"
                                         << Explain(verdict);
    EXPECT_EQ(verdict.accepted(), one.accepted) << one.value.substr(0, 60);
    EXPECT_EQ(CauseOf(verdict), "none");
  }
}

std::string ActualOf(const std::string& value, std::string_view code) {
  for (const Finding& one : ReadCmsUrlHeader(value).findings) {
    if (one.rule->code == code) return one.actual;
  }
  return "no such finding";
}

TEST(CmsUrlHeaderTest, SaysWhatStandsInAnothersPlace) {
  const std::string text = Base64(Message());
  EXPECT_EQ(ActualOf("CMSURL`2 " + text, "cmsurl.separator.other"), "2");
  EXPECT_EQ(ActualOf("CMSURL``1 " + text, "cmsurl.separator.other"), "`1");
  EXPECT_EQ(ActualOf("CMSURL\u20191 " + text, "cmsurl.separator-typographic"),
            "\u2019");
  EXPECT_EQ(ActualOf("CMSURL`1 " + Wrapped(text, " "), "cmsurl.base64-wrapped")
                .substr(0, 14),
            "white space in");
  EXPECT_EQ(ActualOf("CMSURL`1 " + text.substr(0, 64) + " " + text.substr(64),
                     "cmsurl.base64-wrapped"),
            "white space in 1 place");
  EXPECT_EQ(ActualOf("CMSURL`1 b'MIIa'", "cmsurl.base64.syntax"),
            "b'MIIa'…, as Python prints bytes");
}

// It may be a password, or half a token.
TEST(CmsUrlHeaderTest, ShowsLittleOfWhatIsNoScheme) {
  const auto actual = [](const std::string& value) {
    return ActualOf(value, "cmsurl.authorization.scheme");
  };
  EXPECT_EQ(actual("Basic dXNlcjpzZWNyZXQ="), "Basic");
  EXPECT_EQ(actual("Negotiate YIIx"), "Negotiat… (9 bytes)");
  EXPECT_EQ(actual("dXNlcjpzZWNyZXQ="), "dXNlcjpz… (16 bytes)");
  EXPECT_EQ(actual("user:secretpassword"), "user:sec… (19 bytes)");
  EXPECT_EQ(actual("hunter22"), "hunt… (8 bytes)");
}

TEST(CmsUrlHeaderTest, CountsMissingPadding) {
  // Of three lengths in a row, two are padded.
  size_t num_unpadded = 0;
  for (const std::string name : {"a", "ab", "abc"}) {
    const std::string text = Base64(Make({}) + name);
    const CmsUrlHeader header = ReadCmsUrlHeader("CMSURL`1 " + Unpadded(text));
    num_unpadded += header.findings.size();
    EXPECT_EQ(header.message, Make({}) + name);
    for (const Finding& finding : header.findings) {
      EXPECT_EQ(finding.rule->code, "cmsurl.base64-unpadded");
    }
  }
  EXPECT_EQ(num_unpadded, 2U);
}

TEST(CmsUrlHeaderTest, DoubtsUnusedBits) {
  const std::string text = Base64(Make({}) + "a");
  std::string other = text;
  // The last digit before the padding: its lowest bit is not used.
  char& last =
      other[other.find('=') == std::string::npos ? other.size() - 1
                                                 : other.find('=') - 1];
  last = static_cast<char>(last + 1);
  const CmsUrlHeader header = ReadCmsUrlHeader("CMSURL`1 " + other);
  if (text.ends_with('=')) {
    ASSERT_EQ(header.findings.size(), 1U);
    EXPECT_EQ(header.findings[0].rule->code, "cmsurl.base64.bits");
  }
}

TEST(CmsUrlHeaderTest, TakesTheSeparatorThatIsAskedFor) {
  CmsUrlOptions options;
  options.header.separator = Separator::kApostrophe;
  const std::string text = Base64(Message());
  EXPECT_THAT(Rules(Judge(Get("CMSURL'1 " + text), options)), IsEmpty());
  EXPECT_THAT(Rules(Judge(Get("CMSURL`1 " + text), options)),
              ElementsAre("separator.other"));
  options.header.separator = Separator::kBacktick;
  EXPECT_THAT(Rules(Judge(Get("CMSURL`1 " + text), options)), IsEmpty());
  EXPECT_THAT(Rules(Judge(Get("CMSURL'1 " + text), options)),
              ElementsAre("separator.other"));
}

TEST(CmsUrlHeaderTest, DoubtsLongHeaders) {
  const std::string text = Base64(Make({.attached = std::string(7000, 'x')}));
  EXPECT_THAT(Rules(Judge(Get("CMSURL`1 " + text))),
              ElementsAre("header.long", "content-attached",
                          "attached-content.differs"));
}

// Form and content are told apart, and told together.
TEST(CmsUrlHeaderTest, LeavesTheContentToTheCause) {
  const std::string text =
      Base64(Make({.content = "/API/mdm/devices/12772?page=0"}));
  const Verdict verdict = Judge(
      Get("CMSURL`1 " + Wrapped(text, "\n"), "/API/mdm/devices/12772?page=0"));
  EXPECT_THAT(Rules(verdict), UnorderedElementsAre("base64-wrapped",
                                                   "message-digest.mismatch"));
  EXPECT_EQ(CauseOf(verdict), "proved: signed-path-and-query");
}

}  // namespace
}  // namespace mdmock::cms

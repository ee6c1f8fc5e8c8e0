#include "protocol/cms/cmsurl_mistakes.h"

#include <gmock/gmock.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_rules.h"
#include "protocol/cms/cmsurl_spellings.h"
#include "protocol/cms/signer.h"
#include "protocol/verdict/verdict_text.h"
#include "tests/protocol/cms/recipe.h"

namespace mdmock::cms {
namespace {

using test_support::CauseOf;
using test_support::Get;
using test_support::Header;
using test_support::Judge;
using test_support::kNow;
using test_support::Make;
using test_support::Recipe;
using test_support::Rules;
using test_support::SignerNamed;
using ::testing::Contains;
using ::testing::HasSubstr;

// One client that goes wrong: what it asks for, what it signs, and the cause.
struct Case {
  std::string target;
  std::string content;
  std::string cause;
};

std::string Digest(std::string_view text) {
  return crypto::Digest(crypto::DigestAlgorithm::kSha256, text);
}

std::vector<Case> Cases() {
  const std::string p = "/API/mdm/devices/search";
  const std::string q = p + "?page=0&pagesize=2";
  const std::string odd = "/API/mdm/x%2fy%C3%BC/./a;v=1/b;w=2";
  return {
      {q, q, "proved: signed-path-and-query"},
      {q, "https://as1.example" + q, "proved: signed-full-url"},
      {q, "https://as1.example" + p, "proved: signed-full-url"},
      {p, "https://as1.example:443" + p, "proved: signed-full-url"},
      {q, "as1.example" + q, "proved: signed-host-and-path"},
      {q, "as1.example:443" + p, "proved: signed-host-and-path"},
      {q, "page=0&pagesize=2", "proved: signed-query-only"},
      {q, "?page=0&pagesize=2", "proved: signed-query-only"},
      {p, p.substr(1), "proved: signed-no-leading-slash"},
      {p, p + "/", "proved: signed-trailing-slash"},
      {p + "/", p, "proved: signed-no-trailing-slash"},
      {"/API/mdm/Devices", "/api/mdm/devices", "proved: signed-lower-case"},
      {p, "/api/mdm/devices/search",
       "ambiguous: signed-lower-case | signed-api-case"},
      {"/API/mdm/Devices", "/api/mdm/Devices", "proved: signed-api-case"},
      {"/api/mdm/devices", "/API/mdm/devices", "proved: signed-api-case"},
      {"/api/a%20b%C3%BC", "/api/a b\u00FC", "proved: signed-percent-decoded"},
      {"/api/a%20b", "/api/a%2520b", "proved: signed-percent-encoded-again"},
      {"/api/~a", "/api/%7ea", "proved: signed-percent-encoded-again"},
      {"/api/~a", "/api/%7Ea", "proved: signed-percent-encoded-again"},
      {"/api/a:b", "/api/a%3Ab", "proved: signed-percent-encoded-again"},
      {"/api/a", "%2Fapi%2Fa", "proved: signed-percent-encoded-again"},
      {"/API/a%2fb", "/API/a%2Fb", "proved: signed-percent-hex-case"},
      {"/API/a%2Fb", "/API/a%2fb", "proved: signed-percent-hex-case"},
      {"/api/./x/../y", "/api/y", "proved: signed-dot-segments-removed"},
      {odd, "/API/mdm/x%2fy%C3%BC/./a;v=1/b",
       "proved: signed-path-parameters-dropped"},
      {odd, "/API/mdm/x%2fy%C3%BC/./a/b",
       "proved: signed-path-parameters-dropped"},
      {odd, "/API/mdm/x%2fy%C3%BC/./a",
       "proved: signed-path-parameters-dropped"},
      {p, "GET " + p, "proved: signed-method-and-path"},
      {p, "GET\n" + p, "proved: signed-method-and-path"},
      {p, "GET" + p, "proved: signed-method-and-path"},
      {p, "", "proved: signed-empty"},
      {p, "/api/mdm/devices/12772", "proved: signed-other-path"},
      {"/nowhere", "/API/system/info", "proved: signed-other-path"},
      {p, p + "\n", "proved: signed-trailing-newline"},
      {p, p + "\r\n", "proved: signed-trailing-crlf"},
      {p, p + '\0', "proved: signed-trailing-nul"},
      {p, "\xEF\xBB\xBF" + p, "proved: signed-byte-order-mark"},
      {p, Utf16(p, ByteOrder::kLittle, false), "proved: signed-utf16le"},
      {p, Utf16(p, ByteOrder::kLittle, true), "proved: signed-utf16le"},
      {p, Utf16(p, ByteOrder::kBig, false), "proved: signed-utf16be"},
      {p, Utf16(p, ByteOrder::kBig, true), "proved: signed-utf16be"},
      {"/api/J%C3%BCrgen", "/api/J\xFCrgen", "proved: signed-latin1"},
      {p, Base64(p), "proved: signed-base64-of-path"},
      {p, Digest(p), "proved: signed-digest-of-path"},
      {p, Hex(Digest(p)), "proved: signed-digest-hex-of-path"},
      {p, "\"" + p + "\"", "proved: signed-json-quoted"},
      {p, "/nothing/that/is/known", "unknown"},
      // Two at once.
      {q, q + "\n", "proved: signed-path-and-query + signed-trailing-newline"},
      {q, "\"https://as1.example" + q + "\"",
       "proved: signed-full-url + signed-json-quoted"},
      {p, Digest("/nothing/that/is/known"), "unknown"},
      {"/API/mdm/Devices", Digest("/api/mdm/devices"),
       "proved: signed-lower-case + signed-digest-of-path"},
      {p, Utf16("/api/mdm/devices/12772", ByteOrder::kLittle, false),
       "proved: signed-other-path + signed-utf16le"},
      {p, Base64(p + "\n"), "unknown"},
  };
}

http::Request Request(const Case& one, const Recipe& like) {
  Recipe recipe = like;
  recipe.content = one.content;
  return Get(Header(recipe), one.target);
}

CmsUrlOptions Options() {
  CmsUrlOptions options;
  options.base = {"https", {"as1.example", std::nullopt}};
  return options;
}

TEST(CmsUrlMistakesTest, AreProvedByMessageDigest) {
  for (const Case& one : Cases()) {
    const Verdict verdict = Judge(Request(one, {}), Options());
    EXPECT_EQ(CauseOf(verdict), one.cause) << Explain(verdict);
    EXPECT_FALSE(verdict.accepted());
    if (one.cause == "unknown") continue;
    EXPECT_EQ(verdict.cause().signed_bytes, one.content);
    EXPECT_EQ(verdict.cause().should_sign,
              one.target.substr(0, one.target.find('?')));
  }
}

TEST(CmsUrlMistakesTest, AreProvedByTheSignatureAlone) {
  for (const Case& one : Cases()) {
    const Verdict verdict =
        Judge(Request(one, {.attributes = false}), Options());
    EXPECT_EQ(CauseOf(verdict), one.cause) << Explain(verdict);
    EXPECT_FALSE(verdict.accepted());
  }
}

TEST(CmsUrlMistakesTest, AreProvedByAnEcdsaSignatureAlone) {
  for (const char* key : {"p256", "p384", "p521"}) {
    for (const Case& one : Cases()) {
      const Verdict verdict =
          Judge(Request(one, {.key = key, .attributes = false}), Options());
      EXPECT_EQ(CauseOf(verdict), one.cause) << key << Explain(verdict);
      EXPECT_FALSE(verdict.Has("cmsurl.search.cut-short")) << key;
    }
  }
}

// Each mistake alone is tried before a bound counts, however many there are.
TEST(CmsUrlMistakesTest, SayWhenNotAllWasTried) {
  CmsUrlOptions options = Options();
  for (int i = 0; i < 256; ++i) {
    options.earlier_paths.push_back("/api/custom/" + std::to_string(i));
  }
  const auto judge = [&](const std::string& content, const std::string& key) {
    return Judge(
        Request({"/api/x", content, ""}, {.key = key, .attributes = false}),
        options);
  };
  const Verdict verdict = judge("/what", "p384");
  EXPECT_EQ(CauseOf(verdict), "unknown");
  EXPECT_TRUE(verdict.Has("cmsurl.search.cut-short"));
  EXPECT_THAT(Explain(verdict),
              HasSubstr("cause: unknown (the search was cut short"));
  EXPECT_FALSE(judge("/what", "rsa2048").Has("cmsurl.search.cut-short"));
  EXPECT_FALSE(judge("/what", "p256").Has("cmsurl.search.cut-short"));
  EXPECT_EQ(CauseOf(judge("/api/custom/255", "p384")),
            "proved: signed-other-path + stale-header");
  EXPECT_EQ(CauseOf(judge("\"/api/x\"", "p384")), "proved: signed-json-quoted");
}

TEST(CmsUrlMistakesTest, ShowTheFirstWrongByte) {
  const Verdict verdict =
      Judge(Request({"/api/mdm?x=y", "/api/mdm?x=y", ""}, {}), Options());
  const auto difference = FirstDifference(verdict.cause().should_sign,
                                          verdict.cause().signed_bytes);
  ASSERT_TRUE(difference);
  EXPECT_EQ(difference->offset, 8U);
  EXPECT_THAT(Explain(verdict), HasSubstr("^ byte 8"));
}

TEST(CmsUrlMistakesTest, AreToldApartByAnotherRequest) {
  const Verdict verdict =
      Judge(Request({"/API/mdm/x", "/api/mdm/x", ""}, {}), Options());
  EXPECT_EQ(CauseOf(verdict), "ambiguous: signed-lower-case | signed-api-case");
  EXPECT_THAT(verdict.cause().tell_apart, HasSubstr("GET /API/mdm/Devices"));
}

TEST(CmsUrlMistakesTest, TakeTheBodyIntoAccount) {
  http::Request request = Get(Header({.content = "{}"}));
  request.method = "POST";
  request.body = "{}";
  EXPECT_EQ(CauseOf(Judge(request)), "proved: signed-body");
  request = Get(AuthorizationValue(Make({}), Scheme::kCms));
  request.method = "POST";
  request.body = "{}";
  EXPECT_EQ(CauseOf(Judge(request)), "proved: signed-path");
  request = Get(AuthorizationValue(Make({.content = "{}\n"}), Scheme::kCms));
  request.method = "POST";
  request.body = "{}";
  EXPECT_EQ(CauseOf(Judge(request)), "proved: signed-trailing-newline");
}

TEST(CmsUrlMistakesTest, KnowTheJournal) {
  CmsUrlOptions options = Options();
  options.earlier_paths = {"/api/custom/1", "/api/custom/2"};
  const Verdict verdict =
      Judge(Request({"/api/custom/2", "/api/custom/1", ""}, {}), options);
  EXPECT_EQ(CauseOf(verdict), "proved: signed-other-path + stale-header");
  EXPECT_THAT(Rules(verdict), Contains("stale-header"));
  EXPECT_EQ(CauseOf(Judge(Request({"/api/custom/2", "/api/custom/1\n", ""}, {}),
                          options)),
            "proved: signed-other-path + signed-trailing-newline + "
            "stale-header");
  options.earlier_paths.clear();
  options.api_paths = {"/api/custom/1"};
  EXPECT_EQ(CauseOf(Judge(Request({"/api/custom/2", "/api/custom/1", ""}, {}),
                          options)),
            "proved: signed-other-path");
}

TEST(CmsUrlMistakesTest, KnowAnOldHeaderByItsTime) {
  const Verdict verdict =
      Judge(Request({"/api/mdm/devices/search", "/api/mdm/devices/12772", ""},
                    {.time = kNow - std::chrono::hours(3)}),
            Options());
  EXPECT_EQ(CauseOf(verdict), "proved: signed-other-path + stale-header");
}

TEST(CmsUrlMistakesTest, KnowOtherKeysThatAreAtHand) {
  const Recipe recipe{.key = "other-rsa2048", .certificate = "rsa2048"};
  EXPECT_EQ(CauseOf(Judge(Get(Header(recipe)))), "unknown");
  CmsUrlOptions options;
  auto known = std::make_shared<KnownCertificates>();
  known->Add(SignerNamed("rsa2048").certificate);
  known->Add(SignerNamed("other-rsa2048").certificate);
  options.known = known;
  for (const bool attributes : {true, false}) {
    Recipe one = recipe;
    one.attributes = attributes;
    const Verdict verdict = Judge(Get(Header(one)), options);
    EXPECT_EQ(CauseOf(verdict), "proved: key-of-another-certificate");
    one.content += "\n";
    EXPECT_EQ(CauseOf(Judge(Get(Header(one)), options)),
              "proved: signed-trailing-newline + key-of-another-certificate");
  }
  Recipe extra = recipe;
  extra.extra_certificates = {"other-rsa2048"};
  EXPECT_EQ(CauseOf(Judge(Get(Header(extra)))),
            "proved: key-of-another-certificate");
  const Recipe ec{.key = "other-p256",
                  .certificate = "p256",
                  .extra_certificates = {"other-p256"}};
  EXPECT_EQ(CauseOf(Judge(Get(Header(ec)))),
            "proved: key-of-another-certificate");
}

TEST(CmsUrlMistakesTest, KnowAlteredAttributes) {
  const auto alter = [](std::string& attributes) {
    const size_t at = attributes.find("260101");
    ASSERT_NE(at, std::string::npos);
    attributes[at + 1] = '5';
  };
  EXPECT_EQ(CauseOf(Judge(Get(Header({.alter = alter})))),
            "proved: attributes-altered");
  // With ECDSA there is nothing to open.
  EXPECT_EQ(CauseOf(Judge(Get(Header({.key = "p256", .alter = alter})))),
            "unknown");
}

TEST(CmsUrlMistakesTest, KnowAttributesSentInAnotherOrder) {
  const auto reverse = [](std::string& attributes) {
    std::string reversed;
    Reader reader(attributes);
    while (!reader.AtEnd()) {
      const auto one = reader.Next();
      ASSERT_TRUE(one);
      reversed.insert(0, one->whole);
    }
    attributes = reversed;
  };
  for (const char* key : {"rsa2048", "p256", "p384"}) {
    Recipe recipe{.key = key, .alter = reverse};
    EXPECT_EQ(CauseOf(Judge(Get(Header(recipe)))),
              "proved: attributes-reordered");
    recipe.content += "\n";
    EXPECT_EQ(CauseOf(Judge(Get(Header(recipe)))),
              "proved: signed-trailing-newline + attributes-reordered");
  }
}

TEST(CmsUrlMistakesTest, SayWhyTheyAreUnknown) {
  const auto because = [](const Recipe& recipe) {
    const Verdict verdict = Judge(Get(Header(recipe)));
    EXPECT_EQ(CauseOf(verdict), "unknown");
    return verdict.cause().unknown_because;
  };
  EXPECT_EQ(because({.content = "/what"}), "");
  Recipe recipe{.key = "other-rsa2048", .certificate = "rsa2048"};
  EXPECT_THAT(because(recipe), HasSubstr("the right bytes were signed, but"));
  EXPECT_THAT(because({.key = "other-p256", .certificate = "p256"}),
              HasSubstr("the right bytes were signed, but"));
  recipe.content += "\n";
  EXPECT_THAT(because(recipe),
              HasSubstr("shows cmsurl.signed-trailing-newline, but"));
  recipe.attributes = false;
  EXPECT_THAT(because(recipe), HasSubstr("does not open"));
}

TEST(CmsUrlMistakesTest, KnowASignatureUnderAnotherDigest) {
  Recipe recipe{.digest = crypto::DigestAlgorithm::kSha1, .attributes = false};
  recipe.digest_oid = std::string(oid::kSha256);
  EXPECT_EQ(CauseOf(Judge(Get(Header(recipe)))),
            "proved: signature-digest-other");
}

TEST(CmsUrlMistakesTest, AreProvedWithoutACertificate) {
  EXPECT_EQ(
      CauseOf(Judge(Get(Header({.content = "", .with_certificate = false})))),
      "proved: signed-empty");
}

// Every mistake is named by a reading, by a finding, or by the diagnosis of
// the key, and each id is there once.
TEST(CmsUrlMistakesTest, AreAllThere) {
  std::set<std::string_view> ids;
  for (const Mistake* mistake : mistakes::kAll) {
    EXPECT_TRUE(ids.insert(mistake->id).second) << mistake->id;
  }
  std::set<std::string_view> named;
  for (const auto& reading : ContentReadings()) {
    named.insert(reading.mistake->id);
  }
  for (const auto& reading : EncodingReadings()) {
    named.insert(reading.mistake->id);
  }
  for (const Rule* rule : rules::kAll) named.insert(rule->code);
  for (const char* id :
       {"cmsurl.key-of-another-certificate", "cmsurl.attributes-altered",
        "cmsurl.attributes-reordered", "cmsurl.signature-digest-other"}) {
    named.insert(id);
  }
  for (const std::string_view id : ids) {
    EXPECT_EQ(named.count(id), 1U) << id;
  }
}

}  // namespace
}  // namespace mdmock::cms

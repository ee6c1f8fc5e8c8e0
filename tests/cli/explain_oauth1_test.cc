#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "tests/cli/program.h"

namespace mdmock::cli {
namespace {

using nlohmann::json;
using test_support::TemporaryFile;
using ::testing::HasSubstr;
using ::testing::Not;

// How a client speaks of its URL, signed at kSignedAt.
std::string SignedHeader(const std::string& url,
                         const std::string& token_path) {
  const Outcome run =
      Mdmock(fmt::format("sign oauth1 --token {} --url {} --nonce n1 "
                         "--timestamp {}",
                         token_path, Quoted(url), kSignedAt));
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out.substr(0, run.out.find('\n'));
}

class ExplainOauth1 : public ::testing::Test {
 protected:
  std::string Header(const std::string& url = std::string(kUrl)) const {
    return SignedHeader(url, token_.path());
  }

  // explain with the token, at the time of signing.
  Outcome Explain(const std::string& arguments,
                  std::string_view input = "") const {
    return Mdmock(fmt::format("explain oauth1 --token {} --now {} {}",
                              token_.path(), kSignedAt, arguments),
                  input);
  }

  Outcome ExplainHeader(const std::string& header,
                        const std::string& more = "") const {
    return Explain(
        fmt::format("--url {} --header {} {}", kUrl, Quoted(header), more));
  }

  json ExplainedJson(const std::string& header) const {
    return Document(ExplainHeader(header, "--json"));
  }

  const TemporaryFile token_{"token.json", kToken};
};

std::string Replaced(std::string text, const std::string& from,
                     const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from << " in " << text;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

bool HasRule(const json& verdict, const std::string& rule) {
  for (const json& finding : verdict.at("findings")) {
    if (finding.at("rule") == rule) return true;
  }
  return false;
}

TEST_F(ExplainOauth1, TakesTheHeaderWithItsNameOrWithout) {
  const std::string header = Header();
  for (const std::string& text :
       {header, "Authorization: " + header, "authorization:" + header,
        "  Authorization:  " + header + "\r\n"}) {
    const Outcome run = ExplainHeader(text);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
    EXPECT_THAT(run.out, ::testing::StartsWith("ACCEPTED"));
    EXPECT_EQ(run.err, "");
  }
}

TEST_F(ExplainOauth1, JudgesTheMethodThatWasSent) {
  const Outcome run = ExplainHeader(Header(), "--method POST");
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.out, HasSubstr("oauth1.method-other"));
}

struct Spelling {
  std::string name;
  std::string request;  // HEADER stands for the header's value.
  std::string options;

  friend void PrintTo(const Spelling& one, std::ostream* out) {
    *out << one.name;
  }
};

class ExplainRequest : public ExplainOauth1,
                       public ::testing::WithParamInterface<Spelling> {};

TEST_P(ExplainRequest, IsReadInThisSpelling) {
  const std::string request = Replaced(GetParam().request, "HEADER", Header());
  const TemporaryFile file("request.http", request);
  for (const bool piped : {false, true}) {
    const Outcome run =
        piped ? Explain("--request - " + GetParam().options, request)
              : Explain("--request " + file.path() + " " + GetParam().options);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Spellings, ExplainRequest,
    ::testing::Values(
        Spelling{"Crlf",
                 "GET /session HTTP/1.1\r\nHost: mdmenrollment.apple.com\r\n"
                 "Authorization: HEADER\r\n\r\n",
                 ""},
        Spelling{"Lf",
                 "GET /session HTTP/1.1\nHost: mdmenrollment.apple.com\n"
                 "Authorization: HEADER\n\n",
                 ""},
        Spelling{"WithoutTheEmptyLine",
                 "GET /session HTTP/1.1\nHost: mdmenrollment.apple.com\n"
                 "Authorization: HEADER\n",
                 ""},
        Spelling{"WithoutTheLastLineEnd",
                 "GET /session HTTP/1.1\nHost: mdmenrollment.apple.com\n"
                 "Authorization: HEADER",
                 ""},
        Spelling{"Folded",
                 "GET /session HTTP/1.1\r\nHost: mdmenrollment.apple.com\r\n"
                 "Authorization:\r\n HEADER\r\n\r\n",
                 ""},
        Spelling{"AbsoluteForm",
                 "GET https://mdmenrollment.apple.com/session HTTP/1.1\r\n"
                 "Host: proxy.example\r\nAuthorization: HEADER\r\n\r\n",
                 ""},
        Spelling{"LeadingEmptyLines",
                 "\r\n\n\r\nGET /session HTTP/1.1\r\n"
                 "Host: mdmenrollment.apple.com\r\n"
                 "Authorization: HEADER\r\n\r\n",
                 ""},
        Spelling{"LowerCaseNames",
                 "GET /session HTTP/1.1\r\nhost: MDMENROLLMENT.apple.com\r\n"
                 "authorization: HEADER\r\n\r\n",
                 ""},
        Spelling{"HostWithTheDefaultPort",
                 "GET /session HTTP/1.1\r\n"
                 "Host: mdmenrollment.apple.com:443\r\n"
                 "Authorization: HEADER\r\n\r\n",
                 ""},
        Spelling{"UrlInPlaceOfHost",
                 "GET /session HTTP/1.1\r\nHost: 127.0.0.1:8801\r\n"
                 "Authorization: HEADER\r\n\r\n",
                 "--url https://mdmenrollment.apple.com/elsewhere"},
        Spelling{"UrlWithoutHost",
                 "GET /session HTTP/1.0\r\nAuthorization: HEADER\r\n\r\n",
                 "--url https://mdmenrollment.apple.com"},
        Spelling{"WithABody",
                 "GET /session HTTP/1.1\r\nHost: mdmenrollment.apple.com\r\n"
                 "Authorization: HEADER\r\nContent-Type: application/json\r\n"
                 "Content-Length: 2\r\n\r\n{}",
                 ""}),
    [](const auto& of) { return of.param.name; });

TEST_F(ExplainOauth1, SaysWhichUrlItNeedsWhereARequestNamesNone) {
  const Outcome run = Explain("--request -", "GET /session HTTP/1.1\r\n\r\n");
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.err, HasSubstr("--url"));
}

TEST_F(ExplainOauth1, RefusesAMessageThatCannotBeRead) {
  for (const std::string& text :
       {std::string(), std::string("\r\n\r\n"), std::string("garbage"),
        std::string("\x16\x03\x01\x02\x00\x01", 6), std::string(4096, '\0'),
        std::string("GET /session\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nno colon\r\n\r\n")}) {
    const Outcome run = Explain("--json --request -", text);
    EXPECT_EQ(run.status, 1) << Quoted(text);
    const json verdict = Document(run);
    EXPECT_EQ(verdict.at("accepted"), false);
    EXPECT_EQ(verdict.at("cause").at("status"), "none");
    EXPECT_TRUE(HasRule(verdict, "http.request.malformed")) << verdict;
  }
}

TEST_F(ExplainOauth1, TellsSchemeAndPortApart) {
  struct {
    std::string signed_for;
    std::string sent_to;
    std::string cause;  // "" where it is accepted.
  } const kCases[] = {
      {"https://a.example:8443/session", "https://a.example:8443/session", ""},
      {"https://a.example/session", "https://a.example:443/session", ""},
      {"http://a.example/session", "http://a.example:80/session", ""},
      {"http://a.example/session", "https://a.example/session",
       "oauth1.scheme-other"},
      {"https://a.example/session", "https://a.example:8443/session",
       "oauth1.port-left-out"},
      {"https://mdmenrollment.apple.com/session",
       "http://127.0.0.1:8801/session", "oauth1.host-other"},
  };
  for (const auto& [signed_for, sent_to, cause] : kCases) {
    SCOPED_TRACE(signed_for + " sent to " + sent_to);
    const Outcome run = Explain(fmt::format(
        "--json --url {} --header {}", sent_to, Quoted(Header(signed_for))));
    const json verdict = Document(run);
    EXPECT_EQ(run.status, cause.empty() ? 0 : 1);
    EXPECT_EQ(verdict.at("cause").at("mistakes"),
              cause.empty() ? json::array() : json::array({cause}));
  }
}

TEST_F(ExplainOauth1, NamesAnotherHostOnlyWhereItIsToldOf) {
  const std::string header = Header("https://mock.example:8443/session");
  json verdict = ExplainedJson(header);
  EXPECT_EQ(verdict.at("cause").at("status"), "unknown");
  verdict = Document(ExplainHeader(
      header, "--json --as http://x.example --as https://mock.example:8443"));
  EXPECT_EQ(verdict.at("cause").at("status"), "proved");
  EXPECT_EQ(verdict.at("cause").at("mistakes"),
            json::array({"oauth1.host-other"}));
}

TEST_F(ExplainOauth1, RecognisesTheSecretsOfAPreviousToken) {
  json old = json::parse(kToken);
  old["consumer_secret"] = "CS_of_last_year";
  old["access_secret"] = "AS_of_last_year";
  const TemporaryFile previous("previous.json", old.dump());
  const std::string header = SignedHeader(std::string(kUrl), previous.path());
  EXPECT_EQ(ExplainedJson(header).at("cause").at("status"), "unknown");
  const Outcome run =
      ExplainHeader(header, "--json --previous-token " + previous.path());
  EXPECT_EQ(Document(run).at("cause").at("mistakes"),
            json::array({"oauth1.secret-of-previous-token"}));
  EXPECT_THAT(run.out, Not(HasSubstr("of_last_year")));
}

TEST_F(ExplainOauth1, TakesNowInEitherForm) {
  const std::string header = Header();
  for (const char* now :
       {"1767225700", "2026-01-01T00:01:40Z", "2026-01-01T01:01:40+01:00"}) {
    const Outcome run = Mdmock(
        fmt::format("explain oauth1 --token {} --url {} --header {} --now {}",
                    token_.path(), kUrl, Quoted(header), now));
    EXPECT_EQ(run.status, 0) << now << run.out;
  }
  // Without --now it is judged by today.
  const Outcome today =
      Mdmock(fmt::format("explain oauth1 --token {} --url {} --header {}",
                         token_.path(), kUrl, Quoted(header)));
  EXPECT_EQ(today.status, 1);
  EXPECT_THAT(today.out, HasSubstr("oauth1.timestamp.stale"));
}

TEST_F(ExplainOauth1, AcceptsTheWindowToTheSecond) {
  const std::string header = Header();
  struct {
    std::string options;
    long late;  // now - timestamp
    int status;
  } const kCases[] = {
      {"", 300, 0},          {"", 301, 1},
      {"", -300, 0},         {"", -301, 1},
      {"--window 5", 5, 0},  {"--window 5", 6, 1},
      {"--window 5", -5, 0}, {"--window 5", -6, 1},
      {"--window 0", 0, 0},  {"--window 0", 1, 1},
      {"--window 0", -1, 1}, {"--window 1000000000", 100000, 0}};
  for (const auto& [options, late, status] : kCases) {
    const Outcome run = Mdmock(fmt::format(
        "explain oauth1 --token {} --url {} --header {} --now {} "
        "--json {}",
        token_.path(), kUrl, Quoted(header), kSignedAt + late, options));
    EXPECT_EQ(run.status, status) << options << " " << late;
    const json verdict = Document(run);
    EXPECT_EQ(HasRule(verdict, late > 0 ? "oauth1.timestamp.stale"
                                        : "oauth1.timestamp.ahead"),
              status == 1);
    EXPECT_EQ(verdict.at("cause").at("status"), "none");
  }
}

TEST_F(ExplainOauth1, RefusesADoubtOnlyWhenStrict) {
  // Signed rightly, with a realm that the service does not use.
  const std::string header =
      Replaced(Header(), "OAuth ", "OAuth realm=\"X\", ");
  const Outcome lenient = ExplainHeader(header, "--json");
  const Outcome strict = ExplainHeader(header, "--json --strict");
  EXPECT_EQ(lenient.status, 0);
  EXPECT_EQ(strict.status, 1);
  EXPECT_EQ(Document(lenient).at("findings").at(0).at("severity"), "doubt");
  EXPECT_EQ(Document(strict).at("findings").at(0).at("severity"), "refusal");
}

// The shape that other programs rely on, key by key.
TEST_F(ExplainOauth1, PrintsOneDocumentOfTheDocumentedShape) {
  const std::string good = Header();
  const std::string realm_signed =
      Header("http://mdmenrollment.apple.com/session");
  const std::string damaged =
      Replaced(good, "oauth_nonce=\"n1\"", "oauth_nonce=\"n2\"");
  for (const std::string& header : {good, realm_signed, damaged}) {
    const json verdict = ExplainedJson(header);
    std::set<std::string> keys;
    for (const auto& [key, value] : verdict.items()) keys.insert(key);
    EXPECT_EQ(keys, (std::set<std::string>{"schema", "subject", "accepted",
                                           "findings", "cause", "working"}));
    EXPECT_EQ(verdict.at("schema"), "mdmock.verdict/1");
    EXPECT_EQ(verdict.at("subject"), "oauth1");
    for (const json& finding : verdict.at("findings")) {
      for (const char* key : {"rule", "severity", "provenance", "source",
                              "where", "expected", "actual"}) {
        EXPECT_TRUE(finding.at(key).is_string()) << key;
      }
    }
    for (const json& one : verdict.at("working")) {
      EXPECT_TRUE(one.at("name").is_string() && one.at("value").is_string());
    }
    EXPECT_TRUE(verdict.at("cause").at("mistakes").is_array());
    EXPECT_TRUE(verdict.at("cause").at("equivalent").is_array());
  }
}

TEST_F(ExplainOauth1, FillsTheCauseOnlyWhereThereIsOne) {
  const json none = ExplainedJson(Header()).at("cause");
  EXPECT_EQ(none.at("status"), "none");
  EXPECT_EQ(none.at("mistakes"), json::array());
  for (const char* key : {"proof", "signed", "should_sign", "first_difference",
                          "fix", "tell_apart"}) {
    EXPECT_TRUE(none.at(key).is_null()) << key;
  }

  const json proved =
      ExplainedJson(Header("http://mdmenrollment.apple.com/session"))
          .at("cause");
  EXPECT_EQ(proved.at("status"), "proved");
  EXPECT_EQ(proved.at("mistakes"), json::array({"oauth1.scheme-other"}));
  EXPECT_TRUE(proved.at("tell_apart").is_null());
  const std::string signed_text = proved.at("signed");
  const std::string should = proved.at("should_sign");
  const size_t offset = proved.at("first_difference").at("offset");
  EXPECT_EQ(signed_text.substr(0, offset), should.substr(0, offset));
  EXPECT_NE(signed_text.substr(offset, 1), should.substr(offset, 1));
  EXPECT_EQ(proved.at("first_difference").at("actual"),
            signed_text.substr(offset, 1));
  EXPECT_EQ(proved.at("first_difference").at("expected"),
            should.substr(offset, 1));
  EXPECT_TRUE(proved.at("proof").is_string() && proved.at("fix").is_string());

  const json unknown = ExplainedJson(Replaced(Header(), "oauth_nonce=\"n1\"",
                                              "oauth_nonce=\"n2\""))
                           .at("cause");
  EXPECT_EQ(unknown.at("status"), "unknown");
  EXPECT_EQ(unknown.at("mistakes"), json::array());
  EXPECT_EQ(unknown.at("equivalent"), json::array());
  EXPECT_TRUE(unknown.at("signed").is_null());
}

// Every place that a secret has been seen in by mistake.
TEST_F(ExplainOauth1, NeverShowsASecretThatTheMessageCarried) {
  const std::string consumer = "CS_verysecret/one";
  const std::string access = "AS_alsosecret+two";
  const std::string good = Header();
  const std::string plaintext = Replaced(
      Replaced(good, "HMAC-SHA1", "PLAINTEXT"),
      good.substr(good.find("oauth_signature=\""),
                  good.find('"', good.find("oauth_signature=\"") + 17) -
                      good.find("oauth_signature=\"")),
      "oauth_signature=\"CS_verysecret%2Fone%26AS_alsosecret%2Btwo");
  const std::string joined = consumer + "&" + access;
  struct {
    std::string header;
    std::string query;
  } const kCases[] = {
      {plaintext, ""},
      {good, "?consumer_secret=" + consumer + "&access_secret=" + access},
      {good, "?s=CS_verysecret%2Fone&t=AS_alsosecret%2btwo"},
      {good, "?s=CS_verysecret%252Fone"},
      {good, "?s=" + Base64(consumer) + "&t=" + Base64(access)},
      {good, "?s=" + Base64(joined)},
      {good + ", oauth_consumer_secret=\"" + consumer + "\"", ""},
      {good + ", x=\"" + access + "\"", ""},
      {"Bearer " + access, ""},
      {"Basic " + Base64(consumer + ":" + access), ""},
      {Replaced(good, "CK_5b8e", consumer), ""},
      {Replaced(good, "oauth_nonce=\"n1\"", "oauth_nonce=\"" + access + "\""),
       ""},
      {Replaced(good, "AT_O1", access), ""},
  };
  for (const auto& [header, query] : kCases) {
    for (const char* format : {"", "--json"}) {
      const Outcome run = Explain(fmt::format("--url {} --header {} {}",
                                              Quoted(std::string(kUrl) + query),
                                              Quoted(header), format));
      EXPECT_NE(run.status, 2) << run.err;
      const std::string all = run.out + run.err;
      for (const std::string& hidden :
           {std::string("verysecret"), std::string("alsosecret"),
            Base64(consumer), Base64(access), Base64(joined),
            Base64(consumer + ":" + access)}) {
        EXPECT_THAT(all, Not(HasSubstr(hidden))) << header << query;
      }
    }
  }
}

}  // namespace
}  // namespace mdmock::cli

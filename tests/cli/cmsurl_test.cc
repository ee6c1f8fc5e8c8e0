#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/cli/program.h"
#include "tests/support/token_keys.h"

namespace mdmock::cli {
namespace {

using test_support::KeyPath;
using test_support::OpenSsl;
using test_support::TemporaryFile;
using ::testing::HasSubstr;

const std::string kApi = "https://as1.example/API/mdm/devices/12772";
const std::string kTime = "2030-01-01T00:00:00Z";

std::string Keys() {
  return " --key " + KeyPath("token_key.pem") + " --certificate " +
         KeyPath("token_certificate.pem");
}

Outcome Sign(const std::string& options) {
  return Mdmock("sign cmsurl --time " + kTime + " " + options);
}

std::string Header(const std::string& options) {
  const Outcome run = Sign(options);
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out.substr(0, run.out.find('\n'));
}

Outcome Explain(const std::string& header, const std::string& options) {
  return Mdmock(fmt::format("explain cmsurl --now {} --header {} {}", kTime,
                            Quoted(header), options));
}

TEST(CmsUrlCommands, AcceptWhatTheySign) {
  for (const char* digest : {"sha1", "sha256", "sha384", "sha512"}) {
    const std::string header =
        Header(fmt::format("--url {}?x=y --digest {}{}", kApi, digest, Keys()));
    EXPECT_THAT(header, HasSubstr("CMSURL`1 MII"));
    const Outcome run = Explain(header, "--url " + kApi + "?page=2");
    EXPECT_EQ(run.status, 0) << run.out << run.err;
  }
}

TEST(CmsUrlCommands, SignWithAPkcs12FileOfOldTools) {
  const TemporaryFile file("admin.p12", "");
  ASSERT_EQ(
      OpenSsl("pkcs12 -export -legacy -inkey " + KeyPath("token_key.pem") +
              " -in " + KeyPath("token_certificate.pem") +
              " -passout pass:secret -out " + file.path())
          .status,
      0);
  const std::string options = "--url " + kApi + " --separator apostrophe";
  EXPECT_EQ(Header(options + " --p12 " + file.path() + " --password secret"),
            Header(options + Keys()));
  const Outcome wrong =
      Sign(options + " --p12 " + file.path() + " --password wrong");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("--p12"));
}

TEST(CmsUrlCommands, SignBodiesUnderCms) {
  const TemporaryFile body("body", "{\"a\":1}");
  const std::string header =
      Header("--url " + kApi + " --scheme cms --body " + body.path() + Keys());
  EXPECT_THAT(header, HasSubstr("CMS`1 MII"));
  const std::string url = "--url " + kApi;
  EXPECT_EQ(
      Explain(header, url + " --method DELETE --body " + body.path()).status,
      0);
  const Outcome run = Explain(header, url + " --method DELETE");
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(Explain(header, url).out, HasSubstr("cmsurl.cms-scheme-on-get"));
}

TEST(CmsUrlCommands, ProveTheCause) {
  const std::string header = Header("--url " + kApi + "x" + Keys());
  const Outcome run = Explain(Header("--url " + kApi + "/" + Keys()),
                              "--url " + kApi + " --json");
  EXPECT_EQ(run.status, 1);
  const auto verdict = Document(run);
  EXPECT_EQ(verdict["cause"]["status"], "proved");
  EXPECT_EQ(verdict["cause"]["mistakes"],
            nlohmann::json::array({"cmsurl.signed-trailing-slash"}));
  EXPECT_EQ(verdict["cause"]["first_difference"]["offset"], 22);
  EXPECT_EQ(
      Document(Explain(header, "--url " + kApi + " --json"))["cause"]["status"],
      "unknown");
}

// The newline of echo, with the openssl program as the client.
TEST(CmsUrlCommands, ExplainARawRequestWithACaret) {
  const TemporaryFile path("path", kApi + "?x=y");
  const auto made = test_support::RunCommand(
      "openssl cms -sign -binary -outform DER -in " + path.path() +
      " -signer " + KeyPath("token_certificate.pem") + " -inkey " +
      KeyPath("token_key.pem") + " | base64 -w0");
  const TemporaryFile request(
      "request.http",
      "GET /API/mdm/devices/12772?x=y HTTP/1.1\nHost: as1.example\n"
      "aw-tenant-code: dGVuYW50\nAuthorization: CMSURL`1 " +
          made.out + "\n\n");
  const Outcome run =
      Mdmock("explain cmsurl --now " + kTime + " --request " + request.path());
  EXPECT_EQ(run.status, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("cause (proved): cmsurl.signed-full-url"));
  EXPECT_THAT(run.out, HasSubstr("^ byte 0"));
}

TEST(CmsUrlCommands, KnowAdministratorsAndRoots) {
  const std::string header = Header("--url " + kApi + Keys());
  const std::string url = "--url " + kApi;
  const auto with = [&](const std::string& option, const char* certificate) {
    return Explain(header, url + option + KeyPath(certificate));
  };
  EXPECT_EQ(with(" --certificate ", "token_certificate.pem").status, 0);
  EXPECT_THAT(with(" --certificate ", "token_other_certificate.pem").out,
              HasSubstr("cmsurl.certificate.unknown-admin"));
  const TemporaryFile both(
      "both.pem",
      test_support::Contents(KeyPath("token_other_certificate.pem")) +
          test_support::Contents(KeyPath("token_certificate.pem")));
  EXPECT_EQ(Explain(header, url + " --certificate " + both.path()).status, 0);
  EXPECT_EQ(with(" --trust ", "token_certificate.pem").status, 0);
  EXPECT_THAT(with(" --trust ", "token_other_certificate.pem").out,
              HasSubstr("cmsurl.certificate.untrusted"));
}

TEST(CmsUrlCommands, NameTheOptionThatIsWrong) {
  const auto expect = [](const Outcome& run, const std::string& option) {
    EXPECT_EQ(run.status, 2) << run.out;
    EXPECT_THAT(run.err, HasSubstr(option));
  };
  expect(Sign("--url " + kApi), "--p12");
  expect(Sign("--url nothing" + Keys()), "--url");
  expect(Sign("--url " + kApi + " --body x" + Keys()), "--body");
  expect(Sign("--url " + kApi + " --digest md5" + Keys()), "--digest");
  expect(Sign("--url " + kApi + " --key " + KeyPath("token_other_key.pem") +
              " --certificate " + KeyPath("token_certificate.pem")),
         "--certificate");
  expect(Explain("CMSURL`1 x", ""), "--url");
  expect(Explain("CMSURL`1 x", "--url " + kApi + " --trust /nowhere"),
         "--trust");
  expect(Explain("CMSURL`1 x", "--url " + kApi + " --window x"), "--window");
  expect(Mdmock("explain cmsurl"), "--request");
}

}  // namespace
}  // namespace mdmock::cli

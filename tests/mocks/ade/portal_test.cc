#include "mocks/ade/portal.h"

#include <gtest/gtest.h>

#include <string>

#include "protocol/token/server_token.h"
#include "tests/mocks/ade/ade_lab.h"
#include "tests/support/openssl_program.h"

namespace mdmock::ade {
namespace {

using test_support::OpenSsl;
using test_support::TemporaryFile;

// An administrator with a key and a certificate that openssl made.
class Portal : public ::testing::Test {
 protected:
  Portal() {
    const auto made = OpenSsl(
        "req -x509 -newkey rsa:2048 -nodes -subj /CN=mdm -days 2 -keyout " +
        key_.path() + " -out " + certificate_.path());
    EXPECT_EQ(made.status, 0) << made.err;
  }

  // What openssl finds in the .p7m, as a client would use it.
  oauth1::Credentials Opened(const std::string& p7m) {
    const TemporaryFile file("portal.p7m", p7m);
    const auto opened =
        OpenSsl("smime -decrypt -in " + file.path() + " -inkey " + key_.path());
    EXPECT_EQ(opened.status, 0) << opened.err;
    const size_t begin = opened.out.find('{');
    const size_t end = opened.out.rfind('}');
    if (begin == std::string::npos || end == std::string::npos) return {};
    const auto token = token::ReadTokenJson(
        std::string_view(opened.out).substr(begin, end + 1 - begin));
    EXPECT_TRUE(token);
    return {.consumer_key = token->consumer_key,
            .consumer_secret = token->consumer_secret,
            .access_token = token->access_token,
            .access_secret = token->access_secret,
            .expiry = token->expiry};
  }

  AdeLab lab_;
  TemporaryFile key_{"portal-key.pem", ""};
  TemporaryFile certificate_{"portal-certificate.pem", ""};
};

TEST_F(Portal, GivesATokenThatOpensASession) {
  const oauth1::Credentials before = *lab_.service.Credentials();
  EXPECT_EQ(lab_.Control("POST", "/ade/portal/certificate?tenant=default",
                         certificate_.Contents())
                .response.status,
            200);
  const server::Answer download =
      lab_.Control("GET", "/ade/portal/token?tenant=default");
  ASSERT_EQ(download.response.status, 200) << download.response.body;
  EXPECT_EQ(Header(download, "Content-Type"), "application/pkcs7-mime");
  EXPECT_EQ(Header(download, "Content-Disposition"),
            "attachment; filename="
            "\"mdmock_Token_2027-01-15T08-00-00Z_smime.p7m\"");

  const oauth1::Credentials token = Opened(download.response.body);
  EXPECT_EQ(token.consumer_key, before.consumer_key);
  EXPECT_NE(token.access_token, before.access_token);
  EXPECT_EQ(lab_.Ask(lab_.Signed(token)).response.status, 200);
  EXPECT_TRUE(
      lab_.Ask(lab_.Signed(before)).verdict.Has("oauth1.token.replaced"));
}

TEST_F(Portal, KillsTheOldTokenAndItsSessionsWithEachDownload) {
  lab_.Control("POST", "/ade/portal/certificate", certificate_.Contents());
  const oauth1::Credentials first =
      Opened(lab_.Control("GET", "/ade/portal/token").response.body);
  const std::string session = AdeLab::TokenIn(lab_.Ask(lab_.Signed(first)));
  EXPECT_EQ(lab_.Ask(AdeLab::Account(session)).response.status, 200);
  const oauth1::Credentials second =
      Opened(lab_.Control("GET", "/ade/portal/token").response.body);
  EXPECT_EQ(lab_.Ask(lab_.Signed(first)).response.body, "token_rejected");
  EXPECT_EQ(lab_.Ask(AdeLab::Account(session)).response.status, 401);
  EXPECT_EQ(lab_.Ask(lab_.Signed(second)).response.status, 200);
}

TEST_F(Portal, TakesAForm) {
  const server::Answer answer = lab_.Control(
      "POST", "/ade/portal/certificate?tenant=default",
      "--b\r\nContent-Disposition: form-data; name=\"certificate\"; "
      "filename=\"c.pem\"\r\n\r\n" +
          certificate_.Contents() + "\r\n--b--\r\n",
      "multipart/form-data; boundary=b");
  EXPECT_EQ(answer.response.status, 303);
  EXPECT_EQ(Header(answer, "Location"), "/ade/portal");
  EXPECT_EQ(lab_.Control("GET", "/ade/portal/token").response.status, 200);
}

TEST_F(Portal, GivesNothingWithoutACertificate) {
  const std::string before = lab_.Control("GET", "/ade/token").response.body;
  EXPECT_EQ(lab_.Control("GET", "/ade/portal/token").response.status, 409);
  EXPECT_EQ(lab_.Control("GET", "/ade/token").response.body, before);
}

TEST_F(Portal, RefusesWhatIsNoCertificate) {
  for (const std::string body :
       {"", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
    EXPECT_EQ(
        lab_.Control("POST", "/ade/portal/certificate", body).response.status,
        400)
        << body;
  }
}

TEST_F(Portal, ShowsItsPage) {
  lab_.service.Change([](AdeOptions& options) {
    options.tenants.push_back({.name = "<b> & \"c\""});
  });
  const server::Answer page = lab_.Control("GET", "/ade/portal");
  EXPECT_EQ(page.response.status, 200);
  const std::string& html = page.response.body;
  EXPECT_NE(html.find("&lt;b&gt; &amp; &quot;c&quot;"), std::string::npos);
  EXPECT_NE(html.find("tenant=%3Cb%3E"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find(lab_.service.Credentials()->consumer_secret),
            std::string::npos);
}

}  // namespace
}  // namespace mdmock::ade

// getUserKeyPair, as it ought to go.

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "protocol/base/encoding.h"
#include "protocol/connector/reply.h"
#include "protocol/crypto/trust.h"
#include "tests/mocks/connector/connector_lab.h"
#include "tests/support/openssl_program.h"

namespace mdmock::connector {
namespace {

using nlohmann::json;
using test_support::OpenSsl;
using test_support::TemporaryFile;

constexpr char kOtp[] = "56ht12d0";

// Our own judge of replies finds nothing to say.
void ExpectFaultless(const server::Answer& answer, const ReplyWish& wish) {
  http::ReceivedResponse received;
  received.version = "HTTP/1.1";
  received.response = answer.response;
  const JudgedReply judged = JudgeReply(received, wish);
  for (const Finding& one : judged.verdict.findings()) {
    ADD_FAILURE() << one.rule->code << ": " << one.actual;
  }
}

TEST(Enrolment, AnswersTheSampleOfTheGuide) {
  ConnectorLab lab;
  const server::Answer answer = lab.Enrol(kJoe, kOtp);
  EXPECT_EQ(answer.response.status, 200);
  EXPECT_TRUE(answer.verdict.accepted());
  EXPECT_TRUE(answer.verdict.findings().empty());
  const json body = BodyOf(answer);
  EXPECT_EQ(body.at("status"), "success");
  EXPECT_EQ(body.at("reqId"), "12487");
  EXPECT_EQ(body.at("payloadType"), "pkcs12");
  EXPECT_FALSE(body.contains("decryptionPassword"));
  EXPECT_EQ(*http::Find(answer.response.headers, "Content-Type"),
            "application/json");
  EXPECT_EQ(*http::Find(answer.response.headers, "Cache-Control"), "no-store");
  ExpectFaultless(answer, {.req_id = "12487"});
  const auto identity = Open(answer, kOtp);
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->certificate.Matches(identity->key));
  EXPECT_EQ(identity->certificate.Subject(), "CN=joe.foo@example.com");
  EXPECT_EQ(identity->others.size(), 2u);
  EXPECT_FALSE(crypto::ReadIdentity(
      *ReadBase64(body.at("payload").get<std::string>()), "56ht12d1"));
}

TEST(Enrolment, RepeatsAnyReqIdByteForByte) {
  ConnectorLab lab;
  for (const std::string id :
       {"00012", "9007199254740993", "a b/+%", "say \"\\\" twice", "\u00e9",
        "\U0001F600", ""}) {
    const server::Answer answer = lab.Enrol(kJoe, kOtp, id);
    EXPECT_EQ(BodyOf(answer).at("reqId"), id);
    EXPECT_EQ(OutcomeOf(answer), "success");
  }
  const std::string long_id(256, 'x');
  EXPECT_EQ(BodyOf(lab.Enrol(kJoe, kOtp, long_id)).at("reqId"), long_id);
}

TEST(Enrolment, MakesPayloadsThatOpenSslOpensAndTrusts) {
  ConnectorLab lab;
  for (const KeyKind kind : {KeyKind::kEc256, KeyKind::kRsa2048}) {
    lab.service.Change([&](ConnectorOptions& one) { one.key = kind; });
    const json body = BodyOf(lab.Enrol(kJoe, kOtp));
    const TemporaryFile p12("user.p12",
                            *ReadBase64(body.at("payload").get<std::string>()));
    const TemporaryFile issuer("issuer.pem",
                               lab.service.desk().authority().Pem());
    const TemporaryFile leaf("leaf.pem", "");
    const auto info = OpenSsl("pkcs12 -info -nokeys -in " + p12.path() +
                              " -passin pass:56ht12d0");
    EXPECT_EQ(info.status, 0) << info.err;
    for (const char* part :
         {"MAC: sha256, Iteration 2048",
          "PKCS7 Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 2048, "
          "PRF hmacWithSHA256",
          "Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC"}) {
      EXPECT_NE(info.err.find(part), std::string::npos) << info.err;
    }
    EXPECT_NE(info.out.find("friendlyName: joe.foo@example.com"),
              std::string::npos)
        << info.out;
    EXPECT_EQ(OpenSsl("pkcs12 -clcerts -nokeys -in " + p12.path() +
                      " -passin pass:56ht12d0 -out " + leaf.path())
                  .status,
              0);
    const auto verified =
        OpenSsl("verify -attime 1800000000 -purpose sslclient -CAfile " +
                issuer.path() + " " + leaf.path());
    EXPECT_EQ(verified.status, 0) << verified.err;
    const std::string text =
        OpenSsl("x509 -noout -text -in " + leaf.path()).out;
    for (const std::string& part :
         {std::string("email:joe.foo@example.com"),
          std::string("TLS Web Client Authentication"),
          std::string("Digital Signature\n"), std::string("CA:FALSE"),
          std::string(kind == KeyKind::kEc256 ? "P-256" : "2048 bit"),
          std::string("ecdsa-with-SHA256")}) {
      EXPECT_NE(text.find(part), std::string::npos) << part << text;
    }
    EXPECT_NE(
        OpenSsl("pkcs12 -nokeys -in " + p12.path() + " -passin pass:x").status,
        0);
  }
}

TEST(Enrolment, GivesEachRequestAKeyASerialAndALaterStart) {
  ConnectorLab lab;
  std::set<std::string> serials;
  std::set<std::string> keys;
  SystemTime last{};
  for (int i = 0; i < 20; ++i) {
    const auto identity = Open(lab.Enrol(kJoe, kOtp), kOtp);
    ASSERT_TRUE(identity);
    const crypto::Certificate& leaf = identity->certificate;
    serials.insert(leaf.Serial());
    keys.insert(identity->key.Pem());
    EXPECT_LE(leaf.Serial().size(), 20u);
    EXPECT_EQ(leaf.SerialText().front() == '-', false);
    EXPECT_GT(leaf.NotBefore(), last);
    EXPECT_LE(leaf.NotBefore(), lab.clock.Now());
    EXPECT_EQ(leaf.NotAfter(), lab.clock.Now() + std::chrono::days(365));
    last = leaf.NotBefore();
  }
  EXPECT_EQ(serials.size(), 20u);
  EXPECT_EQ(keys.size(), 20u);
  EXPECT_EQ(lab.service.desk().ledger().num_issued(), 20u);
}

TEST(Enrolment, NeverStartsInTheFuture) {
  ConnectorLab lab;
  Ledger ledger;
  SystemTime start{};
  for (int i = 0; i < 400; ++i) start = ledger.StartOf(kJoe, lab.clock.Now());
  EXPECT_EQ(start, lab.clock.Now());
}

TEST(Enrolment, AnnouncesThePasswordAsConfigured) {
  ConnectorLab lab({.payload_password = PayloadPassword::kOtpAnnounced});
  server::Answer answer = lab.Enrol(kJoe, kOtp);
  EXPECT_EQ(BodyOf(answer).at("decryptionPassword"), "NTZodDEyZDA=");
  ExpectFaultless(answer, {.req_id = "12487"});
  EXPECT_TRUE(Open(answer, kOtp));

  lab.service.Change([](ConnectorOptions& options) {
    options.payload_password = PayloadPassword::kGenerated;
  });
  std::set<std::string> passwords;
  for (int i = 0; i < 3; ++i) {
    answer = lab.Enrol(kJoe, kOtp);
    ExpectFaultless(answer, {.req_id = "12487"});
    const auto password =
        ReadBase64(BodyOf(answer).at("decryptionPassword").get<std::string>());
    ASSERT_TRUE(password);
    EXPECT_EQ(password->size(), 24u);
    EXPECT_TRUE(Open(answer, *password));
    passwords.insert(*password);
    // What only this exchange has is hidden from the journal.
    EXPECT_NE(
        std::find(answer.secrets.begin(), answer.secrets.end(), *password),
        answer.secrets.end());
  }
  EXPECT_EQ(passwords.size(), 3u);
}

TEST(Enrolment, NeedsNoPasswordWhereNoneIsAskedFor) {
  ConnectorLab lab;
  const server::Answer answer =
      lab.Post(kGetUserKeyPair, R"({"mType":"initialCert","user":"kiosk-17",)"
                                R"("reqId":"1"})");
  ASSERT_EQ(OutcomeOf(answer), "success");
  const auto password =
      ReadBase64(BodyOf(answer).at("decryptionPassword").get<std::string>());
  const auto identity = Open(answer, password.value_or(""));
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->certificate.Subject(), "CN=kiosk-17");
  const TemporaryFile leaf("leaf.pem", identity->certificate.Pem());
  EXPECT_NE(OpenSsl("x509 -noout -ext subjectAltName -in " + leaf.path())
                .out.find("kiosk-17"),
            std::string::npos);
}

TEST(Enrolment, KeepsNamesOutOfEachOther) {
  const std::string name = "x,DNS:evil.example,CN=admin\"@example.com";
  ConnectorLab lab({.users = {{.name = name, .otp = "abcd1234"}}});
  const auto identity = Open(lab.Enrol(name, "abcd1234"), "abcd1234");
  ASSERT_TRUE(identity);
  const TemporaryFile leaf("leaf.pem", identity->certificate.Pem());
  const std::string text =
      OpenSsl("x509 -noout -text -nameopt multiline -in " + leaf.path()).out;
  EXPECT_NE(text.find("commonName                = " + name), std::string::npos)
      << text;
  EXPECT_EQ(text.find("DNS:evil.example\n"), std::string::npos) << text;
}

TEST(Enrolment, WritesUnicodeNamesAsTheyAre) {
  const std::string name = "j\u00f6rg@\u4f8b\u3048.example";
  ConnectorLab lab({.users = {{.name = name, .otp = "abcd1234"}}});
  const auto identity = Open(lab.Enrol(name, "abcd1234"), "abcd1234");
  ASSERT_TRUE(identity);
  EXPECT_NE(identity->certificate.Der().find(name), std::string::npos);
  EXPECT_EQ(OutcomeOf(lab.Enrol("jorg@example", "abcd1234")), "unknownUser");
}

TEST(Enrolment, IgnoresFieldsThatItDoesNotKnow) {
  ConnectorLab lab;
  const server::Answer answer = lab.Post(
      kGetUserKeyPair,
      R"({"x":{"y":[1,null]},"reqId":"7","deviceName":"a","deviceId":"b",)"
      R"("authToken":"56ht12d0","\u0075ser":"joe.foo@example.com",)"
      R"("mType":"initialCert"})");
  EXPECT_EQ(OutcomeOf(answer), "success");
  EXPECT_TRUE(answer.verdict.Has("connector.request.unknown-field"));
}

TEST(Enrolment, SaysThePasswordPlainlyInTheNewerProtocol) {
  ConnectorOptions options = Dynamics();
  options.payload_password = PayloadPassword::kGenerated;
  ConnectorLab lab(std::move(options));
  const server::Answer answer =
      lab.Post(kGetUserKeyPair2,
               R"({"mType":"initialCert","user":"joe.foo@example.com",)"
               R"("authToken":"56ht12d0","deviceId":"d","deviceName":"n"})");
  ASSERT_EQ(OutcomeOf(answer), "success");
  EXPECT_TRUE(Open(answer, BodyOf(answer).at("password").get<std::string>()));
  EXPECT_FALSE(BodyOf(answer).contains("reqId"));
  ExpectFaultless(
      lab.Post(kGetUserKeyPair2, R"({"mType":"initialCert","reqId":"5",)"
                                 R"("user":"joe.foo@example.com",)"
                                 R"("authToken":"56ht12d0"})"),
      {.profile = Profile::kDynamics, .req_id = "5"});
}

}  // namespace
}  // namespace mdmock::connector

// getUserKeyPair2 with renewCert, and notifyCertificateReceived.

#include "mocks/connector/renewal.h"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "protocol/base/encoding.h"
#include "tests/mocks/connector/connector_lab.h"
#include "tests/mocks/connector/renewal_message.h"
#include "tests/support/openssl_program.h"

namespace mdmock::connector {
namespace {

using nlohmann::json;
using test_support::OpenSsl;
using test_support::TemporaryFile;

// Phone is a device with a certificate of joe's.
struct Phone {
  Phone() : lab(Dynamics()), identity(Enrolled(kJoe, "56ht12d0")) {}

  crypto::Identity Enrolled(const std::string& user, const std::string& otp) {
    return *Open(lab.Enrol(user, otp), otp);
  }

  // What a correct device signs and sends, but for what `wish` and `by` say.
  std::string Message(const crypto::Identity& by, SigningWish wish,
                      std::string content = "") const {
    if (!wish.time) wish.time = lab.clock.Now();
    if (content.empty()) {
      content = CertRequest(MakePkcs10(next, next), "inner-1");
    }
    return Sign(content, by.key, by.certificate, wish);
  }

  server::Answer Renew(const std::string& message,
                       const std::string& user = kJoe) {
    return lab.Post(kGetUserKeyPair2, json{{"mType", "renewCert"},
                                           {"user", user},
                                           {"cmsSigned", Base64(message)}}
                                          .dump());
  }

  std::string OutcomeAt(std::chrono::seconds off) {
    return OutcomeOf(Renew(Message(identity, {.time = lab.clock.Now() + off})));
  }

  ConnectorLab lab;
  crypto::Identity identity;
  crypto::PrivateKey next = *crypto::PrivateKey::GenerateEc();
};

TEST(Renewal, CertifiesTheKeyThatIsAskedFor) {
  Phone phone;
  const server::Answer answer = phone.Renew(phone.Message(phone.identity, {}));
  ASSERT_EQ(OutcomeOf(answer), "success") << answer.response.body;
  EXPECT_TRUE(answer.verdict.findings().empty());
  const json body = BodyOf(answer);
  EXPECT_EQ(body.at("reqId"), "inner-1");
  const TemporaryFile p12("renewed.p12",
                          *ReadBase64(body.at("payload").get<std::string>()));
  const TemporaryFile issuer("issuer.pem",
                             phone.lab.service.desk().authority().Pem());
  const TemporaryFile leaf("leaf.pem", "");
  const auto opened = OpenSsl("pkcs12 -in " + p12.path() + " -passin pass:" +
                              body.at("password").get<std::string>());
  ASSERT_EQ(opened.status, 0) << opened.err;
  EXPECT_EQ(opened.out.find("PRIVATE KEY"), std::string::npos);
  const auto renewed = crypto::Certificate::Read(
      opened.out.substr(opened.out.find("-----BEGIN CERTIFICATE-----")));
  ASSERT_TRUE(renewed);
  EXPECT_TRUE(renewed->Matches(phone.next));
  EXPECT_EQ(renewed->Subject(), phone.identity.certificate.Subject());
  EXPECT_NE(renewed->Serial(), phone.identity.certificate.Serial());
  EXPECT_GT(renewed->NotBefore(), phone.identity.certificate.NotBefore());
}

TEST(Renewal, TakesMessagesWithoutACertificateAndStrongerDigests) {
  Phone phone;
  EXPECT_EQ(OutcomeOf(phone.Renew(
                phone.Message(phone.identity, {.certificate = false}))),
            "success");
  EXPECT_EQ(OutcomeOf(phone.Renew(
                phone.Message(phone.identity, {.digest = "SHA512"}))),
            "success");
  const auto rsa = *crypto::PrivateKey::GenerateRsa(2048);
  EXPECT_EQ(OutcomeOf(phone.Renew(phone.Message(
                phone.identity, {}, CertRequest(MakePkcs10(rsa, rsa), "r")))),
            "success");
}

TEST(Renewal, FindsWhatWasTamperedWith) {
  Phone phone;
  std::string signature = phone.Message(phone.identity, {});
  signature.back() = static_cast<char>(signature.back() ^ 1);
  server::Answer answer = phone.Renew(signature);
  EXPECT_EQ(OutcomeOf(answer), "badMessageCheck");
  EXPECT_TRUE(answer.verdict.Has("connector.renewal.signature"));

  std::string content = phone.Message(phone.identity, {});
  content[content.find("A phone")] = 'B';
  EXPECT_EQ(OutcomeOf(phone.Renew(content)), "badMessageCheck");

  // Even where what it says cannot be read any more.
  std::string broken = phone.Message(phone.identity, {});
  broken[broken.find("\"deviceId")] = '!';
  EXPECT_EQ(OutcomeOf(phone.Renew(broken)), "badMessageCheck");
}

TEST(Renewal, HoldsSigningTimeAgainstTheClock) {
  using std::chrono::hours;
  using std::chrono::seconds;
  Phone phone;
  EXPECT_EQ(phone.OutcomeAt(hours(2)), "badTime");
  EXPECT_EQ(phone.OutcomeAt(-hours(48)), "badTime");
  EXPECT_EQ(phone.OutcomeAt(seconds(301)), "badTime");
  EXPECT_EQ(phone.OutcomeAt(seconds(300)), "success");
  EXPECT_EQ(phone.OutcomeAt(-seconds(300)), "success");
  EXPECT_EQ(OutcomeOf(phone.Renew(
                phone.Message(phone.identity, {.attributes = false}))),
            "badTime");
  phone.lab.service.Change(
      [](ConnectorOptions& options) { options.signing_window = seconds(10); });
  EXPECT_EQ(phone.OutcomeAt(seconds(11)), "badTime");
}

TEST(Renewal, KnowsWhoseCertificateItIs) {
  Phone phone;
  // The same name, signed by itself.
  const auto key = *crypto::PrivateKey::GenerateEc();
  const auto own = *crypto::Certificate::MakeSelfSigned(
      key, {.common_name = kJoe,
            .serial = "\x05",
            .not_before = phone.lab.clock.Now() - std::chrono::days(1),
            .not_after = phone.lab.clock.Now() + std::chrono::days(1)});
  server::Answer answer = phone.Renew(phone.Message({key, own, {}}, {}));
  EXPECT_EQ(OutcomeOf(answer), "unknownCert");
  EXPECT_TRUE(answer.verdict.Has("connector.renewal.signer-unknown"));

  // The right issuer and number, by an authority of that name, another key.
  const Authority forger =
      *Authority::Make("mdmock PKI", phone.lab.clock.Now());
  const auto forged = *forger.Issue(
      *key.get(), {.user = kJoe,
                   .serial = phone.identity.certificate.Serial(),
                   .not_before = phone.identity.certificate.NotBefore(),
                   .not_after = phone.identity.certificate.NotAfter()});
  EXPECT_EQ(OutcomeOf(phone.Renew(phone.Message({key, forged, {}}, {}))),
            "badMessageCheck");

  const crypto::Identity anns = phone.Enrolled(kAnn, phone.lab.OtpOf(kAnn));
  answer = phone.Renew(phone.Message(anns, {}));
  EXPECT_EQ(OutcomeOf(answer), "unknownCert");
  EXPECT_TRUE(answer.verdict.Has("connector.renewal.signer-of-another"));
  EXPECT_EQ(OutcomeOf(phone.Renew(phone.Message(anns, {}), kAnn)), "success");

  phone.lab.clock.Advance(std::chrono::days(366));
  answer = phone.Renew(phone.Message(phone.identity, {}));
  EXPECT_EQ(OutcomeOf(answer), "unknownCert");
  EXPECT_TRUE(answer.verdict.Has("connector.renewal.signer-expired"));
}

TEST(Renewal, RefusesWeakAlgorithms) {
  Phone phone;
  EXPECT_EQ(
      OutcomeOf(phone.Renew(phone.Message(phone.identity, {.digest = "SHA1"}))),
      "badAlg");
  const auto weak = *crypto::PrivateKey::GenerateRsa(1024);
  EXPECT_EQ(OutcomeOf(phone.Renew(phone.Message(
                phone.identity, {}, CertRequest(MakePkcs10(weak, weak), "r")))),
            "badAlg");
  EXPECT_EQ(OutcomeOf(phone.Renew(phone.Message(
                phone.identity, {},
                CertRequest(MakePkcs10(phone.next, phone.next, "SHA1"), "r")))),
            "badAlg");
}

TEST(Renewal, WantsProofOfPossession) {
  Phone phone;
  const server::Answer answer = phone.Renew(phone.Message(
      phone.identity, {},
      CertRequest(MakePkcs10(phone.next, phone.identity.key), "r")));
  EXPECT_EQ(OutcomeOf(answer), "badMessageCheck");
  EXPECT_TRUE(answer.verdict.Has("connector.renewal.possession"));
}

TEST(Renewal, TakesAMessageOnce) {
  Phone phone;
  const std::string message = phone.Message(phone.identity, {});
  EXPECT_EQ(OutcomeOf(phone.Renew(message)), "success");
  const server::Answer again = phone.Renew(message);
  EXPECT_EQ(OutcomeOf(again), "badMessageCheck");
  EXPECT_TRUE(again.verdict.Has("connector.renewal.replayed"));
}

TEST(Renewal, RefusesWhatIsNoMessage) {
  Phone phone;
  const auto ask = [&](const std::string& fields) {
    return OutcomeOf(phone.lab.Post(
        kGetUserKeyPair2,
        R"({"mType":"renewCert","user":"joe.foo@example.com")" + fields + "}"));
  };
  EXPECT_EQ(ask(""), "badRequest");
  EXPECT_EQ(ask(R"(,"cmsSigned":"???")"), "badRequest");
  EXPECT_EQ(ask(R"(,"cmsSigned":"eA==")"), "badRequest");
  EXPECT_EQ(ask(R"(,"cmsSigned":"")"), "badRequest");
  EXPECT_EQ(ask(R"(,"cmsSigned":5)"), "badRequest");
  EXPECT_EQ(OutcomeOf(phone.Renew(
                phone.Message(phone.identity, {.attached = false}))),
            "badRequest");
  EXPECT_EQ(OutcomeOf(phone.Renew(phone.Message(phone.identity, {}) + "x")),
            "badRequest");
  for (const std::string content :
       {"{", R"({"reqId":"1"})", R"({"pkcs10":"eA=="})", R"({"pkcs10":"?"})",
        R"({"pkcs10":"eA==","pkcs10":"eA=="})", "[]"}) {
    EXPECT_EQ(
        OutcomeOf(phone.Renew(phone.Message(phone.identity, {}, content))),
        "badRequest")
        << content;
  }
}

TEST(Renewal, SurvivesEveryTruncationAndChange) {
  Phone phone;
  const std::string message = phone.Message(phone.identity, {});
  const size_t begin = message.find('{');
  const size_t end = message.find('}') + 1;
  for (size_t i = 0; i < message.size(); i += 7) {
    EXPECT_NE(OutcomeOf(phone.Renew(message.substr(0, i))), "success");
    std::string changed = message;
    changed[i] = static_cast<char>(changed[i] ^ 0x55);
    const std::string outcome = OutcomeOf(phone.Renew(changed));
    if (i >= begin && i < end) {
      EXPECT_EQ(outcome, "badMessageCheck") << i;
    } else if (outcome != "success") {  // Not all that is there is signed.
      EXPECT_NE(FindFailureReason(outcome), nullptr) << i << outcome;
    }
  }
}

// … notifications …

std::string Notice(const std::string& user, const std::string& received,
                   const std::vector<std::string>& others = {}) {
  json body{{"user", user}, {"receivedCert", Base64(received)}};
  for (const std::string& one : others) {
    body["otherCerts"].push_back(Base64(one));
  }
  return body.dump();
}

TEST(Notification, HearsOfCertificatesThatWereIssued) {
  Phone phone;
  const std::string der = phone.identity.certificate.Der();
  for (int i = 0; i < 2; ++i) {  // UEM may say it again.
    const server::Answer answer =
        phone.lab.Post(kNotifyCertificateReceived, Notice(kJoe, der));
    EXPECT_EQ(answer.response.body, R"({"status":"success"})");
    EXPECT_EQ(answer.response.status, 200);
  }
}

TEST(Notification, NamesTheReasonAt200) {
  Phone phone;
  const std::string der = phone.identity.certificate.Der();
  const auto ask = [&](const std::string& body) {
    const server::Answer answer =
        phone.lab.Post(kNotifyCertificateReceived, body);
    EXPECT_EQ(answer.response.status, 200);
    return OutcomeOf(answer);
  };
  EXPECT_EQ(ask(Notice("nobody@example.com", der)), "unknownUser");
  EXPECT_EQ(ask(Notice(kJoe, "garbage")), "badRequest");
  EXPECT_EQ(ask(Notice(kJoe, der + "x")), "badRequest");
  EXPECT_EQ(ask(Notice(kJoe, der, {"garbage"})), "badRequest");
  EXPECT_EQ(ask(Notice(kAnn, der)), "unknownCert");
  EXPECT_EQ(ask(R"({"user":"joe.foo@example.com"})"), "badRequest");
  EXPECT_EQ(ask(R"({"user":"joe.foo@example.com","receivedCert":"?"})"),
            "badRequest");
  EXPECT_EQ(ask("{"), "badRequest");
}

TEST(Notification, TellsWhichCertificatesAreSuperseded) {
  Phone phone;
  const std::string first = phone.identity.certificate.Der();
  const std::string second = phone.Enrolled(kJoe, "56ht12d0").certificate.Der();
  const std::string anns =
      phone.Enrolled(kAnn, phone.lab.OtpOf(kAnn)).certificate.Der();
  const auto removed = [&](const std::string& received,
                           const std::vector<std::string>& others) {
    return BodyOf(phone.lab.Post(kNotifyCertificateReceived,
                                 Notice(kJoe, received, others)))
        .value("removeCerts", json::array());
  };
  EXPECT_EQ(removed(second, {first, second, anns}),
            json::array({Base64(first)}));
  EXPECT_EQ(removed(first, {first, second}), json::array());
  phone.lab.service.Change(
      [](ConnectorOptions& one) { one.remove_superseded = false; });
  EXPECT_EQ(removed(second, {first}), json::array());
}

TEST(Notification, IsAskedForAgainWhereTheScriptSaysRetry) {
  Phone phone;
  phone.lab.Control("PUT", "/connector/state",
                    R"({"script":[{"failureInfo":"retry","times":1,)"
                    R"("operation":"notifyCertificateReceived"}]})");
  const std::string notice = Notice(kJoe, phone.identity.certificate.Der());
  EXPECT_EQ(phone.lab.Post(kNotifyCertificateReceived, notice).response.body,
            R"({"status":"failure","failureInfo":"retry"})");
  EXPECT_EQ(OutcomeOf(phone.lab.Post(kNotifyCertificateReceived, notice)),
            "success");
}

}  // namespace
}  // namespace mdmock::connector

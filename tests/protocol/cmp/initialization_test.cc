#include "protocol/cmp/initialization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "protocol/crypto/issue.h"
#include "tests/protocol/cmp/responder.h"

namespace mdmock::cmp {
namespace {

using crypto::Certificate;
using crypto::PrivateKey;
using ::testing::HasSubstr;

const SystemTime kNow = FromEpochSeconds(1'800'000'000);

PrivateKey NewKey() { return *PrivateKey::GenerateEc(); }

// A CA of a root and one below it, and what they issue.
struct Authority {
  PrivateKey root_key = NewKey();
  PrivateKey key = NewKey();
  Certificate root = Make(root_key, "root", nullptr);
  Certificate issuing = Make(key, "issuing", &root);

  Certificate For(const PrivateKey& wanted) const {
    const crypto::Issuer issuer{key, issuing};
    return *crypto::Issue(wanted, Contents("joe"), &issuer);
  }

 private:
  static crypto::Issued Contents(const std::string& name) {
    return {.common_name = name,
            .not_before = kNow,
            .not_after = kNow + std::chrono::hours(1),
            .mail = "",
            .principal = ""};
  }
  Certificate Make(const PrivateKey& of, const std::string& name,
                   const Certificate* above) const {
    crypto::Issued contents = Contents(name);
    contents.use = crypto::IssuedUse::kAuthority;
    if (above == nullptr) return *crypto::Issue(of, contents, nullptr);
    const crypto::Issuer issuer{root_key, *above};
    return *crypto::Issue(of, contents, &issuer);
  }
};

class InitializationTest : public ::testing::Test {
 protected:
  Answer Ask(const Transport& transport, const std::string& secret = "test") {
    const auto answer =
        AskForCertificate({.key = key_, .common_name = "joe"},
                          {.reference = "1234", .value = secret}, transport);
    EXPECT_TRUE(answer) << answer.error().what;
    return answer ? *answer : Answer{};
  }
  Answer Ask(Plan plan, const std::string& secret = "test") {
    Responder responder(std::move(plan));
    return Ask(responder.AsTransport(), secret);
  }

  const PrivateKey key_ = NewKey();
  Authority authority_;
};

TEST_F(InitializationTest, BringsTheCertificateAndThoseAboveIt) {
  Responder responder({.certificate = authority_.For(key_),
                       .issuers = {authority_.root, authority_.issuing}});
  const Answer answer = Ask(responder.AsTransport());
  ASSERT_EQ(answer.outcome, Outcome::kIssued) << answer.text;
  EXPECT_TRUE(answer.certificate->Matches(key_));
  ASSERT_EQ(answer.issuers.size(), 2u);
  EXPECT_EQ(answer.issuers[0].Der(), authority_.issuing.Der());
  EXPECT_EQ(answer.issuers[1].Der(), authority_.root.Der());
  EXPECT_EQ(responder.num_messages(), 2);  // The second one confirms.
}

TEST_F(InitializationTest, LeavesCertificatesOutThatBelongToNothing) {
  const Authority other;
  const Answer answer = Ask({.certificate = authority_.For(key_),
                             .issuers = {other.root, authority_.issuing}});
  ASSERT_EQ(answer.outcome, Outcome::kIssued) << answer.text;
  ASSERT_EQ(answer.issuers.size(), 1u);
  EXPECT_EQ(answer.issuers[0].Der(), authority_.issuing.Der());
}

TEST_F(InitializationTest, ConfirmsOnlyWhereThatIsWanted) {
  Responder responder(
      {.certificate = authority_.For(key_), .confirms_implicitly = true});
  EXPECT_EQ(Ask(responder.AsTransport()).outcome, Outcome::kIssued);
  EXPECT_EQ(responder.num_messages(), 1);
}

TEST_F(InitializationTest, PassesOnNoCertificateForAnotherKey) {
  const Answer answer = Ask({.certificate = authority_.For(NewKey())});
  EXPECT_EQ(answer.outcome, Outcome::kOtherKey) << answer.text;
  EXPECT_FALSE(answer.certificate);
}

TEST_F(InitializationTest, SaysWhyTheCaRefuses) {
  for (const int bit : {0, 1, 2, 3, 4, 23, 25}) {
    const Answer answer =
        Ask({.status = 2, .failure_bits = 1 << bit, .text = "because\x1B"});
    EXPECT_EQ(answer.outcome, Outcome::kRejected) << answer.text;
    EXPECT_EQ(answer.failure_bits, 1u << bit);
    EXPECT_THAT(answer.text, HasSubstr("because\\x1B"));
  }
  const Answer silent = Ask({.status = 2});
  EXPECT_EQ(silent.outcome, Outcome::kRejected) << silent.text;
  EXPECT_EQ(silent.failure_bits, 0u);
}

TEST_F(InitializationTest, DoesNotWait) {
  Responder responder({.status = 3});
  EXPECT_EQ(Ask(responder.AsTransport()).outcome, Outcome::kWaiting);
  EXPECT_EQ(responder.num_messages(), 1);
}

TEST_F(InitializationTest, BelievesNobodyWhoDoesNotKnowTheSecret) {
  EXPECT_EQ(Ask({.certificate = authority_.For(key_)}, "another").outcome,
            Outcome::kNotProtected);
  EXPECT_EQ(Ask({.status = 2, .failure_bits = 8, .protects = false}, "another")
                .outcome,
            Outcome::kNotProtected);
}

TEST_F(InitializationTest, NoticesAnAlteredMac) {
  Responder responder({.status = 2, .failure_bits = 8});
  const Answer answer = Ask([&](const std::string& message) {
    std::string reply = responder.Reply(message);
    reply.back() = static_cast<char>(reply.back() ^ 1);  // The MAC is last.
    return Result<std::string>(reply);
  });
  EXPECT_EQ(answer.outcome, Outcome::kNotProtected) << answer.text;
  EXPECT_EQ(answer.failure_bits, 0u);
}

TEST_F(InitializationTest, TakesNothingFromAnAlteredAnswer) {
  Responder responder(
      {.certificate = authority_.For(key_), .confirms_implicitly = true});
  size_t length = 1;
  for (size_t i = 0; i < length; i += 3) {
    const Answer answer = Ask([&](const std::string& message) {
      std::string reply = responder.Reply(message);
      length = reply.size();
      if (i < length) reply[i] = static_cast<char>(reply[i] ^ 0x41);
      return Result<std::string>(reply);
    });
    EXPECT_TRUE(answer.outcome == Outcome::kNotProtected ||
                answer.outcome == Outcome::kUnreadable)
        << i << ": " << answer.text;
    EXPECT_FALSE(answer.certificate);
  }
  EXPECT_GT(length, 500u);
}

TEST_F(InitializationTest, TakesNoAnswerToAnotherRequest) {
  Responder responder({.status = 2, .failure_bits = 8});
  std::string earlier;
  const auto ask = [&](const std::string& message) {
    const std::string reply = responder.Reply(message);
    if (earlier.empty()) earlier = reply;
    return Result<std::string>(earlier);
  };
  EXPECT_EQ(Ask(ask).outcome, Outcome::kRejected);
  EXPECT_EQ(Ask(ask).outcome, Outcome::kUnreadable);
}

TEST_F(InitializationTest, ReadsNothingIntoAnAnswerThatIsCut) {
  Responder responder(
      {.certificate = authority_.For(key_), .confirms_implicitly = true});
  std::string whole;
  Ask([&](const std::string& message) {
    whole = responder.Reply(message);
    return Result<std::string>(whole);
  });
  ASSERT_FALSE(whole.empty());
  for (size_t i = 0; i < whole.size(); i += 7) {
    const Answer answer = Ask([&](const std::string&) {
      return Result<std::string>(whole.substr(0, i));
    });
    EXPECT_EQ(answer.outcome, Outcome::kUnreadable) << i;
  }
  const Answer longer = Ask(
      [&](const std::string&) { return Result<std::string>(whole + "more"); });
  EXPECT_EQ(longer.outcome, Outcome::kUnreadable);
}

TEST_F(InitializationTest, ReadsNothingIntoGarbage) {
  for (const std::string garbage :
       {"", "<html>", "\x30\x84\x7F\xFF\xFF\xFF", "\x30\x80\x30\x80\x30\x80"}) {
    const Answer answer =
        Ask([&](const std::string&) { return Result<std::string>(garbage); });
    EXPECT_EQ(answer.outcome, Outcome::kUnreadable);
    EXPECT_FALSE(answer.certificate);
  }
}

TEST_F(InitializationTest, RepeatsWhatTheTransportSays) {
  const Answer answer = Ask([](const std::string&) {
    return Result<std::string>(Failure{"nobody listens"});
  });
  EXPECT_EQ(answer.outcome, Outcome::kNoAnswer);
  EXPECT_EQ(answer.text, "nobody listens");
}

TEST_F(InitializationTest, CannotAskForWhatNoCertificateCanSay) {
  bool asked = false;
  const auto answer = AskForCertificate(
      {.key = key_, .common_name = std::string(65, 'x')},
      {.reference = "1234", .value = "test"}, [&](const std::string&) {
        asked = true;
        return Result<std::string>("");
      });
  EXPECT_FALSE(answer);
  EXPECT_FALSE(asked);
}

}  // namespace
}  // namespace mdmock::cmp

#include "conformance/drivers/handshake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <chrono>
#include <string>

#include "conformance/drivers/dial.h"
#include "conformance/drivers/silent_port.h"
#include "mocks/ade/ade_mock.h"
#include "protocol/http/url.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

Deadline In(milliseconds limit) { return steady_clock::now() + limit; }
Deadline Soon() { return In(milliseconds(10'000)); }

Stream To(int port) {
  Dialled dialled = Dial("localhost", port, Soon());
  EXPECT_EQ(dialled.problem, Dialled::Problem::kNone) << dialled.what;
  return Stream(std::move(dialled.socket));
}

class HandshakeTest : public ::testing::Test {
 protected:
  int port() const { return *http::ReadUrl(mock_.Url())->authority.port; }
  Shaken Shake(const TlsWish& wish) {
    stream_ = To(port());
    return ShakeHands(stream_, wish);
  }

  ade::AdeMock mock_;
  Stream stream_{Descriptor()};
};

TEST_F(HandshakeTest, CarriesBytesAndTellsWhatWasAgreedOn) {
  const Shaken shaken = Shake({.ca_pem = mock_.ca_pem(), .host = "localhost"});
  ASSERT_TRUE(shaken.done) << shaken.what;
  EXPECT_EQ(shaken.version, "TLSv1.3");
  EXPECT_NE(shaken.cipher, "");
  ASSERT_FALSE(shaken.chain.empty());
  EXPECT_FALSE(shaken.resumed);
  ASSERT_TRUE(stream_.Send("GET /nowhere HTTP/1.0\r\n\r\n", Soon()));
  std::string answer;
  for (std::string some; !(some = stream_.Receive(Soon())).empty();) {
    answer += some;
  }
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 4"));
  EXPECT_EQ(stream_.end(), Stream::End::kClosed);
}

TEST_F(HandshakeTest, SpeaksTheVersionThatIsAskedFor) {
  const Shaken old =
      Shake({.ca_pem = mock_.ca_pem(), .version = TLS1_2_VERSION});
  ASSERT_TRUE(old.done) << old.what;
  EXPECT_EQ(old.version, "TLSv1.2");
  const Shaken older =
      Shake({.ca_pem = mock_.ca_pem(), .version = TLS1_1_VERSION});
  EXPECT_FALSE(older.done);
  EXPECT_EQ(older.alert, SSL_AD_PROTOCOL_VERSION) << older.what;
}

TEST_F(HandshakeTest, TellsOfACertificateThatItDoesNotTrust) {
  const Shaken untrusted = Shake({.ca_pem = ""});
  EXPECT_FALSE(untrusted.done);
  EXPECT_THAT(untrusted.what, HasSubstr("certificate verify failed"));
  EXPECT_FALSE(untrusted.chain.empty());
  const Shaken misnamed =
      Shake({.ca_pem = mock_.ca_pem(), .host = "pki.example.com"});
  EXPECT_FALSE(misnamed.done);
  const Shaken anything = Shake({.ca_pem = "", .verifies = false});
  EXPECT_TRUE(anything.done) << anything.what;
}

TEST_F(HandshakeTest, TellsOfAServerWithoutTheCiphers) {
  const Shaken shaken = Shake({.ca_pem = mock_.ca_pem(),
                               .version = TLS1_2_VERSION,
                               .ciphers = "NULL-SHA256"});
  EXPECT_FALSE(shaken.done);
  EXPECT_EQ(shaken.alert, SSL_AD_HANDSHAKE_FAILURE) << shaken.what;
}

TEST_F(HandshakeTest, TellsOfWishesThatCannotBeGranted) {
  const Shaken shaken = Shake({.ciphers = "NO-SUCH-CIPHER"});
  EXPECT_FALSE(shaken.done);
  EXPECT_THAT(shaken.what, HasSubstr("cannot prepare a handshake"));
}

TEST(StreamTest, EndsItsWaitsAtTheDeadline) {
  const auto silent = SilentPort::Open();
  ASSERT_TRUE(silent) << silent.error().what;
  Stream stream = To(silent->number());
  EXPECT_EQ(stream.Receive(In(milliseconds(20))), "");
  EXPECT_EQ(stream.end(), Stream::End::kTimeout);
  const Shaken shaken = ShakeHands(stream, {.patience = milliseconds(20)});
  EXPECT_FALSE(shaken.done);
  EXPECT_EQ(shaken.what, "the handshake was not answered in time");
}

TEST(StreamTest, SendsNoMoreThanTheDeadlineAllows) {
  const auto silent = SilentPort::Open();
  ASSERT_TRUE(silent) << silent.error().what;
  Stream stream = To(silent->number());
  EXPECT_FALSE(
      stream.Send(std::string(size_t{64} << 20, 'x'), In(milliseconds(50))));
  EXPECT_EQ(stream.end(), Stream::End::kTimeout);
}

TEST(StreamTest, IsOverOnceItIsAborted) {
  const ade::AdeMock mock;
  Stream stream = To(*http::ReadUrl(mock.Url())->authority.port);
  stream.Abort();
  EXPECT_EQ(stream.end(), Stream::End::kReset);
  EXPECT_FALSE(stream.Send("GET / HTTP/1.0\r\n\r\n", Soon()));
}

TEST(DialTest, TellsWhyThereIsNoConnection) {
  const Dialled nameless = Dial("no-such-host.invalid", 80, Soon());
  EXPECT_EQ(nameless.problem, Dialled::Problem::kName) << nameless.what;
  EXPECT_THAT(nameless.what, HasSubstr("no-such-host.invalid"));
  int port = 0;
  {
    const auto silent = SilentPort::Open();
    ASSERT_TRUE(silent) << silent.error().what;
    port = silent->number();
  }
  const Dialled refused = Dial("127.0.0.1", port, Soon());
  EXPECT_EQ(refused.problem, Dialled::Problem::kRefused) << refused.what;
  EXPECT_EQ(refused.address, "127.0.0.1");
}

}  // namespace
}  // namespace mdmock::drivers

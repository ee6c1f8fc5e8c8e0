#include "mocks/server/tls_habits.h"

#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include <chrono>
#include <string>
#include <utility>

#include "conformance/drivers/dial.h"
#include "conformance/drivers/handshake.h"
#include "conformance/drivers/stream.h"
#include "tests/mocks/server/fixture.h"

namespace mdmock::server {
namespace {

class TlsHabitsTest : public ServerTest {
 protected:
  // Hands shaken, a request and its answer.
  drivers::Shaken Shake(drivers::TlsWish wish) {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(10);
    auto dialled = drivers::Dial("127.0.0.1", server_->port(), deadline);
    EXPECT_TRUE(dialled.socket) << dialled.what;
    drivers::Stream stream(std::move(dialled.socket));
    wish.ca_pem = tls_->ca_pem();
    auto shaken = drivers::ShakeHands(stream, wish);
    if (!shaken.done) return shaken;
    EXPECT_TRUE(stream.Send("GET /x HTTP/1.0\r\n\r\n", deadline));
    std::string answer;
    for (std::string more = stream.Receive(deadline); !more.empty();
         more = stream.Receive(deadline)) {
      answer += more;
    }
    EXPECT_THAT(answer, ::testing::HasSubstr("200 OK"));
    return shaken;
  }
};

TEST_F(TlsHabitsTest, RefusesTls12WhereOnly13IsSpoken) {
  SpeakOnlyTls13(tls_->context());
  StartServer();
  const auto old = Shake({.version = TLS1_2_VERSION});
  EXPECT_FALSE(old.done);
  EXPECT_EQ(old.alert, SSL_AD_PROTOCOL_VERSION) << old.what;
  EXPECT_TRUE(Shake({.version = TLS1_3_VERSION}).done);
}

TEST_F(TlsHabitsTest, TakesTls10WhereOldOnesAreSpoken) {
  SpeakOldTls(tls_->context());
  StartServer();
  EXPECT_TRUE(
      Shake({.version = TLS1_VERSION, .ciphers = "ALL:@SECLEVEL=0"}).done);
}

TEST_F(TlsHabitsTest, TakesNullWhereWeakOnesAreTaken) {
  TakeWeakCiphers(tls_->context());
  StartServer();
  const auto shaken =
      Shake({.version = TLS1_2_VERSION, .ciphers = "eNULL:@SECLEVEL=0"});
  EXPECT_TRUE(shaken.done) << shaken.what;
  EXPECT_THAT(shaken.cipher, ::testing::HasSubstr("NULL"));
}

TEST_F(TlsHabitsTest, ResumesNothingUnlessItIsToldTo) {
  StartServer();
  const auto first = Shake({.version = TLS1_2_VERSION});
  EXPECT_FALSE(
      Shake({.version = TLS1_2_VERSION, .resumes = first.session.get()})
          .resumed);
}

TEST_F(TlsHabitsTest, ResumesASession) {
  ResumeSessions(tls_->context());
  StartServer();
  const auto first = Shake({.version = TLS1_2_VERSION});
  EXPECT_TRUE(Shake({.version = TLS1_2_VERSION, .resumes = first.session.get()})
                  .resumed);
}

}  // namespace
}  // namespace mdmock::server

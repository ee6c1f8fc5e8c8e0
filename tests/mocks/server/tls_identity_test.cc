#include "mocks/server/tls_identity.h"

#include <gmock/gmock.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <string>

#include "tests/mocks/server/fixture.h"

namespace mdmock::server {
namespace {

using drivers::RawClient;
using ::testing::HasSubstr;

SystemTime RealNow() {
  return std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::system_clock::now());
}

using TlsIdentityTest = ServerTest;

TEST_F(TlsIdentityTest, IsTrustedUnderEachOfItsNames) {
  StartServer();
  for (const std::string host : {"127.0.0.1", "::1", "localhost"}) {
    std::string why;
    EXPECT_TRUE(RawClient::Tls(server_->port(),
                               {.ca_pem = tls_->ca_pem(), .host = host}, &why))
        << host << ": " << why;
  }
}

TEST_F(TlsIdentityTest, IsNotTrustedUnderAnotherName) {
  StartServer();
  std::string why;
  EXPECT_EQ(
      RawClient::Tls(server_->port(),
                     {.ca_pem = tls_->ca_pem(), .host = "example.com"}, &why),
      nullptr);
  EXPECT_THAT(why, HasSubstr("certificate verify failed"));
}

TEST_F(TlsIdentityTest, SpeaksTls12And13) {
  StartServer();
  for (const auto& [version, name] :
       {std::pair(TLS1_2_VERSION, "TLSv1.2"), {TLS1_3_VERSION, "TLSv1.3"}}) {
    std::string why;
    const auto client = RawClient::Tls(
        server_->port(), {.ca_pem = tls_->ca_pem(), .version = version}, &why);
    ASSERT_TRUE(client) << why;
    EXPECT_EQ(client->tls_version(), name);
    EXPECT_EQ(client->Ask(drivers::Get("/x"))->status, 200);
  }
}

TEST(TlsIdentityMakeTest, DatesTheCertificatesByItsArgument) {
  const SystemTime now = RealNow();
  const auto identity = TlsIdentity::Make(now);
  ASSERT_TRUE(identity);
  const X509* server = SSL_CTX_get0_certificate(&identity->context());
  std::time_t before = EpochSeconds(now) - 86'400;
  std::time_t after = EpochSeconds(now) + 86'400 * 730;
  for (const auto& [time, wanted] :
       {std::pair(X509_get0_notBefore(server), &before),
        {X509_get0_notAfter(server), &after}}) {
    // -1: not later than `wanted`; a second earlier it is later.
    EXPECT_LT(X509_cmp_time(time, wanted), 0);
    std::time_t earlier = *wanted - 1;
    EXPECT_GT(X509_cmp_time(time, &earlier), 0);
  }
}

TEST(TlsIdentityMakeTest, MakesAnotherAuthorityEachTime) {
  const auto one = TlsIdentity::Make(RealNow());
  const auto two = TlsIdentity::Make(RealNow());
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->ca_pem(), two->ca_pem());
  EXPECT_THAT(one->ca_pem(), HasSubstr("BEGIN CERTIFICATE"));
}

TEST(TlsIdentityMakeTest, SaysWhatTheCertificatesAreFor) {
  const auto identity = TlsIdentity::Make(RealNow());
  ASSERT_TRUE(identity);
  X509* server = SSL_CTX_get0_certificate(&identity->context());
  EXPECT_EQ(X509_check_ca(server), 0);
  EXPECT_EQ(X509_get_extended_key_usage(server), XKU_SSL_SERVER);
  EXPECT_NE(X509_get0_authority_key_id(server), nullptr);
  EXPECT_NE(X509_get0_subject_key_id(server), nullptr);

  const crypto::Handle<BIO> memory(
      BIO_new_mem_buf(identity->ca_pem().data(), -1));
  const crypto::Handle<X509> ca(
      PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  ASSERT_TRUE(ca);
  EXPECT_EQ(X509_check_ca(ca.get()), 1);
  EXPECT_EQ(X509_get_key_usage(ca.get()), KU_KEY_CERT_SIGN | KU_CRL_SIGN);
  const int basic = X509_get_ext_by_NID(ca.get(), NID_basic_constraints, -1);
  EXPECT_EQ(X509_EXTENSION_get_critical(X509_get_ext(ca.get(), basic)), 1);
}

TEST_F(TlsIdentityTest, ShowsTheServiceAnyClientCertificateOrNone) {
  Options options;
  options.ask_client_certificate = true;
  StartServer(options);
  const auto other = TlsIdentity::Make(RealNow());
  ASSERT_TRUE(other);
  const auto with = RawClient::Tls(
      server_->port(), {.ca_pem = tls_->ca_pem(), .shows = &other->context()});
  ASSERT_TRUE(with);
  unsigned char* der = nullptr;
  const int length =
      i2d_X509(SSL_CTX_get0_certificate(&other->context()), &der);
  ASSERT_GT(length, 0);
  EXPECT_EQ(with->Ask(drivers::Get("/certificate"))->body,
            std::string(der, der + length));
  OPENSSL_free(der);
  EXPECT_EQ(ConnectTls()->Ask(drivers::Get("/certificate"))->body, "");
}

}  // namespace
}  // namespace mdmock::server

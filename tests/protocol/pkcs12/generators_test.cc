#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "protocol/pkcs12/inspect.h"
#include "tests/protocol/pkcs12/forge.h"
#include "tests/support/openssl_program.h"

// Files as the programs write them that connectors are made of.
namespace mdmock::pkcs12 {
namespace {

using test_support::Contents;
using test_support::RunCommand;
using test_support::TemporaryFile;

const std::string kPassword = "Xk7d-Rf31q_mT";

Verdict Judge(const std::string& file, const std::string& password,
              SystemTime now) {
  return Inspect(file,
                 {.password = password,
                  .password_text = std::nullopt,
                  .otp = std::nullopt},
                 {}, now)
      .verdict;
}

// The user's, in PEM, for a program to put into a file.
class UserPem {
 public:
  const std::string& key() const { return key_.path(); }
  const std::string& certificate() const { return certificate_.path(); }

 private:
  TemporaryFile key_{"generator.key.pem", test_support::User().key.Pem()};
  TemporaryFile certificate_{"generator.pem",
                             test_support::User().certificate.Pem()};
};

void ExpectGood(const std::string& file) {
  const SystemTime now = test_support::kMadeAt;
  EXPECT_TRUE(Judge(file, kPassword, now).accepted());
  const Verdict other = Judge(file, "xk7d-rf31q_mt", now);
  ASSERT_EQ(other.cause().mistakes.size(), 1U);
  EXPECT_EQ(other.cause().mistakes.front()->id, "pkcs12.password-other-case");
}

TEST(Pkcs12Generators, OpenSslProgramInItsProfiles) {
  const UserPem user;
  for (const char* options :
       {"", "-legacy", "-nomac", "-descert -keypbe PBE-SHA1-3DES -macalg sha1",
        "-keypbe AES-128-CBC -certpbe AES-128-CBC", "-macalg sha512",
        "-certpbe NONE"}) {
    SCOPED_TRACE(options);
    const TemporaryFile out("generator.p12", "");
    const auto run = RunCommand(fmt::format(
        "openssl pkcs12 -export {} -inkey '{}' -in '{}' -name u -passout "
        "'pass:{}' -out '{}'",
        options, user.key(), user.certificate(), kPassword, out.path()));
    ASSERT_EQ(run.status, 0) << run.err;
    ExpectGood(out.Contents());
  }
}

TEST(Pkcs12Generators, PythonCryptography) {
  const UserPem user;
  if (RunCommand("python3 -c 'import cryptography'").status != 0) {
    GTEST_SKIP() << "no python3-cryptography";
  }
  const TemporaryFile out("generator.p12", "");
  const TemporaryFile script(
      "generator.py",
      "import sys\n"
      "from cryptography import x509\n"
      "from cryptography.hazmat.primitives import serialization as s\n"
      "from cryptography.hazmat.primitives.serialization import pkcs12\n"
      "key = s.load_pem_private_key(open(sys.argv[1], 'rb').read(), None)\n"
      "leaf = x509.load_pem_x509_certificate(open(sys.argv[2], 'rb').read())\n"
      "made = pkcs12.serialize_key_and_certificates(\n"
      "    b'u', key, leaf, None,\n"
      "    s.BestAvailableEncryption(sys.argv[4].encode()))\n"
      "open(sys.argv[3], 'wb').write(made)\n");
  const auto run = RunCommand(
      fmt::format("python3 '{}' '{}' '{}' '{}' '{}'", script.path(), user.key(),
                  user.certificate(), out.path(), kPassword));
  ASSERT_EQ(run.status, 0) << run.err;
  ExpectGood(out.Contents());
}

TEST(Pkcs12Generators, Keytool) {
  if (RunCommand("command -v keytool").status != 0) {
    GTEST_SKIP() << "no keytool";
  }
  const TemporaryFile place("generator.p12", "");
  const std::string path = place.path() + ".keytool";
  const auto run = RunCommand(fmt::format(
      "keytool -J-XX:TieredStopAtLevel=1 -genkeypair -alias u -keyalg EC "
      "-groupname secp256r1 -dname CN=u -startdate '2025/12/31 00:00:00' "
      "-validity 300 -storetype PKCS12 -keystore '{}' -storepass '{}'",
      path, kPassword));
  ASSERT_EQ(run.status, 0) << run.err;
  const std::string file = Contents(path);
  RunCommand("rm -f '" + path + "'");
  // A day on, whatever the time zone that keytool took the date in.
  const Verdict verdict =
      Judge(file, kPassword, test_support::kMadeAt + std::chrono::hours(24));
  EXPECT_TRUE(verdict.accepted());
}

}  // namespace
}  // namespace mdmock::pkcs12

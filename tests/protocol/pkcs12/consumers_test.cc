#include "protocol/pkcs12/consumers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "protocol/pkcs12/inspect.h"
#include "tests/protocol/pkcs12/forge.h"
#include "tests/support/openssl_program.h"

namespace mdmock::pkcs12 {
namespace {

using test_support::Forge;
using test_support::Forged;
using test_support::kMadeAt;
using test_support::RunCommand;
using test_support::TemporaryFile;
using Outcome = Prediction::Outcome;

// Words of a shell: no character of it is special inside ''.
const std::string kPassword = "Xk7d-Rf31q_mT";

struct Sample {
  std::string name;
  std::string file;
};

template <typename Change>
Sample With(std::string name, Change change) {
  Forged recipe;
  recipe.key_shroud.iterations = 2048;
  recipe.certificate_shroud.iterations = 2048;
  recipe.mac_iterations = 2048;
  change(recipe);
  return {std::move(name), Forge(recipe)};
}

void Protect(Forged& recipe, const std::string& key,
             const std::string& certificates, const std::string& mac) {
  recipe.key_shroud.cipher = key;
  recipe.certificate_shroud.cipher = certificates;
  recipe.mac_digest = mac;
}

std::vector<Sample> Samples() {
  return {
      With("OpenSSL 3's own", [](Forged&) {}),
      With("AES-128",
           [](Forged& f) {
             Protect(f, "AES-128-CBC", "AES-128-CBC", "SHA256");
           }),
      With("AES and SHA-1",
           [](Forged& f) { Protect(f, "AES-256-CBC", "AES-256-CBC", "SHA1"); }),
      With("triple DES",
           [](Forged& f) {
             Protect(f, "PBE-SHA1-3DES", "PBE-SHA1-3DES", "SHA1");
           }),
      With("RC2-40",
           [](Forged& f) {
             Protect(f, "PBE-SHA1-3DES", "PBE-SHA1-RC2-40", "SHA1");
           }),
      With("AES-192",
           [](Forged& f) {
             Protect(f, "AES-192-CBC", "AES-192-CBC", "SHA256");
           }),
      With("PBES2 with triple DES",
           [](Forged& f) {
             Protect(f, "DES-EDE3-CBC", "DES-EDE3-CBC", "SHA256");
           }),
      With("SHA-512",
           [](Forged& f) {
             Protect(f, "AES-256-CBC", "AES-256-CBC", "SHA512");
           }),
      With("no MAC", [](Forged& f) { f.mac_digest.reset(); }),
      With("plain key", [](Forged& f) { f.key_shroud.cipher.reset(); }),
      With("plain certificates",
           [](Forged& f) { f.certificate_shroud.cipher.reset(); }),
      With("short salt", [](Forged& f) { f.mac_salt_len = 4; }),
      {"PBMAC1", test_support::WithPbmac1(Forge({.mac_digest = std::nullopt}),
                                          kPassword)},
  };
}

Prediction PredictionFor(Consumer consumer, const std::string& file) {
  const Inspection inspection = Inspect(file,
                                        {.password = kPassword,
                                         .password_text = std::nullopt,
                                         .otp = std::nullopt},
                                        {}, kMadeAt);
  for (const Prediction& one : inspection.predictions) {
    if (one.consumer == consumer) return one;
  }
  ADD_FAILURE() << "no prediction";
  return {};
}

bool IsThere(const std::string& program) {
  return RunCommand("command -v " + program).status == 0;
}

// What a consumer does, in the words of a prediction; nothing where it is not
// the one that was measured.
using Reader = Outcome (*)(const std::string& path);

void ExpectAsPredicted(Consumer consumer, Reader read) {
  for (const Sample& sample : Samples()) {
    const TemporaryFile file("consumer.p12", sample.file);
    EXPECT_EQ(Name(read(file.path())),
              Name(PredictionFor(consumer, sample.file).outcome))
        << Name(consumer) << ": " << sample.name;
  }
}

// A program's success is no proof: key and certificate must both come out.
Outcome OfOpenSsl(const std::string& path, const std::string& options) {
  const auto run = RunCommand(
      fmt::format("openssl pkcs12 -in '{}' -passin 'pass:{}' -nodes {} 2>&1",
                  path, kPassword, options));
  const bool key = run.out.find("PRIVATE KEY-----") != std::string::npos;
  const bool certificate =
      run.out.find("BEGIN CERTIFICATE-----") != std::string::npos;
  if (run.status != 0) return Outcome::kRefuses;
  return key && certificate ? Outcome::kOpens : Outcome::kPartly;
}

TEST(Pkcs12Consumers, OpenSslDoesAsPredicted) {
  if (!IsThere("openssl")) GTEST_SKIP() << "no openssl";
  if (RunCommand("openssl version").out.find("OpenSSL 3.0") ==
      std::string::npos) {
    GTEST_SKIP() << "the predictions are about OpenSSL 3.0";
  }
  ExpectAsPredicted(Consumer::kOpenSsl3, [](const std::string& path) {
    return OfOpenSsl(path, "");
  });
  ExpectAsPredicted(Consumer::kOpenSsl3Legacy, [](const std::string& path) {
    return OfOpenSsl(path, "-legacy");
  });
}

// What keytool says of a file, whichever provider reads it.
Outcome OfKeytool(const std::string& path, const std::string& provider) {
  const auto run = RunCommand(fmt::format(
      "keytool -J-XX:TieredStopAtLevel=1 -J-Xmx128m -list -storetype PKCS12 "
      "-keystore '{}' -storepass '{}' {} 2>&1",
      path, kPassword, provider));
  // What was loaded is listed; then keytool has a look of its own at the file,
  // with Java's provider, and may fail for that.
  const bool listed = run.out.find("Keystore type") != std::string::npos;
  // A virtual machine that does not start says nothing about the file.
  EXPECT_TRUE(listed || run.out.find("keytool error") != std::string::npos)
      << run.out;
  if (!listed) return Outcome::kRefuses;
  return run.out.find("PrivateKeyEntry") != std::string::npos
             ? Outcome::kOpens
             : Outcome::kPartly;
}

TEST(Pkcs12Consumers, JavaDoesAsPredicted) {
  if (!IsThere("keytool")) GTEST_SKIP() << "no keytool";
  if (RunCommand("java -version 2>&1").out.find("\"17.") == std::string::npos) {
    GTEST_SKIP() << "the predictions are about JDK 17";
  }
  ExpectAsPredicted(Consumer::kJdk17, [](const std::string& path) {
    return OfKeytool(path, "");
  });
}

TEST(Pkcs12Consumers, BouncyCastleDoesAsPredicted) {
  const bool there =
      IsThere("keytool") &&
      RunCommand("test -e /usr/share/java/bcprov-1.72.jar").status == 0;
  if (!there) GTEST_SKIP() << "no keytool, or no Bouncy Castle 1.72";
  ExpectAsPredicted(Consumer::kBouncyCastle172, [](const std::string& path) {
    return OfKeytool(path,
                     "-providername BC -provider "
                     "org.bouncycastle.jce.provider.BouncyCastleProvider "
                     "-providerpath /usr/share/java/bcprov-1.72.jar");
  });
}

TEST(Pkcs12Consumers, NssDoesAsPredicted) {
  if (!IsThere("pk12util")) GTEST_SKIP() << "no pk12util";
  ExpectAsPredicted(Consumer::kNss, [](const std::string& path) {
    const auto run = RunCommand(fmt::format(
        "d=$(mktemp -d) && certutil -N -d sql:$d --empty-password >&2 && "
        "pk12util -i '{}' -d sql:$d -W '{}' -K '' >&2; s=$?; certutil -K -d "
        "sql:$d; rm -rf \"$d\"; exit $s",
        path, kPassword));
    if (run.status != 0) return Outcome::kRefuses;
    return run.out.find(" 0>") != std::string::npos ? Outcome::kOpens
                                                    : Outcome::kPartly;
  });
}

TEST(Pkcs12Consumers, GnuTlsDoesAsPredicted) {
  if (!IsThere("certtool")) GTEST_SKIP() << "no certtool";
  ExpectAsPredicted(Consumer::kGnuTls, [](const std::string& path) {
    const auto run = RunCommand(
        fmt::format("certtool --p12-info --inder --infile '{}' --password '{}' "
                    "2>/dev/null",
                    path, kPassword));
    const bool key = run.out.find("PRIVATE KEY-----") != std::string::npos;
    const bool certificate =
        run.out.find("BEGIN CERTIFICATE-----") != std::string::npos;
    if (!key || !certificate) return Outcome::kRefuses;
    return run.status == 0 ? Outcome::kOpens : Outcome::kPartly;
  });
}

TEST(Pkcs12Consumers, AllRefuseWhatDoesNotOpen) {
  const auto predictions = Predict({});
  EXPECT_EQ(predictions.size(), 14U);
  for (const Prediction& one : predictions) {
    EXPECT_EQ(one.outcome, Outcome::kRefuses);
    EXPECT_NE(Name(one.consumer), "");
  }
}

}  // namespace
}  // namespace mdmock::pkcs12

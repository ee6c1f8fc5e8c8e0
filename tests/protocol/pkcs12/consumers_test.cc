#include "protocol/pkcs12/consumers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
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

// A PKCS#8 key, since nothing here makes one.
const std::string kEd25519 =
    std::string(
        "\x30\x2E\x02\x01\x00\x30\x05\x06\x03\x2B\x65\x70\x04\x22\x04\x20",
        16) +
    std::string(32, 'k');

struct Sample {
  std::string name;
  std::string file;
  std::string password = kPassword;
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

// What a maker of files may do otherwise than all others.
std::vector<Sample> OddSamples() {
  const auto ciphers = [](std::string name, const std::string& key,
                          const std::string& certificates) {
    return With(std::move(name),
                [&](Forged& f) { Protect(f, key, certificates, "SHA256"); });
  };
  const auto mac = [](const std::string& digest) {
    return With("HMAC-" + digest, [&](Forged& f) { f.mac_digest = digest; });
  };
  const auto ed25519 = [](Forged& f) {
    const auto key = crypto::PrivateKey::ReadDer(kEd25519);
    ASSERT_TRUE(key) << key.error().what;
    f.keys = {*key};
    f.certificates.front().certificate =
        test_support::UserSaying(test_support::UserContents(), *key);
  };
  const std::string good = With("", [](Forged&) {}).file;
  std::string version = good;
  version[6] = 2;
  return {
      With("unprotected",
           [](Forged& f) {
             f.key_shroud.cipher.reset();
             f.certificate_shroud.cipher.reset();
             f.mac_digest.reset();
           }),
      With("a MAC only",
           [](Forged& f) {
             f.key_shroud.cipher.reset();
             f.certificate_shroud.cipher.reset();
           }),
      With("names and no localKeyID",
           [](Forged& f) {
             f.key_id.reset();
             f.certificates.front().id.reset();
           }),
      With("no names and no localKeyID",
           [](Forged& f) {
             f.key_id.reset();
             f.key_name.reset();
             f.certificates.front().id.reset();
             f.certificates.front().name.reset();
           }),
      With("no attributes on the certificate",
           [](Forged& f) {
             f.certificates.front().id.reset();
             f.certificates.front().name.reset();
           }),
      With("no localKeyID on the certificate",
           [](Forged& f) { f.certificates.front().id.reset(); }),
      With("localKeyIDs that differ", [](Forged& f) { f.key_id = "\x07"; }),
      With("localKeyIDs and names that differ",
           [](Forged& f) {
             f.key_id = "\x07";
             f.key_name = "else";
           }),
      With("one localKeyID for all",
           [](Forged& f) {
             f.certificates.back().id = f.certificates.front().id;
           }),
      With("a key more",
           [](Forged& f) { f.keys.push_back(test_support::Other().key); }),
      With("no certificate", [](Forged& f) { f.certificates.clear(); }),
      With("no key", [](Forged& f) { f.keys.clear(); }),
      With("Ed25519", ed25519),
      With("UTF8String", [](Forged& f) { f.utf8_names = true; }),
      ciphers("ARIA", "ARIA-256-CBC", "ARIA-256-CBC"),
      ciphers("ARIA certificates", "AES-256-CBC", "ARIA-256-CBC"),
      ciphers("Camellia", "CAMELLIA-256-CBC", "CAMELLIA-256-CBC"),
      ciphers("Camellia certificates", "AES-256-CBC", "CAMELLIA-256-CBC"),
      ciphers("2DES", "PBE-SHA1-2DES", "PBE-SHA1-2DES"),
      ciphers("2DES certificates", "PBE-SHA1-3DES", "PBE-SHA1-2DES"),
      ciphers("RC2-128", "PBE-SHA1-RC2-128", "PBE-SHA1-RC2-128"),
      ciphers("RC2-128 certificates", "PBE-SHA1-3DES", "PBE-SHA1-RC2-128"),
      ciphers("RC4-128", "PBE-SHA1-RC4-128", "PBE-SHA1-RC4-128"),
      ciphers("RC4-40", "PBE-SHA1-RC4-40", "PBE-SHA1-RC4-40"),
      ciphers("PBES2 with RC2", "RC2-CBC", "RC2-CBC"),
      ciphers("PBES2 with DES", "DES-CBC", "DES-CBC"),
      ciphers("SEED", "SEED-CBC", "SEED-CBC"),
      mac("MD5"),
      mac("SHA224"),
      mac("SHA384"),
      mac("SHA512-256"),
      mac("SHA3-256"),
      With("scrypt",
           [](Forged& f) {
             f.key_shroud.scrypt = f.certificate_shroud.scrypt = true;
           }),
      {"version 2", version},
      {"trailing bytes", good + "junk"},
      {"BER", test_support::WithBer(good)},
      {"no bytes for the empty password",
       With("", [](Forged& f) { f.password.reset(); }).file, ""},
      {"the empty password", With("", [](Forged& f) { f.password = ""; }).file,
       ""},
      With("no bytes for a password that is announced",
           [](Forged& f) { f.password.reset(); }),
  };
}

Prediction PredictionFor(Consumer consumer, const Sample& sample) {
  const Inspection inspection = Inspect(sample.file,
                                        {.password = sample.password,
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
using Reader = Outcome (*)(const std::string& path,
                           const std::string& password);

void ExpectAsPredicted(Consumer consumer, Reader read) {
  std::vector<Sample> samples = Samples();
  for (Sample& odd : OddSamples()) samples.push_back(std::move(odd));
  for (const Sample& sample : samples) {
    const TemporaryFile file("consumer.p12", sample.file);
    EXPECT_EQ(Name(read(file.path(), sample.password)),
              Name(PredictionFor(consumer, sample).outcome))
        << Name(consumer) << ": " << sample.name;
  }
}

// A program's success is no proof: key and certificate must both come out.
Outcome OfOpenSsl(const std::string& path, const std::string& password,
                  const std::string& options) {
  const auto run = RunCommand(
      fmt::format("openssl pkcs12 -in '{}' -passin 'pass:{}' -nodes {} 2>&1",
                  path, password, options));
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
  ExpectAsPredicted(Consumer::kOpenSsl3,
                    [](const std::string& path, const std::string& password) {
                      return OfOpenSsl(path, password, "");
                    });
  ExpectAsPredicted(Consumer::kOpenSsl3Legacy,
                    [](const std::string& path, const std::string& password) {
                      return OfOpenSsl(path, password, "-legacy");
                    });
}

// What keytool says of a file, whichever provider reads it.
Outcome OfKeytool(const std::string& path, const std::string& password,
                  const std::string& provider) {
  const auto run = RunCommand(fmt::format(
      "keytool -J-XX:TieredStopAtLevel=1 -J-Xmx128m -list -storetype PKCS12 "
      "-keystore '{}' -storepass '{}' {} 2>&1",
      path, password, provider));
  // What was loaded is listed; then keytool has a look of its own at the file,
  // with Java's provider, and may fail for that.
  const bool listed = run.out.find("Keystore type") != std::string::npos;
  // A virtual machine that does not start says nothing about the file.
  EXPECT_TRUE(listed || run.out.find("keytool error") != std::string::npos)
      << run.out;
  if (!listed) return Outcome::kRefuses;
  // A key that has a chain is listed with its certificate's fingerprint; to
  // Bouncy Castle one without is a secret key.
  constexpr std::string_view kEntry = "KeyEntry";
  size_t num_keys = 0;
  size_t num_chains = 0;
  for (size_t at = 0; (at = run.out.find(kEntry, at)) != std::string::npos;
       ++at) {
    ++num_keys;
    const size_t next = run.out.find("Entry", at + kEntry.size());
    const std::string entry = run.out.substr(at, next - at);
    if (entry.find("fingerprint") != std::string::npos) ++num_chains;
  }
  return num_keys > 0 && num_keys == num_chains ? Outcome::kOpens
                                                : Outcome::kPartly;
}

TEST(Pkcs12Consumers, JavaDoesAsPredicted) {
  if (!IsThere("keytool")) GTEST_SKIP() << "no keytool";
  if (RunCommand("java -version 2>&1").out.find("\"17.") == std::string::npos) {
    GTEST_SKIP() << "the predictions are about JDK 17";
  }
  ExpectAsPredicted(Consumer::kJdk17,
                    [](const std::string& path, const std::string& password) {
                      return OfKeytool(path, password, "");
                    });
}

TEST(Pkcs12Consumers, BouncyCastleDoesAsPredicted) {
  const bool there =
      IsThere("keytool") &&
      RunCommand("test -e /usr/share/java/bcprov-1.72.jar").status == 0;
  if (!there) GTEST_SKIP() << "no keytool, or no Bouncy Castle 1.72";
  ExpectAsPredicted(Consumer::kBouncyCastle172,
                    [](const std::string& path, const std::string& password) {
                      return OfKeytool(
                          path, password,
                          "-providername BC -provider "
                          "org.bouncycastle.jce.provider.BouncyCastleProvider "
                          "-providerpath /usr/share/java/bcprov-1.72.jar");
                    });
}

TEST(Pkcs12Consumers, NssDoesAsPredicted) {
  if (!IsThere("pk12util")) GTEST_SKIP() << "no pk12util";
  ExpectAsPredicted(Consumer::kNss, [](const std::string& path,
                                       const std::string& password) {
    const auto run = RunCommand(fmt::format(
        "d=$(mktemp -d) && certutil -N -d sql:$d --empty-password >&2 && "
        "pk12util -i '{}' -d sql:$d -W '{}' -K '' >&2; s=$?; certutil -K -d "
        "sql:$d; rm -rf \"$d\"; exit $s",
        path, password));
    if (run.status != 0) return Outcome::kRefuses;
    return run.out.find(" 0>") != std::string::npos ? Outcome::kOpens
                                                    : Outcome::kPartly;
  });
}

TEST(Pkcs12Consumers, GnuTlsDoesAsPredicted) {
  if (!IsThere("certtool")) GTEST_SKIP() << "no certtool";
  ExpectAsPredicted(Consumer::kGnuTls, [](const std::string& path,
                                          const std::string& password) {
    const auto run = RunCommand(
        fmt::format("certtool --p12-info --inder --infile '{}' --password '{}' "
                    "2>/dev/null",
                    path, password));
    const bool key = run.out.find("PRIVATE KEY-----") != std::string::npos;
    const bool certificate =
        run.out.find("BEGIN CERTIFICATE-----") != std::string::npos;
    if (run.status != 0) {
      return key && certificate ? Outcome::kPartly : Outcome::kRefuses;
    }
    return key && certificate ? Outcome::kOpens : Outcome::kPartly;
  });
}

TEST(Pkcs12Consumers, PasswordsThatWereNotTriedAreNotCalledWrong) {
  Features features{.opening = Opening::kNotDerived,
                    .has_mac = true,
                    .mac_hash = "SHA-1",
                    .most_iterations = 5'000'001};
  const auto predictions = Predict(features);
  ASSERT_EQ(predictions.size(), 14U);
  for (const Prediction& one : predictions) {
    const bool java = one.consumer == Consumer::kJdk8 ||
                      one.consumer == Consumer::kJdk11 ||
                      one.consumer == Consumer::kJdk17;
    EXPECT_EQ(one.outcome, java ? Outcome::kRefuses : Outcome::kOpens)
        << Name(one.consumer);
    EXPECT_EQ(one.why.find("the announced password does not open it"),
              std::string_view::npos);
  }
  features.most_iterations = 100'000'001;
  EXPECT_TRUE(Predict(features).empty());
  EXPECT_TRUE(Predict({.opening = Opening::kNotKnown}).empty());
}

TEST(Pkcs12Consumers, OnlyGnuTlsReadsOnWhereTheMacFails) {
  for (const Prediction& one : Predict({.opening = Opening::kMacFails})) {
    EXPECT_EQ(one.outcome, one.consumer == Consumer::kGnuTls
                               ? Outcome::kPartly
                               : Outcome::kRefuses);
    EXPECT_NE(one.why.find("MAC"), std::string_view::npos);
  }
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

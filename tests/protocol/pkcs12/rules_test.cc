#include "protocol/pkcs12/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/cms/ber.h"
#include "protocol/pkcs12/inspect.h"
#include "tests/protocol/pkcs12/forge.h"

namespace mdmock::pkcs12 {
namespace {

using std::chrono::hours;
using test_support::Forge;
using test_support::Forged;
using test_support::kMadeAt;
using test_support::kSecret;
using test_support::UserContents;
using test_support::UserSaying;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAreArray;

using Codes = std::vector<std::string>;

// A file as everybody likes it: nothing but the user's own.
Forged Good() {
  Forged good;
  good.key_shroud.iterations = 2048;
  good.certificate_shroud.iterations = 2048;
  good.mac_iterations = 2048;
  return good;
}

Announcement Announced() {
  return {.password = std::string(kSecret),
          .password_text = std::nullopt,
          .otp = "56ht12d0"};
}

struct Case {
  std::string name;
  std::string payload;
  Codes codes;  // All but remarks that are no part of the case.
  Settings settings = {};
  Announcement announcement = Announced();
  bool accepted = false;
};

Forged With(crypto::Certificate leaf) {
  Forged recipe = Good();
  recipe.certificates.front().certificate = std::move(leaf);
  return recipe;
}

Forged WithKey(const crypto::PrivateKey& key,
               crypto::Issued contents = UserContents()) {
  Forged recipe = With(UserSaying(contents, key));
  recipe.keys = {key};
  return recipe;
}

crypto::PrivateKey Rsa(int bits) {
  return std::move(*crypto::PrivateKey::GenerateRsa(bits));
}

std::shared_ptr<const crypto::Trust> Anchor(const crypto::Certificate& anchor) {
  return std::make_shared<crypto::Trust>(
      std::move(*crypto::Trust::Of({anchor})));
}

template <typename Change>
std::string Leaf(Change change) {
  crypto::Issued contents = UserContents();
  change(contents);
  return Forge(With(UserSaying(contents)));
}

template <typename Change>
std::string Changed(Change change) {
  Forged recipe = Good();
  change(recipe);
  return Forge(recipe);
}

// A file whose key is that of `key` with some byte of its numbers changed.
std::string WithBrokenKey() {
  // The public point stands in the key after its private number.
  Forged recipe = Good();
  recipe.key_shroud.cipher = std::nullopt;
  recipe.certificate_shroud.cipher = std::nullopt;
  recipe.mac_digest = std::nullopt;
  std::string file = Forge(recipe);
  const size_t private_at = file.find(std::string("\x02\x01\x01\x04\x20", 5));
  EXPECT_NE(private_at, std::string::npos);
  file[private_at + 20] = static_cast<char>(file[private_at + 20] ^ 1);
  return file;
}

void AddFileCases(std::vector<Case>& all) {
  const std::string good = Forge(Good());
  all.push_back({"not a file", "hello", {"structure"}});
  all.push_back({"too large", std::string(size_t{80} << 20, 'A'), {"size"}});
  std::string version = good;
  version[6] = 4;
  all.push_back({"version", version, {"version"}});
  all.push_back(
      {"trailing", good + "\n", {"trailing-bytes"}, {}, Announced(), true});
  all.push_back(
      {"ber", test_support::WithBer(good), {"der"}, {}, Announced(), true});
  std::string wrapped = Base64(good);
  wrapped.insert(76, "\r\n");
  all.push_back(
      {"wrapped base64", wrapped, {"payload-base64"}, {}, Announced(), true});
  all.push_back({"hex", Hex(good), {"payload-hex"}});
  all.push_back({"twice", Base64(Base64(good)), {"payload-base64-twice"}});
  all.push_back({"url", Base64Url(good, true), {"payload-base64url"}});
  all.push_back(
      {"pem",
       "-----BEGIN PKCS12-----\n" + Base64(good) + "\n-----END PKCS12-----\n",
       {"payload-pem"}});
  all.push_back({"cut", good.substr(0, 500), {"payload-truncated"}});
}

void AddPasswordCases(std::vector<Case>& all) {
  const std::string good = Forge(Good());
  Announcement wrong = Announced();
  wrong.password = "wrong";
  all.push_back(
      {"wrong password", good, {"opens-with-rule", "mac-verifies"}, {}, wrong});
  Settings few;
  few.max_hash_iterations = 5000;
  all.push_back({"cut short",
                 good,
                 {"opens-with-rule", "mac-verifies", "search-cut-short"},
                 few,
                 wrong});
  all.push_back({"two passwords",
                 Changed([](Forged& f) {
                   f.mac_password = std::optional<std::string>("56ht12d0");
                 }),
                 {"same-password-mac-enc", "opens-with-rule"}});
  Announcement empty = Announced();
  empty.password = "";
  all.push_back({"empty password",
                 Changed([](Forged& f) { f.password = ""; }),
                 {"password-nonempty"},
                 {},
                 empty,
                 true});
  Announcement letters = Announced();
  letters.password = "P\xC3\xA4sswort-1234567";
  all.push_back({"not ASCII",
                 Changed([&](Forged& f) { f.password = letters.password; }),
                 {"password-ascii"},
                 {},
                 letters,
                 true});
  Announcement twice = Announced();
  twice.otp = twice.password;
  all.push_back({"redundant", good, {"redundant-password"}, {}, twice, true});
  Settings again;
  again.earlier_passwords = {std::string(kSecret)};
  all.push_back({"used again",
                 good,
                 {"generated-password-strength"},
                 again,
                 Announced(),
                 true});
  Announcement weak = Announced();
  weak.password = "12345678";
  all.push_back({"weak",
                 Changed([](Forged& f) { f.password = "12345678"; }),
                 {"generated-password-strength"},
                 {},
                 weak,
                 true});
}

void AddProtectionCases(std::vector<Case>& all) {
  const auto doubt = [&](std::string name, Codes codes, auto change) {
    all.push_back({std::move(name),
                   Changed(change),
                   std::move(codes),
                   {},
                   Announced(),
                   true});
  };
  doubt("no MAC", {"mac-present"}, [](Forged& f) { f.mac_digest.reset(); });
  doubt("plain key", {"encrypted"},
        [](Forged& f) { f.key_shroud.cipher.reset(); });
  doubt("nothing protected",
        {"mac-present", "encrypted", "wrong-password-refused"}, [](Forged& f) {
          f.mac_digest.reset();
          f.key_shroud.cipher.reset();
          f.certificate_shroud.cipher.reset();
        });
  doubt("RC2", {"cipher-modern", "fips-ciphers"},
        [](Forged& f) { f.certificate_shroud.cipher = "PBE-SHA1-RC2-40"; });
  doubt("PBES2 with AES-192", {"cipher-java"},
        [](Forged& f) { f.key_shroud.cipher = "AES-192-CBC"; });
  doubt("two-key triple DES", {"cipher-java", "fips-ciphers"},
        [](Forged& f) { f.key_shroud.cipher = "PBE-SHA1-2DES"; });
  doubt("triple DES", {"fips-ciphers"},
        [](Forged& f) { f.key_shroud.cipher = "PBE-SHA1-3DES"; });
  doubt("SHA-512", {"mac-algorithm"},
        [](Forged& f) { f.mac_digest = "SHA512"; });
  doubt("few iterations", {"iterations-unusual"},
        [](Forged& f) { f.mac_iterations = 999; });
  doubt("short salt", {"salt-length"}, [](Forged& f) { f.mac_salt_len = 7; });
  all.push_back({"PBMAC1",
                 test_support::WithPbmac1(
                     Changed([](Forged& f) { f.mac_digest.reset(); }), kSecret),
                 {"pbmac1"},
                 {},
                 Announced(),
                 true});
  // MAC iterations, the last number of the file: 5,000,001.
  const std::string good = Forge(Good());
  cms::Reader reader(good);
  cms::Reader fields(*reader.Next());
  std::string parts(fields.Next()->whole);
  parts += fields.Next()->whole;
  cms::Reader mac(*fields.Next());
  std::string mac_parts(mac.Next()->whole);
  mac_parts += mac.Next()->whole;
  mac_parts += cms::WriteDefinite(0x02, "\x4C\x4B\x41");
  all.push_back(
      {"too many iterations",
       cms::WriteDefinite(0x30, parts + cms::WriteDefinite(0x30, mac_parts)),
       {"iterations"}});
  all.push_back({"PKCS#5's first schemes",
                 Changed([](Forged& f) {
                   f.key_shroud.cipher = "PBE-MD5-DES";
                   f.key_shroud.salt_len = 8;
                 }),
                 {"cipher-modern", "cipher-java", "algorithm-unsupported"}});
  std::string unknown = good;
  const std::string aes = cms::WriteOid("2.16.840.1.101.3.4.1.42");
  const size_t at = unknown.find(aes);
  EXPECT_NE(at, std::string::npos);
  unknown[at + aes.size() - 1] = '\x7F';
  all.push_back({"unknown cipher", unknown, {"algorithm-unsupported"}});
}

void AddKeyCases(std::vector<Case>& all) {
  all.push_back({"no key",
                 Changed([](Forged& f) { f.keys.clear(); }),
                 {"one-key", "payload-certificate-only"}});
  all.push_back(
      {"two keys",
       Changed([](Forged& f) { f.keys.push_back(test_support::Other().key); }),
       {"several-keys"},
       {},
       Announced(),
       true});
  all.push_back(
      {"another key",
       Changed([](Forged& f) { f.keys = {test_support::Other().key}; }),
       {"key-matches-cert", "sign-verify"}});
  all.push_back(
      {"broken key", WithBrokenKey(), {"key-self-consistent", "sign-verify"}});
  all.push_back({"1024 bits", Forge(WithKey(Rsa(1024))), {"rsa-size"}});
  all.push_back({"4608 bits",
                 Forge(WithKey(Rsa(4608))),
                 {"rsa-size-large"},
                 {},
                 Announced(),
                 true});
  all.push_back({"odd curve",
                 Forge(WithKey(*crypto::PrivateKey::GenerateEc("secp256k1"))),
                 {"ec-curve"},
                 {},
                 Announced(),
                 true});
  std::string unreadable = WithBrokenKey();
  // The algorithm of the PKCS#8 key: id-ecPublicKey.
  const std::string oid = cms::WriteOid("1.2.840.10045.2.1");
  unreadable[unreadable.rfind(oid) + oid.size() - 1] = '\x7F';
  all.push_back({"unreadable key", unreadable, {"key-readable"}});
}

void AddCertificateCases(std::vector<Case>& all) {
  const auto doubt = [&](std::string name, Codes codes, std::string payload,
                         Settings settings = {}) {
    all.push_back({std::move(name), std::move(payload), std::move(codes),
                   std::move(settings), Announced(), true});
  };
  all.push_back({"no certificate",
                 Changed([](Forged& f) { f.certificates.clear(); }),
                 {"leaf-present", "payload-key-only"}});
  all.push_back({"certificates of CAs only",
                 Changed([](Forged& f) {
                   f.certificates = {{test_support::Root().certificate}};
                 }),
                 {"leaf-present"}});
  std::string broken = Changed([](Forged& f) {
    f.certificate_shroud.cipher.reset();
    f.mac_digest.reset();
  });
  const std::string root = test_support::Root().certificate.Der();
  const size_t at = broken.find(root);
  EXPECT_NE(at, std::string::npos);
  broken[at + 4] = '\x31';
  all.push_back({"unreadable certificate", broken, {"certificate-readable"}});
  doubt("no localKeyID", {"localkeyid-pairing"},
        Changed([](Forged& f) { f.certificates.front().id.reset(); }));
  doubt("localKeyID everywhere", {"localkeyid-unique"}, Changed([](Forged& f) {
          f.certificates.back().id = f.certificates.front().id;
        }));
  doubt("other name", {"friendlyname-differs"},
        Changed([](Forged& f) { f.key_name = "else"; }));
  std::string name = Changed([](Forged& f) {
    f.mac_digest.reset();
    f.key_shroud.cipher.reset();
  });
  const size_t bmp = name.rfind(std::string("\x1E\x08\0u\0s", 6));
  EXPECT_NE(bmp, std::string::npos);
  name[bmp] = '\x0C';
  all.push_back({"UTF8String", name, {"friendlyname"}});
  doubt("leaf only", {"chain-included"}, Changed([](Forged& f) {
          f.certificates.resize(1, f.certificates[0]);
        }));
  doubt("unrelated", {"no-unrelated-certs"}, Changed([](Forged& f) {
          f.certificates.push_back({test_support::Other().certificate});
        }));
  all.push_back(
      {"CA",
       Leaf([](crypto::Issued& c) { c.use = crypto::IssuedUse::kAuthority; }),
       {"leaf-not-ca", "ku-eku-client-auth"}});
  all.push_back({"CA by basicConstraints alone",
                 Forge(With(test_support::UserAsCa())),
                 {"leaf-not-ca"}});
  all.push_back({"expired",
                 Leaf([](crypto::Issued& c) {
                   c.not_before = kMadeAt - hours(48);
                   c.not_after = kMadeAt - hours(1);
                 }),
                 {"valid-now"}});
  doubt("ten years", {"lifetime-sane"}, Leaf([](crypto::Issued& c) {
          c.not_after = kMadeAt + hours(24 * 3650);
        }));
  all.push_back({"SHA-1",
                 Leaf([](crypto::Issued& c) {
                   c.digest = crypto::DigestAlgorithm::kSha1;
                 }),
                 {"signature-hash"}});
  doubt("negative serial", {"serial"},
        Leaf([](crypto::Issued& c) { c.serial_is_negative = true; }));
  Settings earlier;
  earlier.earlier_serials = {UserContents().serial};
  doubt("serial used twice", {"serial"},
        Forge(With(UserSaying(UserContents()))), earlier);
}

void AddSettingCases(std::vector<Case>& all) {
  const std::string good = Forge(Good());
  Settings issuer;
  issuer.issuers = {test_support::Other().certificate};
  all.push_back(
      {"issuer", good, {"issuer-expected"}, issuer, Announced(), true});
  Settings trust;
  trust.trust = Anchor(test_support::Other().certificate);
  all.push_back({"trust", good, {"chain-verifies"}, trust});
  Settings user;
  user.user = "someone@example.com";
  all.push_back(
      {"user", good, {"user-in-subject-or-san"}, user, Announced(), true});
  Settings other;
  other.other_users = {"joe.foo@example.com"};
  all.push_back({"another's", good, {"not-other-user"}, other});
  Settings earlier;
  earlier.earlier_not_before = kMadeAt;
  all.push_back(
      {"not before", good, {"notbefore-advances"}, earlier, Announced(), true});
}

std::vector<Case> Cases() {
  std::vector<Case> all;
  AddFileCases(all);
  AddPasswordCases(all);
  AddProtectionCases(all);
  AddKeyCases(all);
  AddCertificateCases(all);
  AddSettingCases(all);
  return all;
}

Codes CodesOf(const Verdict& verdict) {
  Codes codes;
  for (const Finding& one : verdict.findings()) {
    codes.emplace_back(one.rule->code.substr(7));
  }
  return codes;
}

TEST(Pkcs12Rules, AreQuietAboutAGoodFile) {
  Settings settings;
  settings.trust = Anchor(test_support::Root().certificate);
  settings.issuers = {test_support::Root().certificate};
  settings.user = "Joe.Foo@example.com";
  settings.other_users = {"ann@example.com"};
  const Inspection inspection =
      Inspect(Forge(Good()), Announced(), settings, kMadeAt);
  EXPECT_TRUE(inspection.verdict.accepted());
  EXPECT_THAT(CodesOf(inspection.verdict), ::testing::IsEmpty());
  ASSERT_TRUE(inspection.leaf);
  EXPECT_EQ(inspection.leaf->Subject(), "CN=joe.foo@example.com");
  EXPECT_TRUE(inspection.key);
}

TEST(Pkcs12Rules, AreEachBrokenByTheCaseThatNamesThem) {
  std::set<std::string> broken;
  for (const Case& one : Cases()) {
    SCOPED_TRACE(one.name);
    const Verdict verdict =
        Inspect(one.payload, one.announcement, one.settings, kMadeAt).verdict;
    EXPECT_EQ(verdict.accepted(), one.accepted);
    const Codes codes = CodesOf(verdict);
    EXPECT_THAT(codes, IsSupersetOf(one.codes));
    broken.insert(codes.begin(), codes.end());
  }
  for (const Rule* rule : rules::kAll) {
    EXPECT_TRUE(broken.contains(std::string(rule->code.substr(7))))
        << rule->code;
  }
}

TEST(Pkcs12Rules, StrictnessRefusesDoubts) {
  Settings strict;
  strict.strictness = Verdict::Strictness::kStrict;
  const std::string file = Changed([](Forged& f) { f.mac_digest.reset(); });
  EXPECT_TRUE(Inspect(file, Announced(), {}, kMadeAt).verdict.accepted());
  EXPECT_FALSE(Inspect(file, Announced(), strict, kMadeAt).verdict.accepted());
}

}  // namespace
}  // namespace mdmock::pkcs12

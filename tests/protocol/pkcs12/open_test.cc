#include "protocol/pkcs12/open.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/pkcs12/contents.h"
#include "protocol/pkcs12/mac.h"
#include "tests/protocol/pkcs12/forge.h"
#include "tests/protocol/pkcs12/rfc9879.h"

namespace mdmock::pkcs12 {
namespace {

using test_support::Forge;
using test_support::Forged;
using test_support::kSecret;
using test_support::Shroud;

// Opens a file under the right password, and not under another.
void ExpectOpens(const std::string& file) {
  auto container = ReadContainer(file);
  ASSERT_TRUE(container) << container.error().what;
  Budget budget(1'000'000);
  Opener opener(*container);
  opener.TryAll(PasswordOf("wrong"), budget);
  for (const Lock& lock : opener.locks()) {
    EXPECT_EQ(lock.state, Lock::State::kShut) << lock.where;
  }
  opener.TryAll(PasswordOf(kSecret), budget);
  EXPECT_TRUE(opener.AllOpen());
  const Contents contents = Gather(*container);
  ASSERT_NE(contents.key, nullptr);
  EXPECT_TRUE(contents.leaf_matches);
  EXPECT_EQ(contents.certificates.size(), 2U);
  EXPECT_EQ(contents.chain.size(), 1U);
  EXPECT_TRUE(contents.ends_in_root);
}

TEST(Pkcs12Open, UndoesEveryPbeOfRfc7292) {
  for (const char* name :
       {"PBE-SHA1-RC4-128", "PBE-SHA1-RC4-40", "PBE-SHA1-3DES", "PBE-SHA1-2DES",
        "PBE-SHA1-RC2-128", "PBE-SHA1-RC2-40"}) {
    SCOPED_TRACE(name);
    ExpectOpens(Forge({.key_shroud = {.cipher = name, .iterations = 20},
                       .certificate_shroud = {.cipher = name}}));
  }
}

TEST(Pkcs12Open, UndoesPbes2WithEveryCipher) {
  for (const char* name :
       {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "DES-EDE3-CBC", "DES-CBC",
        "RC2-CBC", "RC2-64-CBC", "RC2-40-CBC", "CAMELLIA-256-CBC",
        "ARIA-128-CBC", "SEED-CBC"}) {
    SCOPED_TRACE(name);
    ExpectOpens(Forge({.key_shroud = {.cipher = name},
                       .certificate_shroud = {.cipher = name}}));
  }
}

TEST(Pkcs12Open, UndoesPbkdf2WithEveryPrf) {
  for (const char* name :
       {"hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384",
        "hmacWithSHA512", "hmacWithSHA512-224", "hmacWithSHA512-256",
        "hmacWithMD5"}) {
    SCOPED_TRACE(name);
    const Shroud shroud{.prf = name, .iterations = 7, .salt_len = 20};
    ExpectOpens(Forge({.key_shroud = shroud, .certificate_shroud = shroud}));
  }
}

TEST(Pkcs12Open, VerifiesMacsOfEveryDigest) {
  for (const char* name : {"MD5", "SHA1", "SHA224", "SHA256", "SHA384",
                           "SHA512", "SHA512-256", "SHA3-256"}) {
    SCOPED_TRACE(name);
    ExpectOpens(Forge({.mac_digest = name, .mac_iterations = 3}));
  }
}

TEST(Pkcs12Open, VerifiesPbmac1) {
  ExpectOpens(
      test_support::WithPbmac1(Forge({.mac_digest = std::nullopt}), kSecret));
}

TEST(Pkcs12Open, UndoesScrypt) {
  const Shroud shroud{.scrypt = true};
  ExpectOpens(Forge({.key_shroud = shroud, .certificate_shroud = shroud}));
}

// Whether a file's MAC is right, and all the rest opens, under a password.
bool OpensWhole(const std::string& file, std::string_view password) {
  auto container = ReadContainer(file);
  if (!container) return false;
  Budget budget(1'000'000);
  Opener opener(*container);
  opener.TryAll(PasswordOf(password), budget);
  return opener.AllOpen();
}

// What somebody else made, and each of the ways to spoil it that the RFC has
// examples of (A.4 to A.6).
TEST(Pkcs12Open, VerifiesPbmac1AsRfc9879Does) {
  const std::string good = *ReadBase64(test_support::kRfc9879A1);
  EXPECT_TRUE(OpensWhole(good, "1234"));
  EXPECT_FALSE(OpensWhole(good, "12345"));

  const std::string salt = "\x04\x08\x6F\x47\x3C\x38\xB0\x2E\x31\x73";
  const size_t at = good.find(salt);
  ASSERT_NE(at, std::string::npos);
  ASSERT_EQ(good.find(salt, at + 1), std::string::npos);
  std::string other_salt = good;
  other_salt[at + 2] ^= 1;
  EXPECT_FALSE(OpensWhole(other_salt, "1234"));
  std::string other_iterations = good;
  other_iterations[at + salt.size() + 3] ^= 1;
  EXPECT_FALSE(OpensWhole(other_iterations, "1234"));
  std::string other_length = good;
  ASSERT_EQ(other_length[at + salt.size() + 6], '\x20');
  other_length[at + salt.size() + 6] = '\x1F';
  EXPECT_FALSE(OpensWhole(other_length, "1234"));
}

// RFC 9879, 3: the length of the key must be there, and is not to be guessed.
TEST(Pkcs12Open, RefusesPbmac1WithoutTheLengthOfItsKey) {
  std::string file = *ReadBase64(test_support::kRfc9879A1);
  const std::string length = "\x02\x01\x20";
  const size_t at = file.rfind(length);
  ASSERT_NE(at, std::string::npos);
  // Each of the SEQUENCEs around it is three bytes shorter then.
  const auto shorten = [&file](size_t where) {
    file[where] =
        static_cast<char>(static_cast<unsigned char>(file[where]) - 3);
  };
  file.erase(at, length.size());
  const size_t mac = file.rfind("\x30\x7C\x30\x6D\x30\x49");
  ASSERT_NE(mac, std::string::npos);
  for (const size_t offset : {1U, 3U, 5U, 18U, 20U, 33U}) {
    shorten(mac + offset);
  }
  const auto byte = [&file](size_t where) {
    return size_t{static_cast<unsigned char>(file[where])};
  };
  const size_t whole = byte(2) * 256 + byte(3) - length.size();
  file[2] = static_cast<char>(whole / 256);
  file[3] = static_cast<char>(whole % 256);
  EXPECT_FALSE(OpensWhole(file, "1234"));
}

TEST(Pkcs12Open, ReadsBer) {
  const auto container = ReadContainer(test_support::WithBer(Forge({})));
  ASSERT_TRUE(container);
  EXPECT_EQ(container->not_der, "an indefinite length at byte 0");
  ExpectOpens(test_support::WithBer(Forge({})));
}

TEST(Pkcs12Open, ReadsAttributes) {
  auto container =
      ReadContainer(Forge({.key_name = "J\xC3\xB6"
                                       "e",
                           .certificate_shroud = {.cipher = std::nullopt}}));
  ASSERT_TRUE(container);
  const Bag& leaf = container->safes.at(0).bags.at(0);
  EXPECT_EQ(leaf.kind, Bag::Kind::kCertificate);
  EXPECT_EQ(leaf.FriendlyName()->value, "user");
  EXPECT_EQ(leaf.LocalKeyId()->value, "\x01\x02");
  const Bag& key = container->safes.at(1).bags.at(0);
  EXPECT_EQ(key.kind, Bag::Kind::kShroudedKey);
  EXPECT_EQ(key.FriendlyName()->value,
            "J\xC3\xB6"
            "e");
  EXPECT_EQ(key.where, "safe 2, bag 1");
}

TEST(Pkcs12Open, SpendsItsBudgetAndNoMore) {
  auto container = ReadContainer(Forge({.mac_iterations = 1000}));
  ASSERT_TRUE(container);
  Opener opener(*container);
  Budget budget(1001);
  EXPECT_FALSE(opener.Try(0, PasswordOf("wrong"), budget));
  EXPECT_EQ(budget.left(), 1);
  EXPECT_FALSE(budget.cut_short());
  EXPECT_FALSE(opener.Try(0, PasswordOf(kSecret), budget));
  EXPECT_TRUE(budget.cut_short());
}

TEST(Pkcs12Open, DerivesNothingPastTheLimit) {
  for (const Forged& recipe :
       {Forged{.mac_iterations = 1}, Forged{.key_shroud = {.iterations = 2}}}) {
    auto container = ReadContainer(Forge(recipe));
    ASSERT_TRUE(container);
    // As if the file said so: to make one would take the time itself.
    container->mac->derivation.iterations = kMaxIterations + 1;
    Opener opener(*container);
    EXPECT_NE(opener.too_costly(), "");
    Budget budget(1'000'000'000);
    opener.TryAll(PasswordOf(kSecret), budget);
    EXPECT_EQ(budget.left(), 1'000'000'000);
    EXPECT_FALSE(opener.AllOpen());
  }
}

TEST(Pkcs12Open, CountsTheIterationsOfAllBags) {
  auto container = ReadContainer(Forge({}));
  ASSERT_TRUE(container);
  container->safes.at(0).protection->derivation.iterations = 2'500'000;
  container->safes.at(1).bags.at(0).protection->derivation.iterations =
      2'500'000;
  EXPECT_EQ(Opener(*container).too_costly(), "");
  container->safes.at(0).protection->derivation.iterations += 1;
  EXPECT_EQ(Opener(*container).too_costly(),
            "5000001 iterations for all bags together");
}

}  // namespace
}  // namespace mdmock::pkcs12

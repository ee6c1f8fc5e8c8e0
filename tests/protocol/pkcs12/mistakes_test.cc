#include "protocol/pkcs12/mistakes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/pkcs12/inspect.h"
#include "tests/protocol/pkcs12/forge.h"

namespace mdmock::pkcs12 {
namespace {

using test_support::Forge;
using test_support::Forged;
using test_support::kMadeAt;
using test_support::kSecret;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

using Ids = std::vector<std::string>;
using Text = std::optional<std::string>;

const std::string kOtp = "56ht12d0";

Ids IdsOf(const Explanation& explanation) {
  Ids ids;
  for (const Mistake* mistake : explanation) {
    ids.emplace_back(mistake->id.substr(7));
  }
  return ids;
}

Verdict Judge(const std::string& payload, const Announcement& announcement) {
  return Inspect(payload, announcement, {}, kMadeAt).verdict;
}

Announcement Given(const Text& password, const Text& otp = kOtp) {
  return {.password = password, .password_text = std::nullopt, .otp = otp};
}

// A reply's decryptionPassword, as it stands in the reply.
Announcement Said(const std::string& text) {
  return {.password = ReadBase64(text), .password_text = text, .otp = kOtp};
}

void ExpectProved(const Verdict& verdict, const Ids& ids) {
  EXPECT_FALSE(verdict.accepted());
  EXPECT_EQ(Name(verdict.cause().status), "proved");
  EXPECT_THAT(IdsOf(verdict.cause().mistakes), UnorderedElementsAreArray(ids));
  EXPECT_NE(verdict.cause().proof, "");
  EXPECT_NE(verdict.cause().fix, "");
}

// The file is under one password and another is announced.
struct PasswordCase {
  std::string id;
  Text in_file;
  Text announced;
  bool legacy_too = true;  // RFC 7292's derivation shows it as well.

  friend void PrintTo(const PasswordCase& c, std::ostream* out) {
    *out << c.id;
  }
};

const std::string kLower = "xk7d-rf31q_mt";
const std::string kSpecial = "P\xC3\xA4ssw\xC3\xB6rt-12";  // Pässwört-12
const std::string kSpecialLatin1 = "P\xE4ssw\xF6rt-12";

std::string Wide(std::string_view text, bool little) {
  std::string out;
  for (const char c : text) {
    out += little ? std::string{c, '\0'} : std::string{'\0', c};
  }
  return out;
}

std::vector<PasswordCase> PasswordCases() {
  const std::string p(kSecret);
  return {
      {"password-still-base64", Base64(p), p},
      {"password-base64-twice", p, Base64(p)},
      {"password-is-otp", kOtp, p},
      {"password-trailing-newline", p + "\n", p},
      {"password-trailing-newline", p + "\r\n", p},
      {"password-trailing-newline", p, p + "\n"},
      {"password-trailing-newline", p, p + "\r\n"},
      {"password-surrounding-space", p + " ", p},
      {"password-surrounding-space", " " + p, p},
      {"password-surrounding-space", " " + p + " ", p},
      {"password-surrounding-space", p + "\t", p},
      {"password-surrounding-space", p, "\t" + p},
      {"password-surrounding-space", p, " " + p + " "},
      {"password-empty", "", p},
      {"password-absent", std::nullopt, p},
      {"password-absent", std::nullopt, ""},
      {"password-other-case", kLower, p},
      {"password-other-case", ToUpper(p), p},
      {"password-other-case", p, kLower},
      {"password-other-case", p, ToUpper(p)},
      {"password-utf16", Wide(p, true), p},
      {"password-utf16", Wide(p, false), p},
      {"password-utf16", Wide(p, true) + std::string(2, '\0'), p},
      {"password-utf16", Wide(p, false) + std::string(2, '\0'), p},
      {"password-utf16", "\xFF\xFE" + Wide(p, true), p},
      {"password-utf16", "\xFE\xFF" + Wide(p, false), p},
      {"password-utf16", p, Wide(p, true)},
      {"password-utf16", p, Wide(p, false)},
      // The derivation of RFC 7292 reads these bytes as the letters they are.
      {"password-latin1", kSpecialLatin1, kSpecial, false},
      {"password-latin1", kSpecial, kSpecialLatin1, false},
      {"password-latin1", "P\xC3\x83\xC2\xA4ssw\xC3\x83\xC2\xB6rt-12",
       kSpecial},
      {"password-latin1", "P?ssw?rt-12", kSpecial},
  };
}

class PasswordMistake : public ::testing::TestWithParam<PasswordCase> {};

TEST_P(PasswordMistake, IsProvedUnderModernProtection) {
  const PasswordCase& given = GetParam();
  const std::string file = Forge({.password = given.in_file});
  const Verdict verdict = Judge(file, Given(given.announced));
  ExpectProved(verdict, {given.id});
}

TEST_P(PasswordMistake, IsProvedUnderOldProtection) {
  const PasswordCase& given = GetParam();
  const std::string file =
      Forge({.password = given.in_file,
             .key_shroud = {.cipher = "PBE-SHA1-3DES"},
             .certificate_shroud = {.cipher = "PBE-SHA1-RC2-40"},
             .mac_digest = "SHA1"});
  const Verdict verdict = Judge(file, Given(given.announced));
  if (!given.legacy_too) {
    EXPECT_TRUE(verdict.accepted());
    return;
  }
  ExpectProved(verdict, {given.id});
}

TEST_P(PasswordMistake, NeedsNoMac) {
  const PasswordCase& given = GetParam();
  const std::string file =
      Forge({.password = given.in_file, .mac_digest = std::nullopt});
  const Verdict verdict = Judge(file, Given(given.announced));
  const std::string& id = given.id;
  if (given.announced == "") {
    // PBES2 does not tell the two apart.
    EXPECT_TRUE(verdict.accepted());
  } else if (id == "password-empty" || id == "password-absent") {
    EXPECT_EQ(Name(verdict.cause().status), "ambiguous");
    EXPECT_EQ(verdict.cause().equivalent.size(), 1U);
  } else {
    ExpectProved(verdict, {id});
  }
}

// Payload mistakes, each as what is done to the right file.
struct PayloadCase {
  Ids ids;
  std::function<std::string(const std::string&)> wrap;
};

std::string Pem(const std::string& der, const std::string& label) {
  std::string text = "-----BEGIN " + label + "-----\n";
  const std::string digits = Base64(der);
  for (size_t at = 0; at < digits.size(); at += 64) {
    text += digits.substr(at, 64) + "\n";
  }
  return text + "-----END " + label + "-----\n";
}

std::string Url(const std::string& file, bool padded) {
  std::string text = Base64Url(file, padded);
  EXPECT_NE(text.find_first_of("-_"), std::string::npos);
  return text;
}

std::vector<PayloadCase> PayloadCases() {
  using S = const std::string&;
  return {
      {{"payload-pem"}, [](S f) { return Pem(f, "PKCS12"); }},
      {{"payload-pem"}, [](S f) { return Base64(Pem(f, "PKCS12")); }},
      {{"payload-base64-twice"}, [](S f) { return Base64(Base64(f)); }},
      {{"payload-base64-twice"}, [](S f) { return Base64(Base64(Base64(f))); }},
      {{"payload-base64url"}, [](S f) { return Url(f, true); }},
      {{"payload-base64url"}, [](S f) { return Url(f, false); }},
      {{"payload-hex"}, [](S f) { return Hex(f); }},
      {{"payload-hex"}, [](S f) { return Hex(f, HexCase::kUpper); }},
      {{"payload-hex"}, [](S f) { return Base64(Hex(f)); }},
      {{"payload-truncated"}, [](S f) { return f.substr(0, f.size() - 20); }},
      {{"payload-truncated"},
       [](S f) { return Base64(f).substr(0, f.size() * 4 / 3 - 31); }},
  };
}

TEST(Pkcs12Payload, EachMistakeIsProvedAlone) {
  const std::string file = Forge({});
  for (const PayloadCase& one : PayloadCases()) {
    SCOPED_TRACE(one.ids.front());
    ExpectProved(Judge(one.wrap(file), Given(std::string(kSecret))), one.ids);
  }
}

TEST_P(PasswordMistake, IsProvedBesideEachPayloadMistake) {
  const PasswordCase& given = GetParam();
  if (given.announced == "") return;  // Told by the MAC, which a cut takes.
  const std::string file = Forge({.password = given.in_file});
  for (const PayloadCase& one : PayloadCases()) {
    SCOPED_TRACE(one.ids.front());
    const Verdict verdict = Judge(one.wrap(file), Given(given.announced));
    Ids ids = one.ids;
    ids.push_back(given.id);
    if (one.ids.front() == "payload-truncated" &&
        (given.id == "password-empty" || given.id == "password-absent")) {
      EXPECT_EQ(Name(verdict.cause().status), "ambiguous");
      continue;
    }
    ExpectProved(verdict, ids);
  }
}

INSTANTIATE_TEST_SUITE_P(Each, PasswordMistake,
                         ::testing::ValuesIn(PasswordCases()));

TEST(Pkcs12Payload, NamesTheHalfThatIsMissing) {
  const Announcement given = Given(std::string(kSecret));
  ExpectProved(Judge(Forge({.keys = {}}), given), {"payload-certificate-only"});
  ExpectProved(Judge(Forge({.certificates = {}}), given), {"payload-key-only"});
  ExpectProved(Judge(test_support::User().certificate.Der(), given),
               {"payload-certificate-only"});
  ExpectProved(Judge(Base64(test_support::User().certificate.Der()), given),
               {"payload-certificate-only"});
  const std::string pem = test_support::User().key.Pem();
  const std::string body = pem.substr(pem.find('\n'));
  const auto der = ReadBase64Loosely(body.substr(0, body.find("-----")));
  ASSERT_TRUE(der);
  ExpectProved(Judge(*der, given), {"payload-key-only"});
}

TEST(Pkcs12Payload, KnowsPemKeyAndCertificate) {
  const std::string text =
      test_support::User().key.Pem() + test_support::User().certificate.Pem();
  const Announcement given = Given(std::string(kSecret));
  ExpectProved(Judge(text, given), {"payload-pem"});
  ExpectProved(Judge(Base64(text), given), {"payload-pem"});
}

TEST(Pkcs12Payload, IsUnknownWhereNothingFits) {
  for (const std::string payload :
       {"", "hello", "\x30\x03\x02\x01\x03", "AAAA"}) {
    const Verdict verdict = Judge(payload, Given(std::string(kSecret)));
    EXPECT_FALSE(verdict.accepted());
    EXPECT_EQ(Name(verdict.cause().status), "unknown");
    EXPECT_TRUE(verdict.Has("pkcs12.structure"));
  }
}

TEST(Pkcs12Password, IsUnknownWhereNothingFits) {
  const Verdict verdict = Judge(Forge({}), Given("something else", "otp!"));
  EXPECT_FALSE(verdict.accepted());
  EXPECT_EQ(Name(verdict.cause().status), "unknown");
  EXPECT_THAT(verdict.cause().mistakes, ::testing::IsEmpty());
}

TEST(Pkcs12Password, IsUnknownWhereNothingWasAnnounced) {
  const Verdict verdict = Judge(Forge({}), Given(std::nullopt, std::nullopt));
  EXPECT_FALSE(verdict.accepted());
  EXPECT_EQ(Name(verdict.cause().status), "unknown");
}

TEST(Pkcs12Password, IsTheOneTimePasswordWhereNoneIsAnnounced) {
  EXPECT_TRUE(Judge(Forge({.password = kOtp}), Given(std::nullopt)).accepted());
}

TEST(Pkcs12Password, MayBeLeftOutWhereNothingIsProtected) {
  const std::string file =
      Forge({.key_shroud = {.cipher = std::nullopt},
             .certificate_shroud = {.cipher = std::nullopt},
             .mac_digest = std::nullopt});
  const Verdict with = Judge(file, Given(std::string(kSecret)));
  EXPECT_TRUE(with.accepted());
  EXPECT_TRUE(with.Has("pkcs12.wrong-password-refused"));
  const Verdict without = Judge(file, Given(std::nullopt, std::nullopt));
  EXPECT_TRUE(without.accepted());
  EXPECT_FALSE(without.Has("pkcs12.wrong-password-refused"));
}

TEST(Pkcs12Password, PlainTextIsToldWhereItIsNoBase64) {
  const Verdict verdict = Judge(Forge({}), Said(std::string(kSecret)));
  ExpectProved(verdict, {"password-not-base64"});
}

TEST(Pkcs12Password, PlainTextThatIsBase64IsAmbiguous) {
  const Verdict plain =
      Judge(Forge({.password = kOtp}), {.password = ReadBase64(kOtp),
                                        .password_text = kOtp,
                                        .otp = std::nullopt});
  EXPECT_EQ(Name(plain.cause().status), "ambiguous");
  EXPECT_THAT(IdsOf(plain.cause().mistakes),
              UnorderedElementsAre("password-not-base64"));
  const std::string text = Base64(kSecret);
  const Verdict still = Judge(Forge({.password = text}), Said(text));
  EXPECT_EQ(Name(still.cause().status), "ambiguous");
  EXPECT_THAT(IdsOf(still.cause().mistakes),
              UnorderedElementsAre("password-still-base64"));
  EXPECT_NE(still.cause().tell_apart, "");
}

TEST(Pkcs12Password, TwoReadingsWithTheSameBytesAreAmbiguous) {
  // The one-time password is the announced one with a line end.
  const std::string p(kSecret);
  const Verdict verdict =
      Judge(Forge({.password = p + "\n"}), Given(p, p + "\n"));
  EXPECT_EQ(Name(verdict.cause().status), "ambiguous");
  EXPECT_EQ(verdict.cause().equivalent.size(), 1U);
}

void ExpectUnknown(const Verdict& verdict) {
  EXPECT_FALSE(verdict.accepted());
  EXPECT_EQ(Name(verdict.cause().status), "unknown");
  EXPECT_THAT(verdict.cause().mistakes, ::testing::IsEmpty());
}

// The announced password opens everything but the MAC: nobody can tell which.
void ExpectAnotherMac(const Verdict& verdict) {
  EXPECT_FALSE(verdict.accepted());
  EXPECT_EQ(Name(verdict.cause().status), "ambiguous");
  const Explanation differ{&mistakes::kPasswordsDiffer};
  const std::vector<Explanation> altered{{&mistakes::kMacAltered}};
  EXPECT_EQ(verdict.cause().mistakes, differ);
  EXPECT_EQ(verdict.cause().equivalent, altered);
  EXPECT_THAT(verdict.cause().fix, HasSubstr("MAC"));
  EXPECT_THAT(verdict.cause().tell_apart, HasSubstr("--otp"));
  EXPECT_TRUE(verdict.Has("pkcs12.mac-verifies"));
  EXPECT_TRUE(verdict.Has("pkcs12.same-password-mac-enc"));
}

TEST(Pkcs12Password, MacAndEncryptionDiffer) {
  const std::string p(kSecret);
  // The MAC vouches for the bytes: what stays shut was made under another.
  const std::string under_other_encryption =
      Forge({.password = "unknown to us", .mac_password = Text(p)});
  ExpectProved(Judge(under_other_encryption, Given(p)), {"passwords-differ"});
  const std::string keys_differ = Forge({.key_password = Text("unknown")});
  ExpectProved(Judge(keys_differ, Given(p)), {"passwords-differ"});
  // Each under a mistake of its own.
  const std::string both_known =
      Forge({.password = p + "\n", .mac_password = Text(kOtp)});
  ExpectProved(Judge(both_known, Given(p)), {"passwords-differ"});
}

TEST(Pkcs12Password, MacUnderAnUnknownOneMayBeAnAlteredFile) {
  ExpectAnotherMac(Judge(Forge({.mac_password = Text("unknown to us")}),
                         Given(std::string(kSecret))));
}

TEST(Pkcs12Password, CiphertextThatNothingCouldOpenProvesNothing) {
  const std::string p(kSecret);
  Forged recipe{.certificate_shroud = {.cipher = std::nullopt}};
  recipe.cut_key = true;
  ExpectUnknown(Judge(Forge(recipe), Given(p)));
}

TEST(Pkcs12Password, KeyThatIsNoPkcs8IsNotUnderAnotherOne) {
  Forged recipe;
  recipe.bare_key = true;
  const Verdict verdict = Judge(Forge(recipe), Given(std::string(kSecret)));
  EXPECT_EQ(Name(verdict.cause().status), "none");
  EXPECT_TRUE(verdict.Has("pkcs12.key-readable"));
}

TEST(Pkcs12Password, DifferingYieldsToWhatIsKnownOfTheOther) {
  const std::string p(kSecret);
  const Verdict still =
      Judge(Forge({.mac_password = Text(Base64(p))}), Given(p));
  ExpectProved(still, {"password-still-base64"});
  EXPECT_TRUE(still.Has("pkcs12.same-password-mac-enc"));
  ExpectProved(
      Judge(Forge({.password = kOtp, .mac_password = Text(p)}), Given(p)),
      {"password-is-otp"});
  const Verdict otp = Judge(Forge({.mac_password = Text(kOtp)}), Given(p));
  ExpectProved(otp, {"password-is-otp"});
  EXPECT_TRUE(otp.Has("pkcs12.same-password-mac-enc"));
  EXPECT_TRUE(otp.Has("pkcs12.opens-with-rule"));
  // Announcing the other one would leave the encryption shut.
  EXPECT_THAT(otp.cause().fix, Not(HasSubstr("announce the password")));
  EXPECT_THAT(otp.cause().fix, HasSubstr("use one password"));
}

TEST(Pkcs12Password, OnePasswordInTwoFormsDoesNotDiffer) {
  const Verdict wrong = Judge(Forge({.password = kOtp}), Given("another"));
  ExpectProved(wrong, {"password-is-otp"});
  EXPECT_FALSE(wrong.Has("pkcs12.same-password-mac-enc"));
}

TEST(Pkcs12Mac, AlterationIsProvedUpToTwoBytes) {
  std::string file = Forge({.mac_iterations = 2048});
  const size_t at = file.find(std::string("\x04\x20", 2), file.size() - 60) + 2;
  file[at] = static_cast<char>(file[at] ^ 1);
  const Announcement given = Given(std::string(kSecret));
  ExpectProved(Judge(file, given), {"mac-altered"});
  file[at + 9] = static_cast<char>(file[at + 9] ^ 0x40);
  ExpectProved(Judge(file, given), {"mac-altered"});
  for (size_t i = 10; i < 20; ++i) {
    file[at + i] = static_cast<char>(file[at + i] ^ 0x40);
  }
  EXPECT_EQ(Name(Judge(file, given).cause().status), "unknown");
}

TEST(Pkcs12Mac, AnythingElseThatWasAlteredMayBeAnotherPassword) {
  const std::string good = Forge(
      {.certificate_shroud = {.cipher = std::nullopt}, .mac_iterations = 2048});
  const auto changed = [&](std::string_view what, size_t skip) {
    std::string file = good;
    const size_t at = file.rfind(what);
    EXPECT_NE(at, std::string::npos);
    file[at + skip] = static_cast<char>(file[at + skip] ^ 1);
    return file;
  };
  std::string zeroed = good;
  const size_t digest =
      zeroed.find(std::string("\x04\x20", 2), zeroed.size() - 60) + 2;
  zeroed.replace(digest, 32, 32, '\0');
  const Announcement given = Given(std::string(kSecret));
  ASSERT_TRUE(Judge(good, given).accepted());
  for (const std::string& file : {
           zeroed,
           changed(std::string("\x04\x02\x01\x02", 4), 3),  // localKeyID
           changed(std::string("\0u\0s\0e\0r", 8), 7),      // friendlyName
           changed(std::string("\x04\x08\x01\x02", 4), 2),  // The MAC's salt.
           changed(std::string("\x02\x02\x08\0", 4), 3),    // Iterations.
           changed("joe.foo@example.com", 2),  // In the certificate.
       }) {
    ExpectAnotherMac(Judge(file, given));
  }
}

TEST(Pkcs12Proof, ShowsNoPassword) {
  const std::string p(kSecret);
  for (const PasswordCase& one : PasswordCases()) {
    const Verdict verdict =
        Judge(Forge({.password = one.in_file}), Given(one.announced));
    EXPECT_THAT(verdict.cause().proof, Not(HasSubstr(p)));
    EXPECT_THAT(verdict.cause().proof, Not(HasSubstr(kOtp)));
    EXPECT_THAT(verdict.cause().proof, HasSubstr("opens: "));
  }
}

TEST(Pkcs12Search, IsCutShortAndSaysSo) {
  const std::string file = Forge({.key_shroud = {.iterations = 2048},
                                  .certificate_shroud = {.iterations = 2048},
                                  .mac_iterations = 2048});
  Settings settings;
  settings.max_hash_iterations = 10'000;
  const Verdict verdict =
      Inspect(file, Given("something else", "otp!"), settings, kMadeAt).verdict;
  EXPECT_EQ(Name(verdict.cause().status), "unknown");
  EXPECT_TRUE(verdict.Has("pkcs12.search-cut-short"));
}

TEST(Pkcs12Search, IsUnknownWhereItWasCutShort) {
  const std::string p(kSecret);
  Settings settings;
  settings.max_hash_iterations = 10'000;
  Forged recipe{.password = "unknown to us", .mac_password = Text(p)};
  recipe.key_shroud.iterations = recipe.certificate_shroud.iterations = 2048;
  recipe.mac_iterations = 2048;
  const Verdict inside =
      Inspect(Forge(recipe), Given(p), settings, kMadeAt).verdict;
  ExpectUnknown(inside);
  EXPECT_TRUE(inside.Has("pkcs12.search-cut-short"));
  std::swap(recipe.password, *recipe.mac_password);
  const Verdict mac =
      Inspect(Forge(recipe), Given(p), settings, kMadeAt).verdict;
  ExpectUnknown(mac);
  EXPECT_TRUE(mac.Has("pkcs12.search-cut-short"));
}

TEST(Pkcs12Mistakes, EachIsProvedBySomeTest) {
  std::set<std::string> seen{"password-not-base64", "passwords-differ",
                             "mac-altered", "payload-certificate-only",
                             "payload-key-only"};
  for (const PasswordCase& one : PasswordCases()) seen.insert(one.id);
  for (const PayloadCase& one : PayloadCases()) {
    seen.insert(one.ids.begin(), one.ids.end());
  }
  for (const Mistake* mistake : mistakes::kAll) {
    EXPECT_TRUE(seen.contains(std::string(mistake->id.substr(7))))
        << mistake->id;
  }
}

}  // namespace
}  // namespace mdmock::pkcs12

#include "protocol/pkcs12/consumers.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mdmock::pkcs12 {
namespace {

using Outcome = Prediction::Outcome;

using F = const Features&;

// Nobody waited for a reader to do more iterations.
constexpr std::int64_t kMostMeasured = 100'000'000;

// One thing that consumers stumble over.
struct Obstacle {
  bool (*is_there)(F);
  Outcome outcome;
  Basis basis;
  std::string_view why;
};

bool HasOldCipher(F f) { return f.old_cipher; }
bool HasPbmac1(F f) { return f.has_mac && f.mac_pbmac1; }
bool HasHmac(F f) { return f.has_mac && !f.mac_pbmac1; }
bool HasOddMac(F f) {
  return HasHmac(f) && f.mac_hash != "SHA-1" && f.mac_hash != "SHA-256";
}
bool HasSha3Mac(F f) { return HasHmac(f) && f.mac_hash.substr(0, 4) == "SHA3"; }
bool HasCutSha512Mac(F f) {
  return HasHmac(f) && f.mac_hash.substr(0, 8) == "SHA-512/";
}
bool HasMacThatJavaLacks(F f) {
  return HasSha3Mac(f) || (HasHmac(f) && f.mac_hash == "MD5");
}
bool HasMacThatNssLacks(F f) { return HasSha3Mac(f) || HasCutSha512Mac(f); }
bool HasMacThatGnuTlsLacks(F f) {
  return HasPbmac1(f) || HasMacThatJavaLacks(f) || HasCutSha512Mac(f);
}
bool HasNoMac(F f) { return !f.has_mac; }
bool HasPlainKey(F f) { return f.plain_key; }
bool HasOddPbes2(F f) { return f.pbes2_not_java; }
bool HasTwoKeyDes(F f) { return f.two_key_des; }
bool HasCipherThatBouncyLacks(F f) { return f.aria || f.pbes2_old || f.scrypt; }
bool HasCipherThatNssLacks(F f) { return f.aria || f.two_key_des || f.scrypt; }
bool HasCipherThatGnuTlsLacks(F f) { return f.not_gnutls || f.scrypt; }
bool HasOddPassword(F f) { return !f.password_ascii; }
bool HasEmptyPassword(F f) { return f.password_empty; }
bool HasEmptyPasswordWithoutBytes(F f) {
  return f.opening == Opening::kOpensElsewhere;
}
bool HasShortSalt(F f) { return f.has_salt && f.least_salt < 8; }
bool HasEmptyKdfSalt(F f) { return f.empty_kdf_salt; }
bool HasManyIterations(F f) { return f.most_iterations > 5'000'000; }
bool HasOtherVersion(F f) { return f.version != 3; }
bool HasTrailing(F f) { return f.has_trailing; }
bool HasDamagedName(F f) { return f.name_damaged; }
bool HasPair(F f) { return f.key && f.leaf; }
bool HasNoPairForJava(F f) { return f.key && !f.same_id && !f.same_name; }
bool HasNoPairForBouncy(F f) {
  return HasPair(f) && !f.same_id && !(f.same_name && f.key_has_id) &&
         !f.nothing_to_pair;
}
bool HasUnpairedKey(F f) { return f.unpaired_key; }
bool HasOddKey(F f) { return f.key_is_odd; }
bool HasIdOnOthers(F f) { return f.id_on_others; }
bool HasMismatch(F f) { return HasPair(f) && !f.key_matches; }
bool HasSha256Mac(F f) { return HasHmac(f) && f.mac_hash == "SHA-256"; }
bool HasModern(F f) { return f.pbes2 || HasSha256Mac(f) || HasOddMac(f); }

constexpr Obstacle kOld{HasOldCipher, Outcome::kRefuses, Basis::kMeasured,
                        "RC2, RC4 or DES needs the legacy provider"};
constexpr Obstacle kNoPbmac1{HasPbmac1, Outcome::kRefuses, Basis::kMeasured,
                             "PBMAC1 is not known to it"};
constexpr Obstacle kNoPbmac1Said{HasPbmac1, Outcome::kRefuses,
                                 Basis::kDocumented,
                                 "PBMAC1 came with OpenJDK 26"};
constexpr Obstacle kNoPbmac1Here{HasPbmac1, Outcome::kRefuses, Basis::kReported,
                                 "PBMAC1 is not known to it"};
constexpr Obstacle kJavaPlainKey{
    HasPlainKey, Outcome::kPartly, Basis::kMeasured,
    "a key bag that is not encrypted is passed over: no key, and no error"};
constexpr Obstacle kJavaPbes2{HasOddPbes2, Outcome::kRefuses, Basis::kMeasured,
                              "PBES2 with AES-128 or AES-256 only"};
constexpr Obstacle kJavaPassword{HasOddPassword, Outcome::kRefuses,
                                 Basis::kMeasured, "Password is not ASCII"};
constexpr Obstacle kJavaSalt{HasShortSalt, Outcome::kRefuses, Basis::kMeasured,
                             "Salt must be at least 8 bytes long"};
constexpr Obstacle kJavaNoPair{
    HasNoPairForJava, Outcome::kPartly, Basis::kMeasured,
    "without the key's localKeyID or friendlyName on the certificate, the key "
    "has no chain"};
constexpr Obstacle kJavaTwoKeyDes{
    HasTwoKeyDes, Outcome::kRefuses, Basis::kMeasured,
    "PBE-SHA1-2DES is taken for a wrong password"};
constexpr Obstacle kJavaMac{HasMacThatJavaLacks, Outcome::kRefuses,
                            Basis::kMeasured,
                            "there is no HmacPBE with MD5 or SHA-3"};
constexpr Obstacle kJavaVersion{HasOtherVersion, Outcome::kRefuses,
                                Basis::kMeasured,
                                "PKCS12 keystore not in version 3 format"};
constexpr Obstacle kJavaName{
    HasDamagedName, Outcome::kRefuses, Basis::kMeasured,
    "a friendlyName that is no BMPString is taken for a wrong password"};
constexpr Obstacle kJavaIterations{HasManyIterations, Outcome::kRefuses,
                                   Basis::kMeasured,
                                   "iteration count too large"};
constexpr Obstacle kMismatchTaken{
    HasMismatch, Outcome::kPartly, Basis::kMeasured,
    "it takes a key and certificate that do not belong together"};
constexpr Obstacle kMismatchLost{HasMismatch, Outcome::kPartly,
                                 Basis::kMeasured,
                                 "no certificate is found for the key"};
constexpr Obstacle kMismatchWindows{
    HasMismatch, Outcome::kPartly, Basis::kDocumented,
    "it pairs by localKeyID and does not look whether the two match"};
constexpr Obstacle kOldJavaMac{
    HasSha256Mac, Outcome::kPartly, Basis::kDocumented,
    "releases before 8u301 and 11.0.12 do not know this MAC"};
constexpr Obstacle kBouncyMac{HasOddMac, Outcome::kRefuses, Basis::kMeasured,
                              "HMAC with another hash than SHA-1 and SHA-256"};
constexpr Obstacle kBouncyCipher{HasCipherThatBouncyLacks, Outcome::kRefuses,
                                 Basis::kMeasured,
                                 "PBES2 with ARIA, SEED, RC2, DES or scrypt"};
constexpr Obstacle kBouncySalt{HasEmptyKdfSalt, Outcome::kRefuses,
                               Basis::kMeasured, "a salt of no bytes"};
constexpr Obstacle kBouncyVersion{HasOtherVersion, Outcome::kRefuses,
                                  Basis::kMeasured,
                                  "wrong version for PFX PDU"};
constexpr Obstacle kBouncyName{HasDamagedName, Outcome::kRefuses,
                               Basis::kMeasured,
                               "a friendlyName that is no BMPString"};
constexpr Obstacle kBouncyNoPair{
    HasNoPairForBouncy, Outcome::kPartly, Basis::kMeasured,
    "key and certificate do not share a localKeyID: the key has no chain"};
constexpr Obstacle kBouncyNoMac{
    HasNoMac, Outcome::kRefuses, Basis::kMeasured,
    "password supplied for keystore that does not require one"};
constexpr Obstacle kBouncyEmpty{HasEmptyPassword, Outcome::kRefuses,
                                Basis::kMeasured, "password empty"};
constexpr Obstacle kNssNoMac{HasNoMac, Outcome::kRefuses, Basis::kMeasured,
                             "there is no MAC"};
constexpr Obstacle kNssMac{HasMacThatNssLacks, Outcome::kRefuses,
                           Basis::kMeasured,
                           "HMAC with SHA-3 or SHA-512/256 is taken for a "
                           "wrong password"};
constexpr Obstacle kNssCipher{HasCipherThatNssLacks, Outcome::kRefuses,
                              Basis::kMeasured,
                              "PBE-SHA1-2DES, ARIA and scrypt are not known"};
constexpr Obstacle kNssName{
    HasDamagedName, Outcome::kRefuses, Basis::kMeasured,
    "a friendlyName that is no BMPString is taken for a wrong password"};
constexpr Obstacle kNssKey{HasOddKey, Outcome::kRefuses, Basis::kMeasured,
                           "the key is neither RSA nor EC"};
constexpr Obstacle kNssNoId{HasUnpairedKey, Outcome::kRefuses, Basis::kMeasured,
                            "a key has no certificate of its localKeyID"};
constexpr Obstacle kNssIds{HasIdOnOthers, Outcome::kRefuses, Basis::kMeasured,
                           "one localKeyID on several certificates (-12285)"};
constexpr Obstacle kGnuTlsNoMac{
    HasNoMac, Outcome::kPartly, Basis::kMeasured,
    "it reads what is there, and says that verifying the MAC failed"};
constexpr Obstacle kGnuTlsMac{
    HasMacThatGnuTlsLacks, Outcome::kPartly, Basis::kMeasured,
    "it reads what is there, and says that verifying the MAC failed"};
constexpr Obstacle kGnuTlsNoBytes{
    HasEmptyPasswordWithoutBytes, Outcome::kPartly, Basis::kMeasured,
    "it reads what is there, and says that verifying the MAC failed"};
constexpr Obstacle kGnuTlsCipher{
    HasCipherThatGnuTlsLacks, Outcome::kRefuses, Basis::kMeasured,
    "Camellia, ARIA, SEED, scrypt, RC2-128, RC4-40 and 2DES are not known"};
constexpr Obstacle kGnuTlsTrailing{HasTrailing, Outcome::kRefuses,
                                   Basis::kMeasured, "bytes follow the file"};
constexpr Obstacle kWindowsModern{
    HasModern, Outcome::kRefuses, Basis::kDocumented,
    "AES and SHA-256 need Windows 10 1709 or Server 2019; it says that the "
    "password is wrong"};
constexpr Obstacle kAppleModern{
    HasModern, Outcome::kPartly, Basis::kReported,
    "older releases say of AES and SHA-256 that the password is wrong"};
constexpr Obstacle kAppleEmpty{
    HasEmptyPassword, Outcome::kPartly, Basis::kReported,
    "which form of the empty password opens depends on the release"};
constexpr Obstacle kAppleIds{HasIdOnOthers, Outcome::kRefuses, Basis::kReported,
                             "one localKeyID on several certificates"};
constexpr Obstacle kAndroidModern{
    HasModern, Outcome::kRefuses, Basis::kReported,
    "AES and SHA-256 are taken for a wrong password"};

// One consumer, and what it stumbles over, the worst first.
struct Habits {
  Consumer consumer;
  std::string_view name;
  Basis basis;  // Of saying that the file opens.
  std::array<const Obstacle*, 14> obstacles;
};

constexpr std::array<Habits, 14> kConsumers{{
    {Consumer::kOpenSsl3,
     "OpenSSL 3.0, default",
     Basis::kMeasured,
     {&kOld, &kNoPbmac1, &kMismatchLost}},
    {Consumer::kOpenSsl3Legacy,
     "OpenSSL 3.0, -legacy",
     Basis::kMeasured,
     {&kNoPbmac1, &kMismatchLost}},
    {Consumer::kJdk8,
     "JDK 8",
     Basis::kDocumented,
     {&kJavaVersion, &kJavaIterations, &kNoPbmac1Said, &kJavaPbes2,
      &kJavaTwoKeyDes, &kJavaMac, &kJavaName, &kJavaPassword, &kJavaSalt,
      &kJavaPlainKey, &kJavaNoPair, &kMismatchTaken, &kOldJavaMac}},
    {Consumer::kJdk11,
     "JDK 11",
     Basis::kDocumented,
     {&kJavaVersion, &kJavaIterations, &kNoPbmac1Said, &kJavaPbes2,
      &kJavaTwoKeyDes, &kJavaMac, &kJavaName, &kJavaPassword, &kJavaSalt,
      &kJavaPlainKey, &kJavaNoPair, &kMismatchTaken, &kOldJavaMac}},
    {Consumer::kJdk17,
     "JDK 17",
     Basis::kMeasured,
     {&kJavaVersion, &kJavaIterations, &kNoPbmac1, &kJavaPbes2, &kJavaTwoKeyDes,
      &kJavaMac, &kJavaName, &kJavaPassword, &kJavaSalt, &kJavaPlainKey,
      &kJavaNoPair, &kMismatchTaken}},
    {Consumer::kBouncyCastle172,
     "Bouncy Castle 1.72",
     Basis::kMeasured,
     {&kBouncyVersion, &kNoPbmac1, &kBouncyMac, &kBouncyNoMac, &kBouncyEmpty,
      &kBouncyCipher, &kBouncySalt, &kBouncyName, &kJavaPlainKey,
      &kBouncyNoPair, &kMismatchTaken}},
    {Consumer::kNss,
     "NSS 3.87",
     Basis::kMeasured,
     {&kNoPbmac1, &kNssNoMac, &kNssMac, &kNssCipher, &kNssName, &kNssKey,
      &kNssIds, &kNssNoId, &kMismatchTaken}},
    {Consumer::kGnuTls,
     "GnuTLS 3.7",
     Basis::kMeasured,
     {&kGnuTlsTrailing, &kGnuTlsCipher, &kGnuTlsNoMac, &kGnuTlsMac,
      &kGnuTlsNoBytes}},
    {Consumer::kWindows2016,
     "Windows Server 2016",
     Basis::kDocumented,
     {&kWindowsModern, &kMismatchWindows}},
    {Consumer::kWindows2019,
     "Windows Server 2019",
     Basis::kDocumented,
     {&kNoPbmac1Here, &kMismatchWindows}},
    {Consumer::kIos,
     "iOS",
     Basis::kReported,
     {&kNoPbmac1Here, &kAppleIds, &kAppleEmpty, &kAppleModern}},
    {Consumer::kMacOs,
     "macOS",
     Basis::kReported,
     {&kNoPbmac1Here, &kAppleIds, &kAppleEmpty, &kAppleModern}},
    {Consumer::kAndroid13,
     "Android 13 and older",
     Basis::kReported,
     {&kAndroidModern}},
    {Consumer::kAndroid14,
     "Android 14 and newer",
     Basis::kReported,
     {&kNoPbmac1Here}},
}};

Prediction PredictOpened(const Habits& habits, F features) {
  Prediction prediction{
      .consumer = habits.consumer, .basis = habits.basis, .why = {}};
  for (const Obstacle* obstacle : habits.obstacles) {
    if (obstacle == nullptr || !obstacle->is_there(features)) continue;
    prediction.outcome = obstacle->outcome;
    // A release that nobody here ran is not measured.
    prediction.basis = habits.basis == Basis::kDocumented
                           ? std::max(obstacle->basis, Basis::kDocumented)
                           : obstacle->basis;
    prediction.why = obstacle->why;
    return prediction;
  }
  if (features.opening == Opening::kNotDerived) {
    prediction.why = "if the password is the right one: nothing was derived";
  } else if (!HasPair(features)) {
    prediction.outcome = Outcome::kPartly;
    prediction.why = features.key ? "there is no certificate in it"
                                  : "there is no private key in it";
  }
  return prediction;
}

Prediction PredictFor(const Habits& habits, F features) {
  Prediction prediction{.consumer = habits.consumer,
                        .outcome = Outcome::kRefuses,
                        .basis = habits.basis,
                        .why = {}};
  switch (features.opening) {
    case Opening::kOpens:
    case Opening::kOpensElsewhere:
    case Opening::kNotDerived:
      return PredictOpened(habits, features);
    case Opening::kWrongPassword:
    case Opening::kNotKnown:
      prediction.why = "the announced password does not open it";
      return prediction;
    case Opening::kMacFails:
      break;
  }
  prediction.why = "the MAC is not that of the contents";
  if (habits.consumer == Consumer::kGnuTls) {
    prediction.outcome = kGnuTlsMac.outcome;
    prediction.why = kGnuTlsMac.why;
  }
  return prediction;
}

}  // namespace

std::string_view Name(Consumer consumer) {
  return kConsumers[static_cast<size_t>(consumer)].name;
}

std::string_view Name(Basis basis) {
  switch (basis) {
    case Basis::kMeasured:
      return "measured";
    case Basis::kDocumented:
      return "documented";
    case Basis::kReported:
      return "reported";
  }
  return "";
}

std::string_view Name(Prediction::Outcome outcome) {
  switch (outcome) {
    case Outcome::kOpens:
      return "opens";
    case Outcome::kPartly:
      return "partly";
    case Outcome::kRefuses:
      return "refuses";
  }
  return "";
}

std::vector<Prediction> Predict(const Features& features) {
  std::vector<Prediction> predictions;
  const bool measured = features.opening != Opening::kNotDerived ||
                        features.most_iterations <= kMostMeasured;
  if (features.opening == Opening::kNotKnown || !measured) return predictions;
  for (const Habits& habits : kConsumers) {
    predictions.push_back(PredictFor(habits, features));
  }
  return predictions;
}

}  // namespace mdmock::pkcs12

#include "protocol/pkcs12/consumers.h"

#include <algorithm>
#include <array>

namespace mdmock::pkcs12 {
namespace {

using Outcome = Prediction::Outcome;

using F = const Features&;

// One thing that consumers stumble over.
struct Obstacle {
  bool (*is_there)(F);
  Outcome outcome;
  Basis basis;
  std::string_view why;
};

bool HasOldCipher(F f) { return f.old_cipher; }
bool HasPbmac1(F f) { return f.has_mac && f.mac_pbmac1; }
bool HasOddMac(F f) {
  return f.has_mac && !f.mac_pbmac1 && !f.mac_sha1 && !f.mac_sha256;
}
bool HasNoMac(F f) { return !f.has_mac && f.encrypted; }
bool HasNoMacAtAll(F f) { return !f.has_mac; }
bool HasNoKnownMac(F f) { return !f.has_mac || f.mac_pbmac1; }
bool HasPlainKey(F f) { return f.plain_key; }
bool HasOddPbes2(F f) { return f.pbes2_not_java; }
bool HasOddPassword(F f) { return !f.password_ascii; }
bool HasEmptyPassword(F f) { return f.password_empty; }
bool HasShortSalt(F f) { return f.least_salt < 8; }
bool HasNoIdOnLeaf(F f) { return f.leaf && !f.id_on_leaf; }
bool HasIdOnOthers(F f) { return f.id_on_others; }
bool HasMismatch(F f) { return f.key && f.leaf && !f.key_matches; }
bool HasSha256Mac(F f) { return f.has_mac && f.mac_sha256; }
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
constexpr Obstacle kJavaNoId{
    HasNoIdOnLeaf, Outcome::kPartly, Basis::kMeasured,
    "without localKeyID or friendlyName on the certificate, the key has no "
    "chain"};
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
                              "HMAC with SHA-224, SHA-384 or SHA-512"};
constexpr Obstacle kBouncyNoMac{
    HasNoMac, Outcome::kRefuses, Basis::kMeasured,
    "password supplied for keystore that does not require one"};
constexpr Obstacle kBouncyEmpty{HasEmptyPassword, Outcome::kRefuses,
                                Basis::kMeasured, "password empty"};
constexpr Obstacle kNssNoMac{HasNoMacAtAll, Outcome::kRefuses, Basis::kMeasured,
                             "there is no MAC"};
constexpr Obstacle kNssNoId{HasNoIdOnLeaf, Outcome::kRefuses, Basis::kMeasured,
                            "no localKeyID and no friendlyName on the "
                            "certificate"};
constexpr Obstacle kNssIds{HasIdOnOthers, Outcome::kRefuses, Basis::kMeasured,
                           "one localKeyID on several certificates (-12285)"};
constexpr Obstacle kGnuTlsNoMac{
    HasNoKnownMac, Outcome::kPartly, Basis::kMeasured,
    "it reads what is there, and says that verifying the MAC failed"};
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
  std::array<const Obstacle*, 9> obstacles;
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
     {&kNoPbmac1Said, &kJavaPbes2, &kJavaPassword, &kJavaSalt, &kJavaPlainKey,
      &kJavaNoId, &kMismatchTaken, &kOldJavaMac}},
    {Consumer::kJdk11,
     "JDK 11",
     Basis::kDocumented,
     {&kNoPbmac1Said, &kJavaPbes2, &kJavaPassword, &kJavaSalt, &kJavaPlainKey,
      &kJavaNoId, &kMismatchTaken, &kOldJavaMac}},
    {Consumer::kJdk17,
     "JDK 17",
     Basis::kMeasured,
     {&kNoPbmac1, &kJavaPbes2, &kJavaPassword, &kJavaSalt, &kJavaPlainKey,
      &kJavaNoId, &kMismatchTaken}},
    {Consumer::kBouncyCastle172,
     "Bouncy Castle 1.72",
     Basis::kMeasured,
     {&kNoPbmac1, &kBouncyMac, &kBouncyNoMac, &kBouncyEmpty, &kJavaPlainKey,
      &kMismatchTaken}},
    {Consumer::kNss,
     "NSS 3.87",
     Basis::kMeasured,
     {&kNoPbmac1, &kNssNoMac, &kNssIds, &kNssNoId, &kMismatchTaken}},
    {Consumer::kGnuTls, "GnuTLS 3.7", Basis::kMeasured, {&kGnuTlsNoMac}},
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

Prediction PredictFor(const Habits& habits, F features) {
  Prediction prediction{
      .consumer = habits.consumer, .basis = habits.basis, .why = {}};
  if (!features.opens) {
    prediction.outcome = Outcome::kRefuses;
    prediction.why = "the announced password does not open it";
    return prediction;
  }
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
  for (const Habits& habits : kConsumers) {
    predictions.push_back(PredictFor(habits, features));
  }
  return predictions;
}

}  // namespace mdmock::pkcs12

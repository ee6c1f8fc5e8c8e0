#ifndef MDMOCK_MOCKS_CONNECTOR_OPTIONS_H_
#define MDMOCK_MOCKS_CONNECTOR_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "protocol/cmp/initialization.h"
#include "protocol/connector/profile.h"

namespace mdmock::connector {

// User is somebody for whom certificates can be had.
struct User {
  std::string name;           // As UEM sends it; UTF-8, compared byte by byte.
  std::string otp = "";       // Made where it is empty.
  bool otp_reusable = false;  // Or it is good for one certificate.
  std::string expired_otp = "";  // "" where there is none.
  bool otp_required = true;      // Or no password is asked for.
  bool allowed = true;           // Or the user is there, and gets nothing.
};
inline constexpr size_t kMaxUsers = 1000;
inline constexpr size_t kMaxUserLen = 64;  // Bytes: what a CN may have.

// PayloadPassword is what protects a PKCS#12 file.
enum class PayloadPassword {
  kOtp,           // What the user typed, and nothing is announced.
  kOtpAnnounced,  // The same, and the reply says it, as in the guide's sample.
  kGenerated      // A new one each time, which the reply says.
};

// CaAddress is a CA that issues in the mock's place, asked over CMP by whoever
// holds the service (ConnectorService::AskBehind).
struct CaAddress {
  std::string url = "";  // http, or "" where the mock issues by itself.
  cmp::Secret secret = {};
};

enum class KeyKind { kEc256, kRsa2048 };

// ReplyForm is how a reply is written; all but kRight are wrong.
enum class ReplyForm {
  kRight,
  kCurlyQuotes,  // As the guide's sample has them.
  kTrailingComma,
  kWrongReqId,  // Another one than the request's.
  kNoReqId,
  kNumericReqId,
  kHtml,       // A page instead of JSON.
  kTruncated,  // The first half of the JSON.
  kEmpty
};

// ScriptedReply is what is answered instead of the truth, to those whose
// credentials are right and whose request is well formed.
struct ScriptedReply {
  std::string operation = "";     // "" is any but getInfo.
  std::string user = "";          // "" is any.
  std::string failure_info = "";  // "" where the answer is the true one.
  ReplyForm form = ReplyForm::kRight;
  int status = 0;  // Of HTTP; 0 where it stays.
  std::chrono::milliseconds delay{};
  std::uint64_t times = 0;  // So many requests, and no more; 0: for ever.
};
inline constexpr size_t kMaxScript = 100;
inline constexpr std::chrono::minutes kMaxDelay{10};

struct ConnectorOptions {
  Profile profile = Profile::kUem1210;
  std::string prefix = "";                   // "/foo", or "".
  std::vector<std::string> operations = {};  // Those of the profile, if empty.

  // How UEM says who it is. Where both ways are open, either alone will do; one
  // at least is.
  bool takes_password = true;
  std::string username = "uem";
  std::string password = "";  // Made where it is empty.
  bool takes_certificate = true;
  std::string certificate_name = "mdmock-uem";  // The CN.

  bool plaintext = false;       // Whether http will do.
  bool explain_header = false;  // X-Mdmock-Explain on refusals.
  bool strict = false;          // Doubts refuse.

  PayloadPassword payload_password = PayloadPassword::kOtp;
  KeyKind key = KeyKind::kEc256;
  CaAddress ca = {};  // Of getUserKeyPair; renewals are the mock's.
  std::chrono::hours lifetime{365 * 24};     // Of a certificate.
  std::chrono::seconds signing_window{300};  // Of signingTime, both ways.
  std::chrono::seconds otp_lifetime{3600};   // Of those that are made.
  bool remove_superseded = true;  // What a notification's answer says.

  // Names differ. The ready file shows those who are allowed in.
  std::vector<User> users = {{.name = "joe.foo@example.com",
                              .otp = "56ht12d0",
                              .otp_reusable = true,
                              .expired_otp = "90kp34x1"},
                             {.name = "ann@example.com", .otp_reusable = true},
                             {.name = "sam@example.com"},
                             {.name = "kiosk-17", .otp_required = false},
                             {.name = "gone@example.com", .allowed = false}};
  std::vector<ScriptedReply> script = {};
};

// OperationsOf gives what getInfo lists.
std::vector<std::string> OperationsOf(const ConnectorOptions& options);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_OPTIONS_H_

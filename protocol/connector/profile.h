#ifndef MDMOCK_PROTOCOL_CONNECTOR_PROFILE_H_
#define MDMOCK_PROTOCOL_CONNECTOR_PROFILE_H_

#include <array>
#include <optional>
#include <string_view>

// The PKI connector protocol of BlackBerry UEM: its generations, and the words
// that it has.
namespace mdmock::connector {

// Profile is a generation of the protocol.
enum class Profile {
  kUem1210,  // The UEM 12.10 configuration guide: getUserKeyPair.
  kDynamics  // Certificate management for Dynamics apps: getUserKeyPair2.
};

std::string_view Name(Profile profile);  // "uem12.10"
std::optional<Profile> ReadProfile(std::string_view name);

inline constexpr std::string_view kGetInfo = "getInfo";
inline constexpr std::string_view kGetUserKeyPair = "getUserKeyPair";
inline constexpr std::string_view kGetUserKeyPair2 = "getUserKeyPair2";
inline constexpr std::string_view kNotifyCertificateReceived =
    "notifyCertificateReceived";
inline constexpr std::array kOperations{
    kGetInfo, kGetUserKeyPair, kGetUserKeyPair2, kNotifyCertificateReceived};
bool IsOperation(std::string_view name);  // To the letter.

// FailureReason is one of the nine names that failureInfo may hold.
struct FailureReason {
  std::string_view name;
  std::string_view means;
};
inline constexpr auto kFailureReasons = std::to_array<FailureReason>({
    {"unknownUser", "the connector does not know the user"},
    {"badRequest", "the request is badly formed"},
    {"unknownRequest", "the request is not supported"},
    {"authFailure", "the user's password is wrong or has expired"},
    {"badAlg", "an algorithm is not supported"},
    {"unknownCert", "a certificate is not known"},
    {"badMessageCheck", "a signature or an integrity check does not hold"},
    {"badTime", "the time of a signature is too far from the CA's"},
    {"unknown", "anything else"},
});

// The answer to notifyCertificateReceived has one more.
inline constexpr std::string_view kRetry = "retry";

const FailureReason* FindFailureReason(std::string_view name);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_PROFILE_H_

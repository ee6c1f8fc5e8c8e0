#ifndef MDMOCK_PROTOCOL_TOKEN_MISTAKES_H_
#define MDMOCK_PROTOCOL_TOKEN_MISTAKES_H_

#include <array>

#include "protocol/verdict/cause.h"

// The ways in which the import of an ADE server token goes wrong.
namespace mdmock::token::mistakes {

inline constexpr Mistake kWrongKey{
    "token.wrong-key",
    "The token was made for another key: its content key does not open under "
    "this one.",
    "use the private key whose certificate was uploaded when the token was "
    "made, or upload this key's certificate and download a new token"};

inline constexpr Mistake kWrongRecipient{
    "token.wrong-recipient",
    "The token was made for another certificate: none of its recipients has "
    "this one's issuer and serial number.",
    "use the certificate that was uploaded when the token was made, or upload "
    "this one and download a new token"};

inline constexpr Mistake kNotAToken{
    "token.not-a-token", "The file is something else than a server token.",
    "download the server token of the device management server from Apple "
    "School Manager or Apple Business: a file named …_smime.p7m"};

inline constexpr Mistake kBase64Damaged{
    "token.base64-damaged",
    "The base64 of the file was altered, cut, or lost lines on its way.",
    "take the file as it was downloaded, not a copy that an editor, a mail "
    "program or a form has had in hand"};

inline constexpr Mistake kContentDamaged{
    "token.content-damaged", "The bytes of the message were altered or cut.",
    "take the file as it was downloaded, and copy it as binary data"};

inline constexpr Mistake kFrameMissing{
    "token.frame-missing",
    "The JSON does not stand between BEGIN MESSAGE and END MESSAGE.",
    "put the JSON between -----BEGIN MESSAGE----- and -----END MESSAGE-----, "
    "each on its line"};

inline constexpr Mistake kExpired{
    "token.expired", "The token's year is over.",
    "download a new token; the old one dies at that moment"};

inline constexpr std::array<const Mistake*, 7> kAll{
    &kWrongKey,       &kWrongRecipient, &kNotAToken, &kBase64Damaged,
    &kContentDamaged, &kFrameMissing,   &kExpired};

}  // namespace mdmock::token::mistakes

#endif  // MDMOCK_PROTOCOL_TOKEN_MISTAKES_H_

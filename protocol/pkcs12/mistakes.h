#ifndef MDMOCK_PROTOCOL_PKCS12_MISTAKES_H_
#define MDMOCK_PROTOCOL_PKCS12_MISTAKES_H_

#include <array>

#include "protocol/verdict/cause.h"

// The ways in which a PKCS#12 file does not open for the one it is made for:
// under another password than the one announced, or in another wrapping.
namespace mdmock::pkcs12::mistakes {

inline constexpr Mistake kPasswordStillBase64{
    "pkcs12.password-still-base64",
    "The file is under the base64 text of the password.",
    "encrypt under the password itself; base64 is only how it travels in "
    "decryptionPassword"};

inline constexpr Mistake kPasswordBase64Twice{
    "pkcs12.password-base64-twice",
    "The password was put into base64 twice before it was announced.",
    "put the password into base64 once"};

inline constexpr Mistake kPasswordIsOtp{
    "pkcs12.password-is-otp",
    "The file is under the one-time password, though another password is "
    "announced.",
    "announce the password that the file is under, or leave decryptionPassword "
    "out where that is the one-time password"};

inline constexpr Mistake kPasswordTrailingNewline{
    "pkcs12.password-trailing-newline",
    "A line end follows the password, in the file or in the announcement.",
    "take the line end off the password, as printf '%s' instead of echo does"};

inline constexpr Mistake kPasswordSurroundingSpace{
    "pkcs12.password-surrounding-space",
    "A blank or a tab stands before or after the password, in the file or in "
    "the announcement.",
    "take blanks and tabs off both ends of the password, or keep them in both "
    "places"};

inline constexpr Mistake kPasswordEmpty{
    "pkcs12.password-empty",
    "The file is under the empty password: two zero bytes.",
    "encrypt the file under the password that is announced"};

inline constexpr Mistake kPasswordAbsent{
    "pkcs12.password-absent",
    "The file is under no password at all: not even the two zero bytes.",
    "encrypt the file under the password that is announced"};

inline constexpr Mistake kPasswordOtherCase{
    "pkcs12.password-other-case",
    "Letters of the password have another case in the file than in the "
    "announcement.",
    "keep the case of the password as it is"};

inline constexpr Mistake kPasswordUtf16{
    "pkcs12.password-utf16",
    "The password's UTF-16 was taken for its bytes, or has another form than "
    "RFC 7292 asks for.",
    "give the library the password as UTF-8 text; it makes the UTF-16 form "
    "where that is asked for"};

inline constexpr Mistake kPasswordLatin1{
    "pkcs12.password-latin1",
    "The password's letters outside ASCII went through ISO 8859-1.",
    "encode the password in UTF-8 everywhere, or keep to printable ASCII"};

inline constexpr Mistake kPasswordsDiffer{
    "pkcs12.passwords-differ",
    "The MAC and the encryption, or two encrypted parts, are under different "
    "passwords.",
    "use one password for the MAC and for everything that is encrypted"};

inline constexpr Mistake kPasswordNotBase64{
    "pkcs12.password-not-base64",
    "decryptionPassword holds the password as it is, and not in base64.",
    "put the password into base64 for decryptionPassword"};

inline constexpr Mistake kMacAltered{
    "pkcs12.mac-altered",
    "The MAC, or what it is over, was altered: the announced password opens "
    "everything else.",
    "send the file as it was made; take the MAC from the library that makes "
    "it"};

inline constexpr Mistake kPayloadPem{
    "pkcs12.payload-pem",
    "The payload is PEM: armour around the file, or key and certificate.",
    "send the bytes of a PKCS#12 file in base64, without BEGIN and END lines"};

inline constexpr Mistake kPayloadBase64Twice{
    "pkcs12.payload-base64-twice", "The payload was put into base64 twice.",
    "put the file into base64 once"};

inline constexpr Mistake kPayloadBase64Url{
    "pkcs12.payload-base64url",
    "The payload is in the URL's alphabet of base64, with '-' and '_'.",
    "use the standard alphabet, with '+', '/' and padding"};

inline constexpr Mistake kPayloadHex{"pkcs12.payload-hex",
                                     "The payload is in hexadecimal digits.",
                                     "put the file into base64"};

inline constexpr Mistake kPayloadCertificateOnly{
    "pkcs12.payload-certificate-only",
    "The payload holds a certificate, and no private key.",
    "put the user's private key into the same PKCS#12 file as the "
    "certificate"};

inline constexpr Mistake kPayloadKeyOnly{
    "pkcs12.payload-key-only",
    "The payload holds a private key, and no certificate.",
    "put the user's certificate into the same PKCS#12 file as the key"};

inline constexpr Mistake kPayloadTruncated{
    "pkcs12.payload-truncated", "The end of the file is missing.",
    "send the whole file; look for a limit on the length of a field or a "
    "buffer"};

inline constexpr std::array<const Mistake*, 20> kAll{&kPasswordStillBase64,
                                                     &kPasswordBase64Twice,
                                                     &kPasswordIsOtp,
                                                     &kPasswordTrailingNewline,
                                                     &kPasswordSurroundingSpace,
                                                     &kPasswordEmpty,
                                                     &kPasswordAbsent,
                                                     &kPasswordOtherCase,
                                                     &kPasswordUtf16,
                                                     &kPasswordLatin1,
                                                     &kPasswordNotBase64,
                                                     &kPasswordsDiffer,
                                                     &kMacAltered,
                                                     &kPayloadPem,
                                                     &kPayloadBase64Twice,
                                                     &kPayloadBase64Url,
                                                     &kPayloadHex,
                                                     &kPayloadCertificateOnly,
                                                     &kPayloadKeyOnly,
                                                     &kPayloadTruncated};

}  // namespace mdmock::pkcs12::mistakes

#endif  // MDMOCK_PROTOCOL_PKCS12_MISTAKES_H_

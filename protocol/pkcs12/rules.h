#ifndef MDMOCK_PROTOCOL_PKCS12_RULES_H_
#define MDMOCK_PROTOCOL_PKCS12_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// Everything that can be wrong with a PKCS#12 file that a PKI connector gives
// out, from the outside in. A rule's code is the name of its check.
namespace mdmock::pkcs12::rules {

// The file: what it is and how it is wrapped.
inline constexpr Rule kStructure{
    "pkcs12.structure", Severity::kRefusal, Provenance::kDocumented,
    "RFC 7292, 4",
    "The payload is a PKCS#12 file whose integrity a password protects, and "
    "can be read to its end."};

inline constexpr Rule kSize{
    "pkcs12.size", Severity::kRefusal, Provenance::kChosen, "mdmock",
    "A file has at most 16 MiB, 1000 bags, and safes nested eight deep."};

inline constexpr Rule kVersion{"pkcs12.version", Severity::kRefusal,
                               Provenance::kDocumented, "RFC 7292, 4",
                               "The version of the file is 3."};

inline constexpr Rule kTrailingBytes{"pkcs12.trailing-bytes", Severity::kDoubt,
                                     Provenance::kDocumented, "RFC 7292, 4",
                                     "Nothing follows the file."};

inline constexpr Rule kDer{"pkcs12.der", Severity::kDoubt,
                           Provenance::kObserved,
                           "RFC 7292, 4; warnings of python3-cryptography 48",
                           "The file is DER, with definite lengths: BER is "
                           "legal, and not all readers take it."};

inline constexpr Rule kPayloadBase64{
    "pkcs12.payload-base64", Severity::kDoubt, Provenance::kDocumented,
    "RFC 4648, 4",
    "Base64 is on one line, with its padding: strict decoders refuse line "
    "breaks and a missing '='."};

inline constexpr Rule kPayloadPem{
    "pkcs12.payload-pem", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The payload is the PKCS#12 file in base64, without PEM armour."};

inline constexpr Rule kPayloadBase64Twice{
    "pkcs12.payload-base64-twice", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The payload is put into base64 once."};

inline constexpr Rule kPayloadBase64Url{
    "pkcs12.payload-base64url", Severity::kRefusal, Provenance::kDocumented,
    "RFC 4648, 4", "The payload is in the standard alphabet of base64."};

inline constexpr Rule kPayloadHex{
    "pkcs12.payload-hex", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The payload is in base64, and not in hexadecimal digits."};

inline constexpr Rule kPayloadCertificateOnly{
    "pkcs12.payload-certificate-only", Severity::kRefusal,
    Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The payload is a PKCS#12 file that holds a key beside the certificate."};

inline constexpr Rule kPayloadKeyOnly{
    "pkcs12.payload-key-only", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The payload is a PKCS#12 file that holds a certificate beside the key."};

inline constexpr Rule kPayloadTruncated{
    "pkcs12.payload-truncated", Severity::kRefusal, Provenance::kDocumented,
    "X.690, 8.1.3", "The file has as many bytes as its first element says."};

// The password: P-01, P-02, P-36 to P-40.
inline constexpr Rule kOpensWithRule{
    "pkcs12.opens-with-rule", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The file opens under decryptionPassword if there is one, else under the "
    "one-time password, else under none."};

inline constexpr Rule kWrongPasswordRefused{
    "pkcs12.wrong-password-refused", Severity::kDoubt, Provenance::kDocumented,
    "BlackBerry Dynamics SDK, certificate requirements",
    "A wrong password does not open the file: where nothing is protected, any "
    "opens it."};

inline constexpr Rule kSamePassword{
    "pkcs12.same-password-mac-enc", Severity::kRefusal, Provenance::kDocumented,
    "RFC 7292, 4",
    "The MAC and everything that is encrypted are under one password: no "
    "reader takes two."};

inline constexpr Rule kPasswordAscii{"pkcs12.password-ascii", Severity::kDoubt,
                                     Provenance::kObserved,
                                     "OpenJDK 17.0.15: 'Password is not ASCII'",
                                     "The password is printable ASCII."};

inline constexpr Rule kPasswordNonempty{
    "pkcs12.password-nonempty", Severity::kDoubt, Provenance::kObserved,
    "Bouncy Castle 1.72; reports on iOS and macOS",
    "The password is not empty: no form of the empty password opens "
    "everywhere."};

inline constexpr Rule kPasswordStrength{"pkcs12.generated-password-strength",
                                        Severity::kDoubt, Provenance::kChosen,
                                        "mdmock",
                                        "A password that a server makes has 64 "
                                        "bits or more, and is new each time."};

inline constexpr Rule kRedundantPassword{
    "pkcs12.redundant-password", Severity::kRemark, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "decryptionPassword may be left out where it is the one-time password."};

inline constexpr Rule kUnsupported{
    "pkcs12.algorithm-unsupported", Severity::kRefusal, Provenance::kChosen,
    "mdmock", "The algorithms of the file are among those that mdmock undoes."};

inline constexpr Rule kSearchCutShort{
    "pkcs12.search-cut-short", Severity::kRemark, Provenance::kChosen, "mdmock",
    "A search for the cause spends at most 10^8 hash iterations."};

// The protection: P-03 to P-05, P-29 to P-35.
inline constexpr Rule kMacPresent{
    "pkcs12.mac-present", Severity::kDoubt, Provenance::kObserved,
    "RFC 7292, 4; Bouncy Castle 1.72, NSS 3.87",
    "The file has a MAC: some readers refuse one without."};

inline constexpr Rule kMacVerifies{
    "pkcs12.mac-verifies", Severity::kRefusal, Provenance::kDocumented,
    "RFC 7292, 5.2", "The MAC is that of the contents, under the password."};

inline constexpr Rule kEncrypted{
    "pkcs12.encrypted", Severity::kDoubt, Provenance::kObserved,
    "BlackBerry Dynamics SDK, certificate requirements; OpenJDK 17, Bouncy "
    "Castle 1.72",
    "The key is in a shrouded bag: of a plain one, Java loads nothing, and "
    "does not say so."};

inline constexpr Rule kCipherModern{"pkcs12.cipher-modern", Severity::kDoubt,
                                    Provenance::kObserved, "OpenSSL 3.0",
                                    "No RC2, RC4, DES or MD5 is used: OpenSSL "
                                    "3 does not read them by default."};

inline constexpr Rule kCipherJava{
    "pkcs12.cipher-java", Severity::kDoubt, Provenance::kObserved,
    "OpenJDK 17.0.15",
    "PBES2 has AES-128 or AES-256 and PBKDF2, and PBE-SHA1 not two-key triple "
    "DES: Java reads no other."};

inline constexpr Rule kFipsCiphers{
    "pkcs12.fips-ciphers", Severity::kRemark, Provenance::kDocumented,
    "BlackBerry Dynamics SDK, certificate requirements",
    "Where a policy asks for FIPS, everything is encrypted with PBES2 and "
    "AES."};

inline constexpr Rule kMacAlgorithm{
    "pkcs12.mac-algorithm", Severity::kDoubt, Provenance::kObserved,
    "Bouncy Castle 1.72",
    "The MAC is HMAC-SHA-1 or HMAC-SHA-256: older readers have no other."};

inline constexpr Rule kPbmac1{
    "pkcs12.pbmac1", Severity::kDoubt, Provenance::kObserved,
    "RFC 9879; OpenSSL 3.0, OpenJDK 17, NSS 3.87, GnuTLS 3.7",
    "The MAC is not PBMAC1, which few readers have yet."};

inline constexpr Rule kIterationsTooMany{
    "pkcs12.iterations", Severity::kRefusal, Provenance::kObserved,
    "OpenJDK 17.0.15: 'iteration count too large'",
    "There are at most 5,000,000 iterations in one derivation, and in all bags "
    "together."};

inline constexpr Rule kIterationsUnusual{
    "pkcs12.iterations-unusual", Severity::kDoubt, Provenance::kChosen,
    "mdmock",
    "There are 1000 to 1,000,000 iterations: fewer do not protect, more make "
    "enrolment wait."};

inline constexpr Rule kSaltLength{
    "pkcs12.salt-length", Severity::kDoubt, Provenance::kObserved,
    "OpenJDK 17.0.15: 'Salt must be at least 8 bytes long'",
    "Each salt has 8 bytes or more."};

// The key: P-06 to P-09, P-22, P-23.
inline constexpr Rule kOneKey{
    "pkcs12.one-key", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The file holds the user's private key."};

inline constexpr Rule kSeveralKeys{
    "pkcs12.several-keys", Severity::kDoubt, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The file holds one private key: readers that look for one take the "
    "first."};

inline constexpr Rule kKeyReadable{
    "pkcs12.key-readable", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5958", "The private key is PKCS#8, of a kind that can be read."};

inline constexpr Rule kKeyMatchesCert{
    "pkcs12.key-matches-cert", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The user's certificate has the public half of the private key: several "
    "readers take any pair and fail later."};

inline constexpr Rule kKeySelfConsistent{
    "pkcs12.key-self-consistent", Severity::kRefusal, Provenance::kDocumented,
    "RFC 8017, 3.2; RFC 5915", "The parts of the private key belong together."};

inline constexpr Rule kSignVerify{
    "pkcs12.sign-verify", Severity::kRefusal, Provenance::kDocumented,
    "RFC 8017, 8", "What the private key signs verifies with the certificate."};

inline constexpr Rule kRsaSize{
    "pkcs12.rsa-size", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry Dynamics SDK, certificate requirements",
    "An RSA key has 2048 bits or more."};

inline constexpr Rule kRsaSizeLarge{
    "pkcs12.rsa-size-large", Severity::kDoubt, Provenance::kChosen, "mdmock",
    "An RSA key has at most 4096 bits: devices sign slowly with more."};

inline constexpr Rule kEcCurve{"pkcs12.ec-curve", Severity::kDoubt,
                               Provenance::kDocumented, "NIST SP 800-186",
                               "An EC key is on P-256, P-384 or P-521."};

// The certificates: P-10 to P-28.
inline constexpr Rule kLeafPresent{
    "pkcs12.leaf-present", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The file holds the user's certificate."};

inline constexpr Rule kCertificateReadable{
    "pkcs12.certificate-readable", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5280, 4.1", "Each certificate can be read."};

inline constexpr Rule kLocalKeyIdPairing{
    "pkcs12.localkeyid-pairing", Severity::kDoubt, Provenance::kObserved,
    "OpenJDK 17: chain = null; NSS 3.87",
    "The key and its certificate have the same localKeyID, by which readers "
    "pair them."};

inline constexpr Rule kLocalKeyIdUnique{
    "pkcs12.localkeyid-unique", Severity::kDoubt, Provenance::kObserved,
    "NSS 3.87: error -12285; reports on Apple",
    "Only the user's certificate has the key's localKeyID."};

inline constexpr Rule kFriendlyName{
    "pkcs12.friendlyname", Severity::kRefusal, Provenance::kDocumented,
    "RFC 2985, 5.5.1",
    "A friendlyName is one BMPString, and a localKeyID one OCTET STRING."};

inline constexpr Rule kFriendlyNameDiffers{
    "pkcs12.friendlyname-differs", Severity::kRemark, Provenance::kChosen,
    "mdmock", "The key and its certificate have the same friendlyName."};

inline constexpr Rule kChainIncluded{
    "pkcs12.chain-included", Severity::kDoubt, Provenance::kDocumented,
    "BlackBerry Dynamics SDK, certificate requirements",
    "The issuing CAs are in the same file; the root may be left out."};

inline constexpr Rule kChainVerifies{
    "pkcs12.chain-verifies", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5280, 6",
    "A chain leads from the user's certificate to the issuer that is "
    "configured."};

inline constexpr Rule kIssuerExpected{
    "pkcs12.issuer-expected", Severity::kDoubt, Provenance::kChosen, "mdmock",
    "The user's certificate is by the issuer that is configured."};

inline constexpr Rule kNoUnrelatedCerts{
    "pkcs12.no-unrelated-certs", Severity::kDoubt, Provenance::kChosen,
    "mdmock", "Every other certificate is in the chain."};

inline constexpr Rule kLeafNotCa{"pkcs12.leaf-not-ca", Severity::kRefusal,
                                 Provenance::kDocumented, "RFC 5280, 4.2.1.9",
                                 "The user's certificate is not that of a CA."};

inline constexpr Rule kValidNow{
    "pkcs12.valid-now", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5280, 4.1.2.5",
    "The user's certificate is valid now, give or take five minutes."};

inline constexpr Rule kLifetimeSane{"pkcs12.lifetime-sane", Severity::kDoubt,
                                    Provenance::kChosen, "mdmock",
                                    "The user's certificate lives for a day at "
                                    "least and for three years at most."};

inline constexpr Rule kNotBeforeAdvances{
    "pkcs12.notbefore-advances", Severity::kDoubt, Provenance::kDocumented,
    "BlackBerry UEM 12.16, user credential profile",
    "A certificate that is issued again begins later: the one that began first "
    "is deleted as a duplicate."};

inline constexpr Rule kSignatureHash{
    "pkcs12.signature-hash", Severity::kRefusal, Provenance::kDocumented,
    "RFC 9155, RFC 6151", "Certificates are not signed with MD5 or SHA-1."};

inline constexpr Rule kUserInSubject{
    "pkcs12.user-in-subject-or-san", Severity::kDoubt, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The user stands in the certificate: as rfc822Name, UPN, common name or "
    "e-mail address."};

inline constexpr Rule kNotOtherUser{
    "pkcs12.not-other-user", Severity::kRefusal, Provenance::kDocumented,
    "BlackBerry UEM 12.10, PKI connector, getUserKeyPair",
    "The certificate is not another user's."};

inline constexpr Rule kKeyUsage{
    "pkcs12.ku-eku-client-auth", Severity::kDoubt, Provenance::kDocumented,
    "BlackBerry Dynamics SDK, Personal Information Exchange files",
    "Key usages, where there are any, allow a TLS client to authenticate."};

inline constexpr Rule kSerial{
    "pkcs12.serial", Severity::kDoubt, Provenance::kDocumented,
    "RFC 5280, 4.1.2.2",
    "The serial number is positive, has at most 20 bytes, and is used once."};

inline constexpr std::array<const Rule*, 61> kAll{&kStructure,
                                                  &kSize,
                                                  &kVersion,
                                                  &kTrailingBytes,
                                                  &kDer,
                                                  &kPayloadBase64,
                                                  &kPayloadPem,
                                                  &kPayloadBase64Twice,
                                                  &kPayloadBase64Url,
                                                  &kPayloadHex,
                                                  &kPayloadCertificateOnly,
                                                  &kPayloadKeyOnly,
                                                  &kPayloadTruncated,
                                                  &kOpensWithRule,
                                                  &kWrongPasswordRefused,
                                                  &kSamePassword,
                                                  &kPasswordAscii,
                                                  &kPasswordNonempty,
                                                  &kPasswordStrength,
                                                  &kRedundantPassword,
                                                  &kUnsupported,
                                                  &kSearchCutShort,
                                                  &kMacPresent,
                                                  &kMacVerifies,
                                                  &kEncrypted,
                                                  &kCipherModern,
                                                  &kCipherJava,
                                                  &kFipsCiphers,
                                                  &kMacAlgorithm,
                                                  &kPbmac1,
                                                  &kIterationsTooMany,
                                                  &kIterationsUnusual,
                                                  &kSaltLength,
                                                  &kOneKey,
                                                  &kSeveralKeys,
                                                  &kKeyReadable,
                                                  &kKeyMatchesCert,
                                                  &kKeySelfConsistent,
                                                  &kSignVerify,
                                                  &kRsaSize,
                                                  &kRsaSizeLarge,
                                                  &kEcCurve,
                                                  &kLeafPresent,
                                                  &kCertificateReadable,
                                                  &kLocalKeyIdPairing,
                                                  &kLocalKeyIdUnique,
                                                  &kFriendlyName,
                                                  &kFriendlyNameDiffers,
                                                  &kChainIncluded,
                                                  &kChainVerifies,
                                                  &kIssuerExpected,
                                                  &kNoUnrelatedCerts,
                                                  &kLeafNotCa,
                                                  &kValidNow,
                                                  &kLifetimeSane,
                                                  &kNotBeforeAdvances,
                                                  &kSignatureHash,
                                                  &kUserInSubject,
                                                  &kNotOtherUser,
                                                  &kKeyUsage,
                                                  &kSerial};

}  // namespace mdmock::pkcs12::rules

#endif  // MDMOCK_PROTOCOL_PKCS12_RULES_H_

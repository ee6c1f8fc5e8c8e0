#ifndef MDMOCK_PROTOCOL_TOKEN_RULES_H_
#define MDMOCK_PROTOCOL_TOKEN_RULES_H_

#include <array>

#include "protocol/verdict/finding.h"

// Everything that can be wrong with an ADE server token file, from the outside
// in: the file, its S/MIME armour, the CMS message, the text in it, the JSON.
namespace mdmock::token::rules {

inline constexpr Rule kNotAToken{
    "token.not-a-token", Severity::kRefusal, Provenance::kDocumented,
    "Apple, Authenticating with the ADE program",
    "The file is the S/MIME encrypted server token that the portal gives."};

inline constexpr Rule kSize{"token.size", Severity::kRefusal,
                            Provenance::kChosen, "mdmock",
                            "A token file has at most one MiB."};

inline constexpr Rule kBase64Damaged{
    "token.base64-damaged", Severity::kRefusal, Provenance::kDocumented,
    "RFC 2045, 6.8",
    "The base64 of the file arrives whole, and as it was sent."};

inline constexpr Rule kBase64Unpadded{
    "token.base64.unpadded", Severity::kDoubt, Provenance::kDocumented,
    "RFC 2045, 6.8", "The last group of base64 is padded with '='."};

inline constexpr Rule kMimeMissing{
    "token.mime.missing", Severity::kDoubt, Provenance::kObserved,
    "tokens of 2014 and 2025",
    "The base64 stands below S/MIME headers, which several clients need."};

inline constexpr Rule kMimeHeader{
    "token.mime.header", Severity::kDoubt, Provenance::kObserved,
    "RFC 8551, 3.2; tokens of 2014 and 2025",
    "The headers declare application/pkcs7-mime, in base64."};

inline constexpr Rule kMimeOrder{
    "token.mime.order", Severity::kRemark, Provenance::kObserved,
    "tokens of 2014 and 2025",
    "Content-Type is the first header, spelt so and on one line: some clients "
    "look for just that."};

inline constexpr Rule kCmsStructure{"token.cms.structure", Severity::kRefusal,
                                    Provenance::kDocumented, "RFC 5652, 6.1",
                                    "The message is a CMS EnvelopedData."};

inline constexpr Rule kCmsTrailing{"token.cms.trailing", Severity::kDoubt,
                                   Provenance::kDocumented, "RFC 5652, 3",
                                   "Nothing follows the CMS message."};

inline constexpr Rule kCmsEncoding{
    "token.cms.encoding", Severity::kRemark, Provenance::kObserved,
    "tokens of 2014 and 2025",
    "Apple's tokens are BER of indefinite lengths, their content in one piece: "
    "a client that was only tried with others may fail on them."};

inline constexpr Rule kAlgorithms{
    "token.cms.algorithms", Severity::kRemark, Provenance::kObserved,
    "tokens of 2014 and 2025",
    "Apple's tokens are encrypted with AES-128-CBC, their key with "
    "rsaEncryption (PKCS#1 v1.5) for an issuer and serial number."};

inline constexpr Rule kKeyUnsupported{
    "token.key-algorithm.unsupported", Severity::kRefusal, Provenance::kChosen,
    "mdmock", "The content key is encrypted with rsaEncryption or RSAES-OAEP."};

inline constexpr Rule kCipherUnsupported{
    "token.cipher.unsupported", Severity::kRefusal, Provenance::kChosen,
    "mdmock", "The content is encrypted with AES or triple DES in CBC mode."};

inline constexpr Rule kWrongRecipient{
    "token.wrong-recipient", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 6.2.1",
    "The token is made for the certificate at hand: its recipient has the "
    "certificate's issuer and serial number."};

inline constexpr Rule kWrongKey{
    "token.wrong-key", Severity::kRefusal, Provenance::kDocumented,
    "RFC 8017, 7.2.2", "The key at hand opens the content key of the token."};

inline constexpr Rule kCertificateOtherKey{
    "token.certificate.other-key", Severity::kDoubt, Provenance::kDocumented,
    "Apple, Authenticating with the ADE program",
    "The certificate that was uploaded has the public half of the key."};

inline constexpr Rule kContentDamaged{
    "token.content-damaged", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 6.3", "The encrypted content arrives as it was sent."};

inline constexpr Rule kContentPadding{
    "token.content.padding", Severity::kRefusal, Provenance::kDocumented,
    "RFC 5652, 6.3",
    "The content is padded to whole blocks before it is encrypted."};

inline constexpr Rule kPlaintextHeader{
    "token.plaintext.header", Severity::kRemark, Provenance::kObserved,
    "tokens of 2014 and 2025",
    "The decrypted text begins with MIME headers and a blank line."};

inline constexpr Rule kFrameMissing{
    "token.frame-missing", Severity::kDoubt, Provenance::kObserved,
    "tokens of 2014 and 2025; Apple's page shows none",
    "The JSON stands between BEGIN MESSAGE and END MESSAGE, which several "
    "clients need."};

inline constexpr Rule kJsonSyntax{"token.json.syntax", Severity::kRefusal,
                                  Provenance::kDocumented, "RFC 8259",
                                  "The message is one JSON object."};

inline constexpr Rule kJsonWrapped{
    "token.json.wrapped", Severity::kDoubt, Provenance::kObserved,
    "Apple, Examining server tokens",
    "The JSON is not broken into lines inside its strings."};

inline constexpr Rule kJsonDuplicate{
    "token.json.duplicate-key", Severity::kDoubt, Provenance::kDocumented,
    "RFC 8259, 4", "A name stands in the object once."};

inline constexpr Rule kJsonField{
    "token.json.field", Severity::kRefusal, Provenance::kDocumented,
    "Apple, Examining server tokens",
    "The token has consumer_key, consumer_secret, access_token and "
    "access_secret, each a string that is not empty; access_token_expiry is a "
    "time."};

inline constexpr Rule kJsonExpiry{
    "token.json.expiry", Severity::kDoubt, Provenance::kDocumented,
    "Apple, Examining server tokens", "The token says when it expires."};

inline constexpr Rule kJsonUnknown{"token.json.unknown-key", Severity::kRemark,
                                   Provenance::kChosen, "mdmock",
                                   "A token has five fields."};

inline constexpr Rule kJsonShape{
    "token.json.shape", Severity::kRemark, Provenance::kObserved,
    "tokens of 2014 and 2025", "The values begin with CK_, CS_, AT_ and AS_."};

inline constexpr Rule kExpired{
    "token.expired", Severity::kRefusal, Provenance::kDocumented,
    "Apple, Examining server tokens",
    "The token has not expired; it lives for a year."};

inline constexpr std::array<const Rule*, 28> kAll{
    &kNotAToken,         &kSize,
    &kBase64Damaged,     &kBase64Unpadded,
    &kMimeMissing,       &kMimeHeader,
    &kMimeOrder,         &kCmsStructure,
    &kCmsTrailing,       &kCmsEncoding,
    &kAlgorithms,        &kKeyUnsupported,
    &kCipherUnsupported, &kWrongRecipient,
    &kWrongKey,          &kCertificateOtherKey,
    &kContentDamaged,    &kContentPadding,
    &kPlaintextHeader,   &kFrameMissing,
    &kJsonSyntax,        &kJsonWrapped,
    &kJsonDuplicate,     &kJsonField,
    &kJsonExpiry,        &kJsonUnknown,
    &kJsonShape,         &kExpired};

}  // namespace mdmock::token::rules

#endif  // MDMOCK_PROTOCOL_TOKEN_RULES_H_

#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_HEADER_RULES_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_HEADER_RULES_H_

#include "protocol/verdict/finding.h"

// What can be wrong with the text of a CMSURL or CMS header. "Clients in the
// field" are public programs that call the UEM REST API; what the server itself
// asks for is nowhere written down.
namespace mdmock::cms::rules {

// The header …

inline constexpr Rule kAuthorizationMissing{
    "cmsurl.authorization.missing", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "A request carries an Authorization header."};
inline constexpr Rule kAuthorizationRepeated{
    "cmsurl.authorization.repeated", Severity::kRefusal, Provenance::kChosen,
    "RFC 9110, 5.3", "There is one Authorization header, not several."};
inline constexpr Rule kAuthorizationScheme{
    "cmsurl.authorization.scheme", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "The authorization scheme is CMSURL or CMS."};
inline constexpr Rule kSchemeCase{"cmsurl.scheme-case", Severity::kDoubt,
                                  Provenance::kChosen,
                                  "clients in the field; RFC 9110, 11.1",
                                  "The scheme is written in capitals."};
inline constexpr Rule kSeparatorMissing{
    "cmsurl.separator-missing", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "A backtick or an apostrophe and a 1 follow the scheme: CMSURL`1."};
inline constexpr Rule kSeparatorTypographic{
    "cmsurl.separator-typographic", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "The separator is the ASCII backtick or apostrophe, no quotation mark of a "
    "word processor."};
inline constexpr Rule kSeparatorOther{
    "cmsurl.separator.other", Severity::kRefusal, Provenance::kChosen,
    "clients in the field (they disagree on backtick and apostrophe)",
    "The separator is one that the server takes."};
inline constexpr Rule kSeparatorSpaceBefore{
    "cmsurl.separator-space-before", Severity::kDoubt, Provenance::kObserved,
    "clients in the field",
    "No blank stands between the scheme and the separator."};
inline constexpr Rule kSeparatorSpaceMissing{
    "cmsurl.separator-space-missing", Severity::kDoubt, Provenance::kObserved,
    "clients in the field", "A blank stands between the 1 and the message."};
inline constexpr Rule kSeparatorSpaces{
    "cmsurl.separator.spaces", Severity::kDoubt, Provenance::kObserved,
    "clients in the field",
    "Only one blank stands between the 1 and the message."};
inline constexpr Rule kHeaderLong{"cmsurl.header.long", Severity::kDoubt,
                                  Provenance::kChosen,
                                  "common limits of servers and proxies",
                                  "The header is shorter than 8 KiB."};
inline constexpr Rule kHeaderTooLong{
    "cmsurl.header.too-long", Severity::kRefusal, Provenance::kChosen, "mdmock",
    "The header is no longer than 128 KiB."};

// … the text in it …

inline constexpr Rule kMessageMissing{
    "cmsurl.message.missing", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "A message follows the scheme."};
inline constexpr Rule kBase64Wrapped{
    "cmsurl.base64-wrapped", Severity::kDoubt, Provenance::kObserved,
    "RFC 4648, 3.1; clients in the field",
    "The base64 stands on one line, without blanks."};
inline constexpr Rule kBase64Url{
    "cmsurl.base64url", Severity::kRefusal, Provenance::kObserved,
    "RFC 4648, 4; clients in the field",
    "The base64 is in the standard alphabet, with + and /."};
inline constexpr Rule kBase64Unpadded{
    "cmsurl.base64-unpadded", Severity::kDoubt, Provenance::kDocumented,
    "RFC 4648, 3.2", "The base64 is padded with =."};
inline constexpr Rule kBase64Bits{
    "cmsurl.base64.bits", Severity::kDoubt, Provenance::kDocumented,
    "RFC 4648, 3.5", "The unused bits of the last base64 digit are zero."};
inline constexpr Rule kBase64Twice{
    "cmsurl.base64-twice", Severity::kRefusal, Provenance::kObserved,
    "clients in the field", "The message is base64-encoded once."};
inline constexpr Rule kBase64Syntax{"cmsurl.base64.syntax", Severity::kRefusal,
                                    Provenance::kDocumented, "RFC 4648, 3.3",
                                    "The text is base64, and nothing else."};
inline constexpr Rule kPemArmour{
    "cmsurl.pem-armour", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "The message is bare base64, without BEGIN and END lines."};
inline constexpr Rule kHex{"cmsurl.hex", Severity::kRefusal,
                           Provenance::kObserved, "clients in the field",
                           "The message is base64, not hexadecimal digits."};
inline constexpr Rule kTemplateUnfilled{
    "cmsurl.template-unfilled", Severity::kRefusal, Provenance::kObserved,
    "clients in the field",
    "The message stands where a template has its placeholder."};
inline constexpr Rule kPrivateKeySent{
    "cmsurl.private-key.sent", Severity::kRefusal, Provenance::kChosen,
    "good sense", "No private key leaves the client."};

}  // namespace mdmock::cms::rules

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_HEADER_RULES_H_

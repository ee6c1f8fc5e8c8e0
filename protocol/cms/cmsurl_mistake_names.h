#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_MISTAKE_NAMES_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_MISTAKE_NAMES_H_

#include <array>

#include "protocol/verdict/cause.h"

// The known ways in which CMSURL clients go wrong.
namespace mdmock::cms::mistakes {

// What was signed, and how.

inline constexpr Mistake kPathAndQuery{
    "cmsurl.signed-path-and-query", "The path was signed with the query.",
    "sign the path only, up to the question mark"};
inline constexpr Mistake kFullUrl{
    "cmsurl.signed-full-url", "The whole URL was signed.",
    "sign the path only: no scheme, no host, no query"};
inline constexpr Mistake kHostAndPath{
    "cmsurl.signed-host-and-path", "The host was signed with the path.",
    "sign the path only, from its first slash"};
inline constexpr Mistake kQueryOnly{
    "cmsurl.signed-query-only", "The query was signed instead of the path.",
    "sign the path, which ends before the question mark"};
inline constexpr Mistake kNoLeadingSlash{
    "cmsurl.signed-no-leading-slash",
    "The path was signed without its first slash.",
    "keep the slash that the path begins with"};
inline constexpr Mistake kTrailingSlash{
    "cmsurl.signed-trailing-slash",
    "The path was signed with a slash at its end that is not in the request.",
    "sign the path exactly as the request line has it"};
inline constexpr Mistake kNoTrailingSlash{
    "cmsurl.signed-no-trailing-slash",
    "The path was signed without the slash at its end.",
    "sign the path exactly as the request line has it"};
inline constexpr Mistake kLowerCase{
    "cmsurl.signed-lower-case", "The path was signed in lower case.",
    "sign the path in the letters' case of the request line"};
inline constexpr Mistake kApiCase{
    "cmsurl.signed-api-case", "/API was signed for /api, or /api for /API.",
    "sign the path in the letters' case of the request line"};
inline constexpr Mistake kPercentDecoded{
    "cmsurl.signed-percent-decoded",
    "The path was signed with its escapes decoded.",
    "sign the path as it is sent, escapes included"};
inline constexpr Mistake kPercentEncodedAgain{
    "cmsurl.signed-percent-encoded-again",
    "The path was percent-encoded once more before it was signed.",
    "sign the path as it is sent, without encoding it again"};
inline constexpr Mistake kPercentHexCase{
    "cmsurl.signed-percent-hex-case",
    "The escapes were signed with digits of the other letters' case.",
    "sign the escapes as they are sent"};
inline constexpr Mistake kDotSegmentsRemoved{
    "cmsurl.signed-dot-segments-removed",
    "The path was signed with its dot segments resolved, and sent with them.",
    "resolve . and .. before both, or before neither"};
inline constexpr Mistake kPathParametersDropped{
    "cmsurl.signed-path-parameters-dropped",
    "The path was signed without the parameters behind its semicolons.",
    "sign the path with its parameters"};
inline constexpr Mistake kMethodAndPath{"cmsurl.signed-method-and-path",
                                        "The method was signed with the path.",
                                        "sign the path only"};
inline constexpr Mistake kBody{"cmsurl.signed-body",
                               "The body was signed under CMSURL.",
                               "sign the path, or send the header as CMS"};
inline constexpr Mistake kPath{"cmsurl.signed-path",
                               "The path was signed under CMS.",
                               "sign the body, or send the header as CMSURL"};
inline constexpr Mistake kEmpty{
    "cmsurl.signed-empty", "Nothing was signed: the bytes were empty.",
    "give the path to the signer before it computes the signature"};
inline constexpr Mistake kOtherPath{
    "cmsurl.signed-other-path", "The path of another request was signed.",
    "make the header for the path that it is sent with"};
inline constexpr Mistake kTrailingNewline{
    "cmsurl.signed-trailing-newline", "A line feed was signed at the end.",
    "sign without a line end (echo adds one; printf '%s' does not)"};
inline constexpr Mistake kTrailingCrlf{
    "cmsurl.signed-trailing-crlf",
    "A carriage return and a line feed were signed at the end.",
    "sign without a line end"};
inline constexpr Mistake kTrailingNul{
    "cmsurl.signed-trailing-nul", "A zero byte was signed at the end.",
    "sign the bytes of the text without C's terminator"};
inline constexpr Mistake kByteOrderMark{
    "cmsurl.signed-byte-order-mark",
    "A byte order mark was signed at the beginning.",
    "turn the text into UTF-8 without a byte order mark"};
inline constexpr Mistake kUtf16Le{
    "cmsurl.signed-utf16le", "The text was signed in UTF-16, little endian.",
    "turn the text into bytes as UTF-8 (in .NET UTF8, not Unicode)"};
inline constexpr Mistake kUtf16Be{"cmsurl.signed-utf16be",
                                  "The text was signed in UTF-16, big endian.",
                                  "turn the text into bytes as UTF-8"};
inline constexpr Mistake kLatin1{
    "cmsurl.signed-latin1", "The decoded path was signed in ISO 8859-1.",
    "sign the path as it is sent, escapes included"};
inline constexpr Mistake kBase64OfPath{"cmsurl.signed-base64-of-path",
                                       "The base64 of the text was signed.",
                                       "give the text itself to the signer"};
inline constexpr Mistake kDigestOfPath{
    "cmsurl.signed-digest-of-path",
    "The digest of the text was signed as if it were the text.",
    "give the text itself to the signer, which hashes it"};
inline constexpr Mistake kDigestHexOfPath{
    "cmsurl.signed-digest-hex-of-path",
    "The digest of the text was signed, in hexadecimal digits.",
    "give the text itself to the signer, which hashes it"};
inline constexpr Mistake kJsonQuoted{
    "cmsurl.signed-json-quoted", "The text was signed in quotation marks.",
    "take the quotation marks off before signing"};
inline constexpr Mistake kStaleHeader{
    "cmsurl.stale-header",
    "A header made for an earlier request was sent again.",
    "make a header for each path"};
inline constexpr Mistake kKeyOfAnotherCertificate{
    "cmsurl.key-of-another-certificate",
    "The signature was made with the key of another certificate than the one "
    "in the message.",
    "sign with the key of the certificate that is sent"};
inline constexpr Mistake kAttributesAltered{
    "cmsurl.attributes-altered",
    "The signed attributes are not those that were signed.",
    "send the signed attributes as they were signed, in DER"};
inline constexpr Mistake kAttributesReordered{
    "cmsurl.attributes-reordered",
    "The signed attributes were signed in DER's order and sent in another.",
    "send the signed attributes in the order in which they are signed, which "
    "is DER's"};
inline constexpr Mistake kSignatureDigestOther{
    "cmsurl.signature-digest-other",
    "The signature is under another digest than digestAlgorithm says.",
    "name the digest that the signature is made with"};

// The message and the header; the finding of the same id names them.

inline constexpr Mistake kContentAttached{
    "cmsurl.content-attached", "What is signed was attached to the message.",
    "make the signature detached"};
inline constexpr Mistake kNoCertificate{
    "cmsurl.no-certificate", "The signer's certificate is not in the message.",
    "include the signer's certificate"};
inline constexpr Mistake kSeparatorMissing{
    "cmsurl.separator-missing",
    "There is no separator behind the scheme, mostly because a shell or a "
    "string took it for its own.",
    "put the header in single quotes: 'CMSURL`1 …'"};
inline constexpr Mistake kSeparatorTypographic{
    "cmsurl.separator-typographic",
    "The separator is a quotation mark that a web page or a word processor "
    "made of it.",
    "type ` or ' as ASCII"};
inline constexpr Mistake kSeparatorSpaceBefore{
    "cmsurl.separator-space-before", "A blank stands before the separator.",
    "write CMSURL`1 without a blank inside"};
inline constexpr Mistake kSeparatorSpaceMissing{
    "cmsurl.separator-space-missing", "There is no blank before the message.",
    "put one blank between CMSURL`1 and the base64"};
inline constexpr Mistake kSchemeCase{
    "cmsurl.scheme-case", "The scheme is not in capitals.", "write CMSURL"};
inline constexpr Mistake kCmsSchemeOnGet{
    "cmsurl.cms-scheme-on-get",
    "The scheme CMS signs a body, and GET has none.",
    "use CMSURL, and sign the path"};
inline constexpr Mistake kBase64Wrapped{
    "cmsurl.base64-wrapped", "The base64 is broken into lines.",
    "write the base64 on one line (base64 -w0, openssl base64 -A)"};
inline constexpr Mistake kBase64Url{"cmsurl.base64url",
                                    "The base64 is in the URL alphabet.",
                                    "use base64 with + and /"};
inline constexpr Mistake kBase64Unpadded{
    "cmsurl.base64-unpadded", "The = at the end of the base64 is missing.",
    "keep the base64's padding"};
inline constexpr Mistake kBase64Twice{"cmsurl.base64-twice",
                                      "The base64 was encoded once more.",
                                      "encode the message once"};
inline constexpr Mistake kPemArmour{
    "cmsurl.pem-armour", "The message was sent as PEM.",
    "send DER in base64, without the BEGIN and END lines"};
inline constexpr Mistake kHex{"cmsurl.hex",
                              "The message was sent in hexadecimal digits.",
                              "send the message in base64"};
inline constexpr Mistake kTemplateUnfilled{
    "cmsurl.template-unfilled",
    "A placeholder was sent where the message belongs.",
    "see to it that the variable has its value when the header is made"};

inline constexpr std::array kAll{&kPathAndQuery,
                                 &kFullUrl,
                                 &kHostAndPath,
                                 &kQueryOnly,
                                 &kNoLeadingSlash,
                                 &kTrailingSlash,
                                 &kNoTrailingSlash,
                                 &kLowerCase,
                                 &kApiCase,
                                 &kPercentDecoded,
                                 &kPercentEncodedAgain,
                                 &kPercentHexCase,
                                 &kDotSegmentsRemoved,
                                 &kPathParametersDropped,
                                 &kMethodAndPath,
                                 &kBody,
                                 &kPath,
                                 &kEmpty,
                                 &kOtherPath,
                                 &kTrailingNewline,
                                 &kTrailingCrlf,
                                 &kTrailingNul,
                                 &kByteOrderMark,
                                 &kUtf16Le,
                                 &kUtf16Be,
                                 &kLatin1,
                                 &kBase64OfPath,
                                 &kDigestOfPath,
                                 &kDigestHexOfPath,
                                 &kJsonQuoted,
                                 &kStaleHeader,
                                 &kKeyOfAnotherCertificate,
                                 &kAttributesAltered,
                                 &kAttributesReordered,
                                 &kSignatureDigestOther,
                                 &kContentAttached,
                                 &kNoCertificate,
                                 &kSeparatorMissing,
                                 &kSeparatorTypographic,
                                 &kSeparatorSpaceBefore,
                                 &kSeparatorSpaceMissing,
                                 &kSchemeCase,
                                 &kCmsSchemeOnGet,
                                 &kBase64Wrapped,
                                 &kBase64Url,
                                 &kBase64Unpadded,
                                 &kBase64Twice,
                                 &kPemArmour,
                                 &kHex,
                                 &kTemplateUnfilled};

}  // namespace mdmock::cms::mistakes

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_MISTAKE_NAMES_H_

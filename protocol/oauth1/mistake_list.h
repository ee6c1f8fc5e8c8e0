#ifndef MDMOCK_PROTOCOL_OAUTH1_MISTAKE_LIST_H_
#define MDMOCK_PROTOCOL_OAUTH1_MISTAKE_LIST_H_

#include <array>

#include "protocol/verdict/cause.h"

// Every mistake that can be proved of an OAuth 1.0a client, one constant a
// mistake; mistakes.cc has the ways in which each is made.
namespace mdmock::oauth1 {

// What was signed.

inline constexpr Mistake kMethodLowercase{
    "oauth1.method-lowercase", "The method was signed in lower case.",
    "sign the method in upper case"};
inline constexpr Mistake kMethodOther{
    "oauth1.method-other", "Another method was signed than the one sent.",
    "sign the method of the request line"};
inline constexpr Mistake kSchemeOther{
    "oauth1.scheme-other", "http was signed for https, or https for http.",
    "sign the scheme that the request is sent with"};
inline constexpr Mistake kPortKept{
    "oauth1.port-kept", "The default port was signed.",
    "leave :443 (https) and :80 (http) out of the URL that is signed"};
inline constexpr Mistake kPortLeftOut{
    "oauth1.port-left-out",
    "The port was left out although it is not the scheme's default.",
    "keep a port that is not the default in the URL that is signed"};
inline constexpr Mistake kHostUppercase{
    "oauth1.host-uppercase", "The host was signed with upper-case letters.",
    "lower the host's letters before signing"};
inline constexpr Mistake kHostOther{
    "oauth1.host-other",
    "The request was signed for another base URL than the one it was sent to.",
    "sign the URL that the request is sent to, or tell the server with --as "
    "which one is right"};
inline constexpr Mistake kPathTrailingSlash{
    "oauth1.path-trailing-slash",
    "The path was signed with a slash at its end that is not in the request, "
    "or without the one that is.",
    "sign the path exactly as the request line has it"};
inline constexpr Mistake kPathCase{
    "oauth1.path-case", "The path was signed in other letters' case.",
    "sign the path exactly as the request line has it"};
inline constexpr Mistake kPathMissing{
    "oauth1.path-missing", "The URL was signed without its path.",
    "sign the whole URL up to the query, path included"};
inline constexpr Mistake kQueryKeptInUri{
    "oauth1.query-kept-in-uri", "The query was left in the URL that is signed.",
    "cut the URL at '?'; the query's parameters are signed with the others"};
inline constexpr Mistake kQueryLeftOut{
    "oauth1.query-left-out", "The query's parameters were not signed.",
    "sign the query's parameters with the others"};
inline constexpr Mistake kRealmIncluded{
    "oauth1.realm-included", "The realm was signed as if it were a parameter.",
    "leave realm out of the parameters that are signed"};
inline constexpr Mistake kVersionLeftOut{
    "oauth1.version-left-out", "oauth_version was sent but not signed.",
    "sign every oauth_ parameter that is sent, but for the signature"};
inline constexpr Mistake kVersionAdded{
    "oauth1.version-added", "oauth_version was signed but not sent.",
    "send oauth_version, or leave it out of what is signed"};
inline constexpr Mistake kBodyParametersIncluded{
    "oauth1.body-parameters-included",
    "The body was signed as parameters although it is not a form.",
    "sign the body's parameters only where Content-Type is "
    "application/x-www-form-urlencoded"};
inline constexpr Mistake kParametersUnsorted{
    "oauth1.parameters-unsorted",
    "The parameters were joined in the order they are sent in.",
    "sort by encoded name, then by encoded value, before joining with '&'"};
inline constexpr Mistake kParametersNotEncoded{
    "oauth1.parameters-not-encoded",
    "Names and values were joined without being percent-encoded first.",
    "percent-encode each name and value before sorting and joining, and the "
    "joined string once more"};
inline constexpr Mistake kParametersEncodedTwice{
    "oauth1.parameters-encoded-twice",
    "The parameters were percent-encoded once too often.",
    "percent-encode each name and value once, then the joined string once"};
inline constexpr Mistake kPercentHexLowercase{
    "oauth1.percent-hex-lowercase",
    "Percent-encoding was done with lower-case digits.",
    "percent-encode with upper-case digits: %2F, not %2f"};
inline constexpr Mistake kPlusForSpace{
    "oauth1.plus-for-space", "Blanks were encoded as '+', as forms do.",
    "percent-encode a blank as %20"};
inline constexpr Mistake kBaseStringNotEncoded{
    "oauth1.base-string-not-encoded",
    "The parts of the base string were joined without being percent-encoded.",
    "percent-encode the URL and the joined parameters before joining them to "
    "the method"};
inline constexpr Mistake kSignatureMethodLeftOut{
    "oauth1.signature-method-left-out",
    "oauth_signature_method was sent but not signed.",
    "sign every oauth_ parameter that is sent, but for the signature"};
inline constexpr Mistake kBaseStringTrailingNewline{
    "oauth1.base-string-trailing-newline",
    "A line end was signed behind the base string.",
    "sign the base string without a line end (echo adds one; printf '%s' does "
    "not)"};
inline constexpr Mistake kBaseStringUtf16{
    "oauth1.base-string-utf16", "The base string was signed as UTF-16.",
    "turn the base string into bytes as UTF-8"};
inline constexpr Mistake kTimestampResampled{
    "oauth1.timestamp-resampled",
    "The clock was read again: another timestamp was signed than sent.",
    "read the clock once, and sign the timestamp that is sent"};

// The key.

inline constexpr Mistake kSecretsNotEncoded{
    "oauth1.secrets-not-encoded",
    "The secrets were put into the key without being percent-encoded.",
    "percent-encode both secrets, then join them with '&'"};
inline constexpr Mistake kTokenSecretMissing{
    "oauth1.token-secret-missing", "The access secret is not in the key.",
    "make the key of consumer_secret & access_secret"};
inline constexpr Mistake kConsumerSecretMissing{
    "oauth1.consumer-secret-missing", "The consumer secret is not in the key.",
    "make the key of consumer_secret & access_secret"};
inline constexpr Mistake kSecretsSwapped{
    "oauth1.secrets-swapped", "The secrets are in the key in the wrong order.",
    "put the consumer secret first and the access secret second"};
inline constexpr Mistake kAmpersandMissing{
    "oauth1.ampersand-missing", "There is no '&' between the secrets.",
    "join the two secrets with '&', also where one of them is empty"};
inline constexpr Mistake kSecretTrailingNewline{
    "oauth1.secret-trailing-newline",
    "A secret was used with the line end that it was read with.",
    "trim the secrets after reading them from a file"};
inline constexpr Mistake kSecretOfPreviousToken{
    "oauth1.secret-of-previous-token",
    "The request was signed with the secrets of a token that was replaced.",
    "read all four values from the newest server token"};
inline constexpr Mistake kKeyInsteadOfSecret{
    "oauth1.key-instead-of-secret",
    "A key or token was used where its secret belongs.",
    "make the key of the secrets; the consumer key and the access token are "
    "only sent"};
inline constexpr Mistake kSecretsQuoted{
    "oauth1.secrets-quoted", "A secret was used with the quotes around it.",
    "take the quotes off when the secrets are read"};

// The signature.

inline constexpr Mistake kHmacSha256{
    "oauth1.hmac-sha256", "The code is an HMAC-SHA256.",
    "use HMAC-SHA1, as oauth_signature_method says"};
inline constexpr Mistake kHmacSha512{
    "oauth1.hmac-sha512", "The code is an HMAC-SHA512.",
    "use HMAC-SHA1, as oauth_signature_method says"};
inline constexpr Mistake kPlainSha1{
    "oauth1.plain-sha1", "The code is a bare SHA-1, not an HMAC.",
    "use HMAC-SHA1 with the key, not a hash of key and text"};
inline constexpr Mistake kSignatureHex{
    "oauth1.signature-hex", "The code was sent as hexadecimal digits.",
    "send the code as base64"};
inline constexpr Mistake kSignatureBase64OfHex{
    "oauth1.signature-base64-of-hex",
    "The base64 is of the code's hexadecimal digits, not of its bytes.",
    "base64-encode the raw bytes of the code"};
inline constexpr Mistake kSignatureBase64Url{
    "oauth1.signature-base64url", "The code was sent in the URL alphabet.",
    "use base64 with '+' and '/', then percent-encode"};
inline constexpr Mistake kSignatureUnpadded{
    "oauth1.signature-unpadded", "The '=' at the end of the base64 is missing.",
    "keep the base64's padding"};
inline constexpr Mistake kSignatureNotEncoded{
    "oauth1.signature-not-encoded",
    "The signature was put into the header without being percent-encoded.",
    "percent-encode the signature: %2B for '+', %2F for '/', %3D for '='"};
inline constexpr Mistake kSignatureEncodedTwice{
    "oauth1.signature-encoded-twice",
    "The signature was percent-encoded twice.",
    "percent-encode the signature once"};
inline constexpr Mistake kSignaturePlusBecameSpace{
    "oauth1.signature-plus-became-space",
    "A '+' of the signature became a blank on its way.",
    "percent-encode '+' as %2B before anything can read it as a form's blank"};
inline constexpr Mistake kSignatureJsonEscaped{
    "oauth1.signature-json-escaped",
    "The signature holds the escapes of a JSON string.",
    "take the signature out of the JSON with a parser before sending it"};

// Mistakes of our own, behind those that others may rely on.

inline constexpr Mistake kBodyParametersLeftOut{
    "oauth1.body-parameters-left-out",
    "The parameters of a form body were not signed.",
    "sign the parameters of a form body with the others"};

// All of them, in the order in which explanations are preferred.
inline constexpr std::array kCatalogue{&kMethodLowercase,
                                       &kMethodOther,
                                       &kSchemeOther,
                                       &kPortKept,
                                       &kPortLeftOut,
                                       &kHostUppercase,
                                       &kHostOther,
                                       &kPathTrailingSlash,
                                       &kPathCase,
                                       &kPathMissing,
                                       &kQueryKeptInUri,
                                       &kQueryLeftOut,
                                       &kRealmIncluded,
                                       &kVersionLeftOut,
                                       &kVersionAdded,
                                       &kBodyParametersIncluded,
                                       &kParametersUnsorted,
                                       &kParametersNotEncoded,
                                       &kParametersEncodedTwice,
                                       &kPercentHexLowercase,
                                       &kPlusForSpace,
                                       &kBaseStringNotEncoded,
                                       &kSignatureMethodLeftOut,
                                       &kBaseStringTrailingNewline,
                                       &kBaseStringUtf16,
                                       &kTimestampResampled,
                                       &kSecretsNotEncoded,
                                       &kTokenSecretMissing,
                                       &kConsumerSecretMissing,
                                       &kSecretsSwapped,
                                       &kAmpersandMissing,
                                       &kSecretTrailingNewline,
                                       &kSecretOfPreviousToken,
                                       &kKeyInsteadOfSecret,
                                       &kSecretsQuoted,
                                       &kHmacSha256,
                                       &kHmacSha512,
                                       &kPlainSha1,
                                       &kSignatureHex,
                                       &kSignatureBase64OfHex,
                                       &kSignatureBase64Url,
                                       &kSignatureUnpadded,
                                       &kSignatureNotEncoded,
                                       &kSignatureEncodedTwice,
                                       &kSignaturePlusBecameSpace,
                                       &kSignatureJsonEscaped,
                                       &kBodyParametersLeftOut};

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_MISTAKE_LIST_H_

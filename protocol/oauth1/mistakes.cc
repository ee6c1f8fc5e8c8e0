#include "protocol/oauth1/mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace mdmock::oauth1 {
namespace {

// What was signed.

constexpr Mistake kMethodLowercase{"oauth1.method-lowercase",
                                   "The method was signed in lower case.",
                                   "sign the method in upper case"};
constexpr Mistake kMethodOther{"oauth1.method-other",
                               "Another method was signed than the one sent.",
                               "sign the method of the request line"};
constexpr Mistake kSchemeOther{"oauth1.scheme-other",
                               "http was signed for https, or https for http.",
                               "sign the scheme that the request is sent with"};
constexpr Mistake kPortKept{
    "oauth1.port-kept", "The default port was signed.",
    "leave :443 (https) and :80 (http) out of the URL that is signed"};
constexpr Mistake kPortLeftOut{
    "oauth1.port-left-out",
    "The port was left out although it is not the scheme's default.",
    "keep a port that is not the default in the URL that is signed"};
constexpr Mistake kHostUppercase{"oauth1.host-uppercase",
                                 "The host was signed with upper-case letters.",
                                 "lower the host's letters before signing"};
constexpr Mistake kHostOther{
    "oauth1.host-other",
    "The request was signed for another base URL than the one it was sent to.",
    "sign the URL that the request is sent to, or tell the server with --as "
    "which one is right"};
constexpr Mistake kPathTrailingSlash{
    "oauth1.path-trailing-slash",
    "The path was signed with a slash at its end that is not in the request, "
    "or without the one that is.",
    "sign the path exactly as the request line has it"};
constexpr Mistake kPathCase{"oauth1.path-case",
                            "The path was signed in other letters' case.",
                            "sign the path exactly as the request line has it"};
constexpr Mistake kPathMissing{
    "oauth1.path-missing", "The URL was signed without its path.",
    "sign the whole URL up to the query, path included"};
constexpr Mistake kQueryKeptInUri{
    "oauth1.query-kept-in-uri", "The query was left in the URL that is signed.",
    "cut the URL at '?'; the query's parameters are signed with the others"};
constexpr Mistake kQueryLeftOut{"oauth1.query-left-out",
                                "The query's parameters were not signed.",
                                "sign the query's parameters with the others"};
constexpr Mistake kRealmIncluded{
    "oauth1.realm-included", "The realm was signed as if it were a parameter.",
    "leave realm out of the parameters that are signed"};
constexpr Mistake kVersionLeftOut{
    "oauth1.version-left-out", "oauth_version was sent but not signed.",
    "sign every oauth_ parameter that is sent, but for the signature"};
constexpr Mistake kVersionAdded{
    "oauth1.version-added", "oauth_version was signed but not sent.",
    "send oauth_version, or leave it out of what is signed"};
constexpr Mistake kBodyParametersIncluded{
    "oauth1.body-parameters-included",
    "The body was signed as parameters although it is not a form.",
    "sign the body's parameters only where Content-Type is "
    "application/x-www-form-urlencoded"};
constexpr Mistake kParametersUnsorted{
    "oauth1.parameters-unsorted",
    "The parameters were joined in the order they are sent in.",
    "sort by encoded name, then by encoded value, before joining with '&'"};
constexpr Mistake kParametersNotEncoded{
    "oauth1.parameters-not-encoded",
    "Names and values were joined without being percent-encoded first.",
    "percent-encode each name and value before sorting and joining, and the "
    "joined string once more"};
constexpr Mistake kParametersEncodedTwice{
    "oauth1.parameters-encoded-twice",
    "The parameters were percent-encoded once too often.",
    "percent-encode each name and value once, then the joined string once"};
constexpr Mistake kPercentHexLowercase{
    "oauth1.percent-hex-lowercase",
    "Percent-encoding was done with lower-case digits.",
    "percent-encode with upper-case digits: %2F, not %2f"};
constexpr Mistake kPlusForSpace{"oauth1.plus-for-space",
                                "Blanks were encoded as '+', as forms do.",
                                "percent-encode a blank as %20"};
constexpr Mistake kBaseStringNotEncoded{
    "oauth1.base-string-not-encoded",
    "The parts of the base string were joined without being percent-encoded.",
    "percent-encode the URL and the joined parameters before joining them to "
    "the method"};
constexpr Mistake kSignatureMethodLeftOut{
    "oauth1.signature-method-left-out",
    "oauth_signature_method was sent but not signed.",
    "sign every oauth_ parameter that is sent, but for the signature"};
constexpr Mistake kBaseStringTrailingNewline{
    "oauth1.base-string-trailing-newline",
    "A line end was signed behind the base string.",
    "sign the base string without a line end (echo adds one; printf '%s' does "
    "not)"};
constexpr Mistake kBaseStringUtf16{"oauth1.base-string-utf16",
                                   "The base string was signed as UTF-16.",
                                   "turn the base string into bytes as UTF-8"};
constexpr Mistake kTimestampResampled{
    "oauth1.timestamp-resampled",
    "The clock was read again: another timestamp was signed than sent.",
    "read the clock once, and sign the timestamp that is sent"};

// The key.

constexpr Mistake kSecretsNotEncoded{
    "oauth1.secrets-not-encoded",
    "The secrets were put into the key without being percent-encoded.",
    "percent-encode both secrets, then join them with '&'"};
constexpr Mistake kTokenSecretMissing{
    "oauth1.token-secret-missing", "The access secret is not in the key.",
    "make the key of consumer_secret & access_secret"};
constexpr Mistake kConsumerSecretMissing{
    "oauth1.consumer-secret-missing", "The consumer secret is not in the key.",
    "make the key of consumer_secret & access_secret"};
constexpr Mistake kSecretsSwapped{
    "oauth1.secrets-swapped", "The secrets are in the key in the wrong order.",
    "put the consumer secret first and the access secret second"};
constexpr Mistake kAmpersandMissing{
    "oauth1.ampersand-missing", "There is no '&' between the secrets.",
    "join the two secrets with '&', also where one of them is empty"};
constexpr Mistake kSecretTrailingNewline{
    "oauth1.secret-trailing-newline",
    "A secret was used with the line end that it was read with.",
    "trim the secrets after reading them from a file"};
constexpr Mistake kSecretOfPreviousToken{
    "oauth1.secret-of-previous-token",
    "The request was signed with the secrets of a token that was replaced.",
    "read all four values from the newest server token"};
constexpr Mistake kKeyInsteadOfSecret{
    "oauth1.key-instead-of-secret",
    "A key or token was used where its secret belongs.",
    "make the key of the secrets; the consumer key and the access token are "
    "only sent"};
constexpr Mistake kSecretsQuoted{
    "oauth1.secrets-quoted", "A secret was used with the quotes around it.",
    "take the quotes off when the secrets are read"};

// The signature.

constexpr Mistake kHmacSha256{"oauth1.hmac-sha256",
                              "The code is an HMAC-SHA256.",
                              "use HMAC-SHA1, as oauth_signature_method says"};
constexpr Mistake kHmacSha512{"oauth1.hmac-sha512",
                              "The code is an HMAC-SHA512.",
                              "use HMAC-SHA1, as oauth_signature_method says"};
constexpr Mistake kPlainSha1{
    "oauth1.plain-sha1", "The code is a bare SHA-1, not an HMAC.",
    "use HMAC-SHA1 with the key, not a hash of key and text"};
constexpr Mistake kSignatureHex{"oauth1.signature-hex",
                                "The code was sent as hexadecimal digits.",
                                "send the code as base64"};
constexpr Mistake kSignatureBase64OfHex{
    "oauth1.signature-base64-of-hex",
    "The base64 is of the code's hexadecimal digits, not of its bytes.",
    "base64-encode the raw bytes of the code"};
constexpr Mistake kSignatureBase64Url{
    "oauth1.signature-base64url", "The code was sent in the URL alphabet.",
    "use base64 with '+' and '/', then percent-encode"};
constexpr Mistake kSignatureUnpadded{
    "oauth1.signature-unpadded", "The '=' at the end of the base64 is missing.",
    "keep the base64's padding"};
constexpr Mistake kSignatureNotEncoded{
    "oauth1.signature-not-encoded",
    "The signature was put into the header without being percent-encoded.",
    "percent-encode the signature: %2B for '+', %2F for '/', %3D for '='"};
constexpr Mistake kSignatureEncodedTwice{
    "oauth1.signature-encoded-twice",
    "The signature was percent-encoded twice.",
    "percent-encode the signature once"};
constexpr Mistake kSignaturePlusBecameSpace{
    "oauth1.signature-plus-became-space",
    "A '+' of the signature became a blank on its way.",
    "percent-encode '+' as %2B before anything can read it as a form's blank"};
constexpr Mistake kSignatureJsonEscaped{
    "oauth1.signature-json-escaped",
    "The signature holds the escapes of a JSON string.",
    "take the signature out of the JSON with a parser before sending it"};

// Mistakes of our own, behind those that others may rely on.

constexpr Mistake kBodyParametersLeftOut{
    "oauth1.body-parameters-left-out",
    "The parameters of a form body were not signed.",
    "sign the parameters of a form body with the others"};

constexpr std::array kCatalogue{&kMethodLowercase,
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

using Port = UriHabits::Port;
using Host = UriHabits::Host;
using Path = UriHabits::Path;
using Slash = UriHabits::Slash;
using Values = ParameterHabits::Values;
using Raw = FrameHabits::Raw;
using FrameNewLine = FrameHabits::NewLine;
using Utf16 = FrameHabits::Utf16;
using NewLine = SecretHabits::NewLine;
using Previous = KeyHabits::Previous;
using Algorithm = MacHabits::Algorithm;
using Text = OutputHabits::Text;
using Plus = OutputHabits::Plus;
using Encoding = OutputHabits::Encoding;

// The readings that need nothing from outside, one line each.
std::vector<Reading> FixedReadings() {
  using H = Habits&;
  return {
      {&kMethodLowercase, "", [](H h) { h.method.lower_case = true; }},
      {&kMethodOther, "GET", [](H h) { h.method.instead = "GET"; }},
      {&kMethodOther, "POST", [](H h) { h.method.instead = "POST"; }},
      {&kMethodOther, "PUT", [](H h) { h.method.instead = "PUT"; }},
      {&kMethodOther, "DELETE", [](H h) { h.method.instead = "DELETE"; }},
      {&kMethodOther, "HEAD", [](H h) { h.method.instead = "HEAD"; }},
      {&kMethodOther, "PATCH", [](H h) { h.method.instead = "PATCH"; }},
      {&kSchemeOther, "", [](H h) { h.uri.other_scheme = true; }},
      {&kPortKept, "the default of the scheme that was sent",
       [](H h) { h.uri.port = Port::kDefaultWritten; }},
      {&kPortKept, "the default of the scheme that was signed",
       [](H h) { h.uri.port = Port::kDefaultOfSignedScheme; }},
      {&kPortLeftOut, "", [](H h) { h.uri.port = Port::kLeftOut; }},
      {&kHostUppercase, "as sent", [](H h) { h.uri.host = Host::kAsSent; }},
      {&kHostUppercase, "upper-cased", [](H h) { h.uri.host = Host::kUpper; }},
      {&kPathTrailingSlash, "added", [](H h) { h.uri.slash = Slash::kAdded; }},
      {&kPathTrailingSlash, "removed",
       [](H h) { h.uri.slash = Slash::kRemoved; }},
      {&kPathCase, "lower case", [](H h) { h.uri.path = Path::kLower; }},
      {&kPathCase, "upper case", [](H h) { h.uri.path = Path::kUpper; }},
      {&kPathCase, "capitals", [](H h) { h.uri.path = Path::kCapital; }},
      {&kPathMissing, "/", [](H h) { h.uri.path = Path::kRoot; }},
      {&kPathMissing, "empty", [](H h) { h.uri.path = Path::kEmpty; }},
      {&kQueryKeptInUri, "", [](H h) { h.uri.query_kept = true; }},
      {&kQueryLeftOut, "", [](H h) { h.parameters.query_left_out = true; }},
      {&kRealmIncluded, "", [](H h) { h.parameters.realm_included = true; }},
      {&kVersionLeftOut, "", [](H h) { h.parameters.version_left_out = true; }},
      {&kVersionAdded, "", [](H h) { h.parameters.version_added = true; }},
      {&kBodyParametersIncluded, "",
       [](H h) { h.parameters.body_included = true; }},
      {&kParametersUnsorted, "", [](H h) { h.parameters.unsorted = true; }},
      {&kParametersNotEncoded, "",
       [](H h) { h.parameters.values = Values::kRaw; }},
      {&kParametersEncodedTwice, "the values",
       [](H h) { h.parameters.values = Values::kTwice; }},
      {&kParametersEncodedTwice, "the joined string",
       [](H h) { h.parameters.string_twice = true; }},
      {&kPercentHexLowercase, "in the values",
       [](H h) { h.parameters.lower_hex = true; }},
      {&kPercentHexLowercase, "in the base string",
       [](H h) { h.frame.lower_hex = true; }},
      {&kPercentHexLowercase, "in the key",
       [](H h) { h.key.lower_hex = true; }},
      {&kPlusForSpace, "in the values",
       [](H h) { h.parameters.plus_for_space = true; }},
      {&kPlusForSpace, "in the base string",
       [](H h) { h.frame.plus_for_space = true; }},
      {&kPlusForSpace, "in the key", [](H h) { h.key.plus_for_space = true; }},
      {&kBaseStringNotEncoded, "all parts",
       [](H h) { h.frame.raw = Raw::kAll; }},
      {&kBaseStringNotEncoded, "the parameters",
       [](H h) { h.frame.raw = Raw::kParameters; }},
      {&kSignatureMethodLeftOut, "",
       [](H h) { h.parameters.signature_method_left_out = true; }},
      {&kBaseStringTrailingNewline, "LF",
       [](H h) { h.frame.new_line = FrameNewLine::kLf; }},
      {&kBaseStringTrailingNewline, "CRLF",
       [](H h) { h.frame.new_line = FrameNewLine::kCrLf; }},
      {&kBaseStringUtf16, "little endian",
       [](H h) { h.frame.utf16 = Utf16::kLe; }},
      {&kBaseStringUtf16, "big endian",
       [](H h) { h.frame.utf16 = Utf16::kBe; }},
      {&kBaseStringUtf16, "little endian with a byte order mark",
       [](H h) { h.frame.utf16 = Utf16::kLeBom; }},
      {&kBaseStringUtf16, "big endian with a byte order mark",
       [](H h) { h.frame.utf16 = Utf16::kBeBom; }},
      {&kSecretsNotEncoded, "the consumer secret",
       [](H h) { h.key.consumer.not_encoded = true; }},
      {&kSecretsNotEncoded, "the access secret",
       [](H h) { h.key.access.not_encoded = true; }},
      {&kTokenSecretMissing, "", [](H h) { h.key.access.missing = true; }},
      {&kConsumerSecretMissing, "", [](H h) { h.key.consumer.missing = true; }},
      {&kSecretsSwapped, "", [](H h) { h.key.swapped = true; }},
      {&kAmpersandMissing, "", [](H h) { h.key.ampersand_missing = true; }},
      {&kSecretTrailingNewline, "LF after the consumer secret",
       [](H h) { h.key.consumer.new_line = NewLine::kLf; }},
      {&kSecretTrailingNewline, "LF after the access secret",
       [](H h) { h.key.access.new_line = NewLine::kLf; }},
      {&kSecretTrailingNewline, "CRLF after the consumer secret",
       [](H h) { h.key.consumer.new_line = NewLine::kCrLf; }},
      {&kSecretTrailingNewline, "CRLF after the access secret",
       [](H h) { h.key.access.new_line = NewLine::kCrLf; }},
      {&kKeyInsteadOfSecret, "the consumer key",
       [](H h) { h.key.consumer.key_instead = true; }},
      {&kKeyInsteadOfSecret, "the access token",
       [](H h) { h.key.access.key_instead = true; }},
      {&kSecretsQuoted, "the consumer secret",
       [](H h) { h.key.consumer.quoted = true; }},
      {&kSecretsQuoted, "the access secret",
       [](H h) { h.key.access.quoted = true; }},
      {&kHmacSha256, "", [](H h) { h.mac.algorithm = Algorithm::kHmacSha256; }},
      {&kHmacSha512, "", [](H h) { h.mac.algorithm = Algorithm::kHmacSha512; }},
      {&kPlainSha1, "of the base string",
       [](H h) { h.mac.algorithm = Algorithm::kSha1OfBase; }},
      {&kPlainSha1, "of the key and the base string",
       [](H h) { h.mac.algorithm = Algorithm::kSha1OfKeyAndBase; }},
      {&kPlainSha1, "of the base string and the key",
       [](H h) { h.mac.algorithm = Algorithm::kSha1OfBaseAndKey; }},
      {&kSignatureHex, "lower case",
       [](H h) { h.output.text = Text::kHexLower; }},
      {&kSignatureHex, "upper case",
       [](H h) { h.output.text = Text::kHexUpper; }},
      {&kSignatureBase64OfHex, "lower case",
       [](H h) { h.output.text = Text::kBase64OfHexLower; }},
      {&kSignatureBase64OfHex, "upper case",
       [](H h) { h.output.text = Text::kBase64OfHexUpper; }},
      {&kSignatureBase64Url, "", [](H h) { h.output.url_alphabet = true; }},
      {&kSignatureUnpadded, "", [](H h) { h.output.unpadded = true; }},
      {&kSignatureNotEncoded, "",
       [](H h) { h.output.encoding = Encoding::kNone; }},
      {&kSignatureEncodedTwice, "",
       [](H h) { h.output.encoding = Encoding::kTwice; }},
      {&kSignaturePlusBecameSpace, "%20",
       [](H h) { h.output.plus = Plus::kBecameSpace; }},
      {&kSignaturePlusBecameSpace, "a blank",
       [](H h) { h.output.plus = Plus::kBecameBlank; }},
      {&kSignatureJsonEscaped, "\\/",
       [](H h) { h.output.slash_escaped = true; }},
      {&kSignatureJsonEscaped, "\\u003d",
       [](H h) { h.output.equals_escaped = true; }},
      {&kBodyParametersLeftOut, "",
       [](H h) { h.parameters.body_left_out = true; }},
  };
}

void AddPrevious(std::vector<Reading>& readings, size_t index) {
  readings.push_back(
      {&kSecretOfPreviousToken, "both secrets", [index](Habits& h) {
         h.key.previous = Previous::kBoth;
         h.key.previous_index = index;
       }});
  readings.push_back(
      {&kSecretOfPreviousToken, "the access secret", [index](Habits& h) {
         h.key.previous = Previous::kAccess;
         h.key.previous_index = index;
       }});
}

}  // namespace

const std::vector<const Mistake*>& Mistakes() {
  static const std::vector<const Mistake*> all(kCatalogue.begin(),
                                               kCatalogue.end());
  return all;
}

std::vector<Reading> Readings(size_t num_others, size_t num_previous) {
  static const std::vector<Reading> fixed = FixedReadings();
  std::vector<Reading> readings = fixed;
  constexpr int kMaxResampling = 5;  // Seconds either way.
  for (int shift = -kMaxResampling; shift <= kMaxResampling; ++shift) {
    if (shift == 0) continue;
    readings.push_back(
        {&kTimestampResampled, fmt::format("{:+} s", shift),
         [shift](Habits& h) { h.parameters.timestamp_shift = shift; }});
  }
  for (size_t i = 0; i < num_others; ++i) {
    readings.push_back({&kHostOther, "", [i](Habits& h) {
                          h.uri.other_base = static_cast<int>(i);
                        }});
  }
  for (size_t i = 0; i < num_previous; ++i) AddPrevious(readings, i);
  return readings;
}

}  // namespace mdmock::oauth1

#include "protocol/oauth1/mistakes.h"

#include <fmt/format.h>

#include "protocol/oauth1/mistake_list.h"

namespace mdmock::oauth1 {
namespace {

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

#include "protocol/cms/cmsurl_mistakes.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_spellings.h"
#include "protocol/http/percent.h"

namespace mdmock::cms {
namespace {

using namespace mistakes;  // NOLINT: the tables below are about nothing else.
using Texts = std::vector<std::string>;
using F = const Facts&;
using T = std::string_view;

constexpr size_t kMaxEarlierPaths = 256;

std::string S(std::string_view text) { return std::string(text); }

Texts Some(std::optional<std::string> text) {
  if (!text) return {};
  return {std::move(*text)};
}

std::string PathAndQuery(F f) {
  std::string text(f.path);
  if (f.query) text.append("?").append(*f.query);
  return text;
}

// `before`, each authority, the path and, where there is one, the query.
Texts WithAuthority(F f, const std::string& before) {
  Texts texts;
  for (const std::string& authority : Authorities(f.base)) {
    texts.push_back(before + authority + S(f.path));
    if (f.query) texts.push_back(before + authority + PathAndQuery(f));
  }
  return texts;
}

// The newest of the journal's, the mock's own, and those that clients use.
Texts OtherPaths(F f) {
  Texts texts;
  if (f.earlier_paths != nullptr) {
    const size_t count = std::min(f.earlier_paths->size(), kMaxEarlierPaths);
    texts.assign(f.earlier_paths->end() - static_cast<std::ptrdiff_t>(count),
                 f.earlier_paths->end());
  }
  if (f.api_paths != nullptr) {
    texts.insert(texts.end(), f.api_paths->begin(), f.api_paths->end());
  }
  texts.insert(texts.end(), ApiPaths().begin(), ApiPaths().end());
  return texts;
}

// What stands in segments without being encoded (RFC 3986, 3.3), and escapes.
constexpr std::string_view kSegment = "/:@!$&'()*+,;=%";

// By encoders that know more or fewer characters that are to be left alone.
Texts EncodedAgainInEveryWay(F f) {
  std::string unreserved;
  for (char c = '!'; c < '\x7F'; ++c) {
    if (http::IsUnreserved(c)) unreserved += c;
  }
  std::string without_tilde = unreserved;
  std::erase(without_tilde, '~');
  std::string percent_only(f.path);
  ReplaceAll(percent_only, "%", "%25");
  Texts texts{percent_only};
  for (const HexCase digits : {HexCase::kUpper, HexCase::kLower}) {
    for (const std::string& kept : {unreserved + "/", unreserved + "/%",
                                    unreserved, without_tilde + S(kSegment)}) {
      texts.push_back(EncodedAgain(f.path, kept, digits));
    }
  }
  return texts;
}

}  // namespace

const std::vector<ContentReading>& ContentReadings() {
  static const std::vector<ContentReading> all{
      {&kPathAndQuery, "",
       [](F f) { return f.query ? Texts{PathAndQuery(f)} : Texts{}; }},
      {&kFullUrl,
       "with and without the query; the port as sent, left out or written",
       [](F f) { return WithAuthority(f, f.base.scheme + "://"); }},
      {&kHostAndPath,
       "with and without the query; the port as sent, left out or written",
       [](F f) { return WithAuthority(f, ""); }},
      {&kQueryOnly, "without the question mark",
       [](F f) { return f.query ? Texts{S(*f.query)} : Texts{}; }},
      {&kQueryOnly, "with the question mark",
       [](F f) { return f.query ? Texts{"?" + S(*f.query)} : Texts{}; }},
      {&kNoLeadingSlash, "",
       [](F f) {
         return f.path.starts_with('/') ? Texts{S(f.path.substr(1))} : Texts{};
       }},
      {&kTrailingSlash, "", [](F f) { return Texts{S(f.path) + "/"}; }},
      {&kNoTrailingSlash, "",
       [](F f) {
         return f.path.ends_with('/')
                    ? Texts{S(f.path.substr(0, f.path.size() - 1))}
                    : Texts{};
       }},
      {&kLowerCase, "", [](F f) { return Texts{ToLower(f.path)}; }},
      {&kApiCase, "/API", [](F f) { return Some(WithApi(f.path, "API")); }},
      {&kApiCase, "/api", [](F f) { return Some(WithApi(f.path, "api")); }},
      {&kPercentDecoded, "",
       [](F f) { return Texts{http::PercentDecodeLoosely(f.path)}; }},
      {&kPercentEncodedAgain,
       "the % only; all but unreserved letters; with or without the slashes, "
       "escapes and ~; digits of either case",
       EncodedAgainInEveryWay},
      {&kPercentHexCase, "upper case",
       [](F f) { return Texts{WithHexCase(f.path, HexCase::kUpper)}; }},
      {&kPercentHexCase, "lower case",
       [](F f) { return Texts{WithHexCase(f.path, HexCase::kLower)}; }},
      {&kDotSegmentsRemoved, "",
       [](F f) { return Texts{WithoutDotSegments(f.path)}; }},
      {&kPathParametersDropped, "of the last segment",
       [](F f) {
         return Texts{
             WithoutParameters(f.path, PathParameters::kOfLastSegment)};
       }},
      {&kPathParametersDropped, "of all segments",
       [](F f) {
         return Texts{
             WithoutParameters(f.path, PathParameters::kOfAllSegments)};
       }},
      {&kPathParametersDropped, "and all that follows",
       [](F f) {
         return Texts{WithoutParameters(f.path, PathParameters::kToTheEnd)};
       }},
      {&kMethodAndPath, "a blank between",
       [](F f) { return Texts{S(f.method) + " " + S(f.path)}; }},
      {&kMethodAndPath, "a line feed between",
       [](F f) { return Texts{S(f.method) + "\n" + S(f.path)}; }},
      {&kMethodAndPath, "nothing between",
       [](F f) { return Texts{S(f.method) + S(f.path)}; }},
      {&kBody, "",
       [](F f) { return f.body.empty() ? Texts{} : Texts{S(f.body)}; }},
      {&kPath, "",
       [](F f) { return f.signs_body ? Texts{S(f.path)} : Texts{}; }},
      {&kEmpty, "", [](F) { return Texts{""}; }},
      {&kOtherPath, "of an earlier request; of the API", OtherPaths},
  };
  return all;
}

const std::vector<EncodingReading>& EncodingReadings() {
  static const std::vector<EncodingReading> all{
      {&kTrailingNewline, "", [](T t, F) { return Texts{S(t) + "\n"}; }},
      {&kTrailingCrlf, "", [](T t, F) { return Texts{S(t) + "\r\n"}; }},
      {&kTrailingNul, "", [](T t, F) { return Texts{S(t) + '\0'}; }},
      {&kByteOrderMark, "",
       [](T t, F) { return Texts{"\xEF\xBB\xBF" + S(t)}; }},
      {&kUtf16Le, "without a byte order mark",
       [](T t, F) { return Texts{Utf16(t, ByteOrder::kLittle, false)}; }},
      {&kUtf16Le, "with a byte order mark",
       [](T t, F) { return Texts{Utf16(t, ByteOrder::kLittle, true)}; }},
      {&kUtf16Be, "without a byte order mark",
       [](T t, F) { return Texts{Utf16(t, ByteOrder::kBig, false)}; }},
      {&kUtf16Be, "with a byte order mark",
       [](T t, F) { return Texts{Utf16(t, ByteOrder::kBig, true)}; }},
      {&kLatin1, "", [](T t, F) { return Some(Latin1(t)); }},
      {&kBase64OfPath, "", [](T t, F) { return Texts{Base64(t)}; }},
      {&kDigestOfPath, "",
       [](T t, F f) { return Texts{crypto::Digest(f.digest, t)}; }},
      {&kDigestHexOfPath, "",
       [](T t, F f) { return Texts{Hex(crypto::Digest(f.digest, t))}; }},
      {&kJsonQuoted, "", [](T t, F) { return Texts{"\"" + S(t) + "\""}; }},
  };
  return all;
}

}  // namespace mdmock::cms

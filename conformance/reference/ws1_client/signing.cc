#include "conformance/reference/ws1_client/signing.h"

#include <chrono>
#include <string_view>
#include <utility>

#include "conformance/reference/ws1_client/message.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/signer.h"
#include "protocol/crypto/digest.h"
#include "protocol/http/form.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"

namespace mdmock::reference::ws1 {
namespace {

std::string Utf16(std::string_view text) {
  std::string bytes;
  for (const char c : text) bytes.append({c, '\0'});
  return bytes;
}

std::string WithoutDots(const std::string& path) {
  std::vector<std::string_view> kept;
  for (const std::string_view part : Split(path, '/')) {
    if (part == ".." && kept.size() > 1) kept.pop_back();
    if (part != "." && part != "..") kept.push_back(part);
  }
  std::string clean;
  for (size_t i = 0; i < kept.size(); ++i) {
    clean += (i == 0 ? "" : "/") + std::string(kept[i]);
  }
  return clean;
}

std::string SignedPath(const Settings& settings, const http::Request& request) {
  const Mutation& mutation = settings.mutation;
  const http::Target target = http::SplitTarget(request.target);
  std::string path(target.path);
  const bool with_query =
      mutation.Is("query-signed") ||
      (mutation.Is("later-queries-signed") && IsLaterPage(request.target));
  if (with_query) return request.target;
  if (mutation.Is("url-signed")) {
    return settings.url.scheme + "://" + *request.Find("Host") + path;
  }
  if (mutation.Is("empty-signed")) return "";
  if (mutation.Is("slash-unsigned")) return path.substr(1);
  if (mutation.Is("api-case-fixed")) ReplaceAll(path, "/API/", "/api/");
  if (mutation.Is("newline-signed")) path += '\n';
  if (mutation.Is("utf16-signed")) return Utf16(path);
  if (mutation.Is("decoded-signed")) return http::PercentDecodeLoosely(path);
  if (mutation.Is("dots-unsigned")) return WithoutDots(path);
  if (mutation.Is("trailing-slash-unsigned") && path.ends_with('/')) {
    path.pop_back();
  }
  const std::string& prefix = settings.url.path;
  if (mutation.Is("prefix-unsigned") && prefix != "/" &&
      path.starts_with(prefix)) {
    return path.substr(prefix.size());
  }
  if (mutation.Is("path-digest-signed")) {
    return crypto::Digest(crypto::DigestAlgorithm::kSha256, path);
  }
  return path;
}

// In pieces, as `base64` writes them, with something else between them.
std::string Wrapped(std::string_view text, std::string_view between) {
  constexpr size_t kPiece = 64;
  std::string pieces;
  for (size_t i = 0; i < text.size(); i += kPiece) {
    if (i != 0) pieces += between;
    pieces += text.substr(i, kPiece);
  }
  return pieces;
}

std::string Dressed(std::string value, std::string_view message,
                    const Mutation& mutation) {
  const size_t begin = value.find(' ') + 1;
  if (mutation.Is("scheme-lower-case")) value.replace(0, 6, "cmsurl");
  if (mutation.Is("separator-typographic")) ReplaceAll(value, "`", "\u2019");
  if (mutation.Is("space-before-separator")) ReplaceAll(value, "`", " `");
  for (const auto& [name, between] :
       {std::pair<std::string_view, std::string_view>{"base64-wrapped", " "},
        {"header-folded", "\r\n "},
        {"line-ends-escaped", "%0A"}}) {
    if (!mutation.Is(name)) continue;
    value = value.substr(0, begin) + Wrapped(value.substr(begin), between);
  }
  if (mutation.Is("plus-escaped")) ReplaceAll(value, "+", "%2B");
  if (mutation.Is("base64-url")) {
    value = value.substr(0, begin) + Base64Url(message, true);
  }
  if (mutation.Is("template-kept")) value += "}}";
  return value;
}

// The header that was made first, which one mutant never makes anew.
Result<std::string> Kept(const Settings& settings, const std::string& fresh) {
  const std::string path = settings.state + "/header";
  auto kept = ReadFile(path);
  if (kept) return kept;
  if (const auto done = ReplaceFile(path, fresh); !done) return done.error();
  return fresh;
}

}  // namespace

bool IsLaterPage(const std::string& target) {
  const auto query = http::SplitTarget(target).query;
  for (const http::Parameter& one : http::ReadForm(query.value_or(""))) {
    if (one.name == "page") return one.value != "0";
  }
  return false;
}

Result<std::string> Authorization(const Settings& settings,
                                  const crypto::Identity& identity,
                                  const http::Request& request,
                                  SystemTime now) {
  const Mutation& mutation = settings.mutation;
  if (mutation.Is("signing-time-1970")) now = SystemTime();
  if (mutation.Is("signing-time-local")) now += std::chrono::hours(2);
  const std::string content =
      mutation.Is("body-signed") && !request.body.empty()
          ? request.body
          : SignedPath(settings, request);
  const auto message = SignMessage(identity, content, now, mutation);
  if (!message) return message;
  const auto scheme = mutation.Is("cms-on-get") && request.method == "GET"
                          ? cms::Scheme::kCms
                          : cms::Scheme::kCmsUrl;
  std::string value =
      Dressed(cms::AuthorizationValue(*message, scheme), *message, mutation);
  if (mutation.Is("header-kept")) return Kept(settings, value);
  return value;
}

}  // namespace mdmock::reference::ws1

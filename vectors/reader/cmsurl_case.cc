#include "vectors/reader/cmsurl_case.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/http/url.h"
#include "vectors/reader/expected_cause.h"
#include "vectors/reader/vector_file.h"

namespace mdmock::vectors {
namespace {

Result<std::string> Base64(const Case& given, std::string_view field) {
  const auto bytes = ReadBase64(given.Text(field));
  if (!bytes) return Failure{fmt::format("{} is not base64", field)};
  return *bytes;
}

std::vector<std::string> TextsOr(const Case& given, std::string_view field) {
  return given.Has(field) ? given.Texts(field) : std::vector<std::string>();
}

Result<void> ReadInput(const Case& input, CmsUrlCase& made) {
  const auto url = http::ReadUrl(input.Text("url"));
  if (!url) return url.error();
  const auto body = Base64(input, "body_b64");
  if (!body) return body.error();
  made.request = {.method = input.Text("method"),
                  .target = input.Text("target"),
                  .version = "HTTP/1.1",
                  .headers = {},
                  .body = *body};
  for (auto& [name, value] : input.Pairs("headers")) {
    made.request.headers.push_back({std::move(name), std::move(value)});
  }
  cms::CmsUrlOptions& options = made.options;
  options.base = {url->scheme, url->authority};
  if (input.FlagOr("strict", false)) {
    options.strictness = Verdict::Strictness::kStrict;
  }
  if (input.Has("tenant_code")) options.tenant_code = input.Text("tenant_code");
  if (const std::string name = input.TextOr("separator", ""); !name.empty()) {
    options.header.separator = name == "apostrophe"
                                   ? cms::Separator::kApostrophe
                                   : cms::Separator::kBacktick;
  }
  options.earlier_paths = TextsOr(input, "earlier_paths");
  options.api_paths = TextsOr(input, "api_paths");
  made.known = input.Texts("known");
  made.trust = input.TextOr("trust", "");
  return {};
}

Result<CmsUrlCase> ReadCase(const Case& given) {
  given.Leave({"title", "flags", "reproducible"});
  CmsUrlCase made;
  made.id = given.id();
  const auto now = ReadTime(given.Text("time"));
  if (!now) return now.error();
  made.now = *now;
  made.options.window = std::chrono::seconds(given.Number("window_s"));
  if (auto read = ReadInput(given.Object("input"), made); !read) {
    return read.error();
  }
  const Case stages = given.Object("stages");
  const auto should_sign = Base64(stages, "should_sign_b64");
  if (!should_sign) return should_sign.error();
  made.should_sign = *should_sign;
  if (stages.Has("signed_b64")) {
    const auto was_signed = Base64(stages, "signed_b64");
    if (!was_signed) return was_signed.error();
    made.was_signed = *was_signed;
  }
  const Case expect = given.Object("expect");
  made.accepted = expect.Flag("accepted");
  const auto findings = expect.Texts("findings");
  made.findings = {findings.begin(), findings.end()};
  auto cause = ReadCause(expect.Object("cause"));
  if (!cause) return cause.error();
  made.cause = cause->status;
  made.explanations = std::move(cause->explanations);
  return made;
}

}  // namespace

Result<std::vector<CmsUrlCase>> ReadCmsUrlCases(const std::string& path) {
  const auto file = VectorFile::Open(path, "mdmock.vectors.cmsurl/1");
  if (!file) return file.error();
  std::vector<CmsUrlCase> cases;
  for (const Case& one : file->cases()) {
    auto made = ReadCase(one);
    if (!made) {
      return Failure{
          fmt::format("{}: {}: {}", path, one.id(), made.error().what)};
    }
    cases.push_back(std::move(*made));
  }
  if (const auto done = file->Finish(); !done) return done.error();
  return cases;
}

}  // namespace mdmock::vectors

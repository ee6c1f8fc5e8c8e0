#include "vectors/reader/token_case.h"

#include <fmt/format.h>

#include <utility>

#include "protocol/base/encoding.h"
#include "vectors/reader/expected_cause.h"
#include "vectors/reader/vector_file.h"

namespace mdmock::vectors {
namespace {

std::string HexOr(const Case& given, std::string_view field) {
  return ReadHex(given.TextOr(field, "")).value_or("");
}

Result<std::string> Base64(const Case& given, std::string_view field) {
  const auto bytes = ReadBase64(given.Text(field));
  if (!bytes) return Failure{fmt::format("{} is not base64", field)};
  return *bytes;
}

token::ServerToken ReadToken(const Case& given) {
  token::ServerToken made;
  made.consumer_key = given.Text("consumer_key");
  made.consumer_secret = given.Text("consumer_secret");
  made.access_token = given.Text("access_token");
  made.access_secret = given.Text("access_secret");
  made.access_token_expiry = given.TextOr("access_token_expiry", "");
  return made;
}

Result<TokenCase> ReadCase(const Case& given) {
  given.Leave({"title", "flags", "reproducible"});
  TokenCase made;
  made.id = given.id();
  const auto now = ReadTime(given.Text("time"));
  if (!now) return now.error();
  made.now = *now;
  made.key = given.Text("key");
  made.certificate = given.TextOr("certificate", "");
  const auto file = Base64(given.Object("input"), "file_b64");
  if (!file) return file.error();
  made.file = *file;
  if (given.Has("stages")) {
    const Case stages = given.Object("stages");
    const auto plaintext = Base64(stages, "plaintext_b64");
    if (!plaintext) return plaintext.error();
    made.stages = {.plaintext = *plaintext,
                   .content_key = HexOr(stages, "content_key_hex"),
                   .iv = HexOr(stages, "iv_hex"),
                   .padding = HexOr(stages, "padding_hex")};
  }
  const Case expect = given.Object("expect");
  made.accepted = expect.Flag("accepted");
  const auto findings = expect.Texts("findings");
  made.findings = {findings.begin(), findings.end()};
  auto cause = ReadCause(expect.Object("cause"));
  if (!cause) return cause.error();
  made.cause = cause->status;
  made.explanations = std::move(cause->explanations);
  if (expect.Has("token")) made.token = ReadToken(expect.Object("token"));
  return made;
}

}  // namespace

Result<std::vector<TokenCase>> ReadTokenCases(const std::string& path) {
  const auto file = VectorFile::Open(path, "mdmock.vectors.token/1");
  if (!file) return file.error();
  std::vector<TokenCase> cases;
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

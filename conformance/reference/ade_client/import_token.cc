#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>

#include "conformance/reference/ade_client/operations.h"
#include "mocks/world/clock.h"
#include "protocol/base/text.h"
#include "protocol/cms/enveloped_data.h"
#include "protocol/token/armour.h"
#include "protocol/token/token_file.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::reference {
namespace {

Result<std::string> FileOf(const nlohmann::json& arguments, const char* name) {
  if (!arguments.is_object() || !arguments.contains(name) ||
      !arguments[name].is_string()) {
    return Failure{fmt::format("import-token: no {} was given", name)};
  }
  return ReadFile(arguments[name].get<std::string>());
}

// What a mutant cannot read.
std::optional<std::string> Trouble(const Mutation& mutation,
                                   const std::string& file,
                                   const token::TokenFile& read) {
  const std::string bytes = token::ReadArmour(file).bytes;
  const bool indefinite = bytes.size() > 1 && bytes[1] == '\x80';
  if (mutation.Is("der-only") && indefinite) return "a length is not definite";
  if (mutation.Is("apple-form-only") && !indefinite) {
    return "a length is definite";
  }
  if (mutation.Is("one-piece-only") || mutation.Is("aes-128-only")) {
    const auto message = cms::ReadEnvelopedData(bytes);
    if (mutation.Is("one-piece-only") && message && message->num_chunks > 1) {
      return "the content is in pieces";
    }
    if (mutation.Is("aes-128-only") && message &&
        cms::KnownCipher(message->cipher) != crypto::Cipher::kAes128Cbc) {
      return "the file cannot be read";
    }
  }
  if (mutation.Is("crlf-only") && file.find("\r\n") == std::string::npos) {
    return "there is no CR LF";
  }
  if (mutation.Is("frame-needed") && read.plaintext &&
      !read.plaintext->framed()) {
    return "there is no frame";
  }
  if (mutation.Is("header-order") && !file.starts_with("Content-Type:")) {
    return "the file does not begin with Content-Type";
  }
  if (mutation.Is("expiry-needed") && read.token && !read.token->expiry) {
    return "the token has no expiry";
  }
  // Padding of these lengths is white space to a JSON reader.
  if (mutation.Is("padding-kept") && read.plaintext) {
    const size_t text_len =
        read.plaintext->json_offset + read.plaintext->json.size();
    if (text_len % 16 == 0) return "bytes follow the text";
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> ImportToken(const Settings& settings) {
  const Mutation& mutation = settings.mutation;
  const auto arguments = nlohmann::json::parse(settings.arguments, nullptr,
                                               /*allow_exceptions=*/false);
  const auto file = FileOf(arguments, "p7m");
  if (!file) return file.error();
  const auto key_pem = FileOf(arguments, "key");
  if (!key_pem) return key_pem.error();
  const auto key = crypto::PrivateKey::ReadPem(*key_pem);
  if (!key) return Failure{"import-token: the key: " + key.error().what};
  token::TokenKey at_hand{*key, std::nullopt};
  if (const auto pem = FileOf(arguments, "certificate")) {
    const auto certificate = crypto::Certificate::Read(*pem);
    if (certificate) at_hand.certificate = *certificate;
  }
  const std::string path = settings.state + "/token.json";
  const token::TokenFile read =
      token::ReadTokenFile(*file, at_hand, world::Clock().Now());
  if (const auto trouble = Trouble(mutation, *file, read)) {
    return Failure{"import-token: " + *trouble};
  }
  if (!read.token) {
    if (mutation.Is("wrong-key-overwrites") || mutation.Is("anything-taken")) {
      (void)ReplaceFile(path, "{}");
    }
    if (mutation.Is("anything-taken")) return std::string();
    return Failure{"import-token: the file is no token for this key:\n" +
                   Explain(read.verdict)};
  }
  if (const auto kept = ReadFile(path)) {
    const auto before = token::ReadTokenJson(*kept);
    if (before && before->consumer_key != read.token->consumer_key &&
        !mutation.Is("other-server-taken")) {
      return Failure{
          "import-token: this token is another server's (its consumer key "
          "differs from the one in use); remove token.json to go on"};
    }
  }
  if (read.token->expiry && *read.token->expiry <= world::Clock().Now()) {
    fmt::print(stderr, "warning: the server token expired at {}\n",
               read.token->access_token_expiry);
  }
  if (mutation.Is("token-left-behind")) {
    std::error_code error;
    const auto folder = std::filesystem::temp_directory_path(error);
    (void)ReplaceFile((folder / "ade-token-draft.json").string(),
                      token::ToJson(*read.token));
  }
  if (mutation.Is("token-printed")) {
    fmt::print(stderr, "{}\n", token::ToJson(*read.token));
  }
  if (const auto written = ReplaceFile(path, token::ToJson(*read.token) + "\n");
      !written) {
    return written.error();
  }
  return std::string();
}

}  // namespace mdmock::reference

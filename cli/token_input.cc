#include "cli/token_input.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <utility>

#include "cli/input.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::cli {

Result<crypto::Certificate> ReadCertificate(std::string_view option,
                                            const std::string& path) {
  const auto bytes = ReadInput(option, path);
  if (!bytes) return bytes.error();
  auto certificate = crypto::Certificate::Read(*bytes);
  if (certificate) return certificate;
  return Failure{
      fmt::format("{} {}: {}", option, path, certificate.error().what)};
}

Result<std::vector<crypto::Certificate>> ReadCertificates(
    std::string_view option, const std::string& path) {
  const auto bytes = ReadInput(option, path);
  if (!bytes) return bytes.error();
  auto all = crypto::Certificate::ReadAll(*bytes);
  if (all) return all;
  return Failure{fmt::format("{} {}: {}", option, path, all.error().what)};
}

void AddTokenFileOptions(CLI::App& command, TokenFileOptions& options,
                         std::string_view printed) {
  command
      .add_option("file", options.file,
                  "the server token as it was downloaded (.p7m); - for "
                  "standard input")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--key", options.key,
                  "the private key, PEM, whose certificate was uploaded")
      ->required()
      ->type_name("FILE");
  command
      .add_option("--certificate", options.certificate,
                  "the certificate that was uploaded, PEM or DER: is the token "
                  "for it?")
      ->type_name("FILE");
  AddJudging(command, options.judging, printed);
}

Result<token::TokenFile> OpenTokenFile(const TokenFileOptions& options) {
  if (const auto inputs = CheckOneStandardInput(
          "file, --key, --certificate",
          {options.file, options.key, options.certificate});
      !inputs) {
    return inputs.error();
  }
  const auto pem = ReadInput("--key", options.key);
  if (!pem) return pem.error();
  auto key = crypto::PrivateKey::ReadPem(*pem);
  if (!key) {
    return Failure{fmt::format("--key {}: {}", options.key, key.error().what)};
  }
  token::TokenKey at_hand{.key = std::move(*key), .certificate = std::nullopt};
  if (!options.certificate.empty()) {
    auto certificate = ReadCertificate("--certificate", options.certificate);
    if (!certificate) return certificate.error();
    at_hand.certificate = std::move(*certificate);
  }
  const auto now = options.judging.Now();
  if (!now) return now.error();
  const auto file = ReadInput("file", options.file);
  if (!file) return file.error();
  return token::ReadTokenFile(*file, at_hand, *now,
                              options.judging.strictness());
}

}  // namespace mdmock::cli

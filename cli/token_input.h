#ifndef MDMOCK_CLI_TOKEN_INPUT_H_
#define MDMOCK_CLI_TOKEN_INPUT_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/judging.h"
#include "protocol/base/result.h"
#include "protocol/crypto/certificate.h"
#include "protocol/token/token_file.h"

namespace CLI {
class App;
}

namespace mdmock::cli {

// ReadCertificate reads a PEM or DER certificate given as `option`.
Result<crypto::Certificate> ReadCertificate(std::string_view option,
                                            const std::string& path);

// ReadCertificates reads all certificates of a PEM file, or the DER one.
Result<std::vector<crypto::Certificate>> ReadCertificates(
    std::string_view option, const std::string& path);

// TokenFileOptions are what every command that opens a .p7m takes.
struct TokenFileOptions {
  std::string file;
  std::string key;
  std::string certificate;
  Judging judging;
};

// AddTokenFileOptions adds them; `printed` is what --json prints.
void AddTokenFileOptions(CLI::App& command, TokenFileOptions& options,
                         std::string_view printed = "the verdict");

// OpenTokenFile opens the file under the key; a Failure is about an option.
Result<token::TokenFile> OpenTokenFile(const TokenFileOptions& options);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_TOKEN_INPUT_H_

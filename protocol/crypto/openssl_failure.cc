#include "protocol/crypto/openssl_failure.h"

#include <openssl/err.h>

#include <array>
#include <utility>

namespace mdmock::crypto {

Failure OpenSslFailure(std::string_view doing_what) {
  std::string text(doing_what);
  while (const unsigned long code = ERR_get_error()) {
    std::array<char, 256> line{};
    ERR_error_string_n(code, line.data(), line.size());
    text.append("; ").append(line.data());
  }
  return Failure{std::move(text)};
}

void ClearOpenSslErrors() { ERR_clear_error(); }

}  // namespace mdmock::crypto

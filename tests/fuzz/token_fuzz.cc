#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "protocol/token/token_file.h"
#include "protocol/verdict/verdict_text.h"

namespace {

using mdmock::token::TokenKey;

std::string Contents(const std::string& name) {
  std::ifstream file(std::string(MDMOCK_SOURCE_DIR) + "/vectors/keys/" + name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The corpus is encrypted for this key, so that damage reaches the inside.
const TokenKey& AtHand() {
  static const TokenKey at_hand = [] {
    auto key = mdmock::crypto::PrivateKey::ReadPem(Contents("token_key.pem"));
    auto certificate =
        mdmock::crypto::Certificate::Read(Contents("token_certificate.pem"));
    if (!key || !certificate) std::abort();
    return TokenKey{*key, *certificate};
  }();
  return at_hand;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  const auto now = mdmock::FromEpochSeconds(1767225600);
  const auto read = mdmock::token::ReadTokenFile(
      {reinterpret_cast<const char*>(data), size}, AtHand(), now);
  // A refusal says why; an acceptance has something to show.
  if (read.verdict.accepted() && !read.token) std::abort();
  if (mdmock::Explain(read.verdict).empty()) std::abort();
  return 0;
}

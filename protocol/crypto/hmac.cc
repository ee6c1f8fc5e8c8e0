// The low-level SHA-1 calls are deprecated in OpenSSL 3 in favour of EVP, whose
// contexts cannot be copied for less than the cost of hashing a block.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "protocol/crypto/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace mdmock::crypto {
namespace {

constexpr size_t kBlock = SHA_CBLOCK;  // 64 bytes.

using Block = std::array<unsigned char, kBlock>;
using State = std::array<std::uint32_t, 5>;

Block PaddedKey(std::string_view key) {
  Block block{};
  if (key.size() > kBlock) {
    SHA1(reinterpret_cast<const unsigned char*>(key.data()), key.size(),
         block.data());
  } else if (!key.empty()) {
    std::memcpy(block.data(), key.data(), key.size());
  }
  return block;
}

State AfterBlock(const Block& key, unsigned char pad) {
  Block block = key;
  for (unsigned char& byte : block) byte ^= pad;
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, block.data(), block.size());
  return {context.h0, context.h1, context.h2, context.h3, context.h4};
}

// A context that has hashed one block and gone on from `state`.
SHA_CTX Resume(const State& state) {
  SHA_CTX context;
  SHA1_Init(&context);
  context.h0 = state[0];
  context.h1 = state[1];
  context.h2 = state[2];
  context.h3 = state[3];
  context.h4 = state[4];
  context.Nl = kBlock * 8;
  return context;
}

}  // namespace

HmacSha1Key::HmacSha1Key(std::string_view key) {
  const Block block = PaddedKey(key);
  inner_ = AfterBlock(block, 0x36);
  outer_ = AfterBlock(block, 0x5C);
}

Sha1Bytes HmacSha1Key::Sign(std::string_view message) const {
  Sha1Bytes digest;
  SHA_CTX inner = Resume(inner_);
  SHA1_Update(&inner, message.data(), message.size());
  SHA1_Final(digest.data(), &inner);
  SHA_CTX outer = Resume(outer_);
  SHA1_Update(&outer, digest.data(), digest.size());
  SHA1_Final(digest.data(), &outer);
  return digest;
}

std::string Hmac(DigestAlgorithm algorithm, std::string_view key,
                 std::string_view message) {
  const EVP_MD* md = algorithm == DigestAlgorithm::kSha1     ? EVP_sha1()
                     : algorithm == DigestAlgorithm::kSha256 ? EVP_sha256()
                     : algorithm == DigestAlgorithm::kSha384 ? EVP_sha384()
                                                             : EVP_sha512();
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int length = 0;
  [[maybe_unused]] const unsigned char* done =
      HMAC(md, key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(message.data()),
           message.size(), out.data(), &length);
  assert(done != nullptr);
  return {reinterpret_cast<const char*>(out.data()), length};
}

}  // namespace mdmock::crypto

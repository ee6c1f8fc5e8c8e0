// The low-level SHA-1 calls are deprecated in OpenSSL 3 in favour of EVP, whose
// contexts cannot be copied for less than the cost of hashing a block.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "protocol/crypto/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <bit>
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

constexpr State kInitial{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476,
                         0xC3D2E1F0};  // FIPS 180-4, 5.3.1.

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Writes a word as SHA-1 does, its highest byte first.
void PutWord(unsigned char* out, std::uint32_t word) {
  if constexpr (std::endian::native == std::endian::little) {
    word = __builtin_bswap32(word);
  }
  std::memcpy(out, &word, sizeof word);
}

// Hasher goes on from a state, block by block. Its last block, with the padding
// of FIPS 180-4, 5.1.1, is made by hand: SHA1_Final costs as much as a block.
class Hasher {
 public:
  explicit Hasher(const State& state) {
    context_.h0 = state[0];
    context_.h1 = state[1];
    context_.h2 = state[2];
    context_.h3 = state[3];
    context_.h4 = state[4];
    context_.num = 0;
    context_.Nl = 0;  // Its count of bits is never asked for.
    context_.Nh = 0;
  }

  State state() const {
    return {context_.h0, context_.h1, context_.h2, context_.h3, context_.h4};
  }

  void Add(const unsigned char* block) { SHA1_Transform(&context_, block); }

  // Adds whole blocks in one go.
  void Add(std::string_view blocks) {
    SHA1_Update(&context_, Bytes(blocks), blocks.size());
  }

  // Ends with the last bytes (fewer than a block) of `num_bytes` in all.
  Sha1Bytes Finish(std::string_view last, std::uint64_t num_bytes) {
    Block end{};
    if (!last.empty()) std::memcpy(end.data(), last.data(), last.size());
    end[last.size()] = 0x80;
    if (last.size() + 9 > kBlock) {  // There is no room left for the length.
      Add(end.data());
      end.fill(0);
    }
    PutWord(end.data() + kBlock - 8,
            static_cast<std::uint32_t>(num_bytes * 8 >> 32));
    PutWord(end.data() + kBlock - 4, static_cast<std::uint32_t>(num_bytes * 8));
    Add(end.data());
    Sha1Bytes digest;
    PutWord(digest.data(), context_.h0);
    PutWord(digest.data() + 4, context_.h1);
    PutWord(digest.data() + 8, context_.h2);
    PutWord(digest.data() + 12, context_.h3);
    PutWord(digest.data() + 16, context_.h4);
    return digest;
  }

 private:
  SHA_CTX context_;
};

State AfterBlock(const Block& key, unsigned char pad) {
  Block block = key;
  for (unsigned char& byte : block) byte ^= pad;
  Hasher hasher(kInitial);
  hasher.Add(block.data());
  return hasher.state();
}

Sha1Bytes Outer(const State& outer, const Sha1Bytes& inner) {
  return Hasher(outer).Finish(
      {reinterpret_cast<const char*>(inner.data()), inner.size()},
      kBlock + inner.size());
}

}  // namespace

HmacSha1Key::HmacSha1Key(std::string_view key) {
  const Block block = PaddedKey(key);
  inner_ = AfterBlock(block, 0x36);
  outer_ = AfterBlock(block, 0x5C);
}

Sha1Bytes HmacSha1Key::Sign(std::string_view message) const {
  Hasher inner(inner_);
  const size_t whole = message.size() / kBlock * kBlock;
  inner.Add(message.substr(0, whole));
  return Outer(outer_,
               inner.Finish(message.substr(whole), kBlock + message.size()));
}

Sha1Bytes HmacSha1Series::Sign(std::string_view message, size_t num_alike) {
  const size_t num_known = std::min(num_alike / kBlock + 1, states_.size());
  const size_t whole = message.size() / kBlock * kBlock;
  states_.resize(num_known);
  Hasher inner(states_.back());
  for (size_t at = (num_known - 1) * kBlock; at < whole; at += kBlock) {
    inner.Add(Bytes(message) + at);
    states_.push_back(inner.state());
  }
  return Outer(key_.outer_,
               inner.Finish(message.substr(whole), kBlock + message.size()));
}

size_t NumAlike(std::string_view a, std::string_view b) {
  const size_t whole = std::min(a.size(), b.size()) / kBlock * kBlock;
  size_t alike = 0;
  while (alike < whole &&
         std::memcmp(a.data() + alike, b.data() + alike, kBlock) == 0) {
    alike += kBlock;
  }
  return alike;
}

Sha1Bytes Sha1(std::string_view bytes) {
  Hasher hasher(kInitial);
  const size_t whole = bytes.size() / kBlock * kBlock;
  hasher.Add(bytes.substr(0, whole));
  return hasher.Finish(bytes.substr(whole), bytes.size());
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

#include "protocol/crypto/signed_digest.h"

#include <openssl/bn.h>
#include <openssl/ec.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

struct Pair {
  const BIGNUM* r = nullptr;
  const BIGNUM* s = nullptr;
};

const unsigned char* In(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// In DER and nothing else, as OpenSSL wants it; null where it is not.
Handle<ECDSA_SIG> ReadSignature(std::string_view der) {
  const unsigned char* at = In(der);
  Handle<ECDSA_SIG> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!signature) return nullptr;
  std::string again(der.size(), '\0');
  if (i2d_ECDSA_SIG(signature.get(), nullptr) != static_cast<int>(der.size())) {
    return nullptr;
  }
  auto* out = reinterpret_cast<unsigned char*>(again.data());
  i2d_ECDSA_SIG(signature.get(), &out);
  return again == der ? std::move(signature) : nullptr;
}

bool IsBelowAndPositive(const BIGNUM* number, const BIGNUM* end) {
  return !BN_is_zero(number) && !BN_is_negative(number) &&
         BN_cmp(number, end) < 0;
}

// Which x have the remainder r: r, and r + n where that is below p.
std::vector<Handle<BIGNUM>> PossibleX(const BIGNUM* r, const EC_GROUP* group) {
  std::vector<Handle<BIGNUM>> all;
  const Handle<BIGNUM> field(BN_new());
  Handle<BIGNUM> x(BN_dup(r));
  if (!field ||
      EC_GROUP_get_curve(group, field.get(), nullptr, nullptr, nullptr) != 1) {
    return all;
  }
  while (x && BN_cmp(x.get(), field.get()) < 0) {
    Handle<BIGNUM> next(BN_new());
    if (!next || BN_add(next.get(), x.get(), EC_GROUP_get0_order(group)) != 1) {
      break;
    }
    all.push_back(std::exchange(x, std::move(next)));
  }
  return all;
}

// s * R - r * Q for R and -R; nothing where x is of no point.
std::vector<Handle<EC_POINT>> ProductsOf(const EC_GROUP* group, const BIGNUM* x,
                                         const BIGNUM* s,
                                         const EC_POINT* minus_rq) {
  const Handle<BN_CTX> context(BN_CTX_new());
  const Handle<EC_POINT> sr(EC_POINT_new(group));
  if (!context || !sr ||
      EC_POINT_set_compressed_coordinates(group, sr.get(), x, 0,
                                          context.get()) != 1 ||
      EC_POINT_mul(group, sr.get(), nullptr, sr.get(), s, context.get()) != 1) {
    return {};
  }
  std::vector<Handle<EC_POINT>> both;
  for (int i = 0; i < 2; ++i) {
    Handle<EC_POINT> sum(EC_POINT_new(group));
    if (!sum || EC_POINT_add(group, sum.get(), sr.get(), minus_rq,
                             context.get()) != 1) {
      return {};
    }
    both.push_back(std::move(sum));
    if (EC_POINT_invert(group, sr.get(), context.get()) != 1) return {};
  }
  return both;
}

// MGF1 (RFC 8017, B.2.1).
std::string Mask(DigestAlgorithm algorithm, std::string_view seed,
                 size_t length) {
  std::string mask;
  for (unsigned count = 0; mask.size() < length; ++count) {
    std::string block(seed);
    for (const int shift : {24, 16, 8, 0}) {
      block += static_cast<char>(count >> shift);
    }
    mask += Digest(algorithm, block);
  }
  mask.resize(length);
  return mask;
}

}  // namespace

std::optional<EcdsaDigest> EcdsaDigest::Open(const PublicKey& key,
                                             std::string_view signature) {
  if (key.kind() != PublicKey::Kind::kEc) return std::nullopt;
  EcdsaDigest opened(BasePoint::Of(key.bits()));
  const Handle<ECDSA_SIG> read = ReadSignature(signature);
  if (opened.base_ == nullptr || !read) {
    ClearOpenSslErrors();
    return std::nullopt;
  }
  Pair pair;
  ECDSA_SIG_get0(read.get(), &pair.r, &pair.s);
  const EC_GROUP* group = opened.base_->group();
  const BIGNUM* order = EC_GROUP_get0_order(group);
  const std::string point = key.EcPoint();
  const Handle<EC_POINT> rq(EC_POINT_new(group));
  if (IsBelowAndPositive(pair.r, order) && IsBelowAndPositive(pair.s, order) &&
      EC_POINT_oct2point(group, rq.get(), In(point), point.size(), nullptr) ==
          1 &&
      EC_POINT_mul(group, rq.get(), nullptr, rq.get(), pair.r, nullptr) == 1 &&
      EC_POINT_invert(group, rq.get(), nullptr) == 1) {
    for (const Handle<BIGNUM>& x : PossibleX(pair.r, group)) {
      auto both = ProductsOf(group, x.get(), pair.s, rq.get());
      std::move(both.begin(), both.end(), std::back_inserter(opened.products_));
    }
  }
  ClearOpenSslErrors();
  if (opened.products_.empty()) return std::nullopt;
  return opened;
}

bool EcdsaDigest::Is(std::string_view digest) const {
  // As many leftmost bits as the order has (FIPS 186-4, 6.4): whole bytes, for
  // no digest is longer than P-521's order.
  const Handle<EC_POINT> product =
      base_->Times(digest.substr(0, (base_->bits() + 7) / 8));
  if (!product) return false;
  return std::any_of(products_.begin(), products_.end(),
                     [&](const Handle<EC_POINT>& one) {
                       return EC_POINT_cmp(base_->group(), one.get(),
                                           product.get(), nullptr) == 0;
                     });
}

PssDigest::PssDigest(DigestAlgorithm algorithm, std::string salt,
                     std::string hash)
    : algorithm_(algorithm), salt_(std::move(salt)), hash_(std::move(hash)) {}

std::optional<PssDigest> PssDigest::Open(const PublicKey& key,
                                         DigestAlgorithm algorithm,
                                         DigestAlgorithm mask_algorithm,
                                         int salt_len,
                                         std::string_view signature) {
  // Zeros in front may be missing: OpenSSL takes a signature as a number here.
  const size_t modulus_len = (key.bits() + 7) / 8;
  const std::string zeros(modulus_len - std::min(modulus_len, signature.size()),
                          '\0');
  const auto block = key.RsaOpen(zeros + std::string(signature));
  if (!block || salt_len < 0) return std::nullopt;
  // The encoded message has one bit less than the modulus.
  const size_t num_bits = key.bits() - 1;
  const size_t length = (num_bits + 7) / 8;
  std::string_view encoded(*block);
  if (length < encoded.size()) {
    if (encoded.front() != '\0') return std::nullopt;
    encoded.remove_prefix(1);
  }
  const size_t hash_len = DigestLength(algorithm);
  const auto salt_size = static_cast<size_t>(salt_len);
  if (length < hash_len + salt_size + 2 || encoded.back() != '\xBC') {
    return std::nullopt;
  }
  const size_t data_len = length - hash_len - 1;
  const std::string_view hash = encoded.substr(data_len, hash_len);
  std::string data = Mask(mask_algorithm, hash, data_len);
  const auto unused =
      static_cast<unsigned char>(0xFF00U >> (8 * length - num_bits));
  if ((static_cast<unsigned char>(encoded.front()) & unused) != 0) {
    return std::nullopt;
  }
  for (size_t i = 0; i < data_len; ++i) {
    data[i] = static_cast<char>(data[i] ^ encoded[i]);
  }
  data.front() = static_cast<char>(data.front() & ~unused);
  const size_t num_zeros = data_len - salt_size - 1;
  if (data.find_first_not_of('\0') != num_zeros || data[num_zeros] != '\x01') {
    return std::nullopt;
  }
  return PssDigest(algorithm, data.substr(num_zeros + 1), std::string(hash));
}

bool PssDigest::Is(std::string_view digest) const {
  return digest.size() == hash_.size() &&
         Digest(algorithm_, std::string(8, '\0').append(digest) + salt_) ==
             hash_;
}

}  // namespace mdmock::crypto

#include "protocol/crypto/base_point.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

constexpr size_t kWindow = 6;  // Bits of a number that one addition takes in.
constexpr size_t kMultiples = (1 << kWindow) - 1;

// The `at`th window of a big-endian number, counted from its lowest bits.
unsigned WindowOf(std::string_view number, size_t at) {
  unsigned window = 0;
  for (size_t i = kWindow; i-- > 0;) {
    const size_t bit = at * kWindow + i;
    const size_t byte = bit / 8;
    window <<= 1;
    if (byte >= number.size()) continue;
    const auto value =
        static_cast<unsigned char>(number[number.size() - 1 - byte]);
    window |= value >> bit % 8 & 1U;
  }
  return window;
}

}  // namespace

const BasePoint* BasePoint::Of(size_t bits) {
  switch (bits) {
    case 256: {
      static const BasePoint p256(NID_X9_62_prime256v1, 256);
      return &p256;
    }
    case 384: {
      static const BasePoint p384(NID_secp384r1, 384);
      return &p384;
    }
    case 521: {
      static const BasePoint p521(NID_secp521r1, 521);
      return &p521;
    }
    default:
      return nullptr;
  }
}

BasePoint::BasePoint(int curve, size_t bits)
    : group_(EC_GROUP_new_by_curve_name(curve)), bits_(bits) {
  if (group_ && bits > 256) MakeTable();
}

// Where OpenSSL fails, which is for lack of memory only, no table stays.
void BasePoint::MakeTable() {
  const size_t num_bits = std::min(8 * kMaxLength, bits_);
  const size_t num_windows = (num_bits + kWindow - 1) / kWindow;
  const Handle<BN_CTX> context(BN_CTX_new());
  Handle<EC_POINT> unit(
      EC_POINT_dup(EC_GROUP_get0_generator(group_.get()), group_.get()));
  Handle<EC_POINT> multiple(EC_POINT_dup(unit.get(), group_.get()));
  while (table_.size() < num_windows * kMultiples) {
    Handle<EC_POINT> next(EC_POINT_new(group_.get()));
    if (!context || !unit || !multiple || !next ||
        EC_POINT_add(group_.get(), next.get(), multiple.get(), unit.get(),
                     context.get()) != 1) {
      table_.clear();
      break;
    }
    table_.push_back(std::exchange(multiple, std::move(next)));
    if (table_.size() % kMultiples != 0) continue;
    // What comes next is the unit of the next window.
    unit.reset(EC_POINT_dup(multiple.get(), group_.get()));
  }
  ClearOpenSslErrors();
}

Handle<EC_POINT> BasePoint::Times(std::string_view number) const {
  assert(number.size() <= kMaxLength && number.size() <= (bits_ + 7) / 8);
  const Handle<BN_CTX> context(BN_CTX_new());
  Handle<EC_POINT> product(EC_POINT_new(group_.get()));
  if (!context || !product) return nullptr;
  bool ok = EC_POINT_set_to_infinity(group_.get(), product.get()) == 1;
  if (table_.empty()) {
    const Handle<BIGNUM> factor(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(number.data()),
                  static_cast<int>(number.size()), nullptr));
    ok = factor && EC_POINT_mul(group_.get(), product.get(), factor.get(),
                                nullptr, nullptr, context.get()) == 1;
  } else {
    const size_t num_windows = (8 * number.size() + kWindow - 1) / kWindow;
    for (size_t at = 0; ok && at < num_windows; ++at) {
      const unsigned window = WindowOf(number, at);
      if (window == 0) continue;
      ok = EC_POINT_add(group_.get(), product.get(), product.get(),
                        table_[at * kMultiples + window - 1].get(),
                        context.get()) == 1;
    }
  }
  if (ok) return product;
  ClearOpenSslErrors();
  return nullptr;
}

}  // namespace mdmock::crypto

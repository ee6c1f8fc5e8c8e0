#ifndef MDMOCK_PROTOCOL_CRYPTO_BASE_POINT_H_
#define MDMOCK_PROTOCOL_CRYPTO_BASE_POINT_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {

// BasePoint multiplies the base point of a curve by numbers that are no
// secrets, many times over. OpenSSL does so in 10 µs on P-256; on P-384 and
// P-521, where it guards the number, in 2 ms and 0.4 ms. There a table of
// multiples is made at the first use (10 ms, 2 MB), and a number of 256 bits
// then costs some 43 additions: 0.1 ms and 0.2 ms. Any thread may use it.
class BasePoint {
 public:
  static constexpr size_t kMaxLength = 64;  // Bytes of a number.

  // Of gives that of P-256, P-384 or P-521, by the bits of the order; null for
  // others. It is there for good.
  static const BasePoint* Of(size_t bits);

  const EC_GROUP* group() const { return group_.get(); }
  size_t bits() const { return bits_; }  // Of the order.

  // Times multiplies by a big-endian number of at most kMaxLength bytes, and at
  // most as many as the order has. Null where OpenSSL fails.
  Handle<EC_POINT> Times(std::string_view number) const;

 private:
  BasePoint(int curve, size_t bits);
  void MakeTable();

  Handle<EC_GROUP> group_;
  size_t bits_;
  // d * 2^(6j) * G at 63j + d - 1, for d from 1 to 63; empty for P-256.
  std::vector<Handle<EC_POINT>> table_;
};

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_BASE_POINT_H_

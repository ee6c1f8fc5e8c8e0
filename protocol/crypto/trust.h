#ifndef MDMOCK_PROTOCOL_CRYPTO_TRUST_H_
#define MDMOCK_PROTOCOL_CRYPTO_TRUST_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {

// Trust is a bundle of roots and intermediates. A chain may end at any of them,
// be it self-signed or not. Nothing changes it; any thread may use it.
class Trust {
 public:
  // Read takes every certificate of a PEM text; one at least.
  static Result<Trust> Read(std::string_view pem);
  static Result<Trust> Of(const std::vector<Certificate>& anchors);

  // Check gives "" where a chain leads from `certificate` over `others` to an
  // anchor, and otherwise says why not. Purposes and the strength of keys do
  // not count, nor does the time where `time` is null.
  std::string Check(const Certificate& certificate,
                    const std::vector<Certificate>& others,
                    const SystemTime* time) const;

 private:
  explicit Trust(Handle<X509_STORE> store) : store_(std::move(store)) {}

  Handle<X509_STORE> store_;
};

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_TRUST_H_

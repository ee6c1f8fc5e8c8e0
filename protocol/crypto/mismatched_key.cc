#include "protocol/crypto/mismatched_key.h"

#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <string>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

struct FreeParams {
  void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
};
// Merged ones lend what they hold: the array alone goes.
struct FreeMerged {
  void operator()(OSSL_PARAM* params) const { OPENSSL_free(params); }
};
using Params = std::unique_ptr<OSSL_PARAM, FreeParams>;

Params ParamsOf(const EVP_PKEY* key, int selection) {
  OSSL_PARAM* params = nullptr;
  if (EVP_PKEY_todata(key, selection, &params) != 1) return nullptr;
  return Params(params);
}

}  // namespace

Result<PrivateKey> MakeMismatchedKey(const EVP_PKEY& public_half,
                                     const PrivateKey& private_half) {
  constexpr char kDoing[] = "cannot put two halves of keys together";
  if (EVP_PKEY_parameters_eq(&public_half, private_half.get()) == 0) {
    return Failure{"the two keys are of different kinds"};
  }
  const Params shown = ParamsOf(&public_half, EVP_PKEY_PUBLIC_KEY);
  const Params own = ParamsOf(private_half.get(), EVP_PKEY_KEYPAIR);
  if (!shown || !own) return OpenSslFailure(kDoing);
  // Of two by one name the second stays.
  const std::unique_ptr<OSSL_PARAM, FreeMerged> merged(
      OSSL_PARAM_merge(own.get(), shown.get()));
  const Handle<EVP_PKEY_CTX> context(
      EVP_PKEY_CTX_new_from_pkey(nullptr, private_half.get(), nullptr));
  EVP_PKEY* made = nullptr;
  if (!merged || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, merged.get()) !=
          1) {
    return OpenSslFailure(kDoing);
  }
  const Handle<EVP_PKEY> handle(made);
  std::string der(
      static_cast<size_t>(std::max(i2d_PrivateKey(made, nullptr), 0)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  if (der.empty() || i2d_PrivateKey(made, &cursor) <= 0) {
    return OpenSslFailure(kDoing);
  }
  auto key = PrivateKey::ReadDer(der);
  // What has no place for a public half derives it.
  if (key && EVP_PKEY_eq(key->get(), &public_half) != 1) {
    ClearOpenSslErrors();
    return Failure{"a key of this kind shows what it signs with"};
  }
  return key;
}

}  // namespace mdmock::crypto

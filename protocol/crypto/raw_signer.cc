#include "protocol/crypto/raw_signer.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <utility>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {

Result<RawSigner> RawSigner::Make(const PrivateKey& key,
                                  DigestAlgorithm algorithm) {
  if (!key.is_rsa() && !key.kind().starts_with("EC-")) {
    return Failure{"a key of the kind " + key.kind() +
                   " does not sign here: RSA and EC keys do"};
  }
  Handle<EVP_PKEY_CTX> prepared(EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!prepared || EVP_PKEY_sign_init(prepared.get()) != 1 ||
      EVP_PKEY_CTX_set_signature_md(prepared.get(), Evp(algorithm)) != 1) {
    return OpenSslFailure("cannot sign with this key");
  }
  const auto max_len = static_cast<size_t>(EVP_PKEY_get_size(key.get()));
  return RawSigner(key, std::move(prepared), max_len);
}

Result<std::string> RawSigner::Sign(std::string_view digest) const {
  // A context serves one thread at a time; a copy costs little.
  const Handle<EVP_PKEY_CTX> context(EVP_PKEY_CTX_dup(prepared_.get()));
  std::string signature(max_len_, '\0');
  size_t length = signature.size();
  if (!context ||
      EVP_PKEY_sign(context.get(),
                    reinterpret_cast<unsigned char*>(signature.data()), &length,
                    reinterpret_cast<const unsigned char*>(digest.data()),
                    digest.size()) != 1) {
    return OpenSslFailure("cannot sign");
  }
  signature.resize(length);
  return signature;
}

}  // namespace mdmock::crypto

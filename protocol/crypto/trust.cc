#include "protocol/crypto/trust.h"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>
#include <utility>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

// The stack alone: what is in it is lent.
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

}  // namespace

Result<Trust> Trust::Read(std::string_view pem) {
  const auto anchors = Certificate::ReadAll(pem);
  if (!anchors) return anchors.error();
  return Of(*anchors);
}

Result<Trust> Trust::Of(const std::vector<Certificate>& anchors) {
  Handle<X509_STORE> store(X509_STORE_new());
  if (!store) return OpenSslFailure("cannot make a store of anchors");
  for (const Certificate& anchor : anchors) {
    if (X509_STORE_add_cert(store.get(), anchor.get()) != 1) {
      return OpenSslFailure("cannot take an anchor");
    }
  }
  return Trust(std::move(store));
}

std::string Trust::Check(const Certificate& certificate,
                         const std::vector<Certificate>& others,
                         const SystemTime* time) const {
  const std::unique_ptr<STACK_OF(X509), FreeStack> stack(sk_X509_new_null());
  for (const Certificate& other : others) {
    sk_X509_push(stack.get(), other.get());
  }
  const Handle<X509_STORE_CTX> context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), store_.get(),
                                      certificate.get(), stack.get()) != 1) {
    ClearOpenSslErrors();
    return "the chain cannot be checked";
  }
  X509_VERIFY_PARAM* how = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_purpose(how, X509_PURPOSE_ANY);
  // Issuers of 1024 bits are what real consoles have (level 0).
  X509_VERIFY_PARAM_set_auth_level(how, 0);
  X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN);
  if (time != nullptr) {
    X509_VERIFY_PARAM_set_time(how, EpochSeconds(*time));
  } else {
    X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_NO_CHECK_TIME);
  }
  const int ok = X509_verify_cert(context.get());
  const int error = X509_STORE_CTX_get_error(context.get());
  ClearOpenSslErrors();
  if (ok == 1) return "";
  return X509_verify_cert_error_string(error);
}

}  // namespace mdmock::crypto

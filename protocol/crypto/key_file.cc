#include "protocol/crypto/key_file.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <memory>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {
namespace {

constexpr int kIterations = 2048;

// The stack alone: what is in it is lent.
struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

}  // namespace

Result<std::string> MakeKeyFile(const KeyFile& contents,
                                const std::string& password) {
  const std::unique_ptr<STACK_OF(X509), FreeStack> issuers(sk_X509_new_null());
  for (const Certificate& one : contents.issuers) {
    sk_X509_push(issuers.get(), one.get());
  }
  const char* name =
      contents.friendly_name.empty() ? nullptr : contents.friendly_name.c_str();
  const Handle<PKCS12> file(
      PKCS12_create(password.c_str(), name,
                    contents.key == nullptr ? nullptr : contents.key->get(),
                    contents.certificate.get(), issuers.get(), NID_aes_256_cbc,
                    NID_aes_256_cbc, kIterations, kIterations, 0));
  if (!file) return OpenSslFailure("cannot make a PKCS#12 file");
  std::string der(static_cast<size_t>(i2d_PKCS12(file.get(), nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_PKCS12(file.get(), &cursor);
  return der;
}

}  // namespace mdmock::crypto

#include "protocol/crypto/identity.h"

#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>

#include <climits>
#include <memory>
#include <optional>
#include <utility>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {
namespace {

struct FreeStack {
  void operator()(STACK_OF(X509) * stack) const {
    sk_X509_pop_free(stack, X509_free);
  }
};
using Stack = std::unique_ptr<STACK_OF(X509), FreeStack>;

// Parts is what OpenSSL found; its key belongs to the context that opened it.
struct Parts {
  Handle<EVP_PKEY> key;
  Handle<X509> certificate;
  Stack others;
};

// Room is a library context in which the old algorithms are at hand, apart from
// the process's own: nothing else is to use RC2.
struct Room {
  Handle<OSSL_LIB_CTX> context{OSSL_LIB_CTX_new()};
  Handle<OSSL_PROVIDER> legacy{OSSL_PROVIDER_load(context.get(), "legacy")};
  Handle<OSSL_PROVIDER> standard{OSSL_PROVIDER_load(context.get(), "default")};
};

Result<Parts> Open(std::string_view bytes, const std::string& password) {
  const auto* cursor = reinterpret_cast<const unsigned char*>(bytes.data());
  const Handle<PKCS12> file(
      d2i_PKCS12(nullptr, &cursor, static_cast<long>(bytes.size())));
  ClearOpenSslErrors();
  if (!file) return Failure{"this is no PKCS#12 file"};
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  const int ok =
      PKCS12_parse(file.get(), password.c_str(), &key, &certificate, &others);
  Parts parts{Handle<EVP_PKEY>(key), Handle<X509>(certificate), Stack(others)};
  const Failure why = OpenSslFailure("the PKCS#12 file cannot be opened");
  if (ok == 1) return parts;
  if (why.what.find("mac verify failure") != std::string::npos) {
    return Failure{"the PKCS#12 file does not open under this password"};
  }
  return why;
}

Result<Certificate> Copy(const X509* certificate) {
  std::string der(static_cast<size_t>(i2d_X509(certificate, nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate, &cursor);
  return Certificate::Read(der);
}

Result<PrivateKey> Copy(EVP_PKEY* key) {
  std::string der(static_cast<size_t>(i2d_PrivateKey(key, nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_PrivateKey(key, &cursor);
  return PrivateKey::ReadDer(der);
}

}  // namespace

Result<Identity> ReadIdentity(std::string_view pkcs12,
                              const std::string& password) {
  if (pkcs12.size() > INT_MAX) return Failure{"the PKCS#12 file is too large"};
  std::optional<Room> room;  // Outlives what is opened in it.
  Result<Parts> parts = Open(pkcs12, password);
  if (!parts) {
    room.emplace();
    // For this thread only, and only as long as it takes.
    OSSL_LIB_CTX* const before = OSSL_LIB_CTX_set0_default(room->context.get());
    parts = Open(pkcs12, password);
    OSSL_LIB_CTX_set0_default(before);
  }
  if (!parts) return parts.error();
  if (!parts->key) return Failure{"the PKCS#12 file holds no private key"};
  if (!parts->certificate) {
    return Failure{"the PKCS#12 file holds no certificate for its key"};
  }
  auto key = Copy(parts->key.get());
  if (!key) return key.error();
  auto certificate = Copy(parts->certificate.get());
  if (!certificate) return certificate.error();
  Identity identity{std::move(*key), std::move(*certificate), {}};
  const int count = parts->others ? sk_X509_num(parts->others.get()) : 0;
  for (int i = 0; i < count; ++i) {
    auto other = Copy(sk_X509_value(parts->others.get(), i));
    if (other) identity.others.push_back(std::move(*other));
  }
  ClearOpenSslErrors();
  return identity;
}

Result<std::string> MakeIdentityFile(const Identity& identity,
                                     const std::string& password,
                                     Protection protection) {
  const int for_key = protection == Protection::kUsual
                          ? 0  // OpenSSL's choice.
                          : NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
  const int for_certificates = protection == Protection::kRc2
                                   ? NID_pbe_WithSHA1And40BitRC2_CBC
                                   : for_key;
  const Stack others(sk_X509_new_null());
  for (const Certificate& other : identity.others) {
    X509_up_ref(other.get());
    sk_X509_push(others.get(), other.get());
  }
  std::optional<Room> room;
  OSSL_LIB_CTX* before = nullptr;
  if (protection == Protection::kRc2) {
    room.emplace();
    before = OSSL_LIB_CTX_set0_default(room->context.get());
  }
  const Handle<PKCS12> file(PKCS12_create(
      password.c_str(), nullptr, identity.key.get(), identity.certificate.get(),
      others.get(), for_key, for_certificates, 0, 0, 0));
  if (room) OSSL_LIB_CTX_set0_default(before);
  if (!file) return OpenSslFailure("cannot make a PKCS#12 file");
  std::string der(static_cast<size_t>(i2d_PKCS12(file.get(), nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_PKCS12(file.get(), &cursor);
  return der;
}

}  // namespace mdmock::crypto

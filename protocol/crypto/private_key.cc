#include "protocol/crypto/private_key.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <climits>
#include <utility>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

// OpenSSL asks this for a password; that it did is all we want to know.
int RefusePassword(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

std::string Contents(BIO* memory) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(memory, &data);
  return {data, static_cast<size_t>(length)};
}

Handle<EVP_PKEY> Share(const Handle<EVP_PKEY>& handle) {
  EVP_PKEY_up_ref(handle.get());
  return Handle<EVP_PKEY>(handle.get());
}

}  // namespace

Result<PrivateKey> PrivateKey::ReadPem(std::string_view text) {
  if (text.size() > INT_MAX) return Failure{"the private key is too large"};
  const Handle<BIO> memory(
      BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!memory) return OpenSslFailure("out of memory");
  bool asked = false;
  Handle<EVP_PKEY> handle(
      PEM_read_bio_PrivateKey(memory.get(), nullptr, RefusePassword, &asked));
  // A file of several PEM blocks may have left the errors of those passed over.
  ClearOpenSslErrors();
  if (handle) return PrivateKey(std::move(handle));
  if (asked) {
    return Failure{
        "the private key is protected by a password: take it off first, for "
        "instance with openssl pkey -in key.pem -out plain.pem"};
  }
  if (text.find("-----BEGIN") == std::string_view::npos) {
    return Failure{"no private key here: there is no PEM block"};
  }
  if (text.find("PRIVATE KEY-----") == std::string_view::npos) {
    return Failure{"no private key here: the PEM blocks hold something else"};
  }
  return Failure{"the private key cannot be read: its PEM block is damaged"};
}

Result<PrivateKey> PrivateKey::GenerateRsa(int bits) {
  Handle<EVP_PKEY> handle(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(bits)));
  if (!handle) return OpenSslFailure("cannot make an RSA key");
  return PrivateKey(std::move(handle));
}

Result<PrivateKey> PrivateKey::GenerateEc(const std::string& curve) {
  Handle<EVP_PKEY> handle(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.c_str()));
  if (!handle) return OpenSslFailure("cannot make a key on " + curve);
  return PrivateKey(std::move(handle));
}

Result<PrivateKey> PrivateKey::ReadDer(std::string_view der) {
  const auto* cursor = reinterpret_cast<const unsigned char*>(der.data());
  Handle<EVP_PKEY> handle(
      d2i_AutoPrivateKey(nullptr, &cursor, static_cast<long>(der.size())));
  ClearOpenSslErrors();
  if (handle) return PrivateKey(std::move(handle));
  return Failure{"no private key here that can be read"};
}

PrivateKey::PrivateKey(const PrivateKey& other)
    : handle_(Share(other.handle_)) {}

PrivateKey& PrivateKey::operator=(const PrivateKey& other) {
  if (this != &other) handle_ = Share(other.handle_);
  return *this;
}

std::string PrivateKey::Pem() const {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PKCS8PrivateKey(memory.get(), get(), nullptr, nullptr, 0,
                                nullptr, nullptr);
  return Contents(memory.get());
}

std::string PrivateKey::Pkcs1Pem() const {
  if (!is_rsa()) return "";
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey_traditional(memory.get(), get(), nullptr, nullptr, 0,
                                       nullptr, nullptr);
  return Contents(memory.get());
}

bool PrivateKey::is_rsa() const { return EVP_PKEY_is_a(get(), "RSA") == 1; }

size_t PrivateKey::modulus_len() const {
  return is_rsa() ? static_cast<size_t>(EVP_PKEY_get_size(get())) : 0;
}

std::string PrivateKey::kind() const {
  const char* name = EVP_PKEY_get0_type_name(get());
  std::string kind = name == nullptr ? "unknown" : name;
  if (kind == "RSA" || kind == "EC") {
    kind += "-" + std::to_string(EVP_PKEY_get_bits(get()));
  }
  return kind;
}

}  // namespace mdmock::crypto

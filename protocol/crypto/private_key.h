#ifndef MDMOCK_PROTOCOL_CRYPTO_PRIVATE_KEY_H_
#define MDMOCK_PROTOCOL_CRYPTO_PRIVATE_KEY_H_

#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {

// PrivateKey is a private key of any kind that OpenSSL reads. Copies share one
// key, which nothing changes; any thread may use it.
class PrivateKey {
 public:
  // ReadPem takes the first private key in `text`, in PKCS#8, PKCS#1 or SEC 1
  // armour. A key under a password is a Failure that says so.
  static Result<PrivateKey> ReadPem(std::string_view text);

  // GenerateRsa makes a new key out of OpenSSL's own random source: the one
  // thing of ours that a seed does not repeat.
  static Result<PrivateKey> GenerateRsa(int bits = 2048);

  // GenerateEc makes a new key on a curve by its NIST name: "P-256", "P-384".
  static Result<PrivateKey> GenerateEc(const std::string& curve = "P-256");

  // ReadDer takes a key in PKCS#8, PKCS#1 or SEC 1, without armour.
  static Result<PrivateKey> ReadDer(std::string_view der);

  PrivateKey(const PrivateKey& other);
  PrivateKey& operator=(const PrivateKey& other);
  PrivateKey(PrivateKey&&) = default;
  PrivateKey& operator=(PrivateKey&&) = default;

  std::string Pem() const;       // PKCS#8: BEGIN PRIVATE KEY.
  std::string Pkcs1Pem() const;  // BEGIN RSA PRIVATE KEY; "" unless it is RSA.

  bool is_rsa() const;
  size_t modulus_len() const;  // Bytes of an RSA modulus; 0 unless it is RSA.
  std::string kind() const;    // "RSA-2048", "EC-256", "ED25519"

  EVP_PKEY* get() const { return handle_.get(); }  // Lent.

 private:
  explicit PrivateKey(Handle<EVP_PKEY> handle) : handle_(std::move(handle)) {}

  Handle<EVP_PKEY> handle_;
};

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_PRIVATE_KEY_H_

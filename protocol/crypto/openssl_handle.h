#ifndef MDMOCK_PROTOCOL_CRYPTO_OPENSSL_HANDLE_H_
#define MDMOCK_PROTOCOL_CRYPTO_OPENSSL_HANDLE_H_

#include <openssl/types.h>  // Forward declarations only.

#include <memory>

using CMS_ContentInfo = struct CMS_ContentInfo_st;  // Not in types.h.
using EC_GROUP = struct ec_group_st;                // Nor are these.
using EC_POINT = struct ec_point_st;
using ECDSA_SIG = struct ECDSA_SIG_st;
using PKCS12 = struct PKCS12_st;
using X509_EXTENSION = struct X509_extension_st;
using X509_REQ = struct X509_req_st;

namespace mdmock::crypto {

// One overload per type that we own, defined in openssl_handle.cc, so that a
// file which only moves handles about never compiles the OpenSSL headers.
struct Free {
  void operator()(ASN1_INTEGER* handle) const;
  void operator()(BIGNUM* handle) const;
  void operator()(BIO* handle) const;
  void operator()(BN_CTX* handle) const;
  void operator()(CMS_ContentInfo* handle) const;
  void operator()(EC_GROUP* handle) const;
  void operator()(EC_POINT* handle) const;
  void operator()(ECDSA_SIG* handle) const;
  void operator()(EVP_CIPHER_CTX* handle) const;
  void operator()(EVP_MAC* handle) const;
  void operator()(EVP_MAC_CTX* handle) const;
  void operator()(EVP_MD_CTX* handle) const;
  void operator()(EVP_PKEY* handle) const;
  void operator()(EVP_PKEY_CTX* handle) const;
  void operator()(OSSL_LIB_CTX* handle) const;
  void operator()(OSSL_PROVIDER* handle) const;
  void operator()(PKCS12* handle) const;
  void operator()(SSL* handle) const;
  void operator()(SSL_CTX* handle) const;
  void operator()(X509* handle) const;
  void operator()(X509_CRL* handle) const;
  void operator()(X509_EXTENSION* handle) const;
  void operator()(X509_REQ* handle) const;
  void operator()(X509_STORE* handle) const;
  void operator()(X509_STORE_CTX* handle) const;
};

// Handle<T> owns one reference to an OpenSSL object and frees it exactly once.
// Pass `handle.get()` to a function that borrows (get0, set1, add1) and
// `handle.release()` to one that takes over (set0, add0, push). A type without
// an overload above does not compile.
template <typename T>
using Handle = std::unique_ptr<T, Free>;

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_OPENSSL_HANDLE_H_

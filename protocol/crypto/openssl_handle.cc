#include "protocol/crypto/openssl_handle.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace mdmock::crypto {

void Free::operator()(ASN1_INTEGER* handle) const { ASN1_INTEGER_free(handle); }
void Free::operator()(BIGNUM* handle) const { BN_free(handle); }
void Free::operator()(BIO* handle) const { BIO_free_all(handle); }
void Free::operator()(BN_CTX* handle) const { BN_CTX_free(handle); }
void Free::operator()(CMS_ContentInfo* handle) const {
  CMS_ContentInfo_free(handle);
}
void Free::operator()(EC_GROUP* handle) const { EC_GROUP_free(handle); }
void Free::operator()(EC_POINT* handle) const { EC_POINT_free(handle); }
void Free::operator()(ECDSA_SIG* handle) const { ECDSA_SIG_free(handle); }
void Free::operator()(EVP_CIPHER_CTX* handle) const {
  EVP_CIPHER_CTX_free(handle);
}
void Free::operator()(EVP_MAC* handle) const { EVP_MAC_free(handle); }
void Free::operator()(EVP_MAC_CTX* handle) const { EVP_MAC_CTX_free(handle); }
void Free::operator()(EVP_MD_CTX* handle) const { EVP_MD_CTX_free(handle); }
void Free::operator()(EVP_PKEY* handle) const { EVP_PKEY_free(handle); }
void Free::operator()(EVP_PKEY_CTX* handle) const { EVP_PKEY_CTX_free(handle); }
void Free::operator()(OSSL_LIB_CTX* handle) const { OSSL_LIB_CTX_free(handle); }
void Free::operator()(OSSL_PROVIDER* handle) const {
  OSSL_PROVIDER_unload(handle);
}
void Free::operator()(PKCS12* handle) const { PKCS12_free(handle); }
void Free::operator()(SSL* handle) const { SSL_free(handle); }
void Free::operator()(SSL_CTX* handle) const { SSL_CTX_free(handle); }
void Free::operator()(X509* handle) const { X509_free(handle); }
void Free::operator()(X509_CRL* handle) const { X509_CRL_free(handle); }
void Free::operator()(X509_EXTENSION* handle) const {
  X509_EXTENSION_free(handle);
}
void Free::operator()(X509_REQ* handle) const { X509_REQ_free(handle); }
void Free::operator()(X509_STORE* handle) const { X509_STORE_free(handle); }
void Free::operator()(X509_STORE_CTX* handle) const {
  X509_STORE_CTX_free(handle);
}

}  // namespace mdmock::crypto

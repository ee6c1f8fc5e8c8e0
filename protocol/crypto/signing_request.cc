#include "protocol/crypto/signing_request.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {

Result<SigningRequest> SigningRequest::Read(std::string_view der) {
  const auto* cursor = reinterpret_cast<const unsigned char*>(der.data());
  const auto* end = cursor + der.size();
  SigningRequest read(Handle<X509_REQ>(
      d2i_X509_REQ(nullptr, &cursor, static_cast<long>(der.size()))));
  ClearOpenSslErrors();
  if (!read.handle_) return Failure{"this is no PKCS#10 request"};
  if (cursor != end) return Failure{"bytes follow the PKCS#10 request"};
  return read;
}

bool SigningRequest::SignatureFits() const {
  EVP_PKEY* key = public_key();
  const bool fits = key != nullptr && X509_REQ_verify(handle_.get(), key) == 1;
  ClearOpenSslErrors();
  return fits;
}

std::string SigningRequest::digest_name() const {
  int digest = NID_undef;
  const int algorithm = X509_REQ_get_signature_nid(handle_.get());
  if (OBJ_find_sigid_algs(algorithm, &digest, nullptr) != 1) return "";
  return digest == NID_undef ? "" : OBJ_nid2sn(digest);
}

EVP_PKEY* SigningRequest::public_key() const {
  EVP_PKEY* key = X509_REQ_get0_pubkey(handle_.get());
  ClearOpenSslErrors();
  return key;
}

std::string SigningRequest::key_name() const {
  EVP_PKEY* key = public_key();
  if (key == nullptr) return "unreadable";
  const char* type = EVP_PKEY_get0_type_name(key);
  return std::string(type == nullptr ? "unknown" : type) + "-" +
         std::to_string(EVP_PKEY_get_bits(key));
}

int SigningRequest::key_bits() const {
  const EVP_PKEY* key = public_key();
  return key == nullptr ? 0 : EVP_PKEY_get_bits(key);
}

std::string SigningRequest::Subject() const {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(memory.get(), X509_REQ_get_subject_name(handle_.get()), 0,
                     XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<size_t>(length)};
}

Result<std::string> MakeSigningRequest(const PrivateKey& key,
                                       const PrivateKey& signer,
                                       DigestAlgorithm digest) {
  const Handle<X509_REQ> request(X509_REQ_new());
  if (!request || X509_REQ_set_version(request.get(), 0) != 1 ||
      X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
      X509_REQ_sign(request.get(), signer.get(), Evp(digest)) <= 0) {
    return OpenSslFailure("cannot make a PKCS#10 request");
  }
  std::string der(static_cast<size_t>(i2d_X509_REQ(request.get(), nullptr)),
                  '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509_REQ(request.get(), &cursor);
  return der;
}

}  // namespace mdmock::crypto

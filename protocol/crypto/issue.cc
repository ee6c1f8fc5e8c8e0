#include "protocol/crypto/issue.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <span>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {
namespace {

struct Extension {
  int nid;
  const char* value;  // As in a configuration file of OpenSSL.
};

// The key's identifier comes first: a certificate that signs itself takes its
// authority's from there.
constexpr Extension kAuthority[] = {
    {NID_subject_key_identifier, "hash"},
    {NID_basic_constraints, "critical,CA:TRUE"},
    {NID_key_usage, "critical,keyCertSign,cRLSign"},
    {NID_authority_key_identifier, "keyid:always,issuer:always"}};
constexpr Extension kClient[] = {
    {NID_subject_key_identifier, "hash"},
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature,keyEncipherment"},
    {NID_ext_key_usage, "clientAuth"},
    {NID_authority_key_identifier, "keyid:always,issuer:always"}};

std::span<const Extension> ExtensionsFor(IssuedUse use) {
  if (use == IssuedUse::kAuthority) return kAuthority;
  return kClient;
}

bool SetSerial(X509* certificate, const Issued& contents) {
  const std::string& serial = contents.serial;
  const Handle<BIGNUM> number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()),
                static_cast<int>(serial.size()), nullptr));
  if (!number) return false;
  BN_set_negative(number.get(), contents.serial_is_negative ? 1 : 0);
  return BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) !=
         nullptr;
}

bool SetNames(X509* certificate, const std::string& common_name,
              const Issuer* issuer) {
  X509_NAME* name = X509_get_subject_name(certificate);
  if (X509_NAME_add_entry_by_txt(
          name, "CN", MBSTRING_UTF8,
          reinterpret_cast<const unsigned char*>(common_name.data()),
          static_cast<int>(common_name.size()), -1, 0) != 1) {
    return false;
  }
  const X509_NAME* by = issuer == nullptr
                            ? name
                            : X509_get_subject_name(issuer->certificate.get());
  return X509_set_issuer_name(certificate, by) == 1;
}

bool SetTimes(X509* certificate, const Issued& contents) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate),
                       EpochSeconds(contents.not_before)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate),
                       EpochSeconds(contents.not_after)) != nullptr;
}

bool AddExtensions(X509* certificate, const Issuer* issuer, IssuedUse use) {
  X509V3_CTX context;
  X509* by = issuer == nullptr ? certificate : issuer->certificate.get();
  X509V3_set_ctx(&context, by, certificate, nullptr, nullptr, 0);
  for (const auto& [nid, value] : ExtensionsFor(use)) {
    const Handle<X509_EXTENSION> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<Certificate> Issue(const PrivateKey& key, const Issued& contents,
                          const Issuer* issuer) {
  const Handle<X509> handle(X509_new());
  X509* made = handle.get();
  const bool done =
      made != nullptr && X509_set_version(made, X509_VERSION_3) == 1 &&
      SetSerial(made, contents) && SetTimes(made, contents) &&
      SetNames(made, contents.common_name, issuer) &&
      X509_set_pubkey(made, key.get()) == 1 &&
      AddExtensions(made, issuer, contents.use) &&
      X509_sign(made, issuer == nullptr ? key.get() : issuer->key.get(),
                EVP_sha512()) > 0;
  if (!done) return OpenSslFailure("cannot issue a certificate");
  unsigned char* der = nullptr;
  const int length = i2d_X509(made, &der);
  if (length <= 0) return OpenSslFailure("cannot write a certificate");
  auto issued = Certificate::Read(
      {reinterpret_cast<const char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  return issued;
}

}  // namespace mdmock::crypto

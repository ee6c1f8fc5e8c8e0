#include "protocol/crypto/issue.h"

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <span>
#include <string>

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

constexpr Extension kClientSigner[] = {
    {NID_subject_key_identifier, "hash"},
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"},
    {NID_ext_key_usage, "clientAuth"},
    {NID_authority_key_identifier, "keyid:always,issuer:always"}};

std::span<const Extension> ExtensionsFor(IssuedUse use) {
  switch (use) {
    case IssuedUse::kAuthority:
      return kAuthority;
    case IssuedUse::kClientAuthentication:
      return kClient;
    case IssuedUse::kClientSignature:
      break;
  }
  return kClientSigner;
}

struct FreeNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

// The text goes into `string` as it is: a name may hold whatever OpenSSL's
// configuration files would take for the next one.
bool SetText(ASN1_STRING* string, const std::string& text) {
  return string != nullptr &&
         ASN1_STRING_set(string, text.data(), static_cast<int>(text.size())) ==
             1;
}

bool AddMail(GENERAL_NAMES* names, const std::string& mail) {
  GENERAL_NAME* name = GENERAL_NAME_new();
  if (name == nullptr || sk_GENERAL_NAME_push(names, name) == 0) return false;
  ASN1_IA5STRING* text = ASN1_IA5STRING_new();
  if (!SetText(text, mail)) return false;
  GENERAL_NAME_set0_value(name, GEN_EMAIL, text);
  return true;
}

bool AddPrincipal(GENERAL_NAMES* names, const std::string& principal) {
  GENERAL_NAME* name = GENERAL_NAME_new();
  if (name == nullptr || sk_GENERAL_NAME_push(names, name) == 0) return false;
  ASN1_UTF8STRING* text = ASN1_UTF8STRING_new();
  ASN1_TYPE* value = ASN1_TYPE_new();
  if (value == nullptr || !SetText(text, principal)) return false;
  ASN1_TYPE_set(value, V_ASN1_UTF8STRING, text);
  return GENERAL_NAME_set0_othername(name, OBJ_nid2obj(NID_ms_upn), value) == 1;
}

bool AddAlternativeNames(X509* certificate, const Issued& contents) {
  if (contents.mail.empty() && contents.principal.empty()) return true;
  const std::unique_ptr<GENERAL_NAMES, FreeNames> names(
      sk_GENERAL_NAME_new_null());
  return names &&
         (contents.mail.empty() || AddMail(names.get(), contents.mail)) &&
         (contents.principal.empty() ||
          AddPrincipal(names.get(), contents.principal)) &&
         X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0,
                           X509V3_ADD_DEFAULT) == 1;
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

// `key` has its private half where `issuer` is null.
Result<Certificate> IssueTo(EVP_PKEY* key, const Issued& contents,
                            const Issuer* issuer) {
  const Handle<X509> handle(X509_new());
  X509* made = handle.get();
  const bool done = made != nullptr &&
                    X509_set_version(made, X509_VERSION_3) == 1 &&
                    SetSerial(made, contents) && SetTimes(made, contents) &&
                    SetNames(made, contents.common_name, issuer) &&
                    X509_set_pubkey(made, key) == 1 &&
                    AddExtensions(made, issuer, contents.use) &&
                    AddAlternativeNames(made, contents) &&
                    X509_sign(made, issuer == nullptr ? key : issuer->key.get(),
                              Evp(contents.digest)) > 0;
  if (!done) return OpenSslFailure("cannot issue a certificate");
  unsigned char* der = nullptr;
  const int length = i2d_X509(made, &der);
  if (length <= 0) return OpenSslFailure("cannot write a certificate");
  auto issued = Certificate::Read(
      {reinterpret_cast<const char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  return issued;
}

}  // namespace

Result<Certificate> Issue(const PrivateKey& key, const Issued& contents,
                          const Issuer* issuer) {
  return IssueTo(key.get(), contents, issuer);
}

Result<Certificate> IssueFor(EVP_PKEY& public_key, const Issued& contents,
                             const Issuer& issuer) {
  return IssueTo(&public_key, contents, &issuer);
}

}  // namespace mdmock::crypto

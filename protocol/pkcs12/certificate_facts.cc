#include "protocol/pkcs12/certificate_facts.h"

#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <memory>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::pkcs12 {
namespace {

constexpr const char* kUpn = "1.3.6.1.4.1.311.20.2.3";

struct FreeNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

std::string Utf8(const ASN1_STRING* string) {
  unsigned char* out = nullptr;
  const int length = string == nullptr ? -1 : ASN1_STRING_to_UTF8(&out, string);
  crypto::ClearOpenSslErrors();
  if (length < 0) return "";
  std::string text(reinterpret_cast<char*>(out), static_cast<size_t>(length));
  OPENSSL_free(out);
  return text;
}

void AddSubject(const X509* certificate, int kind,
                std::vector<std::string>& all) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  for (int at = X509_NAME_get_index_by_NID(subject, kind, -1); at >= 0;
       at = X509_NAME_get_index_by_NID(subject, kind, at)) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(subject, at);
    std::string text = Utf8(X509_NAME_ENTRY_get_data(entry));
    if (!text.empty()) all.push_back(std::move(text));
  }
}

std::string TextOf(const GENERAL_NAME& name) {
  if (name.type == GEN_EMAIL) return Utf8(name.d.rfc822Name);
  if (name.type != GEN_OTHERNAME) return "";
  char oid[80] = "";
  OBJ_obj2txt(oid, sizeof oid, name.d.otherName->type_id, 1);
  const ASN1_TYPE* value = name.d.otherName->value;
  const bool is_text = value != nullptr && (value->type == V_ASN1_UTF8STRING ||
                                            value->type == V_ASN1_IA5STRING);
  if (std::string(oid) != kUpn || !is_text) return "";
  return Utf8(value->value.asn1_string);
}

}  // namespace

bool IsCa(const crypto::Certificate& certificate) {
  // Not X509_check_ca, which asks keyUsage first.
  const std::uint32_t flags = X509_get_extension_flags(certificate.get());
  crypto::ClearOpenSslErrors();
  return (flags & EXFLAG_CA) != 0;
}

std::string SignatureDigest(const crypto::Certificate& certificate) {
  int digest = 0;
  const int ok = X509_get_signature_info(certificate.get(), &digest, nullptr,
                                         nullptr, nullptr);
  crypto::ClearOpenSslErrors();
  if (ok != 1 || digest == 0) return "";
  const char* name = OBJ_nid2sn(digest);
  return name == nullptr ? "" : name;
}

std::string ClientUseDenied(const crypto::Certificate& certificate) {
  const std::uint32_t usage = X509_get_key_usage(certificate.get());
  crypto::ClearOpenSslErrors();
  std::string denied;
  if (usage != UINT32_MAX &&
      (usage & (X509v3_KU_DIGITAL_SIGNATURE | X509v3_KU_KEY_AGREEMENT)) == 0) {
    denied = "keyUsage has neither digitalSignature nor keyAgreement";
  }
  if (!certificate.AllowsClientAuthentication()) {
    denied += denied.empty() ? "" : ", ";
    denied += "extendedKeyUsage has no clientAuth";
  }
  return denied;
}

std::vector<std::string> Identities(const crypto::Certificate& certificate) {
  std::vector<std::string> all;
  const std::unique_ptr<GENERAL_NAMES, FreeNames> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
          certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
  crypto::ClearOpenSslErrors();
  const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
  for (int i = 0; i < count; ++i) {
    std::string text = TextOf(*sk_GENERAL_NAME_value(names.get(), i));
    if (!text.empty()) all.push_back(std::move(text));
  }
  AddSubject(certificate.get(), NID_commonName, all);
  AddSubject(certificate.get(), NID_pkcs9_emailAddress, all);
  AddSubject(certificate.get(), NID_userId, all);
  return all;
}

}  // namespace mdmock::pkcs12

#include "protocol/crypto/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <climits>
#include <cstdint>
#include <ctime>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/crypto/openssl_failure.h"

namespace mdmock::crypto {
namespace {

// RFC 2253, except that letters outside ASCII stay letters.
constexpr unsigned long kNameStyle = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

std::string Contents(BIO* memory) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(memory, &data);
  return {data, static_cast<size_t>(length)};
}

std::string Text(const X509_NAME* name) {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(memory.get(), name, 0, kNameStyle);
  return Contents(memory.get());
}

SystemTime Time(const ASN1_TIME* time) {
  std::tm fields{};
  if (ASN1_TIME_to_tm(time, &fields) != 1) return SystemTime();
  namespace c = std::chrono;
  const c::year_month_day day(
      c::year(fields.tm_year + 1900),
      c::month(static_cast<unsigned>(fields.tm_mon + 1)),
      c::day(static_cast<unsigned>(fields.tm_mday)));
  return c::sys_days(day) + c::hours(fields.tm_hour) +
         c::minutes(fields.tm_min) + c::seconds(fields.tm_sec);
}

Handle<X509> Share(const Handle<X509>& handle) {
  X509_up_ref(handle.get());
  return Handle<X509>(handle.get());
}

bool SetSerial(X509* certificate, const std::string& serial) {
  const Handle<BIGNUM> number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(serial.data()),
                static_cast<int>(serial.size()), nullptr));
  return number &&
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) !=
             nullptr;
}

bool SetTimes(X509* certificate, const SelfSigned& contents) {
  return ASN1_TIME_set(X509_getm_notBefore(certificate),
                       EpochSeconds(contents.not_before)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(certificate),
                       EpochSeconds(contents.not_after)) != nullptr;
}

bool SetNames(X509* certificate, const std::string& common_name) {
  X509_NAME* name = X509_get_subject_name(certificate);
  return X509_NAME_add_entry_by_txt(
             name, "CN", MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(common_name.data()),
             static_cast<int>(common_name.size()), -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1;
}

}  // namespace

Result<Certificate> Certificate::Read(std::string_view pem_or_der) {
  if (pem_or_der.size() > INT_MAX) {
    return Failure{"the certificate is too large"};
  }
  if (pem_or_der.find("-----BEGIN") != std::string_view::npos) {
    const Handle<BIO> memory(BIO_new_mem_buf(
        pem_or_der.data(), static_cast<int>(pem_or_der.size())));
    Handle<X509> handle(
        PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    ClearOpenSslErrors();
    if (handle) return Certificate(std::move(handle));
    return Failure{"no certificate that can be read among the PEM blocks"};
  }
  const auto* cursor =
      reinterpret_cast<const unsigned char*>(pem_or_der.data());
  Handle<X509> handle(
      d2i_X509(nullptr, &cursor, static_cast<long>(pem_or_der.size())));
  ClearOpenSslErrors();
  if (handle) return Certificate(std::move(handle));
  return Failure{"no certificate here: it is neither PEM nor DER"};
}

Result<std::vector<Certificate>> Certificate::ReadAll(
    std::string_view pem_or_der) {
  constexpr std::string_view kBegin = "-----BEGIN ";
  std::vector<Certificate> all;
  for (size_t at = pem_or_der.find(kBegin); at != std::string_view::npos;) {
    const size_t next = pem_or_der.find(kBegin, at + 1);
    const std::string_view block = pem_or_der.substr(at, next - at);
    at = next;
    if (block.find("CERTIFICATE-----") == std::string_view::npos) continue;
    auto one = Read(block);
    if (!one) return one.error();
    all.push_back(std::move(*one));
  }
  if (!all.empty()) return all;
  auto der = Read(pem_or_der);
  if (!der) return der.error();
  all.push_back(std::move(*der));
  return all;
}

Result<Certificate> Certificate::MakeSelfSigned(const PrivateKey& key,
                                                const SelfSigned& contents) {
  Handle<X509> handle(X509_new());
  if (!handle || X509_set_version(handle.get(), X509_VERSION_3) != 1 ||
      !SetSerial(handle.get(), contents.serial) ||
      !SetTimes(handle.get(), contents) ||
      !SetNames(handle.get(), contents.common_name) ||
      X509_set_pubkey(handle.get(), key.get()) != 1 ||
      X509_sign(handle.get(), key.get(), EVP_sha256()) == 0) {
    return OpenSslFailure("cannot make a certificate");
  }
  return Certificate(std::move(handle));
}

Certificate::Certificate(const Certificate& other)
    : handle_(Share(other.handle_)) {}

Certificate& Certificate::operator=(const Certificate& other) {
  if (this != &other) handle_ = Share(other.handle_);
  return *this;
}

std::string Certificate::Pem() const {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(memory.get(), get());
  return Contents(memory.get());
}

std::string Certificate::Der() const {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  i2d_X509_bio(memory.get(), get());
  return Contents(memory.get());
}

std::string Certificate::Subject() const {
  return Text(X509_get_subject_name(get()));
}

std::string Certificate::Issuer() const {
  return Text(X509_get_issuer_name(get()));
}

std::string Certificate::IssuerDer() const {
  const unsigned char* bytes = nullptr;
  size_t length = 0;
  if (X509_NAME_get0_der(X509_get_issuer_name(get()), &bytes, &length) != 1) {
    return "";
  }
  return {reinterpret_cast<const char*>(bytes), length};
}

std::string Certificate::Serial() const {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(get());
  std::string der(static_cast<size_t>(i2d_ASN1_INTEGER(serial, nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_ASN1_INTEGER(serial, &cursor);
  // Tag, length, bytes. RFC 5280 ends serials at 20 bytes; a certificate may
  // not, and then the length takes more than one.
  const auto length = static_cast<unsigned char>(der.at(1));
  return der.substr(length < 0x80 ? 2U : 2U + (length & 0x7FU));
}

std::string Certificate::SerialText() const {
  return crypto::SerialText(Serial());
}

SystemTime Certificate::NotBefore() const {
  return Time(X509_get0_notBefore(get()));
}

SystemTime Certificate::NotAfter() const {
  return Time(X509_get0_notAfter(get()));
}

std::string Certificate::KeyIdentifier() const {
  const ASN1_OCTET_STRING* identifier = X509_get0_subject_key_id(get());
  ClearOpenSslErrors();
  if (identifier == nullptr) return "";
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(identifier)),
          static_cast<size_t>(ASN1_STRING_length(identifier))};
}

bool Certificate::AllowsClientAuthentication() const {
  const std::uint32_t uses = X509_get_extended_key_usage(get());
  ClearOpenSslErrors();
  return uses == UINT32_MAX || (uses & (XKU_SSL_CLIENT | XKU_ANYEKU)) != 0;
}

bool Certificate::AllowsSigning() const {
  const std::uint32_t uses = X509_get_key_usage(get());
  ClearOpenSslErrors();
  return uses == UINT32_MAX || (uses & X509v3_KU_DIGITAL_SIGNATURE) != 0;
}

bool Certificate::Matches(const PrivateKey& key) const {
  EVP_PKEY* own = public_key();
  const bool same = own != nullptr && EVP_PKEY_eq(own, key.get()) == 1;
  ClearOpenSslErrors();
  return same;
}

EVP_PKEY* Certificate::public_key() const {
  EVP_PKEY* key = X509_get0_pubkey(get());
  ClearOpenSslErrors();
  return key;
}

bool SameName(std::string_view der, std::string_view other_der) {
  const auto read = [](std::string_view bytes) {
    const auto* cursor = reinterpret_cast<const unsigned char*>(bytes.data());
    return d2i_X509_NAME(nullptr, &cursor, static_cast<long>(bytes.size()));
  };
  X509_NAME* one = read(der);
  X509_NAME* other = read(other_der);
  const bool same =
      one != nullptr && other != nullptr && X509_NAME_cmp(one, other) == 0;
  X509_NAME_free(one);
  X509_NAME_free(other);
  ClearOpenSslErrors();
  return same;
}

bool IsRevocationList(std::string_view der) {
  const auto* cursor = reinterpret_cast<const unsigned char*>(der.data());
  const Handle<X509_CRL> list(
      d2i_X509_CRL(nullptr, &cursor, static_cast<long>(der.size())));
  ClearOpenSslErrors();
  return list != nullptr;
}

std::string NameText(std::string_view der) {
  const auto* cursor = reinterpret_cast<const unsigned char*>(der.data());
  X509_NAME* name =
      d2i_X509_NAME(nullptr, &cursor, static_cast<long>(der.size()));
  ClearOpenSslErrors();
  if (name == nullptr) return "";
  std::string text = Text(name);
  X509_NAME_free(name);
  ClearOpenSslErrors();
  return text;
}

std::string SerialText(std::string_view bytes) {
  if (bytes.empty()) return "";
  std::string magnitude(bytes);
  const bool negative = static_cast<signed char>(bytes.front()) < 0;
  if (negative) {
    // Two's complement: turn every bit, and add one.
    bool carry = true;
    for (size_t at = magnitude.size(); at-- > 0;) {
      const int turned = (~magnitude[at] & 0xFF) + (carry ? 1 : 0);
      magnitude[at] = static_cast<char>(turned & 0xFF);
      carry = turned > 0xFF;
    }
  }
  while (magnitude.size() > 1 && magnitude.front() == '\0')
    magnitude.erase(0, 1);
  return (negative ? "-" : "") + Hex(magnitude, HexCase::kUpper);
}

}  // namespace mdmock::crypto

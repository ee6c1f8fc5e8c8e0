#include "mocks/server/tls_identity.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>
#include <span>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::server {
namespace {

using crypto::Handle;
using crypto::OpenSslFailure;

struct Extension {
  int nid;
  const char* value;  // As in a configuration file of OpenSSL.
};

constexpr std::array<Extension, 3> kCaExtensions{
    {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
     {NID_key_usage, "critical,keyCertSign,cRLSign"},
     {NID_subject_key_identifier, "hash"}}};

std::array<Extension, 6> ServerExtensions(const std::string& names) {
  return {{{NID_basic_constraints, "critical,CA:FALSE"},
           {NID_key_usage, "critical,digitalSignature"},
           {NID_ext_key_usage, "serverAuth"},
           {NID_subject_alt_name, names.c_str()},
           {NID_subject_key_identifier, "hash"},
           {NID_authority_key_identifier, "keyid"}}};
}

struct Names {
  const char* subject;
  const char* issuer;
};

EVP_PKEY* MakeKey() {
  return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
}

bool SetName(X509_NAME* name, const char* common_name) {
  const auto* text = reinterpret_cast<const unsigned char*>(common_name);
  return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1,
                                    0) == 1;
}

bool SetSerial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
    return false;
  }
  bytes[0] &= 0x7F;  // Positive, and at most 20 bytes (RFC 5280, 4.1.2.2).
  const Handle<BIGNUM> serial(
      BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  return serial &&
         BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate));
}

bool SetValidity(X509* certificate, SystemTime now) {
  auto at = static_cast<std::time_t>(EpochSeconds(now));
  return X509_time_adj_ex(X509_getm_notBefore(certificate), -1, 0, &at) &&
         X509_time_adj_ex(X509_getm_notAfter(certificate), 2 * 365, 0, &at);
}

bool AddExtensions(X509* certificate, X509* issuer,
                   std::span<const Extension> extensions) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  for (const auto& [nid, value] : extensions) {
    const Handle<X509_EXTENSION> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
      return false;
    }
  }
  return true;
}

// `issuer` and `issuer_key` are null for a certificate that signs itself.
Result<Handle<X509>> Issue(const Names& names, EVP_PKEY* key, X509* issuer,
                           EVP_PKEY* issuer_key,
                           std::span<const Extension> extensions,
                           SystemTime now) {
  Handle<X509> certificate(X509_new());
  X509* made = certificate.get();
  const bool done =
      made != nullptr && X509_set_version(made, X509_VERSION_3) == 1 &&
      SetSerial(made) && SetValidity(made, now) &&
      SetName(X509_get_subject_name(made), names.subject) &&
      SetName(X509_get_issuer_name(made), names.issuer) &&
      X509_set_pubkey(made, key) == 1 &&
      AddExtensions(made, issuer != nullptr ? issuer : made, extensions) &&
      X509_sign(made, issuer_key != nullptr ? issuer_key : key, EVP_sha256()) >
          0;
  if (!done) return OpenSslFailure("the server's certificate cannot be made");
  return certificate;
}

Result<std::string> Pem(X509* certificate) {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1) {
    return OpenSslFailure("the CA's certificate cannot be written");
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return std::string(text, static_cast<size_t>(length));
}

int TakeAny(int /*verified*/, X509_STORE_CTX* /*chain*/) { return 1; }

Result<Handle<SSL_CTX>> MakeContext(X509* certificate, EVP_PKEY* key,
                                    int verify_mode) {
  Handle<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* made = context.get();
  if (made == nullptr ||
      SSL_CTX_set_min_proto_version(made, TLS1_2_VERSION) != 1 ||
      SSL_CTX_use_certificate(made, certificate) != 1 ||
      SSL_CTX_use_PrivateKey(made, key) != 1 ||
      SSL_CTX_set_num_tickets(made, 0) != 1) {
    return OpenSslFailure("TLS cannot be set up");
  }
  // Every connection shows the whole handshake; a resumed one would hide what a
  // client does about certificates.
  SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(made, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION |
                                SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(made, SSL_MODE_ENABLE_PARTIAL_WRITE |
                             SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                             SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_verify(made, verify_mode, &TakeAny);
  return context;
}

}  // namespace

Result<TlsIdentity> TlsIdentity::Make(SystemTime now,
                                      const std::string& names) {
  const Handle<EVP_PKEY> ca_key(MakeKey());
  const Handle<EVP_PKEY> key(MakeKey());
  if (!ca_key || !key) return OpenSslFailure("a P-256 key cannot be made");
  const Names ca_names{.subject = "mdmock CA", .issuer = "mdmock CA"};
  auto ca = Issue(ca_names, ca_key.get(), nullptr, nullptr, kCaExtensions, now);
  if (!ca) return ca.error();
  const Names server_names{.subject = "localhost", .issuer = "mdmock CA"};
  auto certificate = Issue(server_names, key.get(), ca->get(), ca_key.get(),
                           ServerExtensions(names), now);
  if (!certificate) return certificate.error();
  auto pem = Pem(ca->get());
  if (!pem) return pem.error();
  auto context = MakeContext(certificate->get(), key.get(), SSL_VERIFY_NONE);
  if (!context) return context.error();
  auto asking = MakeContext(certificate->get(), key.get(), SSL_VERIFY_PEER);
  if (!asking) return asking.error();
  return TlsIdentity(*std::move(pem), *std::move(context), *std::move(asking));
}

}  // namespace mdmock::server

#include "conformance/drivers/handshake.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <string_view>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::drivers {
namespace {

using crypto::Handle;

bool IsAddress(const std::string& host) {
  return host.find_first_not_of("0123456789.") == std::string::npos ||
         host.find(':') != std::string::npos;
}

// Every certificate of the bundle is an anchor, be it self-signed or not.
void Trust(SSL_CTX* context, const std::string& pem) {
  const Handle<BIO> memory(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  X509_STORE* const store = SSL_CTX_get_cert_store(context);
  for (;;) {
    const Handle<X509> one(
        PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
    if (!one) break;
    X509_STORE_add_cert(store, one.get());
  }
  ERR_clear_error();
  X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
}

bool Introduce(SSL_CTX* context, const TlsWish& wish) {
  if (wish.shows != nullptr) {
    return SSL_CTX_use_certificate(context,
                                   SSL_CTX_get0_certificate(wish.shows)) == 1 &&
           SSL_CTX_use_PrivateKey(context,
                                  SSL_CTX_get0_privatekey(wish.shows)) == 1;
  }
  if (wish.identity == nullptr) return true;
  if (SSL_CTX_use_certificate(context, wish.identity->certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context, wish.identity->key.get()) != 1) {
    return false;
  }
  for (const crypto::Certificate& other : wish.identity->others) {
    if (SSL_CTX_add1_chain_cert(context, other.get()) != 1) return false;
  }
  return true;
}

Handle<SSL_CTX> MakeContext(const TlsWish& wish) {
  Handle<SSL_CTX> context(SSL_CTX_new(TLS_client_method()));
  if (!context) return nullptr;
  if (wish.version != 0) {
    SSL_CTX_set_min_proto_version(context.get(), wish.version);
    SSL_CTX_set_max_proto_version(context.get(), wish.version);
  }
  if (wish.version != 0 && wish.version < TLS1_2_VERSION) {
    SSL_CTX_set_security_level(context.get(), 0);
  }
  if (!wish.ciphers.empty()) {
    SSL_CTX_set_security_level(context.get(), 0);
    if (SSL_CTX_set_cipher_list(context.get(), wish.ciphers.c_str()) != 1) {
      return nullptr;
    }
  }
  SSL_CTX_set_verify(context.get(),
                     wish.verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                     nullptr);
  SSL_CTX_set_options(context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
  Trust(context.get(), wish.ca_pem);
  if (!Introduce(context.get(), wish)) return nullptr;
  return context;
}

void AskFor(SSL* ssl, const TlsWish& wish) {
  X509_VERIFY_PARAM* const wanted = SSL_get0_param(ssl);
  if (IsAddress(wish.host)) {
    X509_VERIFY_PARAM_set1_ip_asc(wanted, wish.host.c_str());
  } else {
    X509_VERIFY_PARAM_set1_host(wanted, wish.host.c_str(), 0);
    // SSL_set_tlsext_host_name, without its cast.
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(wish.host.c_str()));
  }
  if (!wish.checks_time) {
    X509_VERIFY_PARAM_set_flags(wanted, X509_V_FLAG_NO_CHECK_TIME);
  }
  if (wish.resumes != nullptr) SSL_set_session(ssl, wish.resumes);
}

std::vector<crypto::Certificate> ChainOf(SSL* ssl) {
  std::vector<crypto::Certificate> chain;
  const STACK_OF(X509)* sent = SSL_get_peer_cert_chain(ssl);
  for (int i = 0; i < sk_X509_num(sent); ++i) {
    unsigned char* der = nullptr;
    const int length = i2d_X509(sk_X509_value(sent, i), &der);
    if (length <= 0) continue;
    auto one = crypto::Certificate::Read(
        {reinterpret_cast<const char*>(der), static_cast<size_t>(length)});
    OPENSSL_free(der);
    if (one) chain.push_back(*std::move(one));
  }
  return chain;
}

std::string WhyNot(const Stream& stream, const TlsWish& wish, SSL* ssl) {
  if (ERR_peek_error() != 0) {
    const std::string what = crypto::OpenSslFailure("no handshake").what;
    // The queue says that the certificate was refused, and not why.
    const long refused = SSL_get_verify_result(ssl);
    if (!wish.verifies || refused == X509_V_OK) return what;
    return fmt::format("{}; {}", what, X509_verify_cert_error_string(refused));
  }
  switch (stream.end()) {
    case Stream::End::kTimeout:
      return "the handshake was not answered in time";
    case Stream::End::kReset:
      return "the connection was reset during the handshake";
    default:
      return fmt::format(
          "the connection was closed during the handshake{}",
          wish.identity == nullptr ? "" : ", in which a certificate was shown");
  }
}

}  // namespace

std::string AlertName(int alert) {
  // OpenSSL 3.0 has no words for this one.
  if (alert == TLS13_AD_CERTIFICATE_REQUIRED) return "certificate required";
  return SSL_alert_desc_string_long(alert);
}

bool IsAboutIdentity(int alert) {
  switch (alert) {
    case SSL3_AD_NO_CERTIFICATE:
    case SSL3_AD_BAD_CERTIFICATE:
    case SSL3_AD_UNSUPPORTED_CERTIFICATE:
    case SSL3_AD_CERTIFICATE_REVOKED:
    case SSL3_AD_CERTIFICATE_EXPIRED:
    case SSL3_AD_CERTIFICATE_UNKNOWN:
    case TLS1_AD_UNKNOWN_CA:
    case TLS1_AD_ACCESS_DENIED:
    case TLS13_AD_CERTIFICATE_REQUIRED:
      return true;
    default:
      return false;
  }
}

Shaken ShakeHands(Stream& stream, const TlsWish& wish) {
  Shaken shaken;
  ERR_clear_error();
  Handle<SSL_CTX> context = MakeContext(wish);
  Handle<SSL> ssl(context ? SSL_new(context.get()) : nullptr);
  if (!ssl) {
    shaken.what = crypto::OpenSslFailure("cannot prepare a handshake").what;
    return shaken;
  }
  AskFor(ssl.get(), wish);
  SSL* const used = ssl.get();
  shaken.done =
      stream.ShakeHands(std::move(context), std::move(ssl),
                        std::chrono::steady_clock::now() + wish.patience);
  if (!shaken.done) {  // First of all: what follows empties OpenSSL's queue.
    shaken.alert = stream.alert();
    shaken.what = WhyNot(stream, wish, used);
  }
  shaken.chain = ChainOf(used);
  if (!shaken.done) return shaken;
  shaken.version = SSL_get_version(used);
  shaken.cipher = SSL_get_cipher_name(used);
  shaken.resumed = SSL_session_reused(used) == 1;
  // A copy: OpenSSL resumes no session whose connection ended without good-bye.
  shaken.session.reset(SSL_SESSION_dup(SSL_get0_session(used)),
                       &SSL_SESSION_free);
  return shaken;
}

}  // namespace mdmock::drivers

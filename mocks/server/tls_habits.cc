#include "mocks/server/tls_habits.h"

#include <openssl/ssl.h>

#include <array>

namespace mdmock::server {

void SpeakOnlyTls13(SSL_CTX& context) {
  SSL_CTX_set_min_proto_version(&context, TLS1_3_VERSION);
}

void ResumeSessions(SSL_CTX& context) {
  // Where certificates are asked for, sessions belong to a context by name.
  constexpr std::array<unsigned char, 6> kName{'m', 'd', 'm', 'o', 'c', 'k'};
  SSL_CTX_set_session_id_context(&context, kName.data(), kName.size());
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_SERVER);
}

void SpeakOldTls(SSL_CTX& context) {
  SSL_CTX_set_security_level(&context, 0);
  SSL_CTX_set_min_proto_version(&context, TLS1_VERSION);
}

void TakeWeakCiphers(SSL_CTX& context) {
  SSL_CTX_set_security_level(&context, 0);
  SSL_CTX_set_cipher_list(&context, "ALL:COMPLEMENTOFALL");
}

void AskForNoCertificate(SSL_CTX& context) {
  SSL_CTX_set_verify(&context, SSL_VERIFY_NONE, nullptr);
}

}  // namespace mdmock::server

#ifndef MDMOCK_MOCKS_SERVER_TLS_HABITS_H_
#define MDMOCK_MOCKS_SERVER_TLS_HABITS_H_

#include <openssl/types.h>

// What a server's TLS may do differently from that of TlsIdentity. A context is
// changed before it serves anybody.
namespace mdmock::server {

// SpeakOnlyTls13 refuses clients that have nothing newer than TLS 1.2.
void SpeakOnlyTls13(SSL_CTX& context);

// ResumeSessions lets clients resume sessions of TLS 1.2, by their ids.
void ResumeSessions(SSL_CTX& context);

// SpeakOldTls takes clients that have TLS 1.0 and nothing newer.
void SpeakOldTls(SSL_CTX& context);

// TakeWeakCiphers agrees to whatever OpenSSL has, be it no encryption at all.
void TakeWeakCiphers(SSL_CTX& context);

// AskForNoCertificate leaves clients alone that have one.
void AskForNoCertificate(SSL_CTX& context);

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_TLS_HABITS_H_

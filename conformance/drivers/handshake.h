#ifndef MDMOCK_CONFORMANCE_DRIVERS_HANDSHAKE_H_
#define MDMOCK_CONFORMANCE_DRIVERS_HANDSHAKE_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "conformance/drivers/stream.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/identity.h"

using SSL_SESSION = struct ssl_session_st;  // Not in openssl/types.h.

namespace mdmock::drivers {

// TlsWish is what a client wants of a handshake.
struct TlsWish {
  std::string ca_pem;              // What is trusted: a bundle.
  std::string host = "127.0.0.1";  // The name sent, and asked of the server.
  int version = 0;                 // TLS1_2_VERSION, …; 0: 1.2 or 1.3.
  bool verifies = true;            // Or goes on with any certificate.
  bool checks_time = true;         // Or takes one that has expired.
  std::string ciphers = {};        // OpenSSL's list; "": its default.
  const crypto::Identity* identity = nullptr;  // Who it is, if asked.
  SSL_CTX* shows = nullptr;  // Whose certificate it shows instead, if any.
  SSL_SESSION* resumes = nullptr;
  std::chrono::milliseconds patience{10'000};
};

// Shaken is how it went.
struct Shaken {
  bool done = false;
  std::string what;  // Why not, in OpenSSL's words or ours.
  int alert = 0;     // The number of the alert that came instead; 0: none.
  std::string version;
  std::string cipher;
  std::vector<crypto::Certificate> chain;  // The server's, as it was sent.
  bool resumed = false;
  std::shared_ptr<SSL_SESSION> session;  // To resume, of TLS 1.2.
};

// AlertName is what TLS calls an alert by its number: "certificate expired".
std::string AlertName(int alert);

// IsAboutIdentity says whether an alert refuses the certificate that the one
// who gets it has shown, or has not shown.
bool IsAboutIdentity(int alert);

// ShakeHands turns TLS on. A wish that OpenSSL cannot grant (a key that does
// not fit, a version that it does not have) is told in `what`.
Shaken ShakeHands(Stream& stream, const TlsWish& wish);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_HANDSHAKE_H_

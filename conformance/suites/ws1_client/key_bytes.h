#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_KEY_BYTES_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_KEY_BYTES_H_

#include <string>

#include "protocol/crypto/private_key.h"

namespace mdmock::conformance::ws1 {

// SecretBytes gives the part of an RSA key's DER that is secret, whatever the
// key is wrapped in: from its private exponent to its end. The modulus before
// that stands in the certificate, too.
std::string SecretBytes(const crypto::PrivateKey& key);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_KEY_BYTES_H_

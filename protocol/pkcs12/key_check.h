#ifndef MDMOCK_PROTOCOL_PKCS12_KEY_CHECK_H_
#define MDMOCK_PROTOCOL_PKCS12_KEY_CHECK_H_

#include <string>

#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::pkcs12 {

// Inconsistency says which parts of a private key do not belong together
// ("n is not p * q"); "" where all do. Whether primes are prime is not asked.
std::string Inconsistency(const crypto::PrivateKey& key);

// SignsFor says whether what `key` signs verifies with the certificate, and
// otherwise which step failed; "" where it does, or where keys of that kind do
// not sign.
std::string SignsFor(const crypto::PrivateKey& key,
                     const crypto::Certificate& certificate);

int NumBits(const crypto::PrivateKey& key);

// CurveName gives OpenSSL's name of an EC key's curve ("prime256v1"); "" of
// other keys.
std::string CurveName(const crypto::PrivateKey& key);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_KEY_CHECK_H_

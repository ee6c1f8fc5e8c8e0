#ifndef MDMOCK_TESTS_PROTOCOL_CMS_SIGNING_KEYS_H_
#define MDMOCK_TESTS_PROTOCOL_CMS_SIGNING_KEYS_H_

#include <string>

#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/identity.h"

namespace mdmock::test_support {

// The instant as of which the tests sign and judge.
inline const SystemTime kNow = FromEpochSeconds(1767225600);

// SignerNamed gives a key with a certificate of its own, made once a process:
// "rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", and others of the
// same kinds under "other-rsa2048", "other-p256".
const crypto::Identity& SignerNamed(const std::string& name);

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_PROTOCOL_CMS_SIGNING_KEYS_H_

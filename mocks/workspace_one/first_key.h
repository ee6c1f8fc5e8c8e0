#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_FIRST_KEY_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_FIRST_KEY_H_

#include "protocol/base/result.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::workspace_one {

// FirstKey gives the RSA-2048 key of the first administrator: the same one in
// every run, and known to everybody, since it stands in the source. It opens
// this mock and nothing else. The service is to be ready in under 50 ms, and a
// new key of that size takes two to three times as long; P-256, which is quick,
// is what no client of the real console has.
Result<crypto::PrivateKey> FirstKey();

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_FIRST_KEY_H_

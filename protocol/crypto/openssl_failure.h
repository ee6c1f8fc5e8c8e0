#ifndef MDMOCK_PROTOCOL_CRYPTO_OPENSSL_FAILURE_H_
#define MDMOCK_PROTOCOL_CRYPTO_OPENSSL_FAILURE_H_

#include <string>
#include <string_view>

#include "protocol/base/result.h"

namespace mdmock::crypto {

// OpenSslFailure makes one sentence of `doing_what` and OpenSSL's error queue,
// which it leaves empty.
Failure OpenSslFailure(std::string_view doing_what);

// ClearOpenSslErrors empties the queue after a failure that is no surprise (a
// peer's damaged message), so that it is not blamed on the next operation.
void ClearOpenSslErrors();

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_OPENSSL_FAILURE_H_

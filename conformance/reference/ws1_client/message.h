#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_MESSAGE_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_MESSAGE_H_

#include <string>
#include <string_view>

#include "conformance/reference/client/mutation.h"
#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/identity.h"

namespace mdmock::reference::ws1 {

// SignMessage gives a SignedData over `content`, detached, as of `time`: what
// cms::Signer makes, or what a mutant makes of it.
Result<std::string> SignMessage(const crypto::Identity& identity,
                                std::string_view content, SystemTime time,
                                const Mutation& mutation);

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_MESSAGE_H_

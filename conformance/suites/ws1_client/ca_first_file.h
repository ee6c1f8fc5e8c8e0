#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_CA_FIRST_FILE_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_CA_FIRST_FILE_H_

#include <string>

#include "protocol/base/result.h"
#include "protocol/crypto/identity.h"

namespace mdmock::conformance::ws1 {

// MakeCaFirstFile makes a PKCS#12 file in which the certificates other than the
// key's come first, as some tools write chains. As with others of those tools
// the certificates are not encrypted, and a localKeyID says which one is the
// key's.
Result<std::string> MakeCaFirstFile(const crypto::Identity& identity,
                                    const std::string& password);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_CA_FIRST_FILE_H_

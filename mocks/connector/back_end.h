#ifndef MDMOCK_MOCKS_CONNECTOR_BACK_END_H_
#define MDMOCK_MOCKS_CONNECTOR_BACK_END_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/cmp/initialization.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::connector {

// Certified is what a CA behind the connector has made of a request: a
// certificate for the key that was given, or a failure.
struct Certified {
  std::optional<crypto::Certificate> certificate = {};
  std::vector<crypto::Certificate> issuers = {};
  std::string_view failure_info = {};  // One of the nine, lives for ever.
  std::string why = {};                // One line: what the CA did.
};

// BackEnd asks a CA for a user's certificate; nothing where the connector's own
// is to issue it. It takes no longer than the caller of the connector is to
// wait, and may be called from any thread. A Failure is ours.
using BackEnd = std::function<Result<std::optional<Certified>>(
    const crypto::PrivateKey& key, const std::string& user)>;

// CertifyOverCmp asks a CA over CMP. What is no certificate for `key` is one of
// the nine failure reasons: those that CMP has too keep their meaning.
Result<Certified> CertifyOverCmp(const crypto::PrivateKey& key,
                                 const std::string& user,
                                 const cmp::Secret& secret,
                                 const cmp::Transport& transport);

// ReasonOf gives the failure reason for an answer without a certificate.
std::string_view ReasonOf(const cmp::Answer& answer);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_BACK_END_H_

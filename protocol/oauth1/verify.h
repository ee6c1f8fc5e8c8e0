#ifndef MDMOCK_PROTOCOL_OAUTH1_VERIFY_H_
#define MDMOCK_PROTOCOL_OAUTH1_VERIFY_H_

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/oauth1/authorization.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/message.h"
#include "protocol/verdict/redact.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::crypto {
class HmacSha1Key;
}

namespace mdmock::oauth1 {

// Known is what a verifier knows besides the request.
struct Known {
  Credentials credentials;            // The server token that is in force.
  std::vector<Credentials> previous;  // Those that it replaced, newest first.
  Base base;                          // Where the request was addressed to.
  std::vector<Base> others;           // Base URLs that may have been meant.
  std::chrono::seconds window{300};  // |now - timestamp| <= window is accepted.
  Verdict::Strictness strictness = Verdict::Strictness::kLenient;
  bool nonce_seen = false;  // Whether this nonce was used before.

  // The signing key of `credentials`, from PrepareKey. Who verifies many
  // requests saves its making; null where it is to be made each time.
  std::shared_ptr<const crypto::HmacSha1Key> key;

  // Whether to search for the cause of a signature that does not fit.
  enum class Cause { kSearch, kDoNotSearch };
  Cause cause = Cause::kSearch;
};

// PrepareKey hashes the two secrets once, for many requests.
std::shared_ptr<const crypto::HmacSha1Key> PrepareKey(
    const Credentials& credentials);

// Apple's service: a base URL that clients may always have signed for.
Base AppleBase();

// Verify judges an OAuth 1.0a request as ADE's /session reads it: subject
// "oauth1". The realm is never required and never signed. Secrets are redacted.
// The second form saves reading the header again.
Verdict Verify(const http::Request& request, const Known& known,
               SystemTime now);
Verdict Verify(const http::Request& request, const Authorization& authorization,
               const Known& known, SystemTime now);

// IsBadRequest says whether Apple documents status 400 for a refusal by this
// rule; what is left is 401.
bool IsBadRequest(const Rule& rule);

// EncodedSecrets is what a client sends that joins a secret to a name, or to
// the other secret, before base64: Basic authentication, the key of the
// signature.
std::vector<std::string> EncodedSecrets(const Credentials& credentials);

// HideSecrets makes a redactor for all the secrets in `known`.
Redactor HideSecrets(const Known& known);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_VERIFY_H_

#ifndef MDMOCK_MOCKS_CONNECTOR_AUTHORITY_H_
#define MDMOCK_MOCKS_CONNECTOR_AUTHORITY_H_

#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/crypto/trust.h"

namespace mdmock::connector {

// Authority is a root and an issuing authority under it, on fresh P-256 keys.
// Nothing changes it; any thread may use it.
class Authority {
 public:
  // Make names them "<name> Root CA" and "<name> Issuing CA". They last from a
  // year before `now` to 19 years after it.
  static Result<Authority> Make(const std::string& name, SystemTime now);

  // Leaf is what a certificate is to say. `user` is its CN, and stands in the
  // subjectAltName besides: as a mail address where it looks like one, else as
  // userPrincipalName.
  struct Leaf {
    std::string user;
    std::string serial;  // The bytes of a positive INTEGER.
    SystemTime not_before;
    SystemTime not_after;
  };
  Result<crypto::Certificate> Issue(EVP_PKEY& public_key,
                                    const Leaf& leaf) const;

  // The issuing one, and then the root.
  const std::vector<crypto::Certificate>& chain() const { return chain_; }
  std::string Pem() const;  // Both.

  // Check gives "" where `certificate` is one of ours and good at `now`, and
  // otherwise says why not.
  std::string Check(const crypto::Certificate& certificate,
                    SystemTime now) const;

  SystemTime made_at() const { return made_at_; }

 private:
  Authority(SystemTime now, crypto::PrivateKey key,
            std::vector<crypto::Certificate> chain, crypto::Trust trust);

  SystemTime made_at_;
  crypto::PrivateKey key_;  // Of the issuing one.
  std::vector<crypto::Certificate> chain_;
  crypto::Trust trust_;
};

// IsMailAddress says whether a user's name can be an rfc822Name: ASCII, with
// one @ that has something on either side.
bool IsMailAddress(std::string_view text);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_AUTHORITY_H_

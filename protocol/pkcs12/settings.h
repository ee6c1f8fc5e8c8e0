#ifndef MDMOCK_PROTOCOL_PKCS12_SETTINGS_H_
#define MDMOCK_PROTOCOL_PKCS12_SETTINGS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/trust.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::pkcs12 {

// Settings are what only the tester knows. A rule whose setting is absent is
// left out.
struct Settings {
  std::shared_ptr<const crypto::Trust> trust;    // The issuer, as anchors.
  std::vector<crypto::Certificate> issuers;      // Who is to have issued.
  std::string user;                              // Whose file this is.
  std::vector<std::string> other_users;          // And whose it is not.
  std::optional<SystemTime> earlier_not_before;  // Of the user's last one.
  std::vector<std::string> earlier_serials;      // Raw, by the same issuer.

  // The passwords of earlier files: one that a server makes is new each time.
  std::vector<std::string> earlier_passwords;

  std::int64_t max_hash_iterations = 100'000'000;  // For one diagnosis.
  Verdict::Strictness strictness = Verdict::Strictness::kLenient;
};

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_SETTINGS_H_

#ifndef MDMOCK_PROTOCOL_OAUTH1_CREDENTIALS_H_
#define MDMOCK_PROTOCOL_OAUTH1_CREDENTIALS_H_

#include <optional>
#include <string>

#include "protocol/base/time.h"

namespace mdmock::oauth1 {

// Credentials are what an ADE server token holds, under Apple's names. RFC 5849
// calls the first two client credentials and the others token credentials.
struct Credentials {
  std::string consumer_key;
  std::string consumer_secret;
  std::string access_token;
  std::string access_secret;
  std::optional<SystemTime> expiry;  // access_token_expiry.
};

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_CREDENTIALS_H_

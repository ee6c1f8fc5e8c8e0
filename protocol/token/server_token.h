#ifndef MDMOCK_PROTOCOL_TOKEN_SERVER_TOKEN_H_
#define MDMOCK_PROTOCOL_TOKEN_SERVER_TOKEN_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/cms/enveloped_data.h"

namespace mdmock::token {

// ServerToken holds the OAuth credentials that Apple gives a device management
// server for a year. The two secrets and, to be careful, the access token must
// not be shown.
struct ServerToken {
  std::string consumer_key;
  std::string consumer_secret;
  std::string access_token;
  std::string access_secret;
  std::string access_token_expiry;   // As written; "" where there is none.
  std::optional<SystemTime> expiry;  // The same, read.

  friend bool operator==(const ServerToken&, const ServerToken&) = default;
};

// ToJson gives the token on one line, in Apple's order; without an expiry the
// field is left out. The text of `token.json`.
std::string ToJson(const ServerToken& token);

// ReadTokenJson reads `token.json`. A Failure names the field that is missing,
// empty or of another type; unknown fields are passed over, and so is a missing
// expiry.
Result<ServerToken> ReadTokenJson(std::string_view text);

// What credentials are made of. Apple's never need percent-encoding, which
// hides a client that forgets it; awkward ones hold `+/=&%~*` and a blank.
enum class Credentials { kAppleShaped, kAwkward };

// NewServerToken makes credentials as the portal does at `now`: the access
// token carries that instant, and a year later it expires. Everything else
// comes from `random`.
ServerToken NewServerToken(const cms::RandomBytes& random, SystemTime now,
                           Credentials credentials = Credentials::kAppleShaped);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_SERVER_TOKEN_H_

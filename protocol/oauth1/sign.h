#ifndef MDMOCK_PROTOCOL_OAUTH1_SIGN_H_
#define MDMOCK_PROTOCOL_OAUTH1_SIGN_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/http/url.h"
#include "protocol/oauth1/credentials.h"

namespace mdmock::crypto {
class HmacSha1Key;
}

namespace mdmock::oauth1 {

// Signing is what goes into one Authorization header besides the credentials.
struct Signing {
  std::string_view method = "GET";
  const http::Url& url;
  std::int64_t timestamp = 0;  // Seconds since 1970.
  std::string_view nonce;
  std::optional<std::string_view> realm;  // Sent, never signed.

  // From PrepareKey (verify.h), for who signs many requests; may be null.
  std::shared_ptr<const crypto::HmacSha1Key> key;
};

// Sign gives the value of an Authorization header, as RFC 5849 and Apple have
// it: OAuth oauth_consumer_key="…", …, oauth_version="1.0".
std::string Sign(const Credentials& credentials, const Signing& signing);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_SIGN_H_

#include "mocks/ade/issue.h"

#include <fmt/format.h>

#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/token/server_token.h"

namespace mdmock::ade {
namespace {

// As Apple's: fields between the letter O, the time of issue first.
std::string UsualToken(world::Entropy& entropy, SystemTime now) {
  const auto hex = [&](size_t count) {
    return ToUpper(entropy.HexDigits(count));
  };
  return fmt::format("{}O1O{}O{}O{:06}O11Op1O{}O{}",
                     now.time_since_epoch().count(), hex(32), hex(32),
                     entropy.Below(1'000'000), hex(40), hex(32));
}

// A client that takes a token apart, or has too little room, fails on one of
// these.
std::string VariedToken(world::Entropy& entropy, SystemTime now) {
  switch (entropy.Below(6)) {
    case 0:
      return entropy.HexDigits(47);
    case 1:
      return entropy.HexDigits(128);
    case 2:
      return Base64(entropy.Bytes(64)) + "/+==";
    case 3:
      return "+/" + Base64(entropy.Bytes(447)) + "+=";  // 600.
    case 4:
      return Base64Url(entropy.Bytes(24), false) + "." +
             Base64Url(entropy.Bytes(60), false) + "." +
             Base64Url(entropy.Bytes(32), false);
    default:
      return UsualToken(entropy, now);
  }
}

}  // namespace

oauth1::Credentials NewCredentials(world::Entropy& entropy, SystemTime now,
                                   bool awkward,
                                   const std::string& consumer_key) {
  const auto random = [&entropy](size_t count) { return entropy.Bytes(count); };
  token::ServerToken token =
      token::NewServerToken(random, now,
                            awkward ? token::Credentials::kAwkward
                                    : token::Credentials::kAppleShaped);
  return {.consumer_key = consumer_key.empty() ? std::move(token.consumer_key)
                                               : consumer_key,
          .consumer_secret = std::move(token.consumer_secret),
          .access_token = std::move(token.access_token),
          .access_secret = std::move(token.access_secret),
          .expiry = token.expiry};
}

std::string NewSessionToken(world::Entropy& entropy, SystemTime now,
                            Dialect dialect, SessionShape shape) {
  if (shape == SessionShape::kVaried) return VariedToken(entropy, now);
  return dialect == Dialect::kDepsim ? entropy.HexDigits(128)
                                     : UsualToken(entropy, now);
}

}  // namespace mdmock::ade

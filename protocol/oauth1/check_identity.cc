// Who signed: the keys, their age, and whether the request came before.

#include <string>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/hearing.h"
#include "protocol/oauth1/rules.h"

namespace mdmock::oauth1 {
namespace {

const Credentials* Previous(const Hearing& hearing,
                            std::string Credentials::*member,
                            std::string_view value) {
  for (const Credentials& one : hearing.known.previous) {
    if (one.*member == value) return &one;
  }
  return nullptr;
}

// What came, and what it looks like where it is a near miss.
std::string Hint(const Hearing& hearing, std::string_view actual,
                 std::string_view expected) {
  const Credentials& right = hearing.known.credentials;
  std::string text(actual);
  if (Trim(actual, " \t\r\n") == expected) {
    return text + " (with white space around it)";
  }
  if (EqualsIgnoreCase(actual, expected)) {
    return text + " (in other letters' case)";
  }
  if (http::PercentDecodeLoosely(actual) == expected) {
    return text + " (percent-encoded twice)";
  }
  const bool swapped =
      (actual == right.access_token || actual == right.consumer_key);
  return swapped ? text + " (consumer key and access token are swapped)" : text;
}

}  // namespace

void CheckIdentity(Hearing& hearing) {
  const Credentials& right = hearing.known.credentials;
  const std::string_view key = hearing.Value(kConsumerKey);
  const std::string_view token = hearing.Value(kToken);
  if (!key.empty() && key != right.consumer_key) {
    const Credentials* old = Previous(hearing, &Credentials::consumer_key, key);
    hearing.Add(
        old != nullptr ? rules::kTokenReplaced : rules::kConsumerKeyUnknown,
        "oauth_consumer_key", right.consumer_key,
        Hint(hearing, key, right.consumer_key));
  }
  if (!token.empty() && token != right.access_token) {
    const Credentials* old =
        Previous(hearing, &Credentials::access_token, token);
    hearing.Add(old != nullptr ? rules::kTokenReplaced : rules::kTokenUnknown,
                "oauth_token", right.access_token,
                Hint(hearing, token, right.access_token));
  }
  if (right.expiry && hearing.now >= *right.expiry) {
    hearing.Add(rules::kTokenExpired, "access_token_expiry",
                "later than " + FormatTime(hearing.now),
                FormatTime(*right.expiry));
  }
}

void CheckNonce(Hearing& hearing) {
  if (!hearing.known.nonce_seen) return;
  hearing.Add(rules::kNonceUsed, "oauth_nonce",
              "one that was not used with this timestamp before",
              std::string(hearing.Value(kNonce)));
}

}  // namespace mdmock::oauth1

// What is made of the secrets: the key, and what keeps them out of reports.

#include "protocol/base/encoding.h"
#include "protocol/crypto/hmac.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::oauth1 {

std::shared_ptr<const crypto::HmacSha1Key> PrepareKey(
    const Credentials& credentials) {
  return std::make_shared<const crypto::HmacSha1Key>(
      SigningKey(credentials, {}, {}));
}

std::vector<std::string> EncodedSecrets(const Credentials& credentials) {
  const Credentials& one = credentials;
  return {Base64(one.consumer_key + ":" + one.consumer_secret),
          Base64(one.access_token + ":" + one.access_secret),
          Base64(one.consumer_secret + ":" + one.access_secret),
          Base64(one.consumer_secret + "&" + one.access_secret)};
}

Redactor HideSecrets(const Known& known) {
  Redactor redactor;
  const auto hide = [&](const Credentials& credentials) {
    redactor.Hide(credentials.consumer_secret, "[consumer_secret]");
    redactor.Hide(credentials.access_secret, "[access_secret]");
    for (const std::string& one : EncodedSecrets(credentials)) {
      redactor.Hide(one, "[secrets]");
    }
  };
  hide(known.credentials);
  for (const Credentials& one : known.previous) hide(one);
  return redactor;
}

}  // namespace mdmock::oauth1

#include "protocol/oauth1/sign.h"

#include <utility>
#include <vector>

#include "protocol/base/text.h"
#include "protocol/crypto/hmac.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/message.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

// A quoted string of HTTP: a realm is not percent-encoded.
std::string QuotedString(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string Sign(const Credentials& credentials, const Signing& signing) {
  const std::string timestamp = std::to_string(signing.timestamp);
  Message message{.method = signing.method,
                  .base = {signing.url.scheme, signing.url.authority},
                  .path = signing.url.path,
                  .query = signing.url.query,
                  .header = {{"oauth_consumer_key", credentials.consumer_key},
                             {"oauth_token", credentials.access_token},
                             {"oauth_signature_method", "HMAC-SHA1"},
                             {"oauth_timestamp", timestamp},
                             {"oauth_nonce", signing.nonce},
                             {"oauth_version", "1.0"}}};
  if (message.query) message.in_query = http::ReadForm(*message.query);
  const std::string base_string = BaseString(message);
  const crypto::Sha1Bytes code =
      signing.key != nullptr
          ? signing.key->Sign(base_string)
          : crypto::HmacSha1Key(SigningKey(credentials, {}, {}))
                .Sign(base_string);
  const std::string signature = SignatureText(
      {reinterpret_cast<const char*>(code.data()), code.size()}, {});

  std::string header = "OAuth ";
  header.reserve(base_string.size() + 256);
  if (signing.realm) {
    header.append("realm=").append(QuotedString(*signing.realm)).append(", ");
  }
  for (const Pair& pair : message.header) {
    // Apple's example has the signature behind its method.
    if (pair.name == "oauth_timestamp") {
      header.append("oauth_signature=\"").append(signature).append("\", ");
    }
    header.append(pair.name).append("=\"");
    http::AppendPercentEncoded(header, pair.value);
    header.append("\", ");
  }
  header.resize(header.size() - 2);
  return header;
}

}  // namespace mdmock::oauth1

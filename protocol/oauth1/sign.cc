#include "protocol/oauth1/sign.h"

#include <utility>
#include <vector>

#include "protocol/base/text.h"
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
  const std::string signature = SignatureText(
      Code(SigningKey(credentials, {}, {}), BaseString(message), {}), {});

  std::string header = "OAuth ";
  if (signing.realm) {
    header.append("realm=").append(QuotedString(*signing.realm)).append(", ");
  }
  const auto add = [&header](std::string_view name, std::string_view encoded) {
    header.append(name).append("=\"").append(encoded).append("\", ");
  };
  for (const Pair& pair : message.header) {
    // Apple's example has the signature behind its method.
    if (pair.name == "oauth_timestamp") add("oauth_signature", signature);
    add(pair.name, http::PercentEncode(pair.value));
  }
  header.resize(header.size() - 2);
  return header;
}

}  // namespace mdmock::oauth1

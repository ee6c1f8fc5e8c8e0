#include "conformance/reference/ade_client/signing.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>
#include <vector>

#include "mocks/world/entropy.h"
#include "protocol/base/encoding.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/message.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::reference {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string Nonce(const Settings& settings, SystemTime now) {
  const Mutation& mutation = settings.mutation;
  if (mutation.Is("documentation-pasted")) {
    return "4572616e48616d6d65724c61686176";
  }
  if (mutation.Is("nonce-of-second")) {
    return fmt::format("{:032d}", EpochSeconds(now));
  }
  if (mutation.Is("nonce-counted")) {
    const std::string path = settings.state + "/nonce";
    const auto kept = ReadFile(path);
    const unsigned long long next =
        kept ? std::stoull(*kept) + 1 : world::Entropy::FreshSeed() >> 8;
    (void)ReplaceFile(path, std::to_string(next));
    return fmt::format("{:032x}", next);
  }
  return world::Entropy(world::Entropy::FreshSeed()).HexDigits(32);
}

std::string Timestamp(const Mutation& mutation, SystemTime now) {
  if (mutation.Is("timestamp-ms")) {
    return std::to_string(now.time_since_epoch().count());
  }
  if (mutation.Is("timestamp-old")) now -= std::chrono::hours(1);
  return std::to_string(EpochSeconds(now));
}

oauth1::Habits HabitsOf(const Mutation& mutation) {
  oauth1::Habits habits;
  if (mutation.Is("realm-signed")) habits.parameters.realm_included = true;
  if (mutation.Is("host-as-written")) {
    habits.uri.host = oauth1::UriHabits::Host::kAsSent;
  }
  if (mutation.Is("secrets-raw")) {
    habits.key.consumer.not_encoded = true;
    habits.key.access.not_encoded = true;
  }
  if (mutation.Is("signature-raw")) {
    habits.output.encoding = oauth1::OutputHabits::Encoding::kNone;
  }
  if (mutation.Is("signature-twice-encoded")) {
    habits.output.encoding = oauth1::OutputHabits::Encoding::kTwice;
  }
  if (mutation.Is("plus-as-blank")) {
    habits.output.plus = oauth1::OutputHabits::Plus::kBecameSpace;
  }
  return habits;
}

// The parameters but for the signature, as they are sent.
Pairs Parameters(const Settings& settings, const token::ServerToken& token,
                 SystemTime now) {
  const Mutation& mutation = settings.mutation;
  const bool swapped = mutation.Is("keys-swapped");
  Pairs pairs{
      {"realm", mutation.Is("realm-url") ? "https://localhost/session" : "ADM"},
      {"oauth_consumer_key", swapped ? token.access_token : token.consumer_key},
      {"oauth_token", swapped ? token.consumer_key : token.access_token},
      {"oauth_signature_method",
       mutation.Is("method-lower-case") ? "hmac-sha1" : "HMAC-SHA1"},
      {"oauth_timestamp", Timestamp(mutation, now)}};
  const std::string nonce = Nonce(settings, now);
  if (!mutation.Is("no-nonce")) pairs.emplace_back("oauth_nonce", nonce);
  if (mutation.Is("nonce-twice")) pairs.emplace_back("oauth_nonce", nonce);
  if (mutation.Is("callback")) pairs.emplace_back("oauth_callback", "oob");
  pairs.emplace_back("oauth_version",
                     mutation.Is("version-two") ? "2.0" : "1.0");
  return pairs;
}

std::string Signature(const Settings& settings, const token::ServerToken& token,
                      const Pairs& pairs, const std::string& method,
                      const std::string& target) {
  const http::Target split = http::SplitTarget(target);
  oauth1::Message message{.method = method,
                          .base = {settings.url.scheme, settings.url.authority},
                          .path = split.path,
                          .query = split.query};
  for (const auto& [name, value] : pairs)
    message.header.push_back({name, value});
  const oauth1::Habits habits = HabitsOf(settings.mutation);
  const oauth1::Credentials credentials{
      .consumer_key = token.consumer_key,
      .consumer_secret = token.consumer_secret,
      .access_token = token.access_token,
      .access_secret = token.access_secret,
      .expiry = token.expiry};
  return oauth1::SignatureText(
      oauth1::Code(oauth1::SigningKey(credentials, {}, habits.key),
                   oauth1::BaseString(message, {}, habits), habits.mac),
      habits.output);
}

std::string HeaderText(const Mutation& mutation, const Pairs& pairs,
                       const std::string& signature) {
  const char* quote = mutation.Is("unquoted") ? "" : "\"";
  std::string header = mutation.Is("other-scheme") ? "HMAC " : "OAuth ";
  for (const auto& [name, value] : pairs) {
    const std::string shown =
        name == "realm" ? value : http::PercentEncode(value);
    header += fmt::format("{}={}{}{}, ", name, quote, shown, quote);
  }
  return header +
         fmt::format("oauth_signature={}{}{}", quote, signature, quote);
}

}  // namespace

std::string Authorization(const Settings& settings,
                          const token::ServerToken& token, SystemTime now,
                          const std::string& method,
                          const std::string& target) {
  const Pairs pairs = Parameters(settings, token, now);
  return HeaderText(settings.mutation, pairs,
                    Signature(settings, token, pairs, method, target));
}

http::Request SessionRequest(const Settings& settings,
                             const token::ServerToken& token, SystemTime now) {
  const Mutation& mutation = settings.mutation;
  http::Request request;
  request.method = mutation.Is("session-by-post") ? "POST" : "GET";
  request.target = "/session";
  if (mutation.Is("parameters-in-query")) {
    request.target +=
        "?oauth_consumer_key=" + http::PercentEncode(token.consumer_key);
  }
  request.headers = {
      {"Authorization",
       Authorization(settings, token, now, request.method, request.target)}};
  return request;
}

}  // namespace mdmock::reference

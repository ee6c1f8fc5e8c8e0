#include "protocol/oauth1/tell_apart.h"

#include <fmt/format.h>

#include <functional>
#include <set>
#include <utility>

#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

// Probe is a change to a request that brings out what stayed hidden.
struct Probe {
  std::string says;
  std::function<void(Message&, Credentials&)> change;
};

// Credentials in which each half, and each way of encoding it, shows.
void MakeAwkward(Credentials& credentials) {
  credentials.consumer_key = "CK key+1/=";
  credentials.consumer_secret = "CS secret+2/=&%";
  credentials.access_token = "AT token+3/=";
  credentials.access_secret = "AS secret+4/=&%";
}

void SetValue(Message& message, std::string_view name, std::string_view value) {
  for (Pair& pair : message.header) {
    if (pair.name == name) pair = {pair.name, value};
  }
}

void AddQuery(Message& message) {
  message.query = "b=2&a=x%20y";
  message.in_query = {{"b", "2"}, {"a", "x y"}};
}

std::vector<Probe> Probes(const Message& message) {
  const std::string url =
      fmt::format("{} {}://{}", message.method, message.base.scheme,
                  message.base.authority.host);
  const std::string path(message.path);
  return {
      {fmt::format("send {}{}?b=2&a=x%20y", url, path),
       [](Message& m, Credentials&) { AddQuery(m); }},
      {fmt::format("send {}:8443{}", url, path),
       [](Message& m, Credentials&) { m.base.authority.port = 8443; }},
      {fmt::format("send {}/Session/One", url),
       [](Message& m, Credentials&) { m.path = "/Session/One"; }},
      {"send the same request with a server token whose keys and secrets hold "
       "'+', '/', '=' and blanks",
       [](Message& m, Credentials& c) {
         MakeAwkward(c);
         SetValue(m, "oauth_consumer_key", "CK key+1/=");
         SetValue(m, "oauth_token", "AT token+3/=");
       }},
      {fmt::format("send POST{}{}", url.substr(message.method.size()), path),
       [](Message& m, Credentials&) { m.method = "POST"; }},
      {"send the same request again: another timestamp and nonce give another "
       "signature",
       [](Message& m, Credentials&) {
         SetValue(m, "oauth_timestamp", "1700000001");
         SetValue(m, "oauth_nonce", "fedcba9876543210");
       }},
  };
}

std::string Signature(const Message& message, const Credentials& credentials,
                      const Suspect& suspect, const Habits& habits) {
  const std::string key = SigningKey(credentials, suspect.previous, habits.key);
  return SignatureText(
      Code(key, BaseString(message, suspect.others, habits), habits.mac),
      habits.output);
}

}  // namespace

std::string TellApart(const Suspect& suspect,
                      const std::vector<Habits>& explanations) {
  std::string best;
  size_t most = 1;
  for (const Probe& probe : Probes(suspect.message)) {
    Message message = suspect.message;
    Credentials credentials = suspect.credentials;
    probe.change(message, credentials);
    std::set<std::string> signatures;
    for (const Habits& habits : explanations) {
      signatures.insert(Signature(message, credentials, suspect, habits));
    }
    if (signatures.size() <= most) continue;
    most = signatures.size();
    best = probe.says;
    if (most == explanations.size()) break;
  }
  if (best.empty()) return "";
  return best + (most == explanations.size()
                     ? ", and have it explained: there each of these signs "
                       "differently"
                     : ", and have it explained: there some of these sign "
                       "differently");
}

}  // namespace mdmock::oauth1

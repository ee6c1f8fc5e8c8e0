// The first two parts of the base string: the method and the URI.

#include "protocol/base/text.h"
#include "protocol/oauth1/signer.h"

namespace mdmock::oauth1 {
namespace {

std::string Capitalised(std::string_view path) {
  std::string text(path);
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i - 1] == '/') text[i] = ToUpper(text.substr(i, 1))[0];
  }
  return text;
}

std::string CasedPath(std::string_view path, UriHabits::Path habit) {
  using Path = UriHabits::Path;
  switch (habit) {
    case Path::kAsSent:
      return path.empty() ? "/" : std::string(path);
    case Path::kLower:
      return ToLower(path);
    case Path::kUpper:
      return ToUpper(path);
    case Path::kCapital:
      return Capitalised(path);
    case Path::kRoot:
      return "/";
    case Path::kEmpty:
      return "";
  }
  return "";
}

std::string SignedPath(std::string_view path, const UriHabits& habits) {
  using Slash = UriHabits::Slash;
  std::string text = CasedPath(path, habits.path);
  const bool has_slash = text.ends_with('/');
  if (habits.slash == Slash::kAdded && !has_slash) text += '/';
  if (habits.slash == Slash::kRemoved && has_slash) text.pop_back();
  return text;
}

std::string SignedPort(const Base& base, std::string_view signed_scheme,
                       UriHabits::Port habit) {
  using Port = UriHabits::Port;
  const int default_port = http::DefaultPort(base.scheme);
  const int port = base.authority.port.value_or(default_port);
  switch (habit) {
    case Port::kAsRfc:
      return port == default_port ? "" : ":" + std::to_string(port);
    case Port::kDefaultWritten:
      return ":" + std::to_string(port);
    case Port::kDefaultOfSignedScheme:
      return ":" + std::to_string(base.authority.port.value_or(
                       http::DefaultPort(signed_scheme)));
    case Port::kLeftOut:
      return "";
  }
  return "";
}

}  // namespace

std::string SignedMethod(const Message& message, const MethodHabits& habits) {
  const std::string_view method =
      habits.instead.empty() ? message.method : habits.instead;
  return habits.lower_case ? ToLower(method) : ToUpper(method);
}

std::string SignedUri(const Message& message, const std::vector<Base>& others,
                      const UriHabits& habits) {
  const Base& base = habits.other_base < 0
                         ? message.base
                         : others[static_cast<size_t>(habits.other_base)];
  std::string uri = SignedUri(base, message.path, habits);
  if (habits.query_kept && message.query)
    uri.append("?").append(*message.query);
  return uri;
}

std::string SignedUri(const Base& base, std::string_view path,
                      const UriHabits& habits) {
  std::string uri;
  uri.reserve(base.authority.host.size() + path.size() + 32);
  uri = base.scheme;
  if (habits.other_scheme) uri = base.scheme == "http" ? "https" : "http";
  const std::string port = SignedPort(base, uri, habits.port);
  uri += "://";
  switch (habits.host) {
    case UriHabits::Host::kLower:
      AppendLower(uri, base.authority.host);
      break;
    case UriHabits::Host::kAsSent:
      uri += base.authority.host;
      break;
    case UriHabits::Host::kUpper:
      uri += ToUpper(base.authority.host);
      break;
  }
  uri += port;
  uri += SignedPath(path, habits);
  return uri;
}

}  // namespace mdmock::oauth1

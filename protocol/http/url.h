#ifndef MDMOCK_PROTOCOL_HTTP_URL_H_
#define MDMOCK_PROTOCOL_HTTP_URL_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/result.h"

namespace mdmock::http {

// Authority is a host and the port that was written behind it, as sent.
struct Authority {
  std::string host;  // IPv6 literals keep their brackets.
  std::optional<int> port;

  bool operator==(const Authority&) const = default;
};

// ReadAuthority reads "host", "host:port" or "[v6]:port"; nothing where the
// port is not 0 to 65535 or the host is empty.
std::optional<Authority> ReadAuthority(std::string_view text);

// Url is an absolute http or https URL in pieces, as spelt.
struct Url {
  std::string scheme;  // "http" or "https", lower case.
  Authority authority;
  std::string path;                  // Raw; "/" where the URL has none.
  std::optional<std::string> query;  // Raw, without '?'.

  // "/path?query", as a request line has it.
  std::string Target() const;
};

// ReadUrl fails on anything but an absolute http(s) URL without user name; the
// fragment is dropped.
Result<Url> ReadUrl(std::string_view text);

// DefaultPort gives 80 for "http" and 443 for "https".
int DefaultPort(std::string_view scheme);

// SplitTarget cuts a request target at its first '?'.
struct Target {
  std::string_view path;
  std::optional<std::string_view> query;
};
Target SplitTarget(std::string_view target);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_URL_H_

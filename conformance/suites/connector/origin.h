#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_ORIGIN_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_ORIGIN_H_

#include <string>
#include <string_view>

#include "protocol/base/result.h"

namespace mdmock::conformance::pki {

// Origin is where a connector is, by the URL that an administrator types.
struct Origin {
  std::string url;  // As it was typed.
  bool secure = true;
  std::string host;  // IPv6 literals without their brackets.
  int port = 443;
  std::string host_header;  // "pki.example.com:8443"
  std::string prefix;       // "/foo", or "".

  // Target gives "/foo/pki?operation=getInfo".
  std::string Target(std::string_view operation) const;
};

// ReadOrigin fails on what is no http(s) URL, and on one with a query.
Result<Origin> ReadOrigin(std::string_view url);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_ORIGIN_H_

#include "conformance/suites/connector/origin.h"

#include <fmt/format.h>

#include "protocol/http/url.h"

namespace mdmock::conformance::pki {

std::string Origin::Target(std::string_view operation) const {
  return fmt::format("{}/pki?operation={}", prefix, operation);
}

Result<Origin> ReadOrigin(std::string_view url) {
  const auto read = http::ReadUrl(url);
  if (!read) return read.error();
  if (read->query) {
    return Failure{
        "the URL has a query; ?operation= is appended to what stands there"};
  }
  Origin origin;
  origin.url = url;
  origin.secure = read->scheme == "https";
  origin.host = read->authority.host;
  if (origin.host.starts_with('[') && origin.host.ends_with(']')) {
    origin.host = origin.host.substr(1, origin.host.size() - 2);
  }
  origin.port = read->authority.port.value_or(http::DefaultPort(read->scheme));
  origin.host_header = read->authority.host;
  if (read->authority.port) {
    origin.host_header += fmt::format(":{}", *read->authority.port);
  }
  origin.prefix = read->path;
  while (origin.prefix.ends_with('/')) origin.prefix.pop_back();
  return origin;
}

}  // namespace mdmock::conformance::pki

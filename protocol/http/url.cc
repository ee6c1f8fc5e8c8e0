#include "protocol/http/url.h"

#include <fmt/format.h>

#include <charconv>

#include "protocol/base/text.h"

namespace mdmock::http {

std::optional<Authority> ReadAuthority(std::string_view text) {
  size_t host_end = text.find(':');
  if (text.starts_with('[')) {
    host_end = text.find(']');
    if (host_end == std::string_view::npos) return std::nullopt;
    ++host_end;
  }
  const std::string_view host = text.substr(0, host_end);
  if (host.empty() || host.find_first_of(" \t/?#@") != std::string_view::npos) {
    return std::nullopt;
  }
  Authority authority{.host = std::string(host), .port = std::nullopt};
  if (host_end >= text.size()) return authority;
  const std::string_view port = text.substr(host_end);
  if (port.front() != ':') return std::nullopt;
  if (port.size() == 1) return authority;  // "host:" is allowed: no port.
  int number = -1;
  const auto [end, error] =
      std::from_chars(port.data() + 1, port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number < 0 ||
      number > 65535) {
    return std::nullopt;
  }
  authority.port = number;
  return authority;
}

std::string Url::Target() const { return query ? path + "?" + *query : path; }

Result<Url> ReadUrl(std::string_view text) {
  const Failure failure{fmt::format(
      "'{}' is not a URL that can be used: expected http://host[:port]/path or "
      "https://host[:port]/path",
      Printable(text, 200))};
  const size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return failure;
  Url url;
  url.scheme = ToLower(text.substr(0, scheme_end));
  if (url.scheme != "http" && url.scheme != "https") return failure;
  std::string_view rest = text.substr(scheme_end + 3);
  rest = rest.substr(0, rest.find('#'));
  for (const char c : rest) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return failure;
  }
  const size_t authority_end = rest.find_first_of("/?");
  if (rest.substr(0, authority_end).find('@') != std::string_view::npos) {
    // Not shown: a password may stand there.
    return Failure{
        "a URL with a user name cannot be used: expected "
        "http://host[:port]/path or https://host[:port]/path"};
  }
  const auto authority = ReadAuthority(rest.substr(0, authority_end));
  if (!authority) return failure;
  url.authority = *authority;
  const Target target = SplitTarget(authority_end == std::string_view::npos
                                        ? ""
                                        : rest.substr(authority_end));
  url.path = target.path.empty() ? "/" : std::string(target.path);
  if (target.query) url.query = std::string(*target.query);
  return url;
}

int DefaultPort(std::string_view scheme) { return scheme == "http" ? 80 : 443; }

Target SplitTarget(std::string_view target) {
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {target, std::nullopt};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace mdmock::http

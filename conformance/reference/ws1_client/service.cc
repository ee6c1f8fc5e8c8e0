#include "conformance/reference/ws1_client/service.h"

#include <fmt/format.h>

#include <cstdio>
#include <string_view>
#include <utility>

#include "conformance/reference/ws1_client/key.h"
#include "conformance/reference/ws1_client/signing.h"
#include "mocks/world/clock.h"
#include "protocol/base/encoding.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"

namespace mdmock::reference::ws1 {
namespace {

constexpr int kTries = 4;
constexpr int kMostRedirects = 4;

bool IsRedirect(const http::Response& response) {
  return response.status / 100 == 3 && response.status != 304;
}

std::string HostOf(const http::Url& url) {
  if (!url.authority.port) return url.authority.host;
  return fmt::format("{}:{}", url.authority.host, *url.authority.port);
}

// Where the service is: one mutant gives up TLS.
http::Url Address(const Settings& settings) {
  http::Url url = settings.url;
  if (settings.mutation.Is("client-certificate-needed")) url.scheme = "http";
  return url;
}

}  // namespace

std::string WireForm(const std::string& path) {
  std::string wire;
  for (const char c : path) {
    const bool as_it_is =
        c > ' ' && c < 0x7F &&
        std::string_view("\"<>\\^`{|}#").find(c) == std::string_view::npos;
    wire += as_it_is ? std::string(1, c) : http::PercentEncode({&c, 1});
  }
  return wire;
}

Result<Service> Service::Open(const Settings& settings) {
  auto identity = OpenKey(settings, world::Clock().Now());
  if (identity) return Service(settings, *std::move(identity));
  if (settings.mutation.Is("unreadable-p12-ignored") ||
      settings.mutation.Is("email-protection-wanted")) {
    return Service(settings, std::nullopt);
  }
  return identity.error();
}

Service::Service(const Settings& settings,
                 std::optional<crypto::Identity> identity)
    : settings_(settings),
      identity_(std::move(identity)),
      wire_(std::make_unique<Wire>(settings, Address(settings))) {}

void Service::AddUsual(http::Request& request) const {
  const Mutation& mutation = settings_.mutation;
  http::Headers& headers = request.headers;
  headers.push_back({"User-Agent", "mdmock-reference/1"});
  if (!mutation.Is("no-accept")) {
    headers.push_back({"Accept", "application/json;version=1"});
  }
  const bool lacks_code =
      (mutation.Is("no-tenant-code") && IsLaterPage(request.target)) ||
      (mutation.Is("no-tenant-code-on-post") && request.method == "POST");
  if (!lacks_code) {
    headers.push_back({"aw-tenant-code", settings_.tenant_code});
  }
  if (!request.body.empty() && !mutation.Is("no-content-type")) {
    headers.push_back({"Content-Type", "application/json"});
  }
  if (mutation.Is("password-sent")) {
    headers.push_back({"X-Debug", Base64(settings_.p12_password)});
  }
  if (mutation.Is("key-sent")) {
    const auto file = ReadFile(settings_.p12_path);
    if (file) headers.push_back({"X-Client-Key", Base64(*file)});
  }
}

Result<void> Service::Authorize(http::Request& request) {
  const Mutation& mutation = settings_.mutation;
  const bool waits = mutation.Is("authorizes-when-asked") && !was_asked_;
  const bool forgets =
      (mutation.Is("later-pages-unsigned") && IsLaterPage(request.target)) ||
      (mutation.Is("posts-unsigned") && request.method == "POST");
  if (!identity_ || unsigned_ || waits || forgets) return {};
  if (!resends_) {
    // What is signed may be the whole URL, by mistake.
    http::Request seen = request;
    seen.headers = {{"Host", HostOf(settings_.url)}};
    auto value =
        Authorization(settings_, *identity_, seen, world::Clock().Now());
    if (!value) return value.error();
    last_header_ = *std::move(value);
  }
  request.headers.push_back({"Authorization", last_header_});
  if (mutation.Is("authorization-twice")) {
    request.headers.push_back({"Authorization", last_header_});
  }
  if (mutation.Is("key-printed")) {
    fmt::print(stderr, "{}", identity_->key.Pem());
  }
  if (mutation.Is("header-printed")) {
    fmt::print(stderr, "Authorization: {}\n", last_header_);
  }
  return {};
}

Result<http::Response> Service::Ask(const std::string& method,
                                    const std::string& target,
                                    const std::string& body) {
  http::Request request{.method = method,
                        .target = target,
                        .version = "HTTP/1.1",
                        .headers = {},
                        .body = body};
  if (const auto done = Authorize(request); !done) return done.error();
  AddUsual(request);
  return wire_->Ask(request);
}

Result<http::Response> Service::Persist(const std::string& method,
                                        const std::string& target,
                                        const std::string& body) {
  const Mutation& mutation = settings_.mutation;
  Waiting waiting(settings_);
  for (int attempt = 1;; ++attempt) {
    auto response = Ask(method, target, body);
    const int status = response ? response->status : 0;
    const bool refused = status == 401 || status == 403;
    if (refused && attempt < kTries) {
      if (mutation.Is("refusal-hammered")) continue;
      unsigned_ = mutation.Is("refused-goes-unsigned") && !unsigned_;
      const bool asks = mutation.Is("authorizes-when-asked") && !was_asked_;
      was_asked_ = was_asked_ || asks;
      if (unsigned_ || asks) continue;
    }
    const bool again = status == 0 || status == 429 || status >= 500;
    if (!again || attempt == kTries ||
        !waiting.Wait(attempt, response ? &*response : nullptr)) {
      return response;
    }
    resends_ = mutation.Is("header-resent");
  }
}

Result<http::Response> Service::Call(const std::string& method,
                                     const std::string& path,
                                     const std::string& body) {
  const std::string& prefix = settings_.url.path;
  std::string target =
      (prefix == "/" ? std::string() : prefix) + WireForm(path);
  resends_ = false;
  for (int i = 0;; ++i) {
    auto response = Persist(method, target, body);
    if (!response || !IsRedirect(*response)) return response;
    const std::string* to = http::Find(response->headers, "Location");
    if (to == nullptr || i == kMostRedirects) return response;
    if (to->starts_with('/')) {
      target = *to;
      continue;
    }
    const auto url = http::ReadUrl(*to);
    if (!url) return Failure{"a redirect to " + *to};
    target = url->Target();
    if (settings_.mutation.Is("redirect-header-kept")) {
      resends_ = true;
      wire_ = std::make_unique<Wire>(settings_, *url);
    } else if (url->scheme != settings_.url.scheme ||
               url->authority != settings_.url.authority) {
      return Failure{"a redirect to another server: " + *to};
    }
  }
}

}  // namespace mdmock::reference::ws1

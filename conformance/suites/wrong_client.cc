#include "conformance/suites/wrong_client.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/drivers/raw_client.h"
#include "protocol/base/time.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::conformance {
namespace {

ade::AdeMock::Setup SetupFor(std::uint64_t seed, const std::string& as) {
  ade::AdeMock::Setup setup;
  setup.seed = seed;
  setup.options.awkward_credentials = true;
  if (const auto url = http::ReadUrl(as)) {
    setup.options.as = oauth1::Base{url->scheme, url->authority};
  }
  return setup;
}

}  // namespace

WrongClient::WrongClient(std::uint64_t seed, const std::string& as,
                         Request request)
    : request_(std::move(request)),
      mock_(std::make_unique<ade::AdeMock>(SetupFor(seed, as))) {
  // A mock always has its default tenant.
  previous_.push_back(*mock_->service().Credentials());
  credentials_ = *mock_->service().NewToken();
  const auto own = http::ReadUrl(mock_->Url("/session"));
  host_ = fmt::format("{}:{}", own->authority.host, *own->authority.port);
  base_ = mock_->service().options()->as.value_or(
      oauth1::Base{own->scheme, own->authority});
}

std::string WrongClient::Signature(const oauth1::Message& message,
                                   const oauth1::Habits& habits) const {
  const std::vector<oauth1::Base> others{oauth1::AppleBase()};
  return oauth1::SignatureText(
      oauth1::Code(oauth1::SigningKey(credentials_, previous_, habits.key),
                   oauth1::BaseString(message, others, habits), habits.mac),
      habits.output);
}

std::optional<std::string> WrongClient::Make(const oauth1::Habits& habits) {
  const http::Target target = http::SplitTarget(request_.target);
  const std::string timestamp =
      std::to_string(EpochSeconds(mock_->clock().Now()));
  oauth1::Message message{.method = "GET",
                          .base = base_,
                          .path = target.path,
                          .query = target.query,
                          .in_body = http::ReadForm(request_.body),
                          .body_is_form = request_.content_type ==
                                          "application/x-www-form-urlencoded"};
  if (target.query) message.in_query = http::ReadForm(*target.query);
  // Some mistakes only show in a signature with a '+' and a '/' in it: one in
  // six has both. The bound is never reached.
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const std::string nonce = fmt::format("{:08d}{:08d}", ++num_made_, attempt);
    message.header = {{"realm", "ADM"},
                      {"oauth_token", credentials_.access_token},
                      {"oauth_consumer_key", credentials_.consumer_key},
                      {"oauth_signature_method", "HMAC-SHA1"},
                      {"oauth_timestamp", timestamp},
                      {"oauth_nonce", nonce}};
    if (request_.version) message.header.push_back({"oauth_version", "1.0"});
    const std::string wrong = Signature(message, habits);
    // Written down rightly, what this client computed.
    oauth1::Habits written = habits;
    written.output = {};
    const std::string code = Signature(message, written);
    if (code.find("%2B") == std::string::npos ||
        code.find("%2F") == std::string::npos) {
      continue;
    }
    if (wrong == Signature(message, {})) return std::nullopt;
    std::string header = "OAuth realm=\"ADM\"";
    for (const oauth1::Pair& pair : message.header) {
      if (pair.name == "realm") continue;
      header += fmt::format(", {}=\"{}\"", pair.name,
                            http::PercentEncode(pair.value));
    }
    std::string bytes = fmt::format(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: mdmock-demo/1\r\n"
        "Authorization: {}, oauth_signature=\"{}\"\r\n",
        request_.target, host_, header, wrong);
    if (!request_.body.empty()) {
      bytes += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n",
                           request_.content_type, request_.body.size());
    }
    return bytes + "\r\n" + request_.body;
  }
  return std::nullopt;
}

std::optional<http::Response> WrongClient::Send(const std::string& bytes) {
  const auto url = http::ReadUrl(mock_->Url());
  const auto client = drivers::RawClient::Plain(*url->authority.port);
  if (!client) return std::nullopt;
  return client->Ask(bytes);
}

}  // namespace mdmock::conformance

#include "conformance/suites/ade_mock_suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "conformance/drivers/raw_client.h"
#include "conformance/suites/wrong_client.h"
#include "mocks/ade/ade_mock.h"
#include "mocks/world/clock.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/mistakes.h"
#include "protocol/oauth1/sign.h"
#include "protocol/token/token_file.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What a check says of itself: nothing where all is well.
using Complaint = std::optional<std::string>;

constexpr std::string_view kFile = "conformance/suites/ade_mock_suite.cc";

int PortOf(const ade::AdeMock& mock) {
  return *http::ReadUrl(mock.Url())->authority.port;
}

class Suite {
 public:
  explicit Suite(std::uint64_t seed) : seed_(seed) {
    run_.results.suite = "ade-mock";
    run_.results.implementation = "the ADE mock of this mdmock";
    run_.results.seed = seed;
    run_.results.started = world::Clock().Now();
    run_.results.command_line = "mdmock demo";
  }

  AdeMockRun Run() {
    const auto begin = steady_clock::now();
    CheckSessions();
    CheckToken();
    CheckMistakes();
    run_.results.took =
        std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    run_.results.planned = num_planned_;
    return std::move(run_);
  }

 private:
  void Put(std::string id, std::string requirement, std::string source,
           const std::function<Complaint()>& check) {
    ++num_planned_;
    const auto begin = steady_clock::now();
    const Complaint complaint = check();
    CheckResult result;
    result.check.id = "ade-mock/" + std::move(id);
    result.check.requirement = std::move(requirement);
    result.check.source = std::move(source);
    result.check.file = kFile;
    if (complaint) {
      result.outcome = Outcome::kFail;
      result.message = *complaint;
    }
    result.evidence = std::exchange(evidence_, {});
    result.took =
        std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    result.rerun = "mdmock demo";
    run_.results.checks.push_back(std::move(result));
  }

  // Keeps the newest exchange of a mock for the report, and gives its verdict.
  const Verdict& Note(ade::AdeMock& mock) {
    last_ = mock.journal().After(0).back();
    const std::uint64_t seq = run_.results.evidence.size() + 1;
    run_.results.evidence.push_back(
        {.seq = seq,
         .what = fmt::format("{} {} -> {}", last_->request.method,
                             last_->request.target, last_->response.status),
         .parts = {{"request", last_->raw},
                   {"response body", last_->response.body},
                   {"verdict", Explain(last_->verdict)}}});
    evidence_.push_back(seq);
    return last_->verdict;
  }

  AdeMockRun run_;
  std::uint64_t seed_;
  size_t num_planned_ = 0;
  std::vector<std::uint64_t> evidence_;
  journal::Journal::EntryPtr last_;

  void CheckSessions();
  void CheckToken();
  void CheckMistakes();
};

// A request for a session that is right in every way.
std::string RightRequest(ade::AdeMock& mock, const std::string& url,
                         const std::string& nonce) {
  const auto read = http::ReadUrl(url);
  const std::string header =
      oauth1::Sign(*mock.service().Credentials(),
                   {.url = *read,
                    .timestamp = EpochSeconds(mock.clock().Now()),
                    .nonce = nonce});
  return fmt::format(
      "GET {} HTTP/1.1\r\nHost: {}:{}\r\nUser-Agent: mdmock-demo/1\r\n"
      "Authorization: {}\r\n\r\n",
      read->Target(), read->authority.host, *read->authority.port, header);
}

std::string AccountRequest(const std::string& session) {
  return drivers::Get("/account", fmt::format("User-Agent: mdmock-demo/1\r\n"
                                              "X-ADM-Auth-Session: {}\r\n",
                                              session));
}

// The session token of a 200 answer; "" where there is none.
std::string SessionIn(const http::Response& response) {
  const size_t colon = response.body.find(':');
  const size_t begin = response.body.find('"', colon) + 1;
  if (colon == std::string::npos || begin == 0) return "";
  return response.body.substr(begin, response.body.find('"', begin) - begin);
}

Complaint Expect(const std::optional<http::Response>& response, int status) {
  if (!response) return "no answer came";
  if (response->status == status) return std::nullopt;
  return fmt::format("expected status {}, got {}", status, response->status);
}

void Suite::CheckSessions() {
  ade::AdeMock mock({.options = {}, .clock = {}, .seed = seed_, .port = 0});
  const int port = PortOf(mock);
  std::string session;
  const auto ask = [&](const std::string& bytes) {
    const auto client = drivers::RawClient::Plain(port);
    auto response = client ? client->Ask(bytes) : std::nullopt;
    if (response) Note(mock);
    return response;
  };

  const std::string first = RightRequest(mock, mock.Url("/session"), "nonce-1");
  Put("session-http", "A right request gets a session over http.",
      "Apple, Authenticating with the ADE program", [&]() -> Complaint {
        const auto response = ask(first);
        if (response) session = SessionIn(*response);
        return Expect(response, 200);
      });
  Put("session-https", "A right request gets a session over https.",
      "Apple, Authenticating with the ADE program", [&]() -> Complaint {
        const auto client =
            drivers::RawClient::Tls(port, {.ca_pem = mock.ca_pem()});
        if (!client) return "the TLS handshake failed";
        const auto response = client->Ask(
            RightRequest(mock, mock.HttpsUrl("/session"), "nonce-2"));
        if (response) Note(mock);
        return Expect(response, 200);
      });
  Put("nonce-once", "A nonce is taken once.", "RFC 5849, 3.3",
      [&]() { return Expect(ask(first), 401); });
  Put("account", "A session opens /account.",
      "Apple, Authenticating with the ADE program",
      [&]() { return Expect(ask(AccountRequest(session)), 200); });
  Put("account-without", "Without a session /account is closed.",
      "Apple, Authenticating with the ADE program",
      [&]() { return Expect(ask(AccountRequest("nobody-gave-this")), 401); });
  Put("session-expires", "A session dies when its time is over.",
      "Apple, Authenticating with the ADE program", [&]() {
        mock.clock().Advance(std::chrono::hours(2));
        return Expect(ask(AccountRequest(session)), 401);
      });
}

void Suite::CheckToken() {
  ade::AdeMock mock({.options = {}, .clock = {}, .seed = seed_, .port = 0});
  Put("token-portal",
      "The portal's token opens under the key whose certificate was uploaded.",
      "Apple, Authenticating with the ADE program", [&]() -> Complaint {
        const auto key = crypto::PrivateKey::GenerateRsa();
        if (!key) return key.error().what;
        const SystemTime now = mock.clock().Now();
        const auto certificate = crypto::Certificate::MakeSelfSigned(
            *key, {.common_name = "mdmock demo",
                   .not_before = now,
                   .not_after = now + std::chrono::hours(24)});
        if (!certificate) return certificate.error().what;
        const auto control = [&](http::Request request) {
          return mock.service().Control(
              {.request = request, .scheme = "http", .now = now, .seq = 0});
        };
        const auto uploaded = control({.method = "POST",
                                       .target = "/ade/portal/certificate",
                                       .body = certificate->Pem()});
        if (!uploaded) return uploaded.error().what;
        const auto file =
            control({.method = "GET", .target = "/ade/portal/token"});
        if (!file) return file.error().what;
        const token::TokenFile opened = token::ReadTokenFile(
            file->response.body, {*key, *certificate}, now);
        if (!opened.token) return Explain(opened.verdict);
        if (opened.token->access_secret ==
            mock.service().Credentials()->access_secret) {
          return std::nullopt;
        }
        return "the token in the file is not the one in force";
      });
}

// Requests in which one mistake or another shows.
std::vector<std::unique_ptr<WrongClient>> WrongClients(std::uint64_t seed) {
  const std::string apple_like = "https://MDM.example.com";
  std::vector<std::unique_ptr<WrongClient>> clients;
  const auto add = [&](const std::string& as, WrongClient::Request request) {
    clients.push_back(
        std::make_unique<WrongClient>(seed, as, std::move(request)));
  };
  add("", {});
  add(apple_like, {});
  add("", {.target = "/session?b=2&a=x%20y&a=z%2Fw"});
  add("", {.version = false});
  add("", {.content_type = "text/plain", .body = "a=1&b=two"});
  add("", {.content_type = "application/x-www-form-urlencoded",
           .body = "a=1&b=two"});
  return clients;
}

bool Names(const Cause& cause, const Mistake* mistake) {
  const auto holds = [mistake](const Explanation& explanation) {
    return std::find(explanation.begin(), explanation.end(), mistake) !=
           explanation.end();
  };
  return holds(cause.mistakes) ||
         std::any_of(cause.equivalent.begin(), cause.equivalent.end(), holds);
}

void Suite::CheckMistakes() {
  const auto clients = WrongClients(seed_);
  const auto readings = oauth1::Readings(1, 1);
  for (const Mistake* mistake : oauth1::Mistakes()) {
    const std::string slug(mistake->id.substr(mistake->id.find('.') + 1));
    Put("mistake-" + slug,
        fmt::format("The mock refuses and proves: {}", mistake->sentence),
        "docs/mistakes.md", [&]() -> Complaint {
          int num_shown = 0;
          for (const oauth1::Reading& reading : readings) {
            if (reading.mistake != mistake) continue;
            oauth1::Habits habits;
            reading.apply(habits);
            for (const auto& client : clients) {
              const auto bytes = client->Make(habits);
              if (!bytes) continue;  // Nothing of it shows in this request.
              const auto response = client->Send(*bytes);
              if (auto complaint = Expect(response, 401)) return complaint;
              const Verdict& verdict = Note(client->mock());
              ++num_shown;
              if (!Names(verdict.cause(), mistake)) return Explain(verdict);
              if (slug == "realm-included") run_.example = Explain(verdict);
              break;
            }
          }
          if (num_shown > 0) return std::nullopt;
          return "no request was found in which this mistake shows";
        });
  }
}

}  // namespace

AdeMockRun RunAdeMockSuite(std::uint64_t seed) { return Suite(seed).Run(); }

}  // namespace mdmock::conformance

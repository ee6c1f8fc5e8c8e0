#include "tests/mocks/server/fixture.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace mdmock::server {

const SystemTime ServerTest::kNow = FromEpochSeconds(784111777);

Result<Answer> EchoService::Handle(const Exchange& exchange) {
  ++num_asked_;
  const http::Request& request = exchange.request;
  if (request.target == "/failure") return Failure{"the disk is full"};
  if (request.target == "/throw") throw std::runtime_error("out of ideas");
  Answer answer;
  answer.verdict = Verdict("echo");
  if (request.target == "/large") {
    answer.response.body.assign(size_t{4} << 20, 'x');
    return answer;
  }
  if (request.target == "/certificate") {
    answer.response.body = exchange.client_certificate;
    return answer;
  }
  if (request.target == "/host") {
    answer.response.body = *request.Find("Host");
    return answer;
  }
  if (request.target == "/no-content") {
    answer.response.status = 204;
    return answer;
  }
  if (request.target == "/headers") {
    answer.response.headers = {{"X-Second", "2"},
                               {"Set-Cookie", "a=1"},
                               {"X-First", "1"},
                               {"Set-Cookie", "b=2"},
                               {"Date", "yesterday"}};
  }
  answer.response.body = request.method + " " + std::string(exchange.scheme) +
                         " " + request.target + " " + request.body;
  return answer;
}

Result<Answer> EchoService::Control(const Exchange& exchange) {
  return Handle(exchange);
}

std::optional<http::Response> EchoService::Named(
    std::string_view answer) const {
  if (answer != "token_expired") return std::nullopt;
  return http::Response{.status = 403, .headers = {}, .body = "token_expired"};
}

ServerTest::ServerTest()
    : clock_({.mode = world::Clock::Mode::kFrozen, .time = kNow}) {
  auto made = TlsIdentity::Make(std::chrono::floor<std::chrono::milliseconds>(
      std::chrono::system_clock::now()));
  EXPECT_TRUE(made) << made.error().what;
  tls_ = *std::move(made);
}

Surroundings ServerTest::surroundings() const {
  return {clock_, journal_, faults_, *tls_};
}

MockServer& ServerTest::StartServer(Options options) {
  auto started =
      MockServer::Start(service_, surroundings(), std::move(options));
  EXPECT_TRUE(started) << started.error().what;
  server_ = *std::move(started);
  return *server_;
}

std::unique_ptr<drivers::RawClient> ServerTest::Connect() const {
  auto client = drivers::RawClient::Plain(server_->port());
  EXPECT_NE(client, nullptr);
  return client;
}

std::unique_ptr<drivers::RawClient> ServerTest::ConnectTls() const {
  std::string why;
  auto client = drivers::RawClient::Tls(server_->port(),
                                        {.ca_pem = tls_->ca_pem()}, &why);
  EXPECT_NE(client, nullptr) << why;
  return client;
}

std::vector<journal::Journal::EntryPtr> ServerTest::Entries(
    size_t count) const {
  return journal_.WaitFor(count);
}

void ServerTest::SetFault(Effect effect) {
  faults_.Set({{.id = "the-fault",
                .service = "echo",
                .method = "*",
                .path = "*",
                .schedule = {.nth = {1}},
                .effect = std::move(effect)}});
}

}  // namespace mdmock::server

#include "conformance/reference/connector/reference_connector.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "conformance/reference/connector/armed_ca.h"
#include "conformance/reference/connector/twists.h"
#include "mocks/connector/connector_mock.h"
#include "mocks/server/options.h"

namespace mdmock::reference::pki {
namespace {

using connector::ConnectorOptions;
using connector::ConnectorService;

ConnectorOptions OptionsOf(connector::Profile profile) {
  ConnectorOptions options;
  options.profile = profile;
  options.username = kUsername;
  options.password = kPassword;
  options.users = {
      {.name = kFirstUser,
       .otp = kFirstOtp,
       .otp_reusable = true,
       .expired_otp = kExpiredOtp},
      {.name = kSecondUser, .otp = kSecondOtp, .otp_reusable = true},
      {.name = kThirdUser}};
  return options;
}

// What gets a certificate for sure.
std::string EnrolmentBody() {
  return fmt::format(
      R"({{"mType":"initialCert","user":"{}","authToken":"{}","reqId":"1"}})",
      kFirstUser, kFirstOtp);
}

// Twisted puts a mutant's changes around a connector.
class Twisted : public server::Service {
 public:
  Twisted(ConnectorService& inner, const Mutant& mutant)
      : inner_(inner), mutant_(mutant) {}

  std::string_view name() const override { return inner_.name(); }

  Result<server::Answer> Handle(const server::Exchange& exchange) override {
    http::Request request = exchange.request;
    std::optional<http::Response> instead;
    if (mutant_.before) instead = mutant_.before(request, exchange, memory_);
    Result<server::Answer> answer = Failure{};
    if (instead) {
      answer = server::Answer{.response = *std::move(instead),
                              .verdict = Verdict("connector")};
    } else {
      answer = Ask(request, exchange);
    }
    if (answer && mutant_.waives && IsRenewal(request) &&
        WaivesAll(answer->verdict)) {
      request.body = EnrolmentBody();
      answer = Ask(request, exchange);
    }
    if (answer && mutant_.after) {
      mutant_.after(exchange.request, answer->response, memory_);
    }
    return answer;
  }

  Result<server::Answer> Control(const server::Exchange& exchange) override {
    return inner_.Control(exchange);
  }
  std::optional<http::Response> Named(std::string_view answer) const override {
    return inner_.Named(answer);
  }
  std::vector<server::Scenario> Scenarios() const override {
    return inner_.Scenarios();
  }
  bool Play(std::string_view scenario_id) override {
    return inner_.Play(scenario_id);
  }
  void Reset() override { inner_.Reset(); }

 private:
  Result<server::Answer> Ask(const http::Request& request,
                             const server::Exchange& exchange) {
    return inner_.Handle({.request = request,
                          .scheme = exchange.scheme,
                          .now = exchange.now,
                          .seq = exchange.seq,
                          .client_certificate = exchange.client_certificate});
  }

  // Whether all that a request is refused for is waived; false where it is not
  // refused.
  bool WaivesAll(const Verdict& verdict) const {
    return !verdict.accepted() &&
           std::all_of(verdict.findings().begin(), verdict.findings().end(),
                       [&](const Finding& finding) {
                         return verdict.SeverityOf(finding) !=
                                    Severity::kRefusal ||
                                mutant_.waives(finding);
                       });
  }

  ConnectorService& inner_;
  const Mutant& mutant_;
  Memory memory_;
};

}  // namespace

Result<std::unique_ptr<ReferenceConnector>> ReferenceConnector::Start(
    const Mutant* mutant, const Setup& setup) {
  static const Mutant none{};
  const Mutant& twist = mutant != nullptr ? *mutant : none;
  std::unique_ptr<ReferenceConnector> made(new ReferenceConnector());
  const SystemTime now = made->clock_.Now();
  const std::string names(twist.certificate_names.empty()
                              ? server::TlsIdentity::kOwnNames
                              : twist.certificate_names);
  auto tls = server::TlsIdentity::Make(
      now - std::chrono::hours(24) * twist.certificate_age_days, names);
  if (!tls) return tls.error();
  made->tls_ = std::make_unique<server::TlsIdentity>(*std::move(tls));
  made->trusted_ = made->tls_->ca_pem();
  if (twist.tls) twist.tls(made->tls_->context_with_client_certificates());
  auto authorities = ConnectorService::Authorities::Make(now);
  if (!authorities) return authorities.error();
  ConnectorOptions options = OptionsOf(setup.profile);
  if (twist.options) twist.options(options);
  made->service_ = std::make_unique<ConnectorService>(
      std::move(options), *std::move(authorities),
      connector::World{made->clock_, made->entropy_, made->secrets_});
  if (!setup.back_end_file.empty()) {
    made->service_->AskBehind(ArmedCa(setup.back_end_file));
  }
  made->twisted_ = std::make_unique<Twisted>(*made->service_, twist);
  if (twist.front) {
    auto front =
        Front::Start(*made->twisted_, made->clock_, *made->tls_, *twist.front);
    if (!front) return front.error();
    made->front_ = *std::move(front);
    return made;
  }
  server::Options served = connector::ServerOptions(server::Options());
  if (twist.max_body != 0) served.limits.max_body = twist.max_body;
  auto server = server::MockServer::Start(
      *made->twisted_,
      {made->clock_, made->journal_, made->faults_, *made->tls_},
      std::move(served));
  if (!server) return server.error();
  made->server_ = *std::move(server);
  return made;
}

ReferenceConnector::~ReferenceConnector() { journal_.EndWaits(); }

std::string ReferenceConnector::Url() const {
  const std::string prefix = service_->in_force()->prefix;
  return front_ ? front_->HttpsUrl(prefix) : server_->HttpsUrl(prefix);
}

std::string ReferenceConnector::issuer_pem() const {
  return service_->desk().authority().Pem();
}

}  // namespace mdmock::reference::pki

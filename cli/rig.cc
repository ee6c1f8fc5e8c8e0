#include "cli/rig.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "protocol/base/time.h"

namespace mdmock::cli {

Result<std::unique_ptr<Rig>> Rig::Start(RigOptions options) {
  // Certificates go by the real time: TLS clients do.
  auto tls = server::TlsIdentity::Make(world::Clock().Now());
  if (!tls) return tls.error();
  std::unique_ptr<Rig> rig(new Rig(std::move(options), std::move(*tls)));
  if (const auto played = rig->control_.StartWith(rig->options_.scenarios);
      !played) {
    return Failure{"--scenario: " + played.error().what};
  }
  if (const auto listening = rig->Listen(); !listening) {
    return listening.error();
  }
  return rig;
}

Rig::Rig(RigOptions options, server::TlsIdentity tls)
    : options_(std::move(options)),
      tls_(std::move(tls)),
      clock_(options_.clock),
      entropy_(options_.seed),
      ade_(options_.ade, {clock_, entropy_, secrets_}),
      issued_(ade_.Credentials(options_.ade.tenants.front().name)),
      control_({.clock = clock_,
                .entropy = entropy_,
                .journal = journal_,
                .secrets = secrets_,
                .faults = faults_,
                .services = {&ade_},
                .redact = options_.redact}) {}

Result<void> Rig::Listen() {
  const auto bind =
      server::MockServer::CheckBind(options_.bind, options_.allow_remote);
  if (!bind) return Failure{"--bind: " + bind.error().what};
  auto ade_server = Listen(ade_, true);
  if (!ade_server) return ade_server.error();
  ade_server_ = std::move(*ade_server);
  auto control_server = Listen(control_, false);
  if (!control_server) return control_server.error();
  control_server_ = std::move(*control_server);
  return {};
}

Result<std::unique_ptr<server::MockServer>> Rig::Listen(
    server::Service& service, bool observed) {
  const std::string name(service.name());
  const auto port = options_.ports.find(name);
  server::Options options{
      .bind = options_.bind,
      .port = port == options_.ports.end() ? 0 : port->second,
      .allow_remote = options_.allow_remote,
      .observed = observed};
  auto server = server::MockServer::Start(
      service, {clock_, journal_, faults_, tls_}, std::move(options));
  if (server) return server;
  return Failure{fmt::format("--port {}={}: {}", name,
                             port == options_.ports.end() ? 0 : port->second,
                             server.error().what)};
}

std::string Rig::ReadyJson() const {
  nlohmann::ordered_json json{
      {"control", {{"url", control_server_->Url()}}},
      {"ca_pem", tls_.ca_pem()},
      {"ade",
       {{"url", ade_server_->Url()}, {"https_url", ade_server_->HttpsUrl()}}}};
  if (issued_) {
    json["ade"]["token"] = {{"consumer_key", issued_->consumer_key},
                            {"consumer_secret", issued_->consumer_secret},
                            {"access_token", issued_->access_token},
                            {"access_secret", issued_->access_secret}};
    if (issued_->expiry) {
      json["ade"]["token"]["access_token_expiry"] =
          FormatTime(*issued_->expiry);
    }
  }
  return json.dump(2) + "\n";
}

}  // namespace mdmock::cli

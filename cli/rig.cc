#include "cli/rig.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/ca_behind.h"
#include "mocks/connector/connector_mock.h"
#include "protocol/base/encoding.h"
#include "protocol/base/time.h"

namespace mdmock::cli {

Result<std::unique_ptr<Rig>> Rig::Start(RigOptions options) {
  // Certificates go by the real time: TLS clients do.
  auto tls = server::TlsIdentity::Make(world::Clock().Now());
  if (!tls) return tls.error();
  // The services' go by the mocks' time: the services are who reads them.
  auto pki = workspace_one::Pki::Make(world::Clock(options.clock).Now(),
                                      options.ws1.pki);
  if (!pki) return pki.error();
  auto authorities = Authorities::Make(world::Clock(options.clock).Now());
  if (!authorities) return authorities.error();
  std::unique_ptr<Rig> rig(new Rig(std::move(options), *std::move(tls),
                                   *std::move(pki), *std::move(authorities)));
  if (const auto played = rig->control_.StartWith(rig->options_.scenarios);
      !played) {
    return Failure{"--scenario: " + played.error().what};
  }
  if (const auto listening = rig->Listen(); !listening) {
    return listening.error();
  }
  return rig;
}

Rig::Rig(RigOptions options, server::TlsIdentity tls, workspace_one::Pki pki,
         Authorities authorities)
    : options_(std::move(options)),
      tls_(std::move(tls)),
      clock_(options_.clock),
      entropy_(options_.seed),
      ade_(options_.ade, {clock_, entropy_, secrets_}),
      issued_(ade_.Credentials(options_.ade.tenants.front().name)),
      ws1_(options_.ws1, std::move(pki), {clock_, entropy_, secrets_}),
      connector_(options_.connector, std::move(authorities),
                 {clock_, entropy_, secrets_}),
      control_({.clock = clock_,
                .entropy = entropy_,
                .journal = journal_,
                .secrets = secrets_,
                .faults = faults_,
                .services = Started(),
                .redact = options_.redact}) {
  connector_.AskBehind(CaBehind(connector_));
}

std::vector<server::Service*> Rig::Started() {
  std::vector<server::Service*> started;
  if (Has("ade")) started.push_back(&ade_);
  if (Has("ws1")) started.push_back(&ws1_);
  if (Has("connector")) started.push_back(&connector_);
  return started;
}

Result<void> Rig::Listen() {
  const auto bind =
      server::MockServer::CheckBind(options_.bind, options_.allow_remote);
  if (!bind) return Failure{"--bind: " + bind.error().what};
  for (server::Service* one : Started()) {
    auto server = Listen(*one, true);
    if (!server) return server.error();
    auto& place = one == &ade_   ? ade_server_
                  : one == &ws1_ ? ws1_server_
                                 : connector_server_;
    place = *std::move(server);
  }
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
  if (&service == &connector_) options = connector::ServerOptions(options);
  auto server = server::MockServer::Start(
      service, {clock_, journal_, faults_, tls_}, std::move(options));
  if (server) return server;
  return Failure{fmt::format("--port {}={}: {}", name,
                             port == options_.ports.end() ? 0 : port->second,
                             server.error().what)};
}

Result<std::string> Rig::ReadyJson() {
  nlohmann::ordered_json json{{"control", {{"url", control_server_->Url()}}},
                              {"ca_pem", tls_.ca_pem()}};
  if (ade_server_ != nullptr) json["ade"] = AdeReady();
  if (ws1_server_ != nullptr) {
    auto ready = Ws1Ready();
    if (!ready) return ready.error();
    json["ws1"] = *std::move(ready);
  }
  if (connector_server_ != nullptr) {
    auto ready = ConnectorReady();
    if (!ready) return ready.error();
    json["connector"] = *std::move(ready);
  }
  return json.dump(2) + "\n";
}

nlohmann::ordered_json Rig::AdeReady() const {
  nlohmann::ordered_json json{{"url", ade_server_->Url()},
                              {"https_url", ade_server_->HttpsUrl()}};
  if (!issued_) return json;
  json["token"] = {{"consumer_key", issued_->consumer_key},
                   {"consumer_secret", issued_->consumer_secret},
                   {"access_token", issued_->access_token},
                   {"access_secret", issued_->access_secret}};
  if (issued_->expiry) {
    json["token"]["access_token_expiry"] = FormatTime(*issued_->expiry);
  }
  return json;
}

Result<nlohmann::ordered_json> Rig::Ws1Ready() {
  const auto admin = ws1_.CredentialOf();
  if (!admin) return admin.error();
  return nlohmann::ordered_json{
      {"url", ws1_server_->Url()},
      {"https_url", ws1_server_->HttpsUrl()},
      {"tenant_code", ws1_.in_force()->options.tenant_code},
      {"admin",
       {{"p12_b64", Base64(admin->p12)},
        {"password", admin->password},
        {"subject", admin->subject}}}};
}

// The URLs are what an administrator types, prefix included.
Result<nlohmann::ordered_json> Rig::ConnectorReady() {
  const auto file = connector_.CallerFileOf();
  if (!file) return file.error();
  const auto options = connector_.in_force();
  auto users = nlohmann::ordered_json::array();
  for (const connector::User& one : options->users) {
    if (!one.allowed || !one.otp_required) continue;
    users.push_back({{"user", one.name},
                     {"otp", one.otp},
                     {"otp_reusable", one.otp_reusable}});
    if (!one.expired_otp.empty()) {
      users.back()["expired_otp"] = one.expired_otp;
    }
  }
  return nlohmann::ordered_json{
      {"url", connector_server_->Url(options->prefix)},
      {"https_url", connector_server_->HttpsUrl(options->prefix)},
      {"auth",
       {{"username", options->username},
        {"password", options->password},
        {"p12_b64", Base64(file->p12)},
        {"p12_password", file->password}}},
      {"users", std::move(users)},
      {"issuer_pem", connector_.desk().authority().Pem()}};
}

}  // namespace mdmock::cli

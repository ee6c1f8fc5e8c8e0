#include "mocks/connector/connector_mock.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "mocks/server/options.h"

namespace mdmock::connector {
namespace {

constexpr size_t kMaxBody = size_t{1} << 20;

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "ConnectorMock: %s\n", result.error().what.c_str());
  std::abort();
}

}  // namespace

server::Options ServerOptions(server::Options options) {
  options.ask_client_certificate = true;
  options.limits.max_body = kMaxBody;
  return options;
}

ConnectorMock::ConnectorMock() : ConnectorMock(Setup{}) {}

ConnectorMock::ConnectorMock(Setup setup)
    : clock_(setup.clock),
      entropy_(setup.seed),
      tls_(std::make_unique<server::TlsIdentity>(
          OrEnd(server::TlsIdentity::Make(world::Clock().Now())))),
      service_(std::make_unique<ConnectorService>(
          std::move(setup.options),
          OrEnd(ConnectorService::Authorities::Make(clock_.Now())),
          World{clock_, entropy_, secrets_})) {
  server::Options options;
  options.port = setup.port;
  server_ = OrEnd(server::MockServer::Start(*service_,
                                            {clock_, journal_, faults_, *tls_},
                                            ServerOptions(std::move(options))));
}

ConnectorMock::~ConnectorMock() { journal_.EndWaits(); }

std::string ConnectorMock::Url(std::string_view path) const {
  return server_->Url(service_->in_force()->prefix + std::string(path));
}

std::string ConnectorMock::HttpsUrl(std::string_view path) const {
  return server_->HttpsUrl(service_->in_force()->prefix + std::string(path));
}

const std::string& ConnectorMock::ca_pem() const { return tls_->ca_pem(); }

std::string ConnectorMock::issuer_pem() const {
  return service_->desk().authority().Pem();
}

std::string ConnectorMock::username() const {
  return service_->in_force()->username;
}

std::string ConnectorMock::password() const {
  return service_->in_force()->password;
}

CallerFile ConnectorMock::CallerFileOf(CallerKind kind) {
  return OrEnd(service_->CallerFileOf(kind));
}

std::string ConnectorMock::NewOtp(std::string_view user) {
  return OrEnd(service_->NewOtp(user));
}

}  // namespace mdmock::connector

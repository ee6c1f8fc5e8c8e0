#include "mocks/workspace_one/workspace_one_mock.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "mocks/server/options.h"

namespace mdmock::workspace_one {
namespace {

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "WorkspaceOneMock: %s\n", result.error().what.c_str());
  std::abort();
}

}  // namespace

WorkspaceOneMock::WorkspaceOneMock() : WorkspaceOneMock(Setup{}) {}

WorkspaceOneMock::WorkspaceOneMock(Setup setup)
    : clock_(setup.clock),
      entropy_(setup.seed),
      tls_(std::make_unique<server::TlsIdentity>(
          OrEnd(server::TlsIdentity::Make(world::Clock().Now())))),
      service_(std::make_unique<WorkspaceOneService>(
          setup.options, OrEnd(Pki::Make(clock_.Now(), setup.options.pki)),
          World{clock_, entropy_, secrets_})),
      admin_(
          std::make_unique<const Credential>(OrEnd(service_->CredentialOf()))) {
  server::Options options;
  options.port = setup.port;
  server_ = OrEnd(server::MockServer::Start(
      *service_, {clock_, journal_, faults_, *tls_}, std::move(options)));
}

WorkspaceOneMock::~WorkspaceOneMock() { journal_.EndWaits(); }

std::string WorkspaceOneMock::Url(std::string_view path) const {
  return server_->Url(path);
}

std::string WorkspaceOneMock::HttpsUrl(std::string_view path) const {
  return server_->HttpsUrl(path);
}

const std::string& WorkspaceOneMock::ca_pem() const { return tls_->ca_pem(); }

Credential WorkspaceOneMock::CredentialOf(std::string_view admin) {
  return OrEnd(service_->CredentialOf(admin));
}

std::string WorkspaceOneMock::tenant_code() const {
  return service_->in_force()->options.tenant_code;
}

}  // namespace mdmock::workspace_one

#include "mocks/ade/ade_mock.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "mocks/ade/portal.h"
#include "mocks/server/options.h"

namespace mdmock::ade {
namespace {

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "AdeMock: %s\n", result.error().what.c_str());
  std::abort();
}

}  // namespace

AdeMock::AdeMock() : AdeMock(Setup{}) {}

AdeMock::AdeMock(Setup setup)
    : clock_(setup.clock),
      entropy_(setup.seed),
      tls_(
          std::make_unique<server::TlsIdentity>(OrEnd(server::TlsIdentity::Make(
              setup.certified_at.value_or(world::Clock().Now()),
              setup.certified_names)))),
      service_(std::make_unique<AdeService>(
          std::move(setup.options), World{clock_, entropy_, secrets_})) {
  server::Options options;
  options.port = setup.port;
  server_ = OrEnd(server::MockServer::Start(
      *service_, {clock_, journal_, faults_, *tls_}, std::move(options)));
}

AdeMock::~AdeMock() { journal_.EndWaits(); }

std::string AdeMock::Url(std::string_view path) const {
  return server_->Url(path);
}

std::string AdeMock::HttpsUrl(std::string_view path) const {
  return server_->HttpsUrl(path);
}

const std::string& AdeMock::ca_pem() const { return tls_->ca_pem(); }

std::string AdeMock::TokenJson(std::string_view tenant) const {
  return ade::TokenJson(OrEnd(service_->Credentials(tenant)));
}

}  // namespace mdmock::ade

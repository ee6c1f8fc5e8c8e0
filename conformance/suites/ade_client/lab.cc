#include "conformance/suites/ade_client/lab.h"

#include <cassert>
#include <string>
#include <utility>
#include <vector>

namespace mdmock::conformance {
namespace {

ade::AdeMock::Setup MockSetup(const ade::AdeOptions& options,
                              std::uint64_t seed) {
  ade::AdeMock::Setup setup;
  setup.options = options;
  setup.seed = seed;
  return setup;
}

}  // namespace

AdeLab::AdeLab(const Setup& setup, const ade::AdeOptions& options)
    : Lab(setup), mock_(MockSetup(options, setup.seed)) {}

Result<std::unique_ptr<Lab>> AdeLab::Make(const Setup& setup,
                                          const ade::AdeOptions& options) {
  std::unique_ptr<AdeLab> lab(new AdeLab(setup, options));
  ade::AdeMock& mock = lab->mock_;
  const auto opened = lab->Open(mock.Url(), mock.HttpsUrl(), mock.ca_pem());
  if (!opened) return opened.error();
  if (const auto token = lab->WriteToken(); !token) return token.error();
  return std::unique_ptr<Lab>(std::move(lab));
}

ade::AdeMock& AdeLab::elsewhere() {
  if (!elsewhere_) {
    elsewhere_ = std::make_unique<ade::AdeMock>(MockSetup({}, 77));
  }
  return *elsewhere_;
}

ade::AdeMock& AdeLab::OpenElsewhere(ade::AdeMock::Setup setup) {
  elsewhere_ = std::make_unique<ade::AdeMock>(std::move(setup));
  return *elsewhere_;
}

Result<void> AdeLab::WriteToken(std::string_view tenant) {
  HideSecrets();
  const auto path = Write("token.json", mock_.TokenJson(tenant));
  if (!path) return path.error();
  target().token = *path;
  return {};
}

void AdeLab::HideSecrets(Redactor& redactor) {
  const auto options = mock_.service().options();
  for (const ade::Tenant& tenant : options->tenants) {
    std::vector<oauth1::Credentials> known = tenant.previous;
    known.push_back(tenant.credentials);
    for (const oauth1::Credentials& one : known) {
      redactor.Hide(one.consumer_secret);
      redactor.Hide(one.access_secret);
    }
  }
}

LabMaker LabWith(const ade::AdeOptions& options) {
  return [options](const Lab::Setup& setup) {
    return AdeLab::Make(setup, options);
  };
}

AdeLab& Ade(Lab& lab) {
  assert(dynamic_cast<AdeLab*>(&lab) != nullptr);
  return static_cast<AdeLab&>(lab);
}

ade::AdeMock& MockOf(Lab& lab) { return Ade(lab).mock(); }

}  // namespace mdmock::conformance

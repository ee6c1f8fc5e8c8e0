#include "conformance/suites/ws1_client/lab.h"

#include <fmt/format.h>

#include <cassert>
#include <utility>

#include "conformance/suites/ws1_client/key_bytes.h"
#include "protocol/base/encoding.h"
#include "protocol/crypto/identity.h"

namespace mdmock::conformance::ws1 {
namespace {

using workspace_one::WorkspaceOneMock;
using workspace_one::WorkspaceOneOptions;

WorkspaceOneMock::Setup MockSetup(const WorkspaceOneOptions& options,
                                  std::uint64_t seed) {
  WorkspaceOneMock::Setup setup;
  setup.options = options;
  setup.seed = seed;
  return setup;
}

}  // namespace

Ws1Lab::Ws1Lab(const Setup& setup, const WorkspaceOneOptions& options)
    : Lab(setup), mock_(MockSetup(options, setup.seed)) {}

Result<std::unique_ptr<Lab>> Ws1Lab::Make(const Setup& setup,
                                          const WorkspaceOneOptions& options) {
  std::unique_ptr<Ws1Lab> lab(new Ws1Lab(setup, options));
  WorkspaceOneMock& mock = lab->mock_;
  const auto opened = lab->Open(mock.Url(), mock.HttpsUrl(), mock.ca_pem());
  if (!opened) return opened.error();
  const auto given = lab->GiveKey(mock.admin().p12, mock.admin().password);
  if (!given) return given.error();
  lab->target().tenant_code = mock.tenant_code();
  return std::unique_ptr<Lab>(std::move(lab));
}

WorkspaceOneMock& Ws1Lab::elsewhere() {
  if (!elsewhere_) {
    elsewhere_ = std::make_unique<WorkspaceOneMock>(MockSetup({}, 77));
  }
  return *elsewhere_;
}

Result<void> Ws1Lab::GiveKey(const std::string& p12,
                             const std::string& password) {
  const auto path = Write(fmt::format("admin-{}.p12", ++num_keys_), p12);
  if (!path) return path.error();
  target().p12 = *path;
  target().p12_password = password;
  Hide(password);
  Hide(p12);
  if (const auto identity = crypto::ReadIdentity(p12, password)) {
    const std::string secret = SecretBytes(identity->key);
    Hide(secret);
    Hide(Hex(secret));
  }
  return {};
}

void Ws1Lab::HideSecrets(Redactor& redactor) {
  redactor.Hide(mock_.tenant_code(), "[aw-tenant-code]");
}

LabMaker LabWith(const WorkspaceOneOptions& options) {
  return [options](const Lab::Setup& setup) {
    return Ws1Lab::Make(setup, options);
  };
}

Ws1Lab& LabOf(Lab& lab) {
  assert(dynamic_cast<Ws1Lab*>(&lab) != nullptr);
  return static_cast<Ws1Lab&>(lab);
}

WorkspaceOneMock& MockOf(Lab& lab) { return LabOf(lab).mock(); }

}  // namespace mdmock::conformance::ws1

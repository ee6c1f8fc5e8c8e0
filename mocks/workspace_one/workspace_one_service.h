#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_SERVICE_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_SERVICE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/server/service.h"
#include "mocks/workspace_one/api.h"
#include "mocks/workspace_one/console.h"
#include "mocks/workspace_one/door.h"
#include "mocks/workspace_one/format.h"
#include "mocks/workspace_one/options.h"
#include "mocks/workspace_one/quota.h"
#include "mocks/workspace_one/scenes.h"

namespace mdmock::workspace_one {

// WorkspaceOneService is the REST API of Workspace ONE UEM, for those whose
// CMSURL header (or CMS, or Basic) is right. A client is told what the console
// would tell it; why it is refused stands in the verdict. README.md of this
// room has the details.
//
// Members may be called from any thread.
class WorkspaceOneService : public server::Service {
 public:
  // `world` is what the service draws on; it must outlive it.
  WorkspaceOneService(WorkspaceOneOptions options, Pki pki, const World& world);

  // What is in force now; it does not change, the next call may give another.
  Console::Snapshot in_force() const { return console_.Now(); }

  // What the door has seen; the same as long as the service is there.
  const Door& door() const { return door_; }

  // Change replaces what `change` changes, from the next request on.
  void Change(const std::function<void(WorkspaceOneOptions&)>& change);

  // Key and certificate of an administrator, "" being the first one. The first
  // call for any other makes an RSA key, which takes a tenth of a second.
  // Failures: no such administrator; no key to be had.
  Result<Credential> CredentialOf(std::string_view admin = "");

  std::string_view name() const override { return "ws1"; }
  Result<server::Answer> Handle(const server::Exchange& exchange) override;
  Result<server::Answer> Control(const server::Exchange& exchange) override;
  std::vector<server::ControlPath> ControlPaths() const override;
  std::optional<http::Response> Named(std::string_view answer) const override;
  std::vector<server::Scenario> Scenarios() const override;

  // Besides its scenarios, it takes "" for none of them any more.
  bool Play(std::string_view scenario_id) override;
  void ForgetRequests() override { door_.ForgetPaths(); }
  void Reset() override;

 private:
  std::string NewActivityId() const;
  server::Answer Refuse(const Call& call, const Wanted& wanted, Verdict verdict,
                        const std::string& allowed) const;

  const World world_;
  mutable world::Entropy random_;
  Console console_;
  Api api_;
  Scenes scenes_;
  Tokens tokens_;
  server::SearchGate searches_;
  Door door_;
  Quota quota_;
};

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_WORKSPACE_ONE_SERVICE_H_

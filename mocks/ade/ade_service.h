#ifndef MDMOCK_MOCKS_ADE_ADE_SERVICE_H_
#define MDMOCK_MOCKS_ADE_ADE_SERVICE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/ade/options.h"
#include "mocks/ade/state.h"
#include "mocks/server/service.h"

namespace mdmock::ade {

// AdeService is Apple's Automated Device Enrollment service: /session, which
// gives a session to those whose OAuth 1.0a signature is right, and what a
// session opens. What a client sees is what the service would send; why it is
// refused stands in the verdict. README.md of this room has the details.
//
// Members may be called from any thread.
class AdeService : public server::Service {
 public:
  // `world` is what the service draws on; it must outlive it.
  AdeService(AdeOptions options, const World& world);

  // What is in force now; it does not change, the next call may give another.
  std::shared_ptr<const AdeOptions> options() const;

  // Change replaces what `change` changes, from the next request on. Tenants
  // may be added and altered, not renamed or taken away.
  void Change(const std::function<void(AdeOptions&)>& change);

  // The server token in force. Failures: no such tenant.
  Result<oauth1::Credentials> Credentials(
      std::string_view tenant = "default") const;

  // NewToken issues a new server token; the one before is dead from now on, and
  // so are its sessions. `before`, where given, sees the token before it comes
  // into force: its Failure keeps everything as it is. Other failures: no such
  // tenant.
  using BeforeForce = std::function<Result<void>(const oauth1::Credentials&)>;
  Result<oauth1::Credentials> NewToken(std::string_view tenant = "default",
                                       const BeforeForce& before = nullptr);

  void KillSessions();  // All of them, as if their time were over.

  std::string_view name() const override { return "ade"; }
  Result<server::Answer> Handle(const server::Exchange& exchange) override;
  Result<server::Answer> Control(const server::Exchange& exchange) override;
  std::vector<server::ControlPath> ControlPaths() const override;
  std::optional<http::Response> Named(std::string_view answer) const override;
  std::vector<server::Scenario> Scenarios() const override;

  // Besides its scenarios, it takes "" for none of them any more.
  bool Play(std::string_view scenario_id) override;
  void Reset() override;

 private:
  Call MakeCall(const server::Exchange& exchange) const;

  State state_;
};

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ADE_SERVICE_H_

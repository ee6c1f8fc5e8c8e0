#ifndef MDMOCK_MOCKS_CONNECTOR_CONNECTOR_SERVICE_H_
#define MDMOCK_MOCKS_CONNECTOR_CONNECTOR_SERVICE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/connector/authority.h"
#include "mocks/connector/back_end.h"
#include "mocks/connector/callers.h"
#include "mocks/connector/desk.h"
#include "mocks/connector/options.h"
#include "mocks/connector/otps.h"
#include "mocks/connector/replies.h"
#include "mocks/connector/scenes.h"
#include "mocks/connector/settings.h"
#include "mocks/server/service.h"

namespace mdmock::connector {

// ConnectorService is a PKI connector of BlackBerry UEM over a small CA of its
// own, which issues real certificates. What it refuses, and for what, stands in
// the verdict; README.md of this room has the details.
//
// Members may be called from any thread.
class ConnectorService : public server::Service {
 public:
  // Authorities are what the service issues by, and what it knows UEM by.
  struct Authorities {
    Authority issuing;
    Authority callers;

    static Result<Authorities> Make(SystemTime now);
  };

  // `world` is what the service draws on; it must outlive it.
  ConnectorService(ConnectorOptions options, Authorities authorities,
                   const World& world);

  // What is in force now; it does not change, the next call may give another.
  Settings::Snapshot in_force() const { return settings_.Now(); }

  // Change replaces what `change` changes, from the next request on; scripted
  // replies are counted anew.
  void Change(const std::function<void(ConnectorOptions&)>& change);

  // AskBehind has another CA asked for the certificates of getUserKeyPair: to
  // be called before there are requests.
  void AskBehind(BackEnd back_end) { desk_.AskBehind(std::move(back_end)); }

  // NewOtp makes a one-time password, which lasts as long as the options say
  // unless `lifetime` does. A Failure: no such user.
  Result<std::string> NewOtp(
      std::string_view user,
      std::optional<std::chrono::seconds> lifetime = std::nullopt);

  // Key and certificate for UEM, made when they are first asked for.
  Result<CallerFile> CallerFileOf(CallerKind kind = CallerKind::kGood);

  const Desk& desk() const { return desk_; }
  const Callers& callers() const { return callers_; }

  std::string_view name() const override { return "connector"; }
  Result<server::Answer> Handle(const server::Exchange& exchange) override;
  Result<server::Answer> Control(const server::Exchange& exchange) override;
  std::vector<server::ControlPath> ControlPaths() const override;
  std::optional<http::Response> Named(std::string_view answer) const override;
  std::optional<http::Response> NamedFor(
      std::string_view answer, const http::Request& request) const override;
  std::vector<server::Scenario> Scenarios() const override;

  // Besides its scenarios, it takes "" for none of them any more.
  bool Play(std::string_view scenario_id) override;
  void Reset() override;

 private:
  // Said is the answer to an operation, before it is written.
  struct Said {
    std::string operation;
    KeyPairReply reply;
    std::vector<std::string> remove;  // Of a notification.
    ReplyForm form = ReplyForm::kRight;
  };
  static http::Response Write(const Said& said);

  // These answer an operation; a Failure is ours.
  Result<void> Perform(const server::Exchange& exchange,
                       const ConnectorOptions& options,
                       const std::string& operation, server::Answer& answer);
  std::string_view Instead(const std::optional<ScriptedReply>& scripted,
                           Verdict& verdict) const;
  Result<void> Do(const server::Exchange& exchange,
                  const ConnectorOptions& options, const Request& request,
                  Said& said, server::Answer& answer);
  Result<void> Enrol(const server::Exchange& exchange,
                     const ConnectorOptions& options, const User& user,
                     const Request& request, Said& said,
                     server::Answer& answer);

  const World world_;
  world::Entropy random_;
  Settings settings_;
  Callers callers_;
  Otps otps_;
  Desk desk_;
  Scenes scenes_;
  Script script_;
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_CONNECTOR_SERVICE_H_

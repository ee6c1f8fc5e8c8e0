#ifndef MDMOCK_MOCKS_CONNECTOR_CALLERS_H_
#define MDMOCK_MOCKS_CONNECTOR_CALLERS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/connector/authority.h"
#include "mocks/connector/settings.h"
#include "mocks/server/service.h"

namespace mdmock::connector {

// CallerKind is a certificate for UEM: one that is right, and those that a
// connector has to refuse.
enum class CallerKind {
  kGood,
  kExpired,
  kOtherName,      // Of the same authority, for somebody else.
  kOtherAuthority  // The right name, from an authority that nobody knows.
};
std::optional<CallerKind> ReadCallerKind(std::string_view name);  // "expired"

// CallerFile is key and certificate, as an administrator uploads them.
struct CallerFile {
  std::string p12;
  std::string password;
  std::string subject;
};

// Callers is the authority behind UEM's client certificates, and judges who
// comes in. Members may be called from any thread.
class Callers {
 public:
  Callers(Authority authority, const World& world);

  // FileOf makes one when it is first asked for. A Failure is ours.
  Result<CallerFile> FileOf(CallerKind kind, const ConnectorOptions& options);

  // Judge says whether the request comes from UEM, by password or certificate.
  void Judge(const server::Exchange& exchange, const ConnectorOptions& options,
             Verdict& verdict) const;

  std::string Pem() const { return authority_.Pem(); }

 private:
  Result<CallerFile> Make(CallerKind kind, const std::string& name);
  const Rule* JudgeCertificate(const server::Exchange& exchange,
                               const ConnectorOptions& options,
                               std::string& why) const;

  const World world_;
  const Authority authority_;
  std::mutex mutex_;
  world::Entropy random_;
  std::map<std::pair<CallerKind, std::string>, CallerFile> files_;
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_CALLERS_H_

#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SITE_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SITE_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/drivers/handshake.h"
#include "conformance/suites/connector/call.h"
#include "conformance/suites/connector/configuration.h"
#include "conformance/suites/connector/heard.h"
#include "conformance/suites/connector/origin.h"
#include "conformance/suites/connector/otps.h"

namespace mdmock::conformance::pki {

// Before is what was found out before any check.
struct Before {
  Said tls;                    // T-01.
  Said chain;                  // T-06.
  Said name;                   // T-07.
  std::optional<Said> unable;  // Why nothing can be asked, if so.
  drivers::Shaken shaken;
  bool is_trusted = false;  // Connections are verified from now on.
  std::string clock;        // How its Date differs from ours; "" if not.
  std::string identity;     // Why the certificate configured is not valid now.
};

// Site is the connector under test and what is known of it. After the control
// it changes in nothing but the passwords that are left; any thread may ask it.
class Site {
 public:
  Site(Configuration configuration, Origin origin, std::uint64_t seed);

  const Configuration& configuration() const { return configuration_; }
  const Origin& origin() const { return origin_; }
  bool is_dynamics() const {
    return configuration_.profile == connector::Profile::kDynamics;
  }

  // The operation that gives key pairs in the profile.
  std::string_view operation() const {
    return is_dynamics() ? connector::kGetUserKeyPair2
                         : connector::kGetUserKeyPair;
  }

  const TestUser& user(size_t index) const {
    return configuration_.users.at(index);
  }
  bool HasUser(size_t index) const {
    return index < configuration_.users.size();
  }
  // A user whose passwords are good once, one with a command if there is any.
  std::optional<size_t> UserWithSingleUse() const;

  Otps& otps() { return otps_; }

  // A reqId that no other request has, and an address that nobody has.
  std::string NewReqId();
  std::string NewStranger();

  // What handshakes ask for: the name, and trust where it holds.
  drivers::TlsWish Wish() const;

  // Calls as UEM makes them, with the credentials in force.
  Call Info() const;
  Call Post(std::string body) const;
  Call Post(std::string_view operation, std::string body) const;

  Before before;
  std::optional<Listed> info;    // The first getInfo.
  std::optional<Heard> control;  // The first key pair: K-01.
  std::chrono::steady_clock::time_point control_at;
  bool control_passed = false;

 private:
  void AddCredentials(Call& call) const;

  const Configuration configuration_;
  const Origin origin_;
  const std::uint64_t seed_;
  Otps otps_;
  std::atomic<std::uint64_t> next_ = 0;
};

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SITE_H_

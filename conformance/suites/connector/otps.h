#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_OTPS_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_OTPS_H_

#include <filesystem>
#include <mutex>
#include <optional>
#include <semaphore>
#include <set>
#include <string>

#include "conformance/suites/connector/configuration.h"
#include "conformance/suites/connector/said.h"

namespace mdmock::conformance::pki {

// Otps gives out the users' one-time passwords, each that is good for one
// certificate once. Any thread may ask.
class Otps {
 public:
  static constexpr int kMaxCommands = 32;  // At once.

  explicit Otps(std::filesystem::path folder) : folder_(std::move(folder)) {}

  struct Given {
    std::optional<std::string> otp;  // Nothing where none is asked of the user.
    std::optional<Said> unable;      // Why there is none: a skip, or worse.
  };
  Given Next(const TestUser& user);

  // CanRepeat says whether a user's password is good for as many certificates
  // as one likes.
  static bool CanRepeat(const TestUser& user) {
    return user.otp && user.otp_reusable;
  }

  // HasMore says whether there is always another password for him, or none is
  // asked.
  static bool HasMore(const TestUser& user) {
    return CanRepeat(user) || !user.otp_command.empty() || !user.otp;
  }

 private:
  Given Run(const TestUser& user);

  const std::filesystem::path folder_;
  std::counting_semaphore<kMaxCommands> commands_{kMaxCommands};
  std::mutex mutex_;
  std::set<std::string> spent_;  // Users whose only password is gone.
};

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_OTPS_H_

#include "mocks/connector/settings.h"

#include <algorithm>
#include <utility>

namespace mdmock::connector {
namespace {

// Of the seed: what is drawn for other services changes nothing here.
constexpr std::uint64_t kSalt = 0x636F6E6E6F707473;

}  // namespace

Settings::Settings(ConnectorOptions options, const World& world)
    : world_(world),
      random_(world.entropy.seed() ^ kSalt),
      initial_(std::move(options)) {
  Complete(initial_);
  now_ = std::make_shared<const ConnectorOptions>(initial_);
}

void Settings::Complete(ConnectorOptions& options) {
  if (options.password.empty()) options.password = random_.HexDigits(20);
  world_.secrets.Hide(options.password, "[password]");
  world_.secrets.Hide(options.username + ":" + options.password,
                      "[user:password]");
  for (User& one : options.users) {
    if (one.otp.empty()) one.otp = random_.HexDigits(10);
    world_.secrets.Hide(one.otp, "[otp]");
    if (!one.expired_otp.empty()) {
      world_.secrets.Hide(one.expired_otp, "[otp]");
    }
  }
}

Settings::Snapshot Settings::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

bool Settings::Change(const std::function<bool(ConnectorOptions&)>& change) {
  const std::lock_guard only_one(changing_);
  ConnectorOptions changed = *Now();
  if (!change(changed)) return false;
  Complete(changed);
  const std::lock_guard lock(mutex_);
  now_ = std::make_shared<const ConnectorOptions>(std::move(changed));
  return true;
}

void Settings::Reset() {
  const std::lock_guard only_one(changing_);
  const std::lock_guard lock(mutex_);
  now_ = std::make_shared<const ConnectorOptions>(initial_);
}

const User* FindUser(const ConnectorOptions& options, std::string_view name) {
  const auto found =
      std::find_if(options.users.begin(), options.users.end(),
                   [&](const User& one) { return one.name == name; });
  return found == options.users.end() ? nullptr : &*found;
}

std::vector<std::string> OperationsOf(const ConnectorOptions& options) {
  if (!options.operations.empty()) return options.operations;
  if (options.profile == Profile::kUem1210) {
    return {std::string(kGetInfo), std::string(kGetUserKeyPair)};
  }
  return {kOperations.begin(), kOperations.end()};
}

}  // namespace mdmock::connector

#include "mocks/connector/otps.h"

#include <algorithm>

#include "protocol/crypto/digest.h"

namespace mdmock::connector {
namespace {

constexpr size_t kOtpLen = 12;

std::string DigestOf(std::string_view password) {
  return crypto::Digest(crypto::DigestAlgorithm::kSha256, password);
}

// In a time that says nothing about where they differ, nor how long they are.
bool Same(const std::string& digest, std::string_view password) {
  return !password.empty() && crypto::SameBytes(digest, DigestOf(password));
}

}  // namespace

std::string Otps::New(world::Entropy& random, std::string_view user,
                      SystemTime expires) {
  // Neither 0 and o, nor 1 and l: people type them.
  constexpr std::string_view kLetters = "23456789abcdefghijkmnpqrstuvwxyz";
  std::string password;
  for (size_t i = 0; i < kOtpLen; ++i) {
    password += kLetters[random.Below(kLetters.size())];
  }
  const std::lock_guard lock(mutex_);
  if (made_.size() == kMaxMade) made_.pop_front();
  made_.push_back({.user = std::string(user),
                   .digest = DigestOf(password),
                   .expires = expires});
  return password;
}

Otps::Standing Otps::StandingOf(const User& user, const std::string& digest,
                                SystemTime now) const {
  Standing standing = Standing::kWrong;
  if (Same(digest, user.expired_otp)) standing = Standing::kExpired;
  if (Same(digest, user.otp)) {
    const auto used = used_.find(user.name);
    const bool is_used = used != used_.end() && used->second == digest;
    standing =
        is_used && !user.otp_reusable ? Standing::kUsed : Standing::kGood;
  }
  for (const Made& one : made_) {
    if (one.user != user.name || !crypto::SameBytes(one.digest, digest)) {
      continue;
    }
    standing = one.used             ? Standing::kUsed
               : now >= one.expires ? Standing::kExpired
                                    : Standing::kGood;
  }
  return standing;
}

// Of a password that is not the user's own.
bool Otps::IsAnothers(const std::vector<User>& users,
                      const std::string& digest) const {
  return std::any_of(users.begin(), users.end(),
                     [&](const User& one) { return Same(digest, one.otp); }) ||
         std::any_of(made_.begin(), made_.end(),
                     [&](const Made& one) { return one.digest == digest; });
}

Otps::Taken Otps::Take(const std::vector<User>& users, const User& user,
                       std::string_view password, SystemTime now) {
  if (password.empty()) return {.standing = Standing::kMissing, .digest = ""};
  Taken taken{.standing = Standing::kWrong, .digest = DigestOf(password)};
  const std::lock_guard lock(mutex_);
  taken.standing = StandingOf(user, taken.digest, now);
  if (taken.standing == Standing::kWrong && IsAnothers(users, taken.digest)) {
    taken.standing = Standing::kAnothers;
  }
  if (taken.standing != Standing::kGood) return taken;
  if (Same(taken.digest, user.otp)) used_[user.name] = taken.digest;
  for (Made& one : made_) {
    if (one.user == user.name && one.digest == taken.digest) one.used = true;
  }
  return taken;
}

void Otps::GiveBack(const User& user, const Taken& taken) {
  const std::lock_guard lock(mutex_);
  const auto used = used_.find(user.name);
  if (used != used_.end() && used->second == taken.digest) used_.erase(used);
  for (Made& one : made_) {
    if (one.user == user.name && one.digest == taken.digest) one.used = false;
  }
}

void Otps::Clear() {
  const std::lock_guard lock(mutex_);
  made_.clear();
  used_.clear();
}

}  // namespace mdmock::connector

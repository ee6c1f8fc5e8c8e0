#include "conformance/reference/ade_client/kept.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cstdlib>

#include "protocol/base/encoding.h"
#include "protocol/crypto/digest.h"

namespace mdmock::reference {

Kept::Kept(const Settings& settings, const token::ServerToken& token)
    : folder_(settings.state) {
  id_ = settings.mutation.Is("tenants-mixed")
            ? "all"
            : Hex(crypto::Digest(crypto::DigestAlgorithm::kSha256,
                                 token.access_token))
                  .substr(0, 16);
}

std::string Kept::PathOf(const char* what) const {
  return fmt::format("{}/{}-{}", folder_, what, id_);
}

std::string Kept::Session() const {
  const auto session = ReadFile(PathOf("session"));
  return session ? *session : "";
}

void Kept::KeepSession(const std::string& session) const {
  // Where it cannot be kept, the next operation asks for another.
  (void)ReplaceFile(PathOf("session"), session);
}

std::string Kept::Cursor() const {
  const auto cursor = ReadFile(PathOf("cursor"));
  return cursor ? *cursor : "";
}

void Kept::KeepCursor(const std::string& cursor) const {
  (void)ReplaceFile(PathOf("cursor"), cursor);
}

long Kept::Limit() const {
  const auto limit = ReadFile(PathOf("limit"));
  const long most = limit ? std::strtol(limit->c_str(), nullptr, 10) : 0;
  return most >= 1 && most <= 1000 ? most : 1000;
}

void Kept::KeepLimit(long limit) const {
  (void)ReplaceFile(PathOf("limit"), std::to_string(limit));
}

drivers::Descriptor Kept::Lock() const {
  drivers::Descriptor lock(
      ::open(PathOf("lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
  if (lock) ::flock(lock.get(), LOCK_EX);
  return lock;
}

}  // namespace mdmock::reference

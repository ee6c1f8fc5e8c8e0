#include "tests/protocol/cms/signing_keys.h"

#include <chrono>
#include <cstdlib>
#include <map>

namespace mdmock::test_support {
namespace {

crypto::PrivateKey MakeKey(const std::string& name) {
  const std::string kind = name.substr(name.find('-') + 1);
  auto key =
      kind == "p256"   ? crypto::PrivateKey::GenerateEc("P-256")
      : kind == "p384" ? crypto::PrivateKey::GenerateEc("P-384")
      : kind == "p521"
          ? crypto::PrivateKey::GenerateEc("P-521")
          : crypto::PrivateKey::GenerateRsa(std::atoi(kind.substr(3).c_str()));
  if (!key) std::abort();
  return *key;
}

crypto::Identity MakeIdentity(const std::string& name) {
  crypto::PrivateKey key = MakeKey(name);
  auto certificate = crypto::Certificate::MakeSelfSigned(
      key, {.common_name = "1001:" + name,
            .serial = "\x02",
            .not_before = kNow - std::chrono::hours(24),
            .not_after = kNow + std::chrono::hours(24)});
  if (!certificate) std::abort();
  return {std::move(key), std::move(*certificate), {}};
}

}  // namespace

const crypto::Identity& SignerNamed(const std::string& name) {
  static std::map<std::string, crypto::Identity> made;
  const auto found = made.find(name);
  if (found != made.end()) return found->second;
  return made.emplace(name, MakeIdentity(name)).first->second;
}

}  // namespace mdmock::test_support

#include "mocks/workspace_one/pki.h"

#include <string_view>
#include <utility>

#include "protocol/crypto/issue.h"

namespace mdmock::workspace_one {
namespace {

constexpr std::chrono::days kBefore(365);
constexpr std::chrono::days kAfter(19 * 365);

// Sixteen bytes, the first of which is 0xF3 once it is negative.
constexpr std::string_view kMinusThat =
    "\x0C\x9B\x4D\x10\x21\x32\x43\x54\x65\x76\x07\x18\x29\x3A\x4B\x5C";

// The bytes of a positive INTEGER, the first one of which is not zero.
std::string SerialBytes(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    const char byte = static_cast<char>((number >> shift) & 0xFF);
    if (byte != '\0' || !bytes.empty()) bytes += byte;
  }
  return bytes;
}

}  // namespace

Result<Pki> Pki::Make(SystemTime now, const PkiShape& shape) {
  const auto root_key = crypto::PrivateKey::GenerateEc();
  if (!root_key) return root_key.error();
  auto key = shape.issuer_key == PkiShape::Key::kRsa1024
                 ? crypto::PrivateKey::GenerateRsa(1024)
                 : crypto::PrivateKey::GenerateEc();
  if (!key) return key.error();
  crypto::Issued contents{.common_name = "AW API Root",
                          .not_before = now - kBefore,
                          .not_after = now + kAfter,
                          .use = crypto::IssuedUse::kAuthority};
  auto root = crypto::Issue(*root_key, contents, nullptr);
  if (!root) return root.error();
  const crypto::Issuer by{*root_key, *root};
  contents.common_name = "AW Admin User Root";
  if (shape.issuer_serial == PkiShape::Serial::kNegative) {
    contents.serial = std::string(kMinusThat);
    contents.serial_is_negative = true;
  }
  auto user_root = crypto::Issue(*key, contents, &by);
  if (!user_root) return user_root.error();
  auto trust = crypto::Trust::Of({*root, *user_root});
  if (!trust) return trust.error();
  return Pki(now, *std::move(root), *std::move(key), *std::move(user_root),
             *std::move(trust));
}

Pki::Pki(SystemTime now, crypto::Certificate root, crypto::PrivateKey key,
         crypto::Certificate user_root, crypto::Trust trust)
    : made_at_(now),
      root_(std::move(root)),
      key_(std::move(key)),
      user_root_(std::move(user_root)),
      trust_(std::make_shared<const crypto::Trust>(std::move(trust))),
      next_serial_(std::make_shared<std::atomic<std::uint32_t>>(2)) {}

Result<crypto::Identity> Pki::Issue(const crypto::PrivateKey& key,
                                    const std::string& common_name,
                                    SystemTime not_after) const {
  const crypto::Issuer by{key_, user_root_};
  auto certificate =
      crypto::Issue(key,
                    {.common_name = common_name,
                     .serial = SerialBytes(next_serial_->fetch_add(1)),
                     .not_before = made_at_ - kBefore,
                     .not_after = not_after,
                     .use = crypto::IssuedUse::kClientAuthentication},
                    &by);
  if (!certificate) return certificate.error();
  return crypto::Identity{.key = key,
                          .certificate = *std::move(certificate),
                          .others = {user_root_}};
}

SystemTime Pki::last_day() const { return made_at_ + kAfter; }

std::string Pki::Pem() const { return root_.Pem() + user_root_.Pem(); }

}  // namespace mdmock::workspace_one

#include "mocks/connector/authority.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "protocol/crypto/issue.h"

namespace mdmock::connector {
namespace {

constexpr std::chrono::days kBefore(365);
constexpr std::chrono::days kAfter(19 * 365);

}  // namespace

Result<Authority> Authority::Make(const std::string& name, SystemTime now) {
  const auto root_key = crypto::PrivateKey::GenerateEc();
  if (!root_key) return root_key.error();
  auto key = crypto::PrivateKey::GenerateEc();
  if (!key) return key.error();
  crypto::Issued contents{.common_name = name + " Root CA",
                          .not_before = now - kBefore,
                          .not_after = now + kAfter,
                          .use = crypto::IssuedUse::kAuthority,
                          .digest = crypto::DigestAlgorithm::kSha256};
  auto root = crypto::Issue(*root_key, contents, nullptr);
  if (!root) return root.error();
  contents.common_name = name + " Issuing CA";
  contents.serial = "\x02";
  const crypto::Issuer by{*root_key, *root};
  auto issuing = crypto::Issue(*key, contents, &by);
  if (!issuing) return issuing.error();
  auto trust = crypto::Trust::Of({*issuing, *root});
  if (!trust) return trust.error();
  return Authority(now, *std::move(key),
                   {*std::move(issuing), *std::move(root)}, *std::move(trust));
}

Authority::Authority(SystemTime now, crypto::PrivateKey key,
                     std::vector<crypto::Certificate> chain,
                     crypto::Trust trust)
    : made_at_(now),
      key_(std::move(key)),
      chain_(std::move(chain)),
      trust_(std::move(trust)) {}

Result<crypto::Certificate> Authority::Issue(EVP_PKEY& public_key,
                                             const Leaf& leaf) const {
  const bool is_mail = IsMailAddress(leaf.user);
  return crypto::IssueFor(public_key,
                          {.common_name = leaf.user,
                           .serial = leaf.serial,
                           .not_before = leaf.not_before,
                           .not_after = leaf.not_after,
                           .use = crypto::IssuedUse::kClientSignature,
                           .mail = is_mail ? leaf.user : "",
                           .principal = is_mail ? "" : leaf.user,
                           .digest = crypto::DigestAlgorithm::kSha256},
                          {key_, chain_.front()});
}

std::string Authority::Pem() const {
  std::string pem;
  for (const crypto::Certificate& one : chain_) pem += one.Pem();
  return pem;
}

std::string Authority::Check(const crypto::Certificate& certificate,
                             SystemTime now) const {
  return trust_.Check(certificate, {}, &now);
}

bool IsMailAddress(std::string_view text) {
  const size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace mdmock::connector

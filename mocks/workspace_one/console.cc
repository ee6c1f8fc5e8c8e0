#include "mocks/workspace_one/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mocks/workspace_one/first_key.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

// Of the seed: what is drawn for other services changes nothing here.
constexpr std::uint64_t kSalt = 0x7773312D636F6E73;

template <typename Fits>
const Admin* FindIf(const std::vector<Admin>& admins, const Fits& fits) {
  const auto found = std::find_if(admins.begin(), admins.end(), fits);
  return found == admins.end() ? nullptr : &*found;
}

}  // namespace

const Admin* Console::InForce::Find(std::string_view name) const {
  return FindIf(options.admins,
                [&](const Admin& one) { return one.name == name; });
}

const Admin* Console::InForce::Find(std::uint32_t id) const {
  return FindIf(options.admins, [&](const Admin& one) { return one.id == id; });
}

const Admin* Console::InForce::FindHolder(std::string_view der) const {
  const auto found =
      std::find_if(holders.begin(), holders.end(),
                   [&](const Holder& one) { return one.der == der; });
  return found == holders.end() ? nullptr : Find(found->id);
}

Console::Console(WorkspaceOneOptions options, Pki pki, const World& world)
    : world_(world),
      pki_(std::move(pki)),
      random_(world.entropy.seed() ^ kSalt),
      initial_(std::move(options)) {
  Complete(initial_);
  now_ = std::make_shared<const InForce>(
      InForce{.options = initial_,
              .known = std::make_shared<const cms::KnownCertificates>(),
              .holders = {},
              .trust = pki_.trust()});
}

// What is not given is made; what is secret is hidden from the journal.
void Console::Complete(WorkspaceOneOptions& options) {
  if (options.tenant_code.empty()) {
    options.tenant_code = Base64(random_.Bytes(32));  // As the console's are.
  }
  world_.secrets.Hide(options.tenant_code, "[aw-tenant-code]");
  for (Admin& one : options.admins) {
    if (one.password.empty()) one.password = random_.HexDigits(20);
    world_.secrets.Hide(one.password, "[password]");
    world_.secrets.Hide(one.name + ":" + one.password, "[user:password]");
  }
}

Console::Snapshot Console::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

bool Console::Change(const std::function<bool(WorkspaceOneOptions&)>& change) {
  const std::lock_guard only_one(changing_);
  InForce changed = *Now();
  if (!change(changed.options)) return false;
  Complete(changed.options);
  const std::lock_guard lock(mutex_);
  now_ = std::make_shared<const InForce>(std::move(changed));
  return true;
}

Result<Credential> Console::CredentialOf(std::string_view name) {
  const std::lock_guard only_one(changing_);
  const Snapshot before = Now();
  const Admin* admin = before->Find(name);
  if (admin == nullptr) {
    return Failure{
        fmt::format("there is no administrator \"{}\"", Printable(name, 60))};
  }
  for (const Given& one : issued_) {
    if (one.id == admin->id) return one.credential;
  }
  auto credential = Issue(*admin, admin->id == initial_.admins.front().id);
  if (!credential) return credential.error();
  InForce after = *before;
  auto known = std::make_shared<cms::KnownCertificates>(*before->known);
  known->Add(credential->identity.certificate);
  after.known = std::move(known);
  after.holders.push_back({credential->identity.certificate.Der(), admin->id});
  issued_.push_back({admin->id, *credential});
  const std::lock_guard lock(mutex_);
  now_ = std::make_shared<const InForce>(std::move(after));
  return credential;
}

Result<Credential> Console::Issue(const Admin& admin, bool is_first) {
  const auto key =
      is_first ? FirstKey() : crypto::PrivateKey::GenerateRsa(2048);
  if (!key) return key.error();
  const SystemTime not_after = admin.state == AdminState::kExpired
                                   ? pki_.made_at() - std::chrono::days(1)
                                   : pki_.last_day();
  auto identity =
      pki_.Issue(*key, fmt::format("{}:{}", admin.id, admin.name), not_after);
  if (!identity) return identity.error();
  const std::string password = random_.HexDigits(20);
  auto p12 = crypto::MakeIdentityFile(*identity, password);
  if (!p12) return p12.error();
  world_.secrets.Hide(password, "[p12 password]");
  std::string subject = identity->certificate.Subject();
  return Credential{.identity = *std::move(identity),
                    .p12 = *std::move(p12),
                    .password = password,
                    .subject = std::move(subject)};
}

void Console::Reset() {
  const std::lock_guard only_one(changing_);
  InForce fresh = *Now();
  fresh.options = initial_;
  const std::lock_guard lock(mutex_);
  now_ = std::make_shared<const InForce>(std::move(fresh));
}

}  // namespace mdmock::workspace_one

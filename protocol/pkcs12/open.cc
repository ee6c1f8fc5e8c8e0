#include "protocol/pkcs12/open.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/pkcs12/mac.h"
#include "protocol/pkcs12/unlock.h"

namespace mdmock::pkcs12 {
namespace {

// Whether decrypted bytes are a PKCS#8 key: under a wrong password that has
// the right padding by chance they are not.
bool IsPrivateKeyInfo(std::string_view bytes) {
  cms::Reader reader(bytes);
  const auto sequence = reader.Expect(cms::kSequence, "PrivateKeyInfo");
  if (!sequence || !reader.AtEnd()) return false;
  cms::Reader fields(*sequence);
  return fields.Expect(cms::kInteger, "version").has_value() &&
         fields.Expect(cms::kSequence, "algorithm").has_value() &&
         fields.Expect(cms::kOctetString, "key").has_value();
}

bool IsCut(const Protection& protection, const std::string& ciphertext) {
  const size_t block = protection.cipher ? protection.cipher->iv_len : 0;
  return block != 0 && (ciphertext.empty() || ciphertext.size() % block != 0);
}

Lock LockOf(const Protection& protection, Lock::Kind kind,
            const std::string& where, const std::string& ciphertext) {
  Lock lock{
      .kind = kind,
      .where = where,
      .unsupported = protection.unsupported,
      .iterations = protection.derivation.iterations,
      .cost = Cost(protection),
      .num_differing = {},
      .cut_ciphertext = IsCut(protection, ciphertext),
      .takes_bmp = protection.derivation.kind == Derivation::Kind::kPkcs12};
  if (lock.unsupported.empty() && !CanDo(*protection.cipher)) {
    lock.unsupported = fmt::format("{}, which this OpenSSL does not have",
                                   protection.cipher->name);
  }
  if (!lock.unsupported.empty()) lock.state = Lock::State::kNotSupported;
  return lock;
}

}  // namespace

bool Budget::Take(std::int64_t cost) {
  if (cost > left_) {
    cut_short_ = true;
    return false;
  }
  left_ -= cost;
  return true;
}

Opener::Opener(Container& container) : container_(container) {
  if (container.mac) {
    const Mac& mac = *container.mac;
    Lock lock{.kind = Lock::Kind::kMac,
              .where = "the MAC",
              .unsupported = mac.unsupported,
              .iterations = mac.derivation.iterations,
              .cost = Cost(mac),
              .num_differing = {},
              .digest_len = mac.digest.size(),
              .takes_bmp = mac.kind == Mac::Kind::kHmac};
    if (!lock.unsupported.empty()) lock.state = Lock::State::kNotSupported;
    AddLock(std::move(lock));
  }
  AddSafes();
}

void Opener::AddSafes() {
  for (Safe& safe : container_.safes) {
    if (safe.kind == Safe::Kind::kPlain) AddBags(safe.bags);
    if (safe.kind != Safe::Kind::kEncrypted) continue;
    Lock lock = LockOf(*safe.protection, Lock::Kind::kSafe, safe.where,
                       safe.ciphertext);
    lock.safe = &safe;
    AddLock(std::move(lock));
  }
}

void Opener::AddBags(std::vector<Bag>& bags) {
  for (Bag& bag : bags) {
    AddBags(bag.bags);
    if (!bag.protection) continue;
    Lock lock =
        LockOf(*bag.protection, Lock::Kind::kKey, bag.where, bag.ciphertext);
    lock.bag = &bag;
    AddLock(std::move(lock));
  }
}

void Opener::AddLock(Lock lock) {
  if (lock.iterations > kMaxIterations && too_costly_.empty()) {
    too_costly_ =
        fmt::format("{} iterations for {}", lock.iterations, lock.where);
  }
  if (lock.kind != Lock::Kind::kMac && too_costly_.empty()) {
    sum_ += lock.iterations;
    if (sum_ > kMaxIterations) {
      too_costly_ = fmt::format("{} iterations for all bags together", sum_);
    }
  }
  locks_.push_back(std::move(lock));
}

bool Opener::Try(size_t index, const Password& password, Budget& budget) {
  if (!too_costly_.empty() || locks_[index].state != Lock::State::kShut ||
      !budget.Take(locks_[index].cost)) {
    return false;
  }
  bool opened = false;
  switch (locks_[index].kind) {
    case Lock::Kind::kMac:
      opened = TryMac(locks_[index], password);
      break;
    case Lock::Kind::kSafe:
      opened = TrySafe(*locks_[index].safe, password);
      break;
    case Lock::Kind::kKey:
      opened = TryKey(*locks_[index].bag, password);
      break;
  }
  if (opened) locks_[index].state = Lock::State::kOpen;
  if (opened && locks_[index].safe != nullptr) {
    AddBags(locks_[index].safe->bags);
  }
  return opened;
}

void Opener::TryAll(const Password& password, Budget& budget) {
  for (size_t i = 0; i < locks_.size(); ++i) Try(i, password, budget);
}

bool Opener::AllOpen() const {
  return too_costly_.empty() &&
         std::all_of(locks_.begin(), locks_.end(), [](const Lock& lock) {
           return lock.state == Lock::State::kOpen;
         });
}

bool Opener::TryMac(Lock& lock, const Password& password) {
  const Mac& mac = *container_.mac;
  const auto digest = ComputeMac(mac, password, container_.authenticated);
  if (!digest) return false;
  lock.num_differing = std::nullopt;
  if (digest->size() != mac.digest.size()) return false;
  size_t count = 0;
  for (size_t i = 0; i < digest->size(); ++i) {
    if ((*digest)[i] != mac.digest[i]) ++count;
  }
  lock.num_differing = count;
  return count == 0;
}

bool Opener::TrySafe(Safe& safe, const Password& password) {
  const auto contents = Decrypt(*safe.protection, password, safe.ciphertext);
  if (!contents) return false;
  auto bags = ReadBags(*contents, safe.where);
  // What has the length of its outermost element was decrypted, and is damaged
  // inside; anything else is what a wrong password leaves.
  if (!bags && ClaimedLength(*contents) != contents->size()) return false;
  if (!bags) {
    safe.damage = fmt::format("{}, at byte {} of its contents",
                              bags.error().what, bags.error().offset);
    safe.too_large = IsLimit(bags.error());
    return true;
  }
  safe.bags = std::move(*bags);
  if (container_.not_der.empty()) {
    container_.not_der = FirstNotDer(*contents);
    if (!container_.not_der.empty()) {
      container_.not_der += " of " + safe.where;
    }
  }
  return true;
}

bool Opener::TryKey(Bag& bag, const Password& password) {
  auto contents = Decrypt(*bag.protection, password, bag.ciphertext);
  if (!contents) return false;
  // As with safes: something whole that is no PKCS#8 was decrypted all right.
  if (!IsPrivateKeyInfo(*contents) &&
      ClaimedLength(*contents) != contents->size()) {
    return false;
  }
  bag.contents = std::move(*contents);
  return true;
}

}  // namespace mdmock::pkcs12

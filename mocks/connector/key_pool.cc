#include "mocks/connector/key_pool.h"

#include <utility>

namespace mdmock::connector {
namespace {

constexpr int kRsaBits = 2048;

}  // namespace

KeyPool::~KeyPool() {
  std::jthread filler;
  {
    const std::lock_guard lock(mutex_);
    filler = std::move(filler_);
  }
}

Result<crypto::PrivateKey> KeyPool::Take(KeyKind kind) {
  if (kind == KeyKind::kEc256) return crypto::PrivateKey::GenerateEc();
  Expect(kind);
  {
    const std::lock_guard lock(mutex_);
    if (!ready_.empty()) {
      crypto::PrivateKey key = std::move(ready_.front());
      ready_.pop_front();
      wanted_.notify_one();
      return key;
    }
  }
  return crypto::PrivateKey::GenerateRsa(kRsaBits);
}

void KeyPool::Expect(KeyKind kind) {
  if (kind != KeyKind::kRsa2048) return;
  const std::lock_guard lock(mutex_);
  if (filler_.joinable()) return;
  filler_ = std::jthread([this](const std::stop_token& stop) { Fill(stop); });
}

size_t KeyPool::num_ready() const {
  const std::lock_guard lock(mutex_);
  return ready_.size();
}

void KeyPool::Fill(const std::stop_token& stop) {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (!wanted_.wait(lock, stop,
                        [this] { return ready_.size() < kMaxKeys; })) {
        return;
      }
    }
    auto key = crypto::PrivateKey::GenerateRsa(kRsaBits);
    // Whoever asks next meets the failure himself.
    if (!key || stop.stop_requested()) return;
    const std::lock_guard lock(mutex_);
    ready_.push_back(*std::move(key));
  }
}

}  // namespace mdmock::connector

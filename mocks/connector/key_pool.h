#ifndef MDMOCK_MOCKS_CONNECTOR_KEY_POOL_H_
#define MDMOCK_MOCKS_CONNECTOR_KEY_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "mocks/connector/options.h"
#include "protocol/base/result.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::connector {

// KeyPool has RSA keys ready: making one takes a tenth of a second, which a
// client would wait for. It begins to fill up, on a thread of its own, when a
// key is first asked for or expected. P-256 takes no time worth keeping one.
// Members may be called from any thread; whoever finds it empty makes a key for
// himself.
class KeyPool {
 public:
  static constexpr size_t kMaxKeys = 8;

  KeyPool() = default;
  ~KeyPool();  // Waits for a key that is being made.
  KeyPool(const KeyPool&) = delete;
  KeyPool& operator=(const KeyPool&) = delete;

  Result<crypto::PrivateKey> Take(KeyKind kind);

  // Expect begins to fill up for keys of that kind.
  void Expect(KeyKind kind);

  size_t num_ready() const;

 private:
  void Fill(const std::stop_token& stop);

  mutable std::mutex mutex_;
  std::condition_variable_any wanted_;
  std::deque<crypto::PrivateKey> ready_;
  std::jthread filler_;
};

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_KEY_POOL_H_

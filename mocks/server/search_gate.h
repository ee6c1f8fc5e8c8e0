#ifndef MDMOCK_MOCKS_SERVER_SEARCH_GATE_H_
#define MDMOCK_MOCKS_SERVER_SEARCH_GATE_H_

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace mdmock::server {

// SearchGate bounds what the search for causes may cost when refusals come in
// floods: so many searches at once, so many that wait for their turn. Whoever
// comes on top of that goes without one. Members may be called from any thread.
class SearchGate {
 public:
  SearchGate(size_t max_running, size_t max_waiting)
      : max_running_(max_running), max_waiting_(max_waiting) {}

  // Pass is the right to search, for as long as it lives.
  class Pass {
   public:
    explicit Pass(SearchGate& gate) : gate_(gate), granted_(gate.Enter()) {}
    ~Pass() {
      if (granted_) gate_.Leave();
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

    bool granted() const { return granted_; }

   private:
    SearchGate& gate_;
    const bool granted_;
  };

 private:
  bool Enter() {
    std::unique_lock lock(mutex_);
    if (num_running_ >= max_running_ && num_waiting_ >= max_waiting_) {
      return false;
    }
    ++num_waiting_;
    free_.wait(lock, [this] { return num_running_ < max_running_; });
    --num_waiting_;
    ++num_running_;
    return true;
  }

  void Leave() {
    {
      const std::lock_guard lock(mutex_);
      --num_running_;
    }
    free_.notify_one();
  }

  const size_t max_running_;
  const size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable free_;
  size_t num_running_ = 0;
  size_t num_waiting_ = 0;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_SEARCH_GATE_H_

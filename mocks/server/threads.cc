#include "mocks/server/threads.h"

#include <algorithm>
#include <utility>

namespace mdmock::server {
namespace {

// Address space, not memory: only the pages that are touched are there.
constexpr size_t kStackSize = size_t{1} << 20;

// Threads beyond these end with their job instead of waiting for another.
constexpr size_t kMaxIdle = 32;

}  // namespace

bool Threads::Run(std::function<void()> job) {
  std::vector<pthread_t> finished;
  {
    const std::lock_guard lock(mutex_);
    finished.swap(finished_);
    // A thread that was woken for an earlier job still counts as idle.
    if (jobs_.size() >= num_idle_ && !StartThread()) return false;
    jobs_.push_back(std::move(job));
  }
  has_jobs_.notify_one();
  for (const pthread_t thread : finished) ::pthread_join(thread, nullptr);
  return true;
}

bool Threads::StartThread() {
  pthread_attr_t attributes;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, kStackSize);
  pthread_t thread{};
  const int error = ::pthread_create(&thread, &attributes, &Start, this);
  ::pthread_attr_destroy(&attributes);
  if (error != 0) return false;
  running_.push_back(thread);
  ++num_idle_;
  return true;
}

void* Threads::Start(void* threads) {
  static_cast<Threads*>(threads)->Work();
  return nullptr;
}

void Threads::Work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    has_jobs_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    std::function<void()> job = std::move(jobs_.front());
    jobs_.pop_front();
    --num_idle_;
    lock.unlock();
    job();
    job = nullptr;
    lock.lock();
    if (!ending_ && num_idle_ >= kMaxIdle) break;
    ++num_idle_;
  }
  const pthread_t self = ::pthread_self();
  running_.erase(std::ranges::find(running_, self));
  finished_.push_back(self);
}

void Threads::Join() {
  std::vector<pthread_t> threads;
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    threads = running_;
    threads.insert(threads.end(), finished_.begin(), finished_.end());
    running_.clear();
    finished_.clear();
  }
  has_jobs_.notify_all();
  for (const pthread_t thread : threads) ::pthread_join(thread, nullptr);
}

}  // namespace mdmock::server

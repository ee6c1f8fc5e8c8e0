#ifndef MDMOCK_MOCKS_SERVER_THREADS_H_
#define MDMOCK_MOCKS_SERVER_THREADS_H_

#include <pthread.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace mdmock::server {

// Threads runs each job on a thread of its own, started when no other is free:
// a connection may be held by its client for as long as it likes, and must
// never keep the next one waiting.
//
// A thread for a connection, rather than an event loop that parks the idle
// ones: TLS, stalls and slow writes stay straight-line code, and the price is
// small (bench/mock_throughput_bench.cc prints it). Stacks are small, since no
// job recurses.
class Threads {
 public:
  Threads() = default;
  ~Threads() { Join(); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  // Run hands the job to a thread. False where the machine gives no more
  // threads: the job is then dropped.
  bool Run(std::function<void()> job);

  // Join waits for all jobs to end. Run must not be called after it.
  void Join();

 private:
  static void* Start(void* threads);
  void Work();
  bool StartThread();

  std::mutex mutex_;
  std::condition_variable has_jobs_;
  std::deque<std::function<void()>> jobs_;
  std::vector<pthread_t> running_;
  std::vector<pthread_t> finished_;  // To be joined.
  size_t num_idle_ = 0;
  bool ending_ = false;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_THREADS_H_

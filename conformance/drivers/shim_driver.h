#ifndef MDMOCK_CONFORMANCE_DRIVERS_SHIM_DRIVER_H_
#define MDMOCK_CONFORMANCE_DRIVERS_SHIM_DRIVER_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "conformance/drivers/client.h"
#include "conformance/drivers/descriptor.h"
#include "conformance/drivers/shim_session.h"

namespace mdmock::drivers {

struct ShimOptions {
  std::string command;
  std::chrono::milliseconds hello_limit{20'000};
  std::chrono::milliseconds stop_limit{2'000};
};

// ShimDriver keeps one process of a shim (`--shim CMD`, docs/shim.md) and puts
// operations to it: one after the other, or as many at once as its answer to
// hello allows. Whatever goes wrong costs the operations that are under way,
// and the process is started anew for the next. Where it cannot be greeted four
// times in a row, or does not answer at all, this operation and all later ones
// end as kUnusable.
//
// Where a shim takes several operations at once, a crash or garbage cannot be
// laid to one of them and ends them all; after a timeout the others may finish.
class ShimDriver : public Client {
 public:
  // A Failure where there are no more threads or descriptors. The shim itself
  // is started by the first operation.
  static Result<std::unique_ptr<ShimDriver>> Start(ShimOptions options);

  // Nobody may be in Do any more.
  ~ShimDriver() override;
  ShimDriver(const ShimDriver&) = delete;
  ShimDriver& operator=(const ShimDriver&) = delete;

  Result<Done> Do(const Operation& operation) override;
  std::string End() override;

 private:
  struct Job {
    const Operation* operation = nullptr;  // Its caller waits in Do.
    std::promise<Result<Done>> promise;
    Deadline begun;
    Deadline deadline;
    bool again = false;  // It did not reach the process the first time.
  };
  using Flight = std::map<std::uint64_t, Job>;

  ShimDriver(ShimOptions options, Descriptor wake);

  // The thread's. All that follows is touched by no other.
  void Work();
  bool TakeJobs();
  void BeginJobs();
  bool HaveSession(Job& job);
  void Wait();
  void ReadLines();
  void Hear(const std::string& line);
  void Answer(Flight::iterator job, const ShimAnswer& answer,
              const std::string& line);
  void EndLateJobs();
  void EndDeadSession();
  bool PutAgain(const std::string& why);
  void FailAll(Ending ending, const std::string& why, const std::string& said);
  void Finish(Job& job, Done done);
  void Break(const std::string& why);

  const ShimOptions options_;
  Descriptor wake_;  // An eventfd: there are new jobs, or it is time to stop.
  std::unique_ptr<ShimSession> session_;
  bool condemned_ = false;  // The session takes no more jobs.
  Deadline output_ended_at_ = Deadline::max();
  std::deque<Job> waiting_;
  Flight flight_;
  std::set<std::uint64_t> abandoned_;  // Timed out, and may still be answered.
  std::uint64_t last_seq_ = 0;
  std::string unusable_;  // Why, once it is.
  std::string note_;      // For the next operation.

  std::mutex mutex_;
  std::deque<Job> new_jobs_;
  bool stopping_ = false;
  std::string farewell_;  // The thread's, until it has ended.
  std::thread thread_;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_SHIM_DRIVER_H_

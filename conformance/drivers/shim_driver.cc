#include "conformance/drivers/shim_driver.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cassert>
#include <system_error>

#include "protocol/base/text.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kRestarts = 3;
// A process that has closed its output is about to end, or never will.
constexpr milliseconds kAfterOutput{500};
constexpr size_t kKeepText = size_t{64} << 10;

std::string Shortened(std::string_view bytes) {
  BoundedText text(kKeepText, kKeepText);
  text.Add(bytes);
  return text.Text();
}

}  // namespace

ShimDriver::ShimDriver(ShimOptions options, Descriptor wake)
    : options_(std::move(options)), wake_(std::move(wake)) {}

Result<std::unique_ptr<ShimDriver>> ShimDriver::Start(ShimOptions options) {
  Descriptor wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake) return Failure{"cannot make an eventfd"};
  std::unique_ptr<ShimDriver> driver(
      new ShimDriver(std::move(options), std::move(wake)));
  try {
    driver->thread_ = std::thread([self = driver.get()] { self->Work(); });
  } catch (const std::system_error& error) {
    return Failure{fmt::format("cannot start a thread: {}", error.what())};
  }
  return driver;
}

ShimDriver::~ShimDriver() { End(); }

std::string ShimDriver::End() {
  if (!thread_.joinable()) return "";
  {
    const std::lock_guard lock(mutex_);
    assert(new_jobs_.empty());
    stopping_ = true;
  }
  ::eventfd_write(wake_.get(), 1);
  thread_.join();
  return farewell_;
}

Result<Done> ShimDriver::Do(const Operation& operation) {
  Job job{.operation = &operation};
  auto done = job.promise.get_future();
  {
    const std::lock_guard lock(mutex_);
    new_jobs_.push_back(std::move(job));
  }
  ::eventfd_write(wake_.get(), 1);
  return done.get();
}

void ShimDriver::Work() {
  while (TakeJobs()) {
    BeginJobs();
    Wait();
    ReadLines();
    EndLateJobs();
    EndDeadSession();
  }
  farewell_ = note_;
  if (!session_) return;
  const std::string odd = session_->Stop(options_.stop_limit);
  if (odd.empty()) return;
  farewell_ += (farewell_.empty() ? "" : "; ") + ("at its end: " + odd);
}

// False when it is time to stop.
bool ShimDriver::TakeJobs() {
  const std::lock_guard lock(mutex_);
  eventfd_t ignored = 0;
  ::eventfd_read(wake_.get(), &ignored);
  std::move(new_jobs_.begin(), new_jobs_.end(), std::back_inserter(waiting_));
  new_jobs_.clear();
  return !stopping_;
}

void ShimDriver::BeginJobs() {
  while (!waiting_.empty()) {
    if (session_ &&
        (condemned_ || flight_.size() >= session_->greeting().concurrency)) {
      return;
    }
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    if (!HaveSession(job)) continue;
    if (flight_.empty()) session_->ForgetErrors();
    job.begun = steady_clock::now();
    job.deadline = job.begun + job.operation->deadline;
    session_->Send(RunLine(++last_seq_, *job.operation));
    flight_.emplace(last_seq_, std::move(job));
  }
}

// Otherwise the job has been finished.
bool ShimDriver::HaveSession(Job& job) {
  if (session_) return true;
  job.begun = steady_clock::now();
  for (int tries = 0; unusable_.empty(); ++tries) {
    auto opened = ShimSession::Open(options_.command, options_.hello_limit);
    if (!opened) {
      job.promise.set_value(opened.error());
      return false;
    }
    if (opened->session) {
      session_ = std::move(opened->session);
      return true;
    }
    if (opened->hopeless || tries == kRestarts) {
      unusable_ = fmt::format("the shim cannot be used: {}", opened->problem);
    }
  }
  Finish(job, {.ending = Ending::kUnusable, .detail = unusable_});
  return false;
}

void ShimDriver::Wait() {
  Deadline deadline = output_ended_at_ == Deadline::max()
                          ? Deadline::max()
                          : output_ended_at_ + kAfterOutput;
  for (const auto& [seq, job] : flight_) {
    deadline = std::min(deadline, job.deadline);
  }
  if (session_) {
    session_->Pump(deadline, wake_.get());
    if (session_->process().output_ended() &&
        output_ended_at_ == Deadline::max()) {
      output_ended_at_ = steady_clock::now();
    }
    return;
  }
  pollfd waiting{.fd = wake_.get(), .events = POLLIN, .revents = 0};
  ::poll(&waiting, 1, -1);
}

void ShimDriver::ReadLines() {
  while (session_) {
    const auto line = session_->lines().Next();
    if (!line) break;
    Hear(*line);
  }
  if (session_ && session_->lines().too_long()) {
    FailAll(Ending::kGarbage,
            fmt::format("a line is longer than {} MiB", kLongestLine >> 20),
            Shortened(session_->lines().rest()));
  }
}

void ShimDriver::Hear(const std::string& line) {
  const auto read = ReadAnswer(line);
  if (const auto* garbage = std::get_if<NotAnAnswer>(&read)) {
    return FailAll(Ending::kGarbage, garbage->why, Shortened(line));
  }
  const auto& answer = std::get<ShimAnswer>(read);
  if (!answer.seq) {
    return FailAll(Ending::kGarbage, "an answer has no seq", Shortened(line));
  }
  if (abandoned_.erase(*answer.seq) > 0) return;
  const auto job = flight_.find(*answer.seq);
  if (job == flight_.end()) {
    return FailAll(Ending::kGarbage,
                   fmt::format("an answer has seq {}, which nobody has asked",
                               *answer.seq),
                   Shortened(line));
  }
  Answer(job, answer, line);
}

void ShimDriver::Answer(Flight::iterator job, const ShimAnswer& answer,
                        const std::string& line) {
  // What it wrote to standard error before may be read only now.
  session_->Pump(steady_clock::now());
  Done done{.detail = answer.detail,
            .error_class = answer.error_class,
            .output = answer.output,
            .output_text = Shortened(line)};
  switch (answer.kind) {
    case ShimAnswer::Kind::kOk:
      done.ending = Ending::kSucceeded;
      break;
    case ShimAnswer::Kind::kRejected:
    case ShimAnswer::Kind::kError:
      done.ending = Ending::kReportedError;
      break;
    case ShimAnswer::Kind::kSkip:
      done.ending = Ending::kNotSupported;
      break;
  }
  Finish(job->second, std::move(done));
  flight_.erase(job);
}

void ShimDriver::EndLateJobs() {
  const auto now = steady_clock::now();
  bool any = false;
  for (const auto& [seq, job] : flight_) any = any || job.deadline <= now;
  if (!any) return;
  condemned_ = true;
  Flight late;
  for (auto next = flight_.begin(); next != flight_.end();) {
    const auto job = next++;
    if (job->second.deadline > now) continue;
    abandoned_.insert(job->first);
    late.insert(flight_.extract(job));
  }
  Done done{.ending = Ending::kTimedOut,
            .output_text = Shortened(session_->lines().rest())};
  const bool alone = flight_.empty();
  for (auto& [seq, job] : late) {
    done.took = std::chrono::duration_cast<milliseconds>(now - job.begun);
  }
  if (alone) {
    session_->Break();
    done.exit = session_->process().exit();
    done.leftovers = session_->process().leftovers();
  }
  for (auto& [seq, job] : late) {
    done.detail = fmt::format("there was no answer after {} ms",
                              job.operation->deadline.count());
    Finish(job, done);
  }
  if (alone) Break("");
}

// Ends a session whose process has ended, or that has no more to give.
void ShimDriver::EndDeadSession() {
  if (!session_) return;
  const Process& process = session_->process();
  if (process.exit() || process.over()) {
    // Its last words may hold an answer.
    while (session_ && !session_->process().over()) {
      session_->Pump(Deadline::max());
      ReadLines();
    }
    if (!session_) return;
    const auto& exit = process.exit();
    const std::string how = exit ? fmt::format("its process ended ({})",
                                               Describe(ThroughShell(*exit)))
                                 : "its process is gone";
    if (PutAgain(how)) return;
    return FailAll(Ending::kCrashed, how + " before it answered",
                   Shortened(session_->lines().rest()));
  }
  if (output_ended_at_ != Deadline::max() &&
      steady_clock::now() >= output_ended_at_ + kAfterOutput) {
    return FailAll(Ending::kGarbage, "it closed its standard output", "");
  }
  if (condemned_ && flight_.empty()) Break("");
}

// An operation that a dying process has not even read is put to the next one,
// once: it is not to blame. True where that was so.
bool ShimDriver::PutAgain(const std::string& why) {
  if (flight_.size() != 1 || flight_.begin()->second.again ||
      !session_->process().input_left()) {
    return false;
  }
  waiting_.push_front(std::move(flight_.begin()->second));
  waiting_.front().again = true;
  flight_.clear();
  Break("between two operations: " + why);
  return true;
}

// Ends the session, and with it all operations under way. Where there is none,
// the next one is told.
void ShimDriver::FailAll(Ending ending, const std::string& why,
                         const std::string& said) {
  session_->Break();
  const Process& process = session_->process();
  if (flight_.empty()) note_ = "between two operations: " + why;
  for (auto& [seq, job] : flight_) {
    Finish(job, {.ending = ending,
                 .detail = why,
                 .output_text = said,
                 .exit = process.exit(),
                 .leftovers = process.leftovers()});
  }
  flight_.clear();
  Break(note_);
}

void ShimDriver::Finish(Job& job, Done done) {
  if (session_) done.errors_text = session_->process().errors().Text();
  if (done.took == milliseconds{}) {
    done.took = std::chrono::duration_cast<milliseconds>(steady_clock::now() -
                                                         job.begun);
  }
  done.note = std::exchange(note_, {});
  TellLeftovers(done);
  job.promise.set_value(std::move(done));
}

void ShimDriver::Break(const std::string& why) {
  note_ = why;
  session_.reset();
  condemned_ = false;
  output_ended_at_ = Deadline::max();
  abandoned_.clear();
}

}  // namespace mdmock::drivers

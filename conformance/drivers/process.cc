#include "conformance/drivers/process.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t, kill
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>

#include "conformance/drivers/pipes.h"
#include "conformance/drivers/spawn.h"
#include "conformance/drivers/sweep.h"
#include "conformance/drivers/warden.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr size_t kReadAtOnce = size_t{64} << 10;
constexpr std::string_view kRunId = "MDMOCK_RUN_ID";

// No two runs of this machine's uptime have the same one.
std::string NewRunId() {
  static std::atomic<unsigned> count = 0;
  return fmt::format("{}-{}-{}", ::getpid(),
                     steady_clock::now().time_since_epoch().count(), ++count);
}

pid_t ForkWarden(const WardenPlan& plan) {
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t warden = ::fork();
  if (warden == 0) RunWarden(plan);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return warden;
}

int MillisecondsUntil(Deadline deadline) {
  const auto left =
      std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  return static_cast<int>(
      std::clamp<milliseconds::rep>(left.count(), 0, INT_MAX));
}

}  // namespace

Process::Process(const ProcessOptions& options)
    : run_id_(NewRunId()), errors_(options.keep_errors, options.keep_errors) {}

Result<std::unique_ptr<Process>> Process::Start(const ProcessOptions& options) {
  std::unique_ptr<Process> process(new Process(options));
  const auto launched = process->Launch(options);
  if (!launched) return launched.error();
  const auto started = process->AwaitStart();
  if (!started) return started.error();
  return process;
}

Result<void> Process::Launch(const ProcessOptions& options) {
  auto in = MakeInput(options.feeds_input);
  auto out = MakeOutput();
  auto err = MakeOutput();
  auto control = MakeControl();
  for (const auto* ends : {&in, &out, &err, &control}) {
    if (!*ends) return ends->error();
  }
  const PointerList arguments({"sh", "-c", options.command});
  auto changes = options.environment;
  changes[std::string(kRunId)] = run_id_;
  const PointerList environment(EnvironmentWith(changes));
  const SpawnAttributes attributes;
  const WardenPlan plan{
      .in = in->theirs.get(),
      .out = out->theirs.get(),
      .err = err->theirs.get(),
      .control = control->theirs.get(),
      .folder = options.folder.empty() ? nullptr : options.folder.c_str(),
      .arguments = arguments.get(),
      .environment = environment.get(),
      .attributes = attributes.get(),
      .num_descriptors = static_cast<int>(
          std::clamp(::sysconf(_SC_OPEN_MAX), 1024L, 1L << 16)),
      .settle_ms = static_cast<int>(options.settle.count()),
      .grace_ms = static_cast<int>(options.grace.count())};
  warden_ = ForkWarden(plan);
  if (warden_ < 0) return SystemFailure("cannot start a process");
  in_ = std::move(in->ours);
  out_ = std::move(out->ours);
  err_ = std::move(err->ours);
  control_ = std::move(control->ours);
  return {};
}

Result<void> Process::AwaitStart() {
  WardenReport report;
  ssize_t length = 0;
  do {
    pollfd waiting{.fd = control_.get(), .events = POLLIN, .revents = 0};
    ::poll(&waiting, 1, -1);
    length = ::recv(control_.get(), &report, sizeof report, 0);
  } while (length < 0 && (errno == EINTR || errno == EAGAIN));
  if (length == sizeof report && report.kind == WardenReport::Kind::kStarted) {
    return {};
  }
  if (length != sizeof report) {
    // The client has been quick to kill it.
    LoseWarden();
    return {};
  }
  ReapWarden();
  errno = report.number;
  return SystemFailure("cannot start the command");
}

Process::~Process() {
  if (warden_ < 0) return;
  KillAll();
  // The warden gives up before this.
  const Deadline deadline = steady_clock::now() + std::chrono::seconds(10);
  while (!gone_ && steady_clock::now() < deadline) {
    Pump(deadline);
    output_.clear();
  }
  if (!gone_) LoseWarden();
}

bool Process::input_left() const {
  if (input_lost_ || num_written_ < to_write_.size()) return true;
  int num_unread = 0;
  return in_ && ::ioctl(in_.get(), FIONREAD, &num_unread) == 0 &&
         num_unread > 0;
}

void Process::End() {
  const auto order = Order::kEnd;
  if (!gone_) ::send(control_.get(), &order, sizeof order, MSG_NOSIGNAL);
}

void Process::KillAll() {
  const auto order = Order::kKill;
  if (!gone_) ::send(control_.get(), &order, sizeof order, MSG_NOSIGNAL);
}

bool Process::Pump(Deadline deadline, int wake) {
  const bool has_input = num_written_ < to_write_.size();
  if (close_input_ && !has_input) in_.Close();
  // poll() takes no notice of descriptors below zero.
  const auto entry = [](int number, short events) {
    return pollfd{.fd = number, .events = events, .revents = 0};
  };
  std::array<pollfd, 5> waiting{
      entry(gone_ ? -1 : control_.get(), POLLIN), entry(out_.get(), POLLIN),
      entry(err_.get(), POLLIN), entry(has_input ? in_.get() : -1, POLLOUT),
      entry(wake, POLLIN)};
  // Once all are gone, nobody but a stranger can hold the pipes open.
  const int timeout = gone_ ? 0 : MillisecondsUntil(deadline);
  const int num_ready = ::poll(waiting.data(), waiting.size(), timeout);
  if (num_ready < 0) return true;  // EINTR.
  if (waiting[1].revents != 0) Read(out_);
  if (waiting[2].revents != 0) Read(err_);
  if (waiting[3].revents != 0) Write();
  if (waiting[0].revents != 0) ReadReport();
  if (num_ready > 0) return true;
  if (!gone_) return false;
  out_.Close();
  err_.Close();
  return true;
}

void Process::Read(Descriptor& from) {
  std::string bytes(kReadAtOnce, '\0');
  const ssize_t length = ::read(from.get(), bytes.data(), bytes.size());
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (length <= 0) return from.Close();
  bytes.resize(static_cast<size_t>(length));
  if (&from == &err_) return errors_.Add(bytes);
  output_.append(bytes);
}

void Process::Write() {
  const ssize_t length =
      WriteQuietly(in_.get(), std::string_view(to_write_).substr(num_written_));
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (length >= 0) num_written_ += static_cast<size_t>(length);
  if (length < 0) {
    in_.Close();
    input_lost_ = true;
  }
  if (length < 0 || num_written_ == to_write_.size()) {
    to_write_.clear();
    num_written_ = 0;
  }
}

void Process::ReadReport() {
  WardenReport report;
  const ssize_t length =
      ::recv(control_.get(), &report, sizeof report, MSG_DONTWAIT);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (length != sizeof report) return LoseWarden();
  if (report.kind == WardenReport::Kind::kEnded) {
    exit_ = ReadStatus(report.number);
    return;
  }
  leftovers_ = {.num_processes = report.num_leftovers,
                .num_unkillable = report.num_unkillable};
  for (const auto& name : report.names) {
    if (name[0] != '\0') leftovers_.names.emplace_back(name.data());
  }
  ReapWarden();
}

void Process::LoseWarden() {
  warden_lost_ = true;
  ::kill(warden_, SIGKILL);
  ReapWarden();
  leftovers_.num_processes =
      SweepByEnvironment(fmt::format("{}={}", kRunId, run_id_));
}

void Process::ReapWarden() {
  gone_ = true;
  while (::waitpid(warden_, nullptr, 0) < 0 && errno == EINTR) {
  }
  warden_ = -1;
}

}  // namespace mdmock::drivers

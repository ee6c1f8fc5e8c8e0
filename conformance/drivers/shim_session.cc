#include "conformance/drivers/shim_session.h"

#include <fmt/format.h>

#include "protocol/base/text.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// The warden has limits of its own; ours only keeps a mistake from hanging.
constexpr std::chrono::seconds kAfterEnd(30);

// How the last words of a shim that could not be greeted are shown.
std::string LastWords(const Process& process) {
  constexpr size_t kShown = 1000;
  const std::string said = process.errors().Text();
  const std::string_view text = Trim(said, " \t\r\n");
  if (text.empty()) return "";
  const std::string_view last =
      text.substr(text.size() - std::min(text.size(), kShown));
  return fmt::format("; on standard error: {}", Printable(last));
}

// The shell's own exit codes: no such program, or not to be executed.
bool IsTheShells(const Exit& exit) {
  return !exit.by_signal && (exit.number == 126 || exit.number == 127);
}

}  // namespace

Result<ShimSession::Opened> ShimSession::Open(const std::string& command,
                                              milliseconds limit) {
  auto process = Process::Start({.command = command,
                                 .environment = {{"MDMOCK_PROTOCOL", "1"}},
                                 .feeds_input = true});
  if (!process) return process.error();
  std::unique_ptr<ShimSession> session(new ShimSession(*std::move(process)));
  session->Send(HelloLine());
  ShimSession& greeter = *session;
  return greeter.Greet(std::move(session), steady_clock::now() + limit);
}

ShimSession::Opened ShimSession::Refuse(std::string why, bool hopeless) {
  Break();
  return {.problem = std::move(why) + LastWords(*process_),
          .hopeless = hopeless};
}

ShimSession::Opened ShimSession::Greet(std::unique_ptr<ShimSession> self,
                                       Deadline deadline) {
  std::optional<std::string> line;
  while (!(line = lines_.Next())) {
    if (lines_.too_long()) return Refuse("its answer to hello is too long");
    if (process_->over()) {
      if (!process_->exit()) return Refuse("it did not answer hello");
      return Refuse(fmt::format("it ended before it answered hello ({})",
                                Describe(*process_->exit())),
                    IsTheShells(*process_->exit()));
    }
    // Who hangs once hangs again, and each time would be a long silence.
    if (!Pump(deadline)) {
      return Refuse("it did not answer hello in time", /*hopeless=*/true);
    }
    if (process_->output_ended() && !process_->exit() &&
        steady_clock::now() >= deadline) {
      return Refuse("it closed its standard output");
    }
  }
  const auto answer = ReadAnswer(*line);
  if (const auto* garbage = std::get_if<NotAnAnswer>(&answer)) {
    return Refuse("its answer to hello: " + garbage->why);
  }
  const auto& said = std::get<ShimAnswer>(answer);
  if (said.kind != ShimAnswer::Kind::kOk || said.seq.value_or(0) != 0) {
    return Refuse(fmt::format("it did not answer hello with ok: \"{}\"",
                              Printable(*line, 200)));
  }
  const auto greeting = ReadGreeting(said.output);
  if (const auto* garbage = std::get_if<NotAnAnswer>(&greeting)) {
    return Refuse("its answer to hello: " + garbage->why);
  }
  greeting_ = std::get<Greeting>(greeting);
  return {.session = std::move(self)};
}

std::string ShimSession::Stop(milliseconds limit) {
  process_->Feed(StopLine());
  process_->CloseInput();
  const Deadline deadline = steady_clock::now() + limit;
  // What it leaves behind has a moment of its own when it has ended.
  const auto by = [&] {
    return process_->exit() ? deadline + kAfterEnd : deadline;
  };
  while (!process_->over() && process_->Pump(by())) process_->TakeOutput();
  Done done;
  if (!process_->exit()) {
    done.detail = fmt::format(
        "it has not ended {} ms after stop, and was ended", limit.count());
  }
  Break();
  done.leftovers = process_->leftovers();
  TellLeftovers(done);
  return done.detail;
}

void ShimSession::Break() {
  process_->End();
  const Deadline deadline = steady_clock::now() + kAfterEnd;
  while (!process_->over() && process_->Pump(deadline)) process_->TakeOutput();
}

bool ShimSession::Pump(Deadline deadline, int wake) {
  const bool happened = process_->Pump(deadline, wake);
  lines_.Add(process_->TakeOutput());
  return happened;
}

}  // namespace mdmock::drivers

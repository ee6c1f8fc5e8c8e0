#include "cli/console.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdint>
#include <optional>
#include <utility>

#include "mocks/journal/private_fields.h"
#include "protocol/base/text.h"

namespace mdmock::cli {
namespace {

std::string Status(const journal::Entry& entry, Colour colour) {
  const int status = entry.response.status;
  const std::string text = fmt::format("{}", status);
  if (colour == Colour::kNever) return text;
  const char* code = status < 400 ? "32" : status < 500 ? "33" : "31";
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

void AppendLine(std::string& text, std::string_view name,
                std::string_view value) {
  text += fmt::format("   {}: {}\n", name, Printable(value, 400));
}

// The entry's line without secrets: neither those that a mock knows, nor what
// is one by its place (a password in a query, a header that is somebody
// else's).
std::string SafeLine(const journal::Entry& entry, const Redactor& known,
                     Colour colour) {
  const bool shows_more = !entry.verdict.accepted() ||
                          entry.request.target.find('?') != std::string::npos;
  if (known.empty() || !shows_more) {
    return known.Redact(ConsoleLine(entry, colour));
  }
  journal::Shown shown = journal::ShowRequest(entry, known);
  journal::Entry safe = entry;
  safe.request.target = std::move(shown.target);
  Redactor all = known;
  for (const std::string& secret : shown.found) all.Hide(secret);
  return all.Redact(ConsoleLine(safe, colour));
}

}  // namespace

std::string ConsoleLine(const journal::Entry& entry, Colour colour) {
  std::string text = fmt::format(
      "#{} {}  {} {} -> {}\n", entry.seq, entry.service,
      entry.request.method.empty() ? "?" : Printable(entry.request.method, 20),
      Printable(entry.request.target, 120), Status(entry, colour));
  if (!entry.fault.empty()) AppendLine(text, "fault", entry.fault);
  if (!entry.failure.empty()) AppendLine(text, "mdmock failed", entry.failure);
  const Cause& cause = entry.verdict.cause();
  std::string mistakes;
  for (const Mistake* mistake : cause.mistakes) {
    if (!mistakes.empty()) mistakes += " + ";
    mistakes += mistake->id;
  }
  if (!mistakes.empty()) {
    AppendLine(text, fmt::format("cause ({})", Name(cause.status)), mistakes);
    AppendLine(text, "fix", cause.fix);
  }
  for (const Finding& finding : entry.verdict.findings()) {
    if (entry.verdict.SeverityOf(finding) != Severity::kRefusal) continue;
    AppendLine(
        text, finding.rule->code,
        fmt::format("expected {}; came {}", finding.expected, finding.actual));
  }
  return text;
}

void Say(std::string_view text, const std::stop_token& stop) {
  constexpr int kPatienceMs = 100;
  while (!text.empty()) {
    pollfd reader{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    const int ready = ::poll(&reader, 1, kPatienceMs);
    if (ready == 0 && stop.stop_requested()) return;
    if (ready <= 0) continue;
    // A pipe that poll says is ready takes as much as this without blocking.
    const ssize_t count = ::write(STDOUT_FILENO, text.data(),
                                  std::min<size_t>(text.size(), PIPE_BUF));
    if (count > 0) text.remove_prefix(static_cast<size_t>(count));
    if (count < 0 && errno != EINTR && errno != EAGAIN) return;
  }
}

Console::Console(journal::Journal& journal, const journal::Secrets& secrets,
                 Colour colour)
    : journal_(journal), secrets_(secrets), colour_(colour) {
  thread_ = std::jthread([this](const std::stop_token& stop) { Print(stop); });
}

Console::~Console() {
  thread_.request_stop();
  journal_.EndWaits();
}

void Console::Print(const std::stop_token& stop) {
  using std::chrono::steady_clock;
  constexpr std::chrono::milliseconds kLastWords(300);
  std::optional<steady_clock::time_point> ends;
  std::uint64_t last = 0;
  for (bool stopped = false; !stopped;) {
    stopped = stop.stop_requested();
    const auto entries =
        journal_.WaitFor(stopped ? 0 : 1, "", std::chrono::seconds(60), last);
    for (const auto& entry : entries) {
      last = entry->seq;
      Say(SafeLine(*entry, *secrets_.Snapshot(), colour_), stop);
      if (!stop.stop_requested()) continue;
      if (!ends) ends = steady_clock::now() + kLastWords;
      if (steady_clock::now() > *ends) return;
    }
  }
}

}  // namespace mdmock::cli

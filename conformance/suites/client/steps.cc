#include "conformance/suites/client/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/suites/client/in_short.h"
#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

using drivers::Ending;

enum class Wish { kAny, kAnyIfItCan, kSuccess, kError };

bool NeedsRequest(const std::string& op) {
  return op != "import-token" && op.find('.') == std::string::npos;
}

// What the client said of an error, in a few words.
std::string Complaint(const Performed& performed) {
  const drivers::Done& done = performed.done;
  std::string said = done.errors_text;
  // The line of a shim repeats what was read from it.
  if (said.empty() && done.output_text.find(done.detail) == std::string::npos) {
    said = done.output_text;
  }
  said = Printable(Trim(said, " \r\n"), 300);
  const std::string detail = Printable(done.detail, 300);
  return said.empty() ? detail : detail + ": " + said;
}

Said Met(const Lab& lab, const Performed& performed, Wish wish) {
  const bool missing = performed.done.ending == Ending::kNotSupported;
  if (missing && wish == Wish::kAnyIfItCan) {
    return Noted("the client does not support it");
  }
  if (Said said = EndedWell(lab, performed); !said.passed()) return said;
  if (wish == Wish::kSuccess && !performed.succeeded()) {
    return NotRefused(lab, performed);
  }
  if (wish == Wish::kSuccess && NeedsRequest(performed.op) &&
      lab.Calls().empty()) {
    return Wrong(fmt::format(
        "{}: the client reports success, and no request of it came to the mock",
        performed.op));
  }
  if (wish == Wish::kError && performed.succeeded()) {
    return Wrong(
        fmt::format("{} could not succeed, and the client reports that it did",
                    performed.op));
  }
  return Noted(performed.done.note);
}

Said Put(Lab& lab, const std::string& op, const std::string& arguments,
         Wish wish, size_t at_once) {
  const auto asked = lab.Ask(op, arguments, at_once);
  if (!asked) return Broken(asked.error().what);
  if (Said said = SentHttp(lab); !said.passed()) return said;
  Said last;
  for (const Performed& one : lab.last()) {
    last = Met(lab, one, wish);
    if (!last.passed()) return last;
  }
  return last;
}

Step MakeStep(std::string says, const std::string& op,
              const Arguments& arguments, Wish wish, size_t at_once = 1) {
  return {std::move(says), [=](Lab& lab) -> Said {
            const auto text = arguments(lab);
            if (!text) return Broken(text.error().what);
            return Put(lab, op, *text, wish, at_once);
          }};
}

Arguments Fixed(const std::string& text) {
  return [text](Lab&) -> Result<std::string> { return text; };
}

std::string Times(size_t count, const std::string& op) {
  return fmt::format("the client does {} {} times at once", op, count);
}

}  // namespace

Said Wrong(std::string message) {
  return {Outcome::kFail, Class::kImplementation, std::move(message)};
}

Said Noted(std::string note) {
  return {Outcome::kPass, Class::kImplementation, std::move(note)};
}

Said Skipped(std::string reason) {
  return {Outcome::kSkip, Class::kImplementation, std::move(reason)};
}

Said Broken(std::string reason) {
  return {Outcome::kBroken, Class::kHarness, std::move(reason)};
}

std::vector<Step> Joined(std::vector<Step> first, std::vector<Step> second) {
  for (Step& step : second) first.push_back(std::move(step));
  return first;
}

Check ClientCheck::AsCheck() const {
  return {.id = fmt::format("{}/{}-{}", suite, code, slug),
          .level = level,
          .requirement = requirement,
          .source = source,
          .provenance = provenance,
          .speaks_of = Class::kImplementation,
          .file = file};
}

Said EndedWell(const Lab& lab, const Performed& performed) {
  const drivers::Done& done = performed.done;
  const std::string what = fmt::format("{}: {}", performed.op, done.detail);
  switch (done.ending) {
    case Ending::kSucceeded:
    case Ending::kReportedError:
      return {};
    case Ending::kNotSupported:
      return Skipped(fmt::format("the client does not support '{}': {}",
                                 performed.op, done.detail));
    case Ending::kCrashed:
      return {Outcome::kCrash, Class::kImplementation, what};
    case Ending::kTimedOut:
      return {Outcome::kTimeout, Class::kImplementation,
              fmt::format("{}; {} request(s) of it came", what,
                          lab.Calls().size())};
    case Ending::kGarbage:
      return Wrong(what);
    case Ending::kUnusable:
      return {Outcome::kFail, Class::kConfiguration, what};
  }
  return {};
}

Said SentHttp(const Lab& lab) {
  const auto unreadable = lab.Unreadable();
  if (unreadable.empty()) return {};
  const journal::Entry& first = *unreadable.front();
  return Wrong(fmt::format(
      "request {}, which the mock cannot read and answered with {}: {}",
      first.seq, first.response.status, InShort(first.verdict).text));
}

Said NotRefused(const Lab& lab, const Performed& performed) {
  const std::string words =
      fmt::format("the client reports an error ({})", Complaint(performed));
  const auto calls = lab.Calls();
  // What a script answered says nothing about the request.
  const bool is_refused = !calls.empty() && calls.back()->fault.empty() &&
                          !calls.back()->verdict.accepted();
  if (!is_refused) {
    return Wrong(fmt::format("{} was to succeed, and {}", performed.op, words));
  }
  Short why = InShort(calls.back()->verdict);
  Said said = Wrong(fmt::format(
      "{} was to succeed, and the mock refused request {} of it: {}; {}",
      performed.op, calls.back()->seq, Printable(why.text, 400), words));
  said.refused_for = std::move(why.code);
  return said;
}

Step Ask(const std::string& op, const std::string& arguments) {
  return AskWith(op, Fixed(arguments));
}

Step Succeeds(const std::string& op, const std::string& arguments) {
  return SucceedsWith(op, Fixed(arguments));
}

Step Refused(const std::string& op, const std::string& arguments) {
  return RefusedWith(op, Fixed(arguments));
}

Step AskIfItCan(const std::string& op, const std::string& arguments) {
  return AskIfItCanWith(op, Fixed(arguments));
}

Step AskAtOnce(size_t count, const std::string& op) {
  return MakeStep(Times(count, op), op, Fixed("{}"), Wish::kAny, count);
}

Step SucceedsAtOnce(size_t count, const std::string& op) {
  return MakeStep(Times(count, op) + ", and succeeds", op, Fixed("{}"),
                  Wish::kSuccess, count);
}

Step AskWithin(const std::string& op, std::chrono::milliseconds limit) {
  return {fmt::format("the client does {}, and has {} ms for it", op,
                      limit.count()),
          [=](Lab& lab) -> Said {
            const auto before = lab.deadline();
            lab.deadline() = std::min(before, limit);
            Said said = Put(lab, op, "{}", Wish::kAny, 1);
            lab.deadline() = before;
            return said;
          }};
}

Step AskBriefly(const std::string& op, std::chrono::milliseconds limit) {
  Step step = AskWithin(op, limit);
  step.says += ", or is stopped";
  step.run = [run = step.run](Lab& lab) {
    Said said = run(lab);
    return said.outcome == Outcome::kTimeout ? Noted(said.message) : said;
  };
  return step;
}

Step AskWith(const std::string& op, const Arguments& arguments) {
  return MakeStep(fmt::format("the client does {}", op), op, arguments,
                  Wish::kAny);
}

Step AskIfItCanWith(const std::string& op, const Arguments& arguments) {
  return MakeStep(fmt::format("the client does {}, if it can", op), op,
                  arguments, Wish::kAnyIfItCan);
}

Step SucceedsWith(const std::string& op, const Arguments& arguments) {
  return MakeStep(fmt::format("the client does {}, and succeeds", op), op,
                  arguments, Wish::kSuccess);
}

Step RefusedWith(const std::string& op, const Arguments& arguments) {
  return MakeStep(fmt::format("the client does {}, and reports an error", op),
                  op, arguments, Wish::kError);
}

}  // namespace mdmock::conformance

#include "conformance/suites/client/client_suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "conformance/drivers/scratch.h"
#include "conformance/suites/client/control.h"
#include "mocks/world/clock.h"

namespace mdmock::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Slugs of the controls; no other check has them.
constexpr char kFirst[] = "control-first";
constexpr char kLast[] = "control-last";

ClientCheck Control(const ClientSuite& suite, const char* slug) {
  ClientCheck control = suite.control;
  control.slug = slug;
  return control;
}

// One check that has run, before its evidence has got its numbers.
struct Ran {
  CheckResult result;
  std::vector<Evidence> exhibits;
};

class Run {
 public:
  Run(const ClientSuite& suite, drivers::Client& client,
      const ClientSettings& settings, std::filesystem::path folder)
      : suite_(suite),
        client_(client),
        settings_(settings),
        folder_(std::move(folder)) {}

  Ran Put(const ClientCheck& check) {
    const auto begin = steady_clock::now();
    Ran ran;
    CheckResult& result = ran.result;
    result.check = check.AsCheck();
    result.rerun =
        fmt::format("{} --run {}", settings_.command_line, result.check.id);
    auto lab = (check.lab ? check.lab : suite_.lab)(
        {.client = client_,
         .folder = folder_ / fmt::format("{}-{}", check.code, ++num_labs_),
         .seed = settings_.seed,
         .deadline = settings_.deadline,
         .is_shim = settings_.is_shim});
    if (!lab) {
      Note(Broken(lab.error().what), result);
    } else {
      Walk(check, **lab, result);
      ran.exhibits = (*lab)->Exhibits(1);
    }
    result.took =
        std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    return ran;
  }

 private:
  static void Note(Said said, CheckResult& result) {
    result.outcome = said.outcome;
    result.speaks_of = said.speaks_of;
    result.message = std::move(said.message);
    if (result.outcome == Outcome::kFail &&
        result.check.level != Level::kMust &&
        result.speaks_of == Class::kImplementation) {
      result.outcome = Outcome::kWarn;
    }
  }

  void Walk(const ClientCheck& check, Lab& lab, CheckResult& result) {
    std::string trace;
    for (const Step& step : check.steps) {
      Said said = step.run(lab);
      trace +=
          fmt::format("  {} {}\n", said.passed() ? "ok " : "-> ", step.says);
      if (said.passed()) {
        if (!said.message.empty()) trace += "       " + said.message + "\n";
        continue;
      }
      if (check.slug == kFirst) {
        said = WhyNothingCame(lab, std::move(said));
        refused_for_ = said.refused_for;
      } else if (check.slug != kLast && said.outcome == Outcome::kFail &&
                 !said.refused_for.empty() &&
                 said.refused_for == refused_for_) {
        said = Skipped(fmt::format(
            "what the check begins with is refused for {}, as in {}-{}",
            refused_for_, suite_.control.code, kFirst));
      }
      // What follows the first line is detail.
      const size_t line = said.message.find('\n');
      if (line != std::string::npos) {
        trace += said.message.substr(line + 1) + "\n";
        said.message.resize(line);
      }
      Note(std::move(said), result);
      break;
    }
    if (result.outcome != Outcome::kPass && result.outcome != Outcome::kSkip) {
      result.detail = "a correct client: " + check.correct + "\n";
    }
    result.detail += trace;
    while (!result.detail.empty() && result.detail.back() == '\n') {
      result.detail.pop_back();
    }
    result.message = lab.Redacted(result.message);
    result.detail = lab.Redacted(result.detail);
  }

  const ClientSuite& suite_;
  drivers::Client& client_;
  const ClientSettings& settings_;
  const std::filesystem::path folder_;
  std::atomic<int> num_labs_ = 0;

  // What the first control was refused for. It is run alone, before the others.
  std::string refused_for_;
};

// Ends the client; what there is to say then belongs to the check that was
// last.
void End(drivers::Client& client, Results& results) {
  const std::string words = client.End();
  if (words.empty() || results.checks.empty()) return;
  CheckResult& last = results.checks.back();
  const size_t seq = results.evidence.size() + 1;
  results.evidence.push_back({seq, "the end of the client", {{"note", words}}});
  last.evidence.push_back(seq);
  last.message += (last.message.empty() ? "" : "; ") + words;
}

// Takes a check into the results, with numbers for its evidence.
void Take(Ran ran, Results& results) {
  for (Evidence& one : ran.exhibits) {
    one.seq = results.evidence.size() + 1;
    ran.result.evidence.push_back(one.seq);
    results.evidence.push_back(std::move(one));
  }
  results.checks.push_back(std::move(ran.result));
}

std::vector<Ran> PutAll(Run& run, const std::vector<ClientCheck>& checks,
                        const ClientSettings& settings) {
  std::vector<Ran> all(checks.size());
  std::atomic<size_t> next = 0;
  std::mutex telling;
  const auto work = [&]() {
    for (size_t i = next++; i < checks.size(); i = next++) {
      all[i] = run.Put(checks[i]);
      const std::lock_guard lock(telling);
      if (settings.told) settings.told(all[i].result);
    }
  };
  std::vector<std::thread> threads;
  for (size_t i = 1; i < std::min(settings.jobs, checks.size()); ++i) {
    threads.emplace_back(work);
  }
  work();
  for (std::thread& thread : threads) thread.join();
  return all;
}

}  // namespace

std::vector<Check> ListChecks(const ClientSuite& suite) {
  std::vector<Check> checks;
  for (const ClientCheck& one : suite.checks) checks.push_back(one.AsCheck());
  return checks;
}

std::vector<Check> ListControls(const ClientSuite& suite) {
  return {Control(suite, kFirst).AsCheck(), Control(suite, kLast).AsCheck()};
}

Results RunClientSuite(const ClientSuite& suite, drivers::Client& client,
                       const ClientSettings& settings) {
  const auto begin = steady_clock::now();
  Results results;
  results.suite = suite.name;
  results.implementation = settings.implementation;
  results.seed = settings.seed;
  results.started = world::Clock().Now();
  results.command_line = settings.command_line;
  results.strict = settings.strict;

  std::vector<ClientCheck> checks;
  for (const ClientCheck& check : suite.checks) {
    if (Selects(settings.selection, check.AsCheck())) checks.push_back(check);
  }
  const ClientCheck first = Control(suite, kFirst);
  results.control = first.AsCheck().id;
  results.planned = checks.size() + 2;
  auto scratch = drivers::Scratch::Make();
  if (!scratch) {
    CheckResult stuck;
    stuck.check = first.AsCheck();
    stuck.outcome = Outcome::kBroken;
    stuck.speaks_of = Class::kHarness;
    stuck.message = scratch.error().what;
    results.checks.push_back(std::move(stuck));
    return results;
  }
  Run run(suite, client, settings, scratch->path());
  const auto tell = [&](const Ran& ran) {
    if (settings.told) settings.told(ran.result);
  };
  Ran control = run.Put(first);
  tell(control);
  const bool go_on = control.result.speaks_of == Class::kImplementation;
  Take(std::move(control), results);
  if (go_on) {
    for (Ran& ran : PutAll(run, checks, settings)) {
      Take(std::move(ran), results);
    }
    Ran last = run.Put(Control(suite, kLast));
    tell(last);
    Take(std::move(last), results);
  }
  End(client, results);
  results.took =
      std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
  return results;
}

}  // namespace mdmock::conformance

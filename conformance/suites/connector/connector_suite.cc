#include "conformance/suites/connector/connector_suite.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "conformance/suites/connector/connector_check.h"
#include "conformance/suites/connector/preflight.h"
#include "conformance/suites/connector/site.h"
#include "mocks/world/clock.h"

namespace mdmock::conformance {
namespace {

using pki::ConnectorCheck;
using pki::Said;
using pki::Turn;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// One check that has run, before its evidence has got its numbers.
struct Ran {
  CheckResult result;
  std::vector<Evidence> evidence;
  bool cites_control = false;  // It looked at what the control got.
};

void Note(const ConnectorCheck& check, Said said, CheckResult& result) {
  result.outcome = said.outcome;
  result.speaks_of = said.speaks_of;
  result.critical = check.critical && said.critical;
  result.message = std::move(said.message);
  if (result.outcome == Outcome::kPass || result.outcome == Outcome::kSkip) {
    return;
  }
  result.detail = fmt::format("a correct connector: {}", check.correct);
}

class Run {
 public:
  Run(pki::Site& site, const ConnectorSettings& settings)
      : site_(site), settings_(settings) {}

  // Why this check cannot be put; nothing where it can.
  std::optional<Said> Unable(const ConnectorCheck& check) const {
    if (check.code == "K-01" || check.code == "T-01" || check.code == "T-06" ||
        check.code == "T-07") {
      return std::nullopt;
    }
    if (site_.before.unable) {
      return pki::Skip("the connector cannot be asked: K-01");
    }
    if (check.needs_control && !site_.control_passed) {
      return pki::Skip(
          "no key pair can be had, so that a refusal would say "
          "nothing: K-01");
    }
    return std::nullopt;
  }

  Ran Put(const ConnectorCheck& check) const {
    const auto begin = steady_clock::now();
    Ran ran;
    ran.result = NewResult(check);
    if (auto unable = Unable(check)) {
      Note(check, *std::move(unable), ran.result);
      return ran;
    }
    if (check.code == "K-01") {
      // In a time of its own: what it asks may hang.
      pki::Probe before(site_, LimitOf(check), settings_.secrets);
      pki::Preflight(site_, before, world::Clock().Now());
      ran.evidence = before.TakeEvidence();
    }
    pki::Probe probe(site_, LimitOf(check), settings_.secrets);
    Said said = check.run(probe);
    if (probe.stuck()) said = *probe.stuck();
    Note(check, std::move(said), ran.result);
    for (Evidence& one : probe.TakeEvidence()) {
      ran.evidence.push_back(std::move(one));
    }
    ran.cites_control = ran.evidence.empty();
    ran.result.took =
        std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
    return ran;
  }

 private:
  CheckResult NewResult(const ConnectorCheck& check) const {
    CheckResult result;
    result.check = check.AsCheck();
    result.rerun =
        fmt::format("{} --run {}", settings_.command_line, result.check.id);
    return result;
  }

  milliseconds LimitOf(const ConnectorCheck& check) const {
    if (check.limit.count() > 0) return check.limit;
    return settings_.limit;
  }

  pki::Site& site_;
  const ConnectorSettings& settings_;
};

// Takes a check into the results, with numbers for its evidence.
void Take(Ran ran, const std::vector<std::uint64_t>& of_control,
          Results& results) {
  for (Evidence& one : ran.evidence) {
    one.seq = results.evidence.size() + 1;
    ran.result.evidence.push_back(one.seq);
    results.evidence.push_back(std::move(one));
  }
  if (ran.cites_control) ran.result.evidence = of_control;
  results.checks.push_back(std::move(ran.result));
}

// Those of one turn, several at a time unless they want to be alone.
void PutTurn(const Run& run, Turn turn,
             const std::vector<ConnectorCheck>& checks,
             const ConnectorSettings& settings, std::vector<Ran>& all) {
  std::vector<size_t> mine;
  for (size_t i = 0; i < checks.size(); ++i) {
    if (checks[i].turn == turn) mine.push_back(i);
  }
  std::atomic<size_t> next = 0;
  std::mutex telling;
  const auto work = [&]() {
    for (size_t i = next++; i < mine.size(); i = next++) {
      Ran& ran = all[mine[i]];
      ran = run.Put(checks[mine[i]]);
      const std::lock_guard lock(telling);
      if (settings.told) settings.told(ran.result);
    }
  };
  const size_t jobs = turn == Turn::kAny ? settings.jobs : 1;
  std::vector<std::thread> threads;
  for (size_t i = 1; i < std::min(jobs, mine.size()); ++i) {
    threads.emplace_back(work);
  }
  work();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace

std::vector<Check> ListConnectorChecks() {
  std::vector<Check> checks;
  for (const ConnectorCheck& one : pki::AllConnectorChecks()) {
    checks.push_back(one.AsCheck());
  }
  return checks;
}

Results RunConnectorSuite(const pki::Configuration& configuration,
                          const pki::Origin& origin,
                          const ConnectorSettings& settings) {
  const auto begin = steady_clock::now();
  Results results;
  results.suite = "connector";
  results.implementation = origin.url;
  results.seed = settings.seed;
  results.started = world::Clock().Now();
  results.command_line = settings.command_line;
  results.strict = settings.strict;
  results.control = kConnectorControl;

  std::vector<ConnectorCheck> checks;
  std::optional<ConnectorCheck> control;
  for (ConnectorCheck& check : pki::AllConnectorChecks()) {
    const Check as_check = check.AsCheck();
    if (as_check.id == kConnectorControl) {
      control = std::move(check);
    } else if (Selects(settings.selection, as_check)) {
      checks.push_back(std::move(check));
    }
  }
  results.planned = checks.size() + 1;

  pki::Site site(configuration, origin, settings.seed);
  const Run run(site, settings);
  Ran first = run.Put(*control);
  if (settings.told) settings.told(first.result);
  first.cites_control = false;
  Take(std::move(first), {}, results);
  const std::vector<std::uint64_t> of_control = results.checks[0].evidence;
  std::vector<Ran> all(checks.size());
  for (const Turn turn : {Turn::kAny, Turn::kAlone, Turn::kLast}) {
    PutTurn(run, turn, checks, settings, all);
  }
  for (Ran& ran : all) Take(std::move(ran), of_control, results);
  results.took =
      std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
  return results;
}

}  // namespace mdmock::conformance

#include "mocks/control/control_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "mocks/control/clock_json.h"
#include "mocks/control/json/answers.h"
#include "mocks/control/json/fields.h"
#include "mocks/control/json/query.h"
#include "mocks/control/json/rules.h"
#include "protocol/base/text.h"
#include "protocol/base/time.h"
#include "protocol/http/url.h"

namespace mdmock::control {
namespace {

using server::Answer;
using server::Exchange;
using server::Service;

// "/journal/SEQ" fits "/journal/17".
bool Fits(std::string_view pattern, std::string_view path) {
  const size_t last = pattern.rfind('/');
  if (pattern.substr(last + 1) != "SEQ") return pattern == path;
  const std::string_view folder = pattern.substr(0, last + 1);
  return path.size() > folder.size() &&
         path.substr(0, folder.size()) == folder &&
         path.find('/', folder.size()) == std::string_view::npos;
}

// "ade" of "/ade/state" and of "/ade".
std::string_view FirstSegment(std::string_view path) {
  if (path.empty() || path[0] != '/') return {};
  return path.substr(1, path.find('/', 1) - 1);
}

}  // namespace

ControlService::ControlService(Mocks mocks)
    : mocks_(std::move(mocks)),
      scenarios_(mocks_.services),
      routes_(OwnRoutes()) {
  for (auto* more : {&JournalRoutes, &ClockRoutes, &FaultRoutes}) {
    for (Route& route : more(mocks_)) routes_.push_back(std::move(route));
  }
  for (Route& route : ScenarioRoutes(scenarios_)) {
    routes_.push_back(std::move(route));
  }
}

std::vector<Route> ControlService::OwnRoutes() {
  return {
      {"GET", "/", "this page",
       [this](const Exchange&) {
         return Says(Index(), "text/plain; charset=utf-8");
       }},
      {"GET", "/health", "whether all is well, and the seed of this run",
       [this](const Exchange&) { return Health(); }},
      {"POST", "/reset",
       "as freshly started: journal, sessions, nonces, faults, clock, seed",
       [this](const Exchange& exchange) { return PostReset(exchange); }},
  };
}

Result<Answer> ControlService::Handle(const Exchange& exchange) {
  const std::string_view path = http::SplitTarget(exchange.request.target).path;
  for (Service* service : mocks_.services) {
    if (service->name() == FirstSegment(path)) {
      return service->Control(exchange);
    }
  }
  std::string allowed;
  for (const Route& route : routes_) {
    if (!Fits(route.path, path)) continue;
    if (route.method != exchange.request.method) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
      continue;
    }
    if (path != "/journal") {  // The only one that takes a query.
      Problems problems;
      Query(exchange.request.target, problems).Finish();
      if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);
    }
    return route.handler(exchange);
  }
  if (allowed.empty()) return PathUnknown(path);
  Answer answer = Refuses(405, rules::kMethodNotAllowed,
                          {{"method of " + std::string(path), allowed,
                            Printable(exchange.request.method, 40)}});
  answer.response.headers.push_back({"Allow", allowed});
  return answer;
}

Answer ControlService::PathUnknown(std::string_view path) const {
  std::string services;
  for (const Service* one : mocks_.services) {
    services += fmt::format(", /{}/…", one->name());
  }
  return Refuses(404, rules::kPathUnknown,
                 {{"path", "one that GET / lists" + services, Quoted(path)}});
}

Answer ControlService::Health() const {
  nlohmann::ordered_json services = nlohmann::ordered_json::array();
  for (const Service* one : mocks_.services) services.push_back(one->name());
  return Says(nlohmann::ordered_json{{"status", "ok"},
                                     {"services", std::move(services)},
                                     {"time", FormatTime(mocks_.clock.Now())},
                                     {"seed", mocks_.entropy.seed()}});
}

Answer ControlService::PostReset(const Exchange& exchange) {
  Problems problems;
  if (!exchange.request.body.empty()) {
    const auto json = ReadJson(exchange.request.body, problems);
    if (problems.empty()) Fields(json, "", problems).Finish();
  }
  if (!problems.empty()) return Refuses(400, rules::kBodyField, problems);
  ResetAll();
  return Health();
}

void ControlService::ResetAll() {
  // The world first: services may ask it for the time and for random bytes
  // while they are reset. The journal last: what comes in meanwhile is gone.
  mocks_.clock.Reset();
  mocks_.entropy.Reseed(mocks_.entropy.seed());
  mocks_.faults.Set({});
  for (Service* service : mocks_.services) service->Reset();
  scenarios_.Restart();
  mocks_.journal.Clear();
}

Result<void> ControlService::StartWith(
    const std::vector<std::string>& scenario_ids) {
  const auto known = scenarios_.Known();
  for (const std::string& id : scenario_ids) {
    const bool is_known =
        std::any_of(known.begin(), known.end(),
                    [&](const server::Scenario& one) { return one.id == id; });
    if (!is_known) {
      return Failure{"no service that runs here has the scenario " +
                     Quoted(id)};
    }
  }
  scenarios_.StartWith(scenario_ids);
  return {};
}

std::string ControlService::Index() const {
  std::string text = "mdmock control port\n\n";
  const auto list = [&text](std::string_view method, std::string_view path,
                            std::string_view says) {
    text += fmt::format("{:<6} {:<23} {}\n", method, path, says);
  };
  for (const Route& route : routes_) list(route.method, route.path, route.says);
  for (const Service* one : mocks_.services) {
    text += fmt::format("\nOf the service {}:\n\n", one->name());
    for (const server::ControlPath& path : one->ControlPaths()) {
      list(path.method, path.path, path.says);
    }
  }
  text += fmt::format("\nTime here: {}. Seed: {}.\n",
                      FormatTime(mocks_.clock.Now()), mocks_.entropy.seed());
  return text;
}

Result<Answer> ControlService::Control(const Exchange& exchange) {
  return PathUnknown(http::SplitTarget(exchange.request.target).path);
}

std::optional<http::Response> ControlService::Named(std::string_view) const {
  return std::nullopt;
}

}  // namespace mdmock::control

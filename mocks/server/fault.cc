#include "mocks/server/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mdmock::server {
namespace {

bool Matches(const Fault& fault, std::string_view service,
             std::string_view method, std::string_view path) {
  return fault.service == service &&
         (fault.method == "*" || fault.method == method) &&
         (fault.path == "*" || fault.path == path);
}

}  // namespace

bool Schedule::Hits(std::uint64_t count) const {
  if (!nth.empty()) return std::ranges::find(nth, count) != nth.end();
  if (every > 0) return count % every == 0;
  return count > after && (until == 0 || count <= until);
}

void Faults::Set(std::vector<Fault> faults) {
  std::vector<Counted> counted;
  counted.reserve(faults.size());
  for (Fault& fault : faults) {
    if (fault.id.empty())
      fault.id = fmt::format("fault-{}", counted.size() + 1);
    counted.push_back({.fault = std::move(fault)});
  }
  const std::lock_guard lock(mutex_);
  faults_ = std::move(counted);
}

std::vector<Fault> Faults::List() const {
  const std::lock_guard lock(mutex_);
  std::vector<Fault> faults;
  faults.reserve(faults_.size());
  for (const Counted& one : faults_) faults.push_back(one.fault);
  return faults;
}

std::optional<Fault> Faults::Next(std::string_view service,
                                  std::string_view method,
                                  std::string_view path) {
  const std::lock_guard lock(mutex_);
  std::optional<Fault> hit;
  for (Counted& one : faults_) {
    if (!Matches(one.fault, service, method, path)) continue;
    ++one.count;
    if (!hit && one.fault.schedule.Hits(one.count)) hit = one.fault;
  }
  return hit;
}

}  // namespace mdmock::server

#include "mocks/control/scenarios.h"

#include <algorithm>

namespace mdmock::control {
namespace {

bool Owns(const server::Service& service, const std::string& id) {
  const auto all = service.Scenarios();
  return std::any_of(all.begin(), all.end(),
                     [&](const server::Scenario& one) { return one.id == id; });
}

}  // namespace

std::vector<server::Scenario> Scenarios::Known() const {
  std::vector<server::Scenario> known;
  for (const server::Service* service : services_) {
    const auto its = service->Scenarios();
    known.insert(known.end(), its.begin(), its.end());
  }
  return known;
}

std::vector<std::string> Scenarios::Playing() const {
  const std::lock_guard lock(mutex_);
  return playing_;
}

void Scenarios::Play(const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  PlayLocked(ids);
}

void Scenarios::StartWith(const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  first_ = ids;
  PlayLocked(ids);
}

void Scenarios::Restart() {
  const std::lock_guard lock(mutex_);
  playing_.clear();
  PlayLocked(first_);
}

void Scenarios::PlayLocked(const std::vector<std::string>& ids) {
  for (server::Service* service : services_) {
    const bool was_playing =
        std::any_of(playing_.begin(), playing_.end(),
                    [&](const std::string& id) { return Owns(*service, id); });
    if (was_playing && !service->Play("")) service->Reset();
    for (const std::string& id : ids) {
      if (Owns(*service, id)) service->Play(id);
    }
  }
  playing_ = ids;
}

}  // namespace mdmock::control

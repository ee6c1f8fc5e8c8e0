#include "mocks/ade/sessions.h"

#include <iterator>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"

namespace mdmock::ade {

Sessions::State Sessions::StateOf(const Session& session, SystemTime now) {
  if (session.killed || now >= session.expires) return State::kExpired;
  if (session.replaced && now >= session.replaced_until) {
    return State::kReplaced;
  }
  return State::kLive;
}

Sessions::Found Sessions::Find(std::string_view token, SystemTime now) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  if (found == by_token_.end()) return {};
  const Session& session = *found->second;
  return {.state = StateOf(session, now), .session = session};
}

void Sessions::Add(Session session) {
  const std::lock_guard lock(mutex_);
  AddLocked(std::move(session));
}

void Sessions::AddLocked(Session session) {
  if (by_token_.contains(session.token)) return;
  order_.push_back(std::move(session));
  // The map's keys are views into the list, whose elements never move.
  by_token_.emplace(order_.back().token, std::prev(order_.end()));
  while (order_.size() > max_sessions_) {
    by_token_.erase(order_.front().token);
    order_.pop_front();
  }
}

std::uint64_t Sessions::Count(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  return found == by_token_.end() ? 0 : ++found->second->num_answers;
}

bool Sessions::Replace(std::string_view token, Session successor,
                       SystemTime now, SystemTime until) {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  if (found == by_token_.end() || found->second->replaced) return false;
  found->second->replaced = now;
  found->second->replaced_until = until;
  AddLocked(std::move(successor));
  return true;
}

void Sessions::Kill(std::string_view token) {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  if (found != by_token_.end()) found->second->killed = true;
}

void Sessions::KillOf(std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  for (Session& one : order_) {
    if (one.tenant == tenant) one.killed = true;
  }
}

void Sessions::KillAll() {
  const std::lock_guard lock(mutex_);
  for (Session& one : order_) one.killed = true;
}

void Sessions::Clear() {
  const std::lock_guard lock(mutex_);
  by_token_.clear();
  order_.clear();
}

std::vector<Session> Sessions::Live(SystemTime now) const {
  std::vector<Session> live;
  const std::lock_guard lock(mutex_);
  for (auto one = order_.rbegin(); one != order_.rend(); ++one) {
    if (StateOf(*one, now) == State::kLive) live.push_back(*one);
  }
  return live;
}

std::string Sessions::NearMiss(std::string_view token, SystemTime now) const {
  constexpr size_t kLeast = 16;  // What is shorter resembles too much.
  if (token.size() < kLeast) return "";
  const std::string decoded = http::PercentDecodeLoosely(token);
  const std::lock_guard lock(mutex_);
  for (const Session& one : order_) {
    if (StateOf(one, now) != State::kLive) continue;
    const std::string_view right = one.token;
    if (right.starts_with(token)) return "cut short";
    if (token.find(right) != std::string_view::npos) {
      return "with something around it";
    }
    if (decoded == right) return "percent-encoded";
    if (EqualsIgnoreCase(token, right)) return "in other letters' case";
  }
  return "";
}

std::string ShortId(std::string_view token) {
  constexpr size_t kShown = 14;
  if (token.size() <= kShown) return std::string(token);
  return std::string(token.substr(0, kShown)) + "…";
}

}  // namespace mdmock::ade

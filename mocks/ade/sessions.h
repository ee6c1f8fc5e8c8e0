#ifndef MDMOCK_MOCKS_ADE_SESSIONS_H_
#define MDMOCK_MOCKS_ADE_SESSIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "protocol/base/time.h"

namespace mdmock::ade {

// Session is what an auth_session_token stands for.
struct Session {
  std::string token;
  std::string tenant;
  SystemTime issued;
  SystemTime expires;
  std::uint64_t num_answers = 0;       // Good ones, for the rotation.
  std::optional<SystemTime> replaced;  // When its successor was issued, …
  SystemTime replaced_until;  // … and until when it lives all the same.
  bool killed = false;
};

// Sessions keeps the sessions that were issued, dead ones too, so that a dead
// one is told from one that never was. It is bounded: the oldest go first.
// Members may be called from any thread; time is by the mocks' clock.
class Sessions {
 public:
  static constexpr size_t kMaxSessions = 20'000;

  explicit Sessions(size_t max_sessions = kMaxSessions)
      : max_sessions_(max_sessions) {}

  enum class State { kLive, kExpired, kReplaced, kUnknown };

  struct Found {
    State state = State::kUnknown;
    Session session;  // Empty where it is unknown.
  };

  // Find says what a token is worth at `now`.
  Found Find(std::string_view token, SystemTime now) const;

  void Add(Session session);

  // Count notes one more good answer and gives how many there are now.
  std::uint64_t Count(std::string_view token);

  // Replace issues `successor` in the place of `token`, which dies at `until`.
  // False where `token` was replaced in the meantime.
  bool Replace(std::string_view token, Session successor, SystemTime now,
               SystemTime until);

  void Kill(std::string_view token);
  void KillOf(std::string_view tenant);
  void KillAll();
  void Clear();

  // Those that are live at `now`, newest first.
  std::vector<Session> Live(SystemTime now) const;

  // NearMiss gives a live session that `token` looks like (cut, in other
  // letters' case, with something around it), as a remark for a person; "".
  std::string NearMiss(std::string_view token, SystemTime now) const;

 private:
  using Order = std::list<Session>;  // Oldest first.

  void AddLocked(Session session);
  static State StateOf(const Session& session, SystemTime now);

  const size_t max_sessions_;
  mutable std::mutex mutex_;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> by_token_;
};

// ShortId gives the beginning of a token, enough for a person to know it by.
std::string ShortId(std::string_view token);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_SESSIONS_H_

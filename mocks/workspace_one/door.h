#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_DOOR_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_DOOR_H_

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/server/search_gate.h"
#include "mocks/server/service.h"
#include "mocks/workspace_one/call.h"
#include "mocks/workspace_one/scenes.h"
#include "mocks/workspace_one/tokens.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::workspace_one {

// EarlierPaths remembers which paths were asked for last: a header that was
// made for one of them explains itself. Members may be called from any thread.
class EarlierPaths {
 public:
  static constexpr size_t kMaxPaths = 32;
  static constexpr size_t kMaxPathLen = 1024;

  // Note gives what there was before, oldest first, and adds `path`.
  std::vector<std::string> Note(std::string_view path);
  void Clear();

 private:
  std::mutex mutex_;
  std::vector<std::string> paths_;
};

// Admission is what the door makes of a call: the verdict, and who it is.
struct Admission {
  Verdict verdict;
  const Admin* who = nullptr;  // In the call's options; null: nobody known.
};

// Door says who asks, by whichever scheme the Authorization header has, and
// whether the tenant code is right. A header that is neither Basic nor Bearer
// is judged as CMSURL, which is what people come here for. The cause of one
// that does not fit is searched for while the gate has room. Members may be
// called from any thread; what it is made of outlives it.
class Door {
 public:
  Door(const Scenes& scenes, const Tokens& tokens, server::SearchGate& searches)
      : scenes_(scenes), tokens_(tokens), searches_(searches) {}

  Admission Judge(const Call& call);

  // Searches that were made, and that were left out, since the last Clear.
  std::uint64_t num_searched() const { return num_searched_; }
  std::uint64_t num_skipped() const { return num_skipped_; }

  void ForgetPaths();  // The earlier ones: no header was made for them.
  void Clear();

 private:
  Admission JudgeSigned(const Call& call);
  Admission JudgeBearer(const Call& call, std::string_view token) const;

  const Scenes& scenes_;
  const Tokens& tokens_;
  server::SearchGate& searches_;
  EarlierPaths earlier_;
  std::atomic<std::uint64_t> num_searched_ = 0;
  std::atomic<std::uint64_t> num_skipped_ = 0;
};

// AnswerToken is /connect/token: client credentials, which are the name and the
// password of an administrator, for an access token. The real one is on another
// host. `random` is where the token comes from.
bool IsTokenRequest(const Call& call);
server::Answer AnswerToken(const Call& call, Tokens& tokens,
                           world::Entropy& random);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_DOOR_H_

#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_SCRIPT_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_SCRIPT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "conformance/suites/client/steps.h"
#include "mocks/server/fault.h"
#include "protocol/base/result.h"

// What a check makes of the mock before, or between, the operations.
namespace mdmock::conformance {

// Do does anything; a Failure is ours.
Step Do(const std::string& says, const std::function<Result<void>(Lab&)>& act);

// Scene plays one of the mock's scenarios.
Step Scene(const std::string& says, const std::string& id);

// ForgetState gives the client a new, empty MDMOCK_STATE.
Step ForgetState();

// Reply is what an endpoint says instead of its own answer: JSON, or text where
// it is an error, unless a header says otherwise. Json says it with status 200.
server::Effect Json(const std::string& body);
server::Effect Reply(int status, const std::string& body,
                     http::Headers headers = {});
server::Effect Cut(server::Effect::Kind kind);
server::Effect Truncated(size_t count);
server::Effect Stalled(std::chrono::milliseconds delay);

// Script has an endpoint give its own answer `own_first` times, then these one
// after the other, and then its own again; with Then::kRepeat, the last of them
// for ever.
enum class Then { kOwn, kRepeat };
struct Script {
  std::string endpoint;  // "POST /server/devices"; "GET *" is any path.
  std::vector<server::Effect> answers;
  Then then = Then::kOwn;
  size_t own_first = 0;
};

// The fault of an answer that does not arrive whole begins with this: what the
// journal has of it is more than the client got.
inline constexpr char kCut[] = "cut: ";

// Play puts scripts in the place of those before; none lets the mock answer by
// itself.
Step Play(const std::vector<Script>& scripts);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_SCRIPT_H_

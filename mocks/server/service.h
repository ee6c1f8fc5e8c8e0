#ifndef MDMOCK_MOCKS_SERVER_SERVICE_H_
#define MDMOCK_MOCKS_SERVER_SERVICE_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::server {

// Exchange is one request with what a service may ask about it.
struct Exchange {
  const http::Request& request;
  std::string_view scheme;  // "http" or "https": how the client came in.
  SystemTime now;           // Asked of the clock once a request.
  std::uint64_t seq;        // The number of its journal entry; 0: has none.

  // The certificate that the client has shown, in DER, if the server asks for
  // one; nobody has judged it yet. "" where there is none.
  std::string_view client_certificate;
};

// Answer is a response and the verdict that led to it: no handler can answer
// without one, and the server journals both.
struct Answer {
  http::Response response;
  Verdict verdict;
  std::chrono::milliseconds delay{};      // Before the first byte is sent.
  std::vector<std::string> secrets = {};  // Of this exchange alone.
};

// Scenario is a named error that a service can reproduce.
struct Scenario {
  std::string_view id;              // "ade.session-expired"
  std::string_view sentence;        // What the service does.
  std::string_view correct_client;  // What a correct client does then.
};

// ControlPath is a request that a service answers on the control port.
struct ControlPath {
  std::string_view method;
  std::string_view path;  // "/ade/state"
  std::string_view says;  // What it does, in a few words.
};

// Service is one mock behind a MockServer. Its members are called from many
// threads at once; the service locks what it keeps.
class Service {
 public:
  virtual ~Service() = default;

  virtual std::string_view name() const = 0;  // "ade"

  // Answers one request. A Failure is our own fault: the server answers 500 and
  // journals it as such.
  virtual Result<Answer> Handle(const Exchange& exchange) = 0;

  // Answers requests to the control port under "/<name>/" (state, portal), and
  // says which there are.
  virtual Result<Answer> Control(const Exchange& exchange) = 0;
  virtual std::vector<ControlPath> ControlPaths() const { return {}; }

  // Gives the answer that faults may name ("T_C_NOT_SIGNED"), in the dialect
  // that is in force; nothing where the service knows none by that name.
  virtual std::optional<http::Response> Named(
      std::string_view answer) const = 0;

  // The same in answer to `request`, for a protocol whose answers repeat what
  // they were asked.
  virtual std::optional<http::Response> NamedFor(
      std::string_view answer, const http::Request& request) const {
    (void)request;
    return Named(answer);
  }

  // The scenarios that it can play, and the one to play from now on, beside
  // those that are being played; "" ends them all. Play gives false for an id
  // of another service, and for "" where it can only end them by Reset.
  virtual std::vector<Scenario> Scenarios() const = 0;
  virtual bool Play(std::string_view scenario_id) = 0;

  // Forgets what it keeps of earlier requests only to explain later ones by
  // them: the journal has been emptied.
  virtual void ForgetRequests() {}

  // Forgets sessions, nonces and scenarios: as freshly started.
  virtual void Reset() = 0;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_SERVICE_H_

#ifndef MDMOCK_MOCKS_SERVER_FAULT_H_
#define MDMOCK_MOCKS_SERVER_FAULT_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/http/message.h"

namespace mdmock::server {

// Effect is what a fault does to an exchange.
struct Effect {
  enum class Kind {
    kAnswer,       // One of the service's own answers, by name.
    kResponse,     // A status, headers and a body of the caller's choice.
    kReset,        // RST instead of an answer.
    kClose,        // FIN instead of an answer.
    kTruncate,     // The first `bytes` bytes of the answer, then close.
    kStall,        // Nothing for `delay`, then the answer.
    kDribble,      // `bytes` bytes of the answer every `delay`.
    kGarbage,      // Bytes that are not HTTP.
    kWrongLength,  // A Content-Length that is more than the body.
    kRedirect      // 302 to `text`.
  };

  Kind kind = Kind::kClose;
  std::string text;         // kAnswer: the name; kRedirect: the URL.
  http::Response response;  // kResponse.
  size_t bytes = 0;
  std::chrono::milliseconds delay{};
};

// Schedule says which of the matching requests a fault hits, counted from 1
// since the fault was set. Exactly one form is in use: a fault is never a throw
// of dice.
struct Schedule {
  std::vector<std::uint64_t> nth;  // These ones.
  std::uint64_t every = 0;         // Every n-th one.
  std::uint64_t after = 0;         // Those past this number …
  std::uint64_t until = 0;         // … up to and with this one; 0: for ever.

  bool Hits(std::uint64_t count) const;
};

// Fault is one line of the fault list.
struct Fault {
  std::string id;       // Given by the caller, or "fault-1", "fault-2" …
  std::string service;  // "ade"
  std::string method;   // "GET"; "*" is any.
  std::string path;     // "/session"; "*" is any.
  Schedule schedule;
  Effect effect;
};

// Faults is the list that all servers ask, once a request. Members may be
// called from any thread.
class Faults {
 public:
  // Set replaces the list; counting starts anew.
  void Set(std::vector<Fault> faults);
  std::vector<Fault> List() const;

  // Next counts the request for every fault that matches it and gives the first
  // one that hits.
  std::optional<Fault> Next(std::string_view service, std::string_view method,
                            std::string_view path);

 private:
  struct Counted {
    Fault fault;
    std::uint64_t count = 0;
  };
  mutable std::mutex mutex_;
  std::vector<Counted> faults_;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_FAULT_H_

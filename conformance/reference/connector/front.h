#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_FRONT_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_FRONT_H_

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "mocks/server/listener.h"
#include "mocks/server/service.h"
#include "mocks/server/threads.h"
#include "mocks/server/tls_identity.h"
#include "mocks/server/wire.h"
#include "mocks/world/clock.h"
#include "protocol/base/result.h"

namespace mdmock::reference::pki {

// Habits is what a front does wrong below HTTP's meaning, where the mocks'
// server cannot be made to.
struct Habits {
  // What it makes of a request with both lengths.
  enum class BothLengths { kRefused, kChunked, kLength };

  bool speaks_tls = true;
  bool trusts_resumed_sessions = false;  // Whoever they are of.
  bool takes_short_bodies = false;       // One that is cut off is whole.
  bool reads_on = false;       // What follows is by whoever sent the first.
  bool one_at_a_time = false;  // Or a connection has a thread of its own.
  BothLengths both_lengths = BothLengths::kRefused;
};

// Front puts a service on a port of this machine, in a careless way: for
// mutants alone.
class Front {
 public:
  // All of these outlive it.
  static Result<std::unique_ptr<Front>> Start(server::Service& service,
                                              const world::Clock& clock,
                                              const server::TlsIdentity& tls,
                                              const Habits& habits);
  ~Front();
  Front(const Front&) = delete;
  Front& operator=(const Front&) = delete;

  std::string HttpsUrl(const std::string& path) const;

 private:
  class Visit;

  Front(server::Service& service, const world::Clock& clock,
        const server::TlsIdentity& tls, const Habits& habits)
      : service_(service), clock_(clock), tls_(tls), habits_(habits) {}

  server::Service& service_;
  const world::Clock& clock_;
  const server::TlsIdentity& tls_;
  const Habits habits_;
  std::atomic<bool> stopping_ = false;
  std::mutex turn_;  // Whose it is, if it serves one at a time.
  server::Threads threads_;
  std::unique_ptr<server::Listener> listener_;  // Last: it goes first.
};

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_FRONT_H_

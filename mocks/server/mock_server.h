#ifndef MDMOCK_MOCKS_SERVER_MOCK_SERVER_H_
#define MDMOCK_MOCKS_SERVER_MOCK_SERVER_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "mocks/server/listener.h"
#include "mocks/server/options.h"
#include "mocks/server/service.h"
#include "mocks/server/threads.h"
#include "protocol/base/result.h"

namespace mdmock::server {

// MockServer puts a Service on a port that speaks http and https.
//
//   world::Clock clock; journal::Journal journal; Faults faults;
//   auto tls = TlsIdentity::Make(clock.Now());
//   auto server = MockServer::Start(service, {clock, journal, faults, *tls},
//   {}); … (*server)->Url("/session") …
//
// It is ready when Start returns. Destroying it cuts off whoever is connected
// and joins every thread; the service may be destroyed after it.
class MockServer {
 public:
  // CheckBind fails, as Start would, where `bind` is no address or others could
  // reach it and that is not allowed.
  static Result<void> CheckBind(const std::string& bind, bool allow_remote);

  static Result<std::unique_ptr<MockServer>> Start(
      Service& service, const Surroundings& surroundings, Options options);

  ~MockServer();
  MockServer(const MockServer&) = delete;
  MockServer& operator=(const MockServer&) = delete;

  int port() const { return listener_->port(); }
  std::string Url(std::string_view path = "") const;
  std::string HttpsUrl(std::string_view path = "") const;

 private:
  MockServer(Service& service, const Surroundings& surroundings,
             Options options);

  void Accept(int socket);
  void Serve(int socket);
  void Forget(int socket);

  Service& service_;
  const Surroundings surroundings_;
  const Options options_;
  std::atomic<bool> stopping_ = false;

  std::mutex mutex_;
  std::set<int> sockets_;  // Open ones; shut down from here when stopping.

  Threads threads_;
  std::unique_ptr<Listener> listener_;  // Last: it goes first.
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_MOCK_SERVER_H_

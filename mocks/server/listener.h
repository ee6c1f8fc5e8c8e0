#ifndef MDMOCK_MOCKS_SERVER_LISTENER_H_
#define MDMOCK_MOCKS_SERVER_LISTENER_H_

#include <functional>
#include <memory>
#include <string>

#include "protocol/base/result.h"

namespace mdmock::server {

// Listener accepts connections on one port. It is the one place that knows
// httplib, of which it uses the listening and accepting half.
class Listener {
 public:
  // Called on the listener's thread; the socket is the callee's to close.
  using OnAccept = std::function<void(int socket)>;

  // Open binds and listens: clients may connect when it returns. Port 0 is any
  // free one. A port that is in use, or a host that is not ours, is a Failure.
  static Result<std::unique_ptr<Listener>> Open(const std::string& host,
                                                int port, OnAccept on_accept);

  ~Listener();  // Stops accepting and joins the thread.
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const;

 private:
  class Acceptor;

  explicit Listener(std::unique_ptr<Acceptor> acceptor);

  std::unique_ptr<Acceptor> acceptor_;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_LISTENER_H_

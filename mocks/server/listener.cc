#include "mocks/server/listener.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <future>
#include <thread>
#include <type_traits>
#include <utility>

namespace mdmock::server {
namespace {

// httplib listens with a backlog of 5: of a thousand clients that connect at
// once, most would wait for a second SYN.
constexpr int kBacklog = 4096;

// `void` in 0.11, `bool` in later versions.
using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue({}));

// Hands each accepted socket on without a queue: OnAccept does not block.
class AtOnce : public httplib::TaskQueue {
 public:
  Enqueued enqueue(std::function<void()> accept) override {
    accept();
    return Enqueued(true);
  }
  void shutdown() override {}
};

}  // namespace

class Listener::Acceptor : public httplib::Server {
 public:
  explicit Acceptor(OnAccept on_accept) : on_accept_(std::move(on_accept)) {
    // The default also sets SO_REUSEPORT, under which two servers share a port
    // and each gets some of the connections.
    set_socket_options([](int socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    set_tcp_nodelay(true);  // Accepted sockets inherit it.
    new_task_queue = [this]() -> httplib::TaskQueue* {
      accepting_.set_value();
      return new AtOnce;  // httplib takes it over.
    };
  }

  Result<void> Bind(const std::string& host, int port) {
    errno = 0;
    port_ = port;
    if (port == 0) {
      port_ = bind_to_any_port(host);
    } else if (!bind_to_port(host, port)) {
      port_ = -1;
    }
    if (port_ <= 0) {
      return Failure{
          fmt::format("{} port {} cannot be listened on: {}", host, port,
                      errno != 0 ? std::strerror(errno) : "no such address")};
    }
    ::listen(svr_sock_, kBacklog);
    return {};
  }

  void Start() {
    thread_ = std::thread([this] { listen_after_bind(); });
    // stop() before the loop has begun would be lost.
    accepting_.get_future().wait();
  }

  void Stop() {
    stop();
    if (thread_.joinable()) thread_.join();
  }

  int port() const { return port_; }

 private:
  bool process_and_close_socket(int socket) override {
    on_accept_(socket);
    return true;
  }

  OnAccept on_accept_;
  int port_ = 0;
  std::promise<void> accepting_;
  std::thread thread_;
};

Listener::Listener(std::unique_ptr<Acceptor> acceptor)
    : acceptor_(std::move(acceptor)) {}

Listener::~Listener() { acceptor_->Stop(); }

Result<std::unique_ptr<Listener>> Listener::Open(const std::string& host,
                                                 int port, OnAccept on_accept) {
  auto acceptor = std::make_unique<Acceptor>(std::move(on_accept));
  if (auto bound = acceptor->Bind(host, port); !bound) return bound.error();
  acceptor->Start();
  return std::unique_ptr<Listener>(new Listener(std::move(acceptor)));
}

int Listener::port() const { return acceptor_->port(); }

}  // namespace mdmock::server

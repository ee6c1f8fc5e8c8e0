#include "conformance/drivers/http_post.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "conformance/drivers/silent_port.h"

namespace mdmock::drivers {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

// Server takes one connection, reads what comes until it has "last", and says
// what it was given. It ends with the connection.
class Server {
 public:
  explicit Server(std::string says)
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_.get(), generic, size), 0);
    EXPECT_EQ(::listen(socket_.get(), 1), 0);
    EXPECT_EQ(::getsockname(socket_.get(), generic, &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this, says = std::move(says)] { Serve(says); });
  }
  ~Server() { ::shutdown(socket_.get(), SHUT_RDWR); }

  int port() const { return port_; }
  std::string TakeHeard() {
    thread_.join();
    return heard_;
  }

 private:
  void Serve(const std::string& says) {
    const Descriptor connection(::accept(socket_.get(), nullptr, nullptr));
    std::string part(1000, '\0');
    while (!heard_.ends_with("last")) {
      const ssize_t count =
          ::recv(connection.get(), part.data(), part.size(), 0);
      if (count <= 0) return;
      heard_.append(part, 0, static_cast<size_t>(count));
    }
    ::send(connection.get(), says.data(), says.size(), MSG_NOSIGNAL);
  }

  Descriptor socket_;
  int port_ = 0;
  std::string heard_;
  std::jthread thread_;
};

Result<http::Response> PostTo(int port, milliseconds limit = seconds(30),
                              size_t max_bytes = 10'000) {
  const http::Url url{.scheme = "http",
                      .authority = {.host = "127.0.0.1", .port = port},
                      .path = "/pkix/",
                      .query = "x=1"};
  return Post({.url = url, .content_type = "application/x", .body = "at last"},
              steady_clock::now() + limit, max_bytes);
}

std::string WhyNot(const std::string& says, size_t max_bytes = 10'000) {
  const Server server(says);
  const auto response = PostTo(server.port(), seconds(30), max_bytes);
  return response ? "there is a response" : response.error().what;
}

TEST(HttpPost, SendsTheBodyAndBringsTheAnswer) {
  Server server(
      "HTTP/1.1 418 Teapot\r\nContent-Type: a/b\r\nContent-Length: 3\r\n\r\n"
      "yes");
  const auto response = PostTo(server.port());
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->status, 418);
  EXPECT_EQ(response->body, "yes");
  EXPECT_EQ(server.TakeHeard(),
            "POST /pkix/?x=1 HTTP/1.0\r\nHost: 127.0.0.1:" +
                std::to_string(server.port()) +
                "\r\nContent-Type: application/x\r\nContent-Length: 7\r\n\r\n"
                "at last");
}

TEST(HttpPost, ReadsToTheEndOfTheConnectionWhereNoLengthIsSaid) {
  const Server server("HTTP/1.0 200 OK\r\n\r\nto the end");
  const auto response = PostTo(server.port());
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->body, "to the end");
}

TEST(HttpPost, SaysWhyThereIsNoAnswer) {
  EXPECT_THAT(WhyNot(""), HasSubstr("closed unanswered"));
  EXPECT_THAT(WhyNot("garbage\r\n\r\n"), HasSubstr("not HTTP"));
  EXPECT_THAT(WhyNot("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nshort"),
              HasSubstr("cut short"));
  EXPECT_THAT(WhyNot("HTTP/1.0 200 OK\r\n\r\n" + std::string(10'000, 'x')),
              HasSubstr("larger than 10000 bytes"));
}

TEST(HttpPost, DoesNotWaitForever) {
  const auto silent = SilentPort::Open();
  ASSERT_TRUE(silent);
  const auto response = PostTo(silent->number(), milliseconds(50));
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, HasSubstr("in time"));
}

TEST(HttpPost, FindsNobodyWhereNobodyListens) {
  int port = 0;
  {
    const auto gone = SilentPort::Open();
    ASSERT_TRUE(gone);
    port = gone->number();
  }
  EXPECT_FALSE(PostTo(port));
}

TEST(HttpPost, SpeaksNoTls) {
  const http::Url url{.scheme = "https",
                      .authority = {.host = "127.0.0.1", .port = 1},
                      .path = "/",
                      .query = {}};
  const auto response = Post({.url = url, .content_type = "", .body = ""},
                             steady_clock::now() + seconds(1));
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().what, HasSubstr("https"));
}

}  // namespace
}  // namespace mdmock::drivers

#ifndef MDMOCK_MOCKS_SERVER_WIRE_H_
#define MDMOCK_MOCKS_SERVER_WIRE_H_

#include <chrono>
#include <string>
#include <string_view>

#include "protocol/crypto/openssl_handle.h"

namespace mdmock::server {

using Deadline = std::chrono::steady_clock::time_point;

// Wire is one accepted connection, plain or TLS, and closes it when it goes.
// Nothing blocks past its deadline, and ::shutdown() of the socket from another
// thread ends every wait at once. One thread at a time.
class Wire {
 public:
  enum class Outcome { kDone, kClosed, kTooLate };

  explicit Wire(int socket);  // Takes it over.
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  // Peek gives the first bytes that come without taking them.
  Outcome Peek(std::string& bytes, Deadline deadline);

  // StartTls is the server's side of a handshake; `problem` says why it failed,
  // and stays empty where the peer merely left.
  Outcome StartTls(SSL_CTX& context, Deadline deadline, std::string& problem);

  // Read waits for bytes and appends what is there.
  Outcome Read(std::string& bytes, Deadline deadline);

  Outcome Write(std::string_view bytes, Deadline deadline);

  // Linger waits until `deadline`; false as soon as the connection is gone.
  bool Linger(Deadline deadline) const;

  // Finish ends our side and reads away what the peer still sends, so that the
  // answer it has not read yet is not lost to a reset.
  void Finish(Deadline deadline);

  // Abandon keeps TLS from saying good-bye when the connection is closed.
  void Abandon() { abandoned_ = true; }

  // Reset makes the close an RST.
  void Reset();

  bool secure() const { return ssl_ != nullptr; }

  // Whether the handshake went on with an earlier session.
  bool Resumed() const;

  // The client's certificate in DER; "" where it has shown none.
  std::string PeerCertificate() const;

 private:
  void SayGoodbye();
  Outcome WaitFor(short events, Deadline deadline) const;
  Outcome WaitForTls(int result, Deadline deadline) const;

  int socket_;
  crypto::Handle<SSL> ssl_;
  bool abandoned_ = false;
};

}  // namespace mdmock::server

#endif  // MDMOCK_MOCKS_SERVER_WIRE_H_

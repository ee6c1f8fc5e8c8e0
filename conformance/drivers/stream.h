#ifndef MDMOCK_CONFORMANCE_DRIVERS_STREAM_H_
#define MDMOCK_CONFORMANCE_DRIVERS_STREAM_H_

#include <string>
#include <string_view>
#include <utility>

#include "conformance/drivers/deadline.h"
#include "conformance/drivers/descriptor.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::drivers {

// Stream is a connection that carries the very bytes that it is given, over
// TCP, or over TLS once hands have been shaken (handshake.h). Every wait ends
// at a deadline, however much comes meanwhile. One thread at a time.
class Stream {
 public:
  // How far it got. Once it is not kOpen nothing more comes, but that a
  // kTimeout may be tried again.
  enum class End { kOpen, kClosed, kReset, kTimeout };

  explicit Stream(Descriptor socket) : socket_(std::move(socket)) {}

  // Send is false where not all could be sent: end() says why.
  bool Send(std::string_view bytes, Deadline deadline);

  // Receive waits for some bytes: up to 64 KiB. "" at the end.
  std::string Receive(Deadline deadline);

  void FinishSending();  // FIN, without a word of TLS; receiving goes on.
  void Abort();          // RST: what is under way is lost.

  End end() const { return end_; }
  int alert() const { return alert_; }     // Of TLS, that came last; 0: none.
  SSL* ssl() const { return ssl_.get(); }  // Lent; null without TLS.

  // ShakeHands does that with `ssl`, which is given no socket, and has all go
  // over it from then on. False where it failed: OpenSSL's queue says why, or
  // end() where there is nothing in it.
  bool ShakeHands(crypto::Handle<SSL_CTX> context, crypto::Handle<SSL> ssl,
                  Deadline deadline);

 private:
  // What goes over the wire, encrypted or not.
  bool SendRaw(std::string_view bytes, Deadline deadline);
  std::string ReceiveRaw(Deadline deadline);

  // Go on after an SSL call that gave `result`: sends what it has written and
  // receives what it lacks. False where it failed for good.
  bool Continue(int result, Deadline deadline);
  bool Flush(Deadline deadline);

  Descriptor socket_;
  crypto::Handle<SSL_CTX> context_;
  crypto::Handle<SSL> ssl_;
  End end_ = End::kOpen;
  int alert_ = 0;
};

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_STREAM_H_

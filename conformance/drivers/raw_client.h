#ifndef MDMOCK_CONFORMANCE_DRIVERS_RAW_CLIENT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_RAW_CLIENT_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/drivers/handshake.h"
#include "conformance/drivers/stream.h"
#include "protocol/http/message.h"

namespace mdmock::drivers {

// RawClient sends the very bytes that it is given to a port of this machine and
// shows the very bytes that come back. Every wait ends after a limit.
class RawClient {
 public:
  using End = Stream::End;  // How a read ended.

  static constexpr std::chrono::milliseconds kPatience{10'000};

  // Plain connects over TCP; null where that fails.
  static std::unique_ptr<RawClient> Plain(int port);

  // Tls also shakes hands. Null where that fails: `why` says.
  static std::unique_ptr<RawClient> Tls(int port, const TlsWish& wish,
                                        std::string* why = nullptr);

  bool Send(std::string_view bytes);
  void FinishSending();  // FIN; reading goes on.

  // ReadResponse reads one response by its Content-Length (none: until the
  // end), without a body for the answer to HEAD. What follows is kept.
  std::optional<http::Response> ReadResponse(bool to_head = false);

  // Ask is Send and ReadResponse.
  std::optional<http::Response> Ask(std::string_view bytes);

  // ReadToEnd gives everything until the connection ends or `limit` has passed.
  std::string ReadToEnd(std::chrono::milliseconds limit = kPatience);

  // ReadSome waits for some bytes; "" at the end, or when `limit` has passed.
  std::string ReadSome(std::chrono::milliseconds limit = kPatience);

  End end() const { return stream_.end(); }
  const std::string& head() const { return head_; }  // Of the last response.
  std::string tls_version() const;

 private:
  explicit RawClient(Stream stream) : stream_(std::move(stream)) {}
  bool Fill(Deadline deadline);
  bool FillBody(const http::Response& head, bool to_head, Deadline deadline);

  Stream stream_;
  std::string buffer_;
  std::string head_;
};

// Get is a whole request with the headers it needs and `extra` ones.
std::string Get(std::string_view target, std::string_view extra = "");

// Post carries a body with its length.
std::string Post(std::string_view target, std::string_view body,
                 std::string_view extra = "");

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_RAW_CLIENT_H_

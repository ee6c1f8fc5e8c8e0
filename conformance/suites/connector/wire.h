#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_WIRE_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_WIRE_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/drivers/deadline.h"
#include "conformance/drivers/dial.h"
#include "conformance/drivers/handshake.h"
#include "conformance/drivers/stream.h"
#include "conformance/suites/connector/origin.h"
#include "protocol/http/read_response.h"

namespace mdmock::conformance::pki {

// Answered is what came back for a request, or how it ended instead.
struct Answered {
  enum class End {
    kResponse,      // One that can be read, be it whole or not.
    kNoConnection,  // Nobody took the connection.
    kNoHandshake,   // TLS failed; an alert is in `shaken`.
    kClosed,        // The connection was closed, and nothing was said.
    kReset,
    kTimeout,
    kTooLarge,  // More than kMaxAnswer bytes: they were not waited for.
    kNotAsked,  // The time of the check was used up before.
    kNotHttp
  };
  static constexpr size_t kMaxAnswer = size_t{4} << 20;
  static constexpr int kMaxInterim = 32;  // Responses 1xx before it.

  End end = End::kTimeout;
  std::string what;  // One sentence, where there is no response.
  std::optional<http::ReceivedResponse> received;
  std::string raw;       // At most kMaxAnswer bytes of what came.
  bool closed = false;   // The other side closed the connection behind it.
  bool stalled = false;  // The rest of its body did not come in time.
  int alert = 0;         // Of TLS, in place of a response; 0: none.
  std::chrono::milliseconds took{};

  // The status; 0 where there is no response.
  int status() const { return received ? received->response.status : 0; }
  const std::string& body() const;

  // Whether it says that the connection ends with it: by Connection, or by
  // being HTTP/1.0 and not saying keep-alive (RFC 9112, 9.3).
  bool SaysClose() const;

  const std::string* Find(std::string_view name) const;  // A header.
};

// Line is one connection to the connector.
class Line {
 public:
  // Open dials and shakes hands, unless it is to be plain. Null where either
  // fails: `answered` says how.
  static std::unique_ptr<Line> Open(const Origin& origin, int port,
                                    const drivers::TlsWish* tls,
                                    drivers::Deadline deadline,
                                    Answered& answered,
                                    drivers::Shaken* shaken = nullptr);

  bool Send(std::string_view bytes, drivers::Deadline deadline) {
    return stream_.Send(bytes, deadline);
  }
  drivers::Stream& stream() { return stream_; }

  // Read reads one response, over those of 1xx that come before it (RFC 9110,
  // 15.2). What follows it is kept for the next.
  void Read(bool to_head, drivers::Deadline deadline, Answered& answered);

  // ReadToEnd gives whatever else comes, until the connection ends; `answered`
  // gets its `closed` and, as `received->rest`, those bytes.
  void ReadToEnd(drivers::Deadline deadline, Answered& answered);

 private:
  explicit Line(drivers::Stream stream) : stream_(std::move(stream)) {}

  bool Fill(drivers::Deadline deadline);
  bool FillBody(const http::Response& head, bool to_head,
                drivers::Deadline deadline);
  void NoteEnd(Answered& answered) const;

  drivers::Stream stream_;
  std::string buffer_;
};

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_WIRE_H_

#include "conformance/drivers/http_post.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>
#include <variant>

#include "conformance/drivers/dial.h"
#include "conformance/drivers/stream.h"
#include "protocol/http/fields.h"
#include "protocol/http/read_response.h"

namespace mdmock::drivers {
namespace {

constexpr char kLate[] = "no answer comes in time";

std::string Bytes(const Posting& posting) {
  const http::Authority& at = posting.url.authority;
  const std::string host =
      at.port ? fmt::format("{}:{}", at.host, *at.port) : at.host;
  return fmt::format(
      "POST {} HTTP/1.0\r\nHost: {}\r\nContent-Type: {}\r\n"
      "Content-Length: {}\r\n\r\n{}",
      posting.url.Target(), host, posting.content_type, posting.body.size(),
      posting.body);
}

// Whether `bytes` have all that their headers promise, without the end of the
// connection.
bool IsWhole(const std::string& bytes) {
  const size_t head_len = http::HeadLength(bytes);
  if (head_len == 0) return false;
  const auto head = http::ReadResponseHead(
      std::string_view(bytes).substr(0, head_len), http::LineEnds::kWire);
  const auto* received = std::get_if<http::ReceivedResponse>(&head);
  if (received == nullptr) return true;  // No more bytes would mend it.
  const auto framing = http::FramingOf(received->response, false);
  return framing.ends_with == http::BodyEnd::kLength &&
         bytes.size() - head_len >= framing.length;
}

}  // namespace

Result<http::Response> Post(const Posting& posting, Deadline deadline,
                            size_t max_bytes) {
  if (posting.url.scheme != "http") {
    return Failure{fmt::format("{} is not spoken", posting.url.scheme)};
  }
  const http::Authority& at = posting.url.authority;
  Dialled dialled =
      Dial(at.host, at.port.value_or(http::DefaultPort("http")), deadline);
  if (!dialled.socket) return Failure{std::move(dialled.what)};
  Stream stream(std::move(dialled.socket));
  // Who answers before all is sent may have answered all the same.
  stream.Send(Bytes(posting), deadline);
  std::string bytes;
  while (!IsWhole(bytes)) {
    // A peer that always has one byte more would never be waited for.
    if (std::chrono::steady_clock::now() >= deadline) return Failure{kLate};
    const std::string some = stream.Receive(deadline);
    if (some.empty()) break;
    bytes += some;
    if (bytes.size() > max_bytes) {
      return Failure{
          fmt::format("the answer is larger than {} bytes", max_bytes)};
    }
  }
  if (stream.end() == Stream::End::kTimeout) {
    return Failure{kLate};
  }
  if (bytes.empty()) return Failure{"the connection is closed unanswered"};
  auto read = http::ReadResponse(bytes, http::LineEnds::kWire);
  if (const auto* malformed = std::get_if<http::Malformed>(&read)) {
    return Failure{"the answer is not HTTP: " + malformed->what};
  }
  auto& received = std::get<http::ReceivedResponse>(read);
  if (!received.whole) return Failure{"the answer is cut short"};
  return std::move(received.response);
}

}  // namespace mdmock::drivers

#include "mocks/server/response_writer.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <iterator>
#include <string_view>

#include "protocol/base/text.h"

namespace mdmock::server {
namespace {

// HasOption says whether a Connection header lists `option`.
bool HasOption(const http::Headers& headers, std::string_view option) {
  for (const std::string_view value : http::FindAll(headers, "Connection")) {
    for (const std::string_view part : Split(value, ',')) {
      if (EqualsIgnoreCase(Trim(part), option)) return true;
    }
  }
  return false;
}

// RFC 9110, 8.6: these have no body, hence no length.
bool HasNoBody(int status) {
  return status / 100 == 1 || status == 204 || status == 304;
}

}  // namespace

std::string FormatHttpDate(SystemTime time) {
  namespace c = std::chrono;
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed",
                                                  "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun",
      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = c::floor<c::days>(time);
  const c::year_month_day date(day);
  const c::hh_mm_ss clock(c::floor<c::seconds>(time - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays[c::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

bool KeepsAlive(const http::Request& request) {
  if (HasOption(request.headers, "close")) return false;
  return request.version == "HTTP/1.1" ||
         HasOption(request.headers, "keep-alive");
}

bool Complete(http::Response& response, const http::Request& request,
              SystemTime now, bool keep_alive) {
  http::Headers& headers = response.headers;
  if (http::Find(headers, "Date") == nullptr) {
    headers.push_back({"Date", FormatHttpDate(now)});
  }
  if (http::Find(headers, "Content-Length") == nullptr &&
      http::Find(headers, "Transfer-Encoding") == nullptr &&
      !HasNoBody(response.status)) {
    headers.push_back({"Content-Length", std::to_string(response.body.size())});
  }
  if (HasOption(headers, "close")) return false;
  if (!keep_alive) {
    headers.push_back({"Connection", "close"});
  } else if (request.version == "HTTP/1.0") {
    headers.push_back({"Connection", "keep-alive"});
  }
  return keep_alive;
}

std::string WireBytes(const http::Response& response,
                      const http::Request& request) {
  std::string bytes;
  bytes.reserve(256 + response.body.size());
  fmt::format_to(std::back_inserter(bytes), "HTTP/1.1 {} {}\r\n",
                 response.status, http::ReasonPhrase(response.status));
  for (const http::Header& header : response.headers) {
    bytes.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  bytes.append("\r\n");
  if (request.method != "HEAD" && !HasNoBody(response.status)) {
    bytes.append(response.body);
  }
  return bytes;
}

}  // namespace mdmock::server

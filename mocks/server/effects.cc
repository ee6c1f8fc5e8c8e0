#include "mocks/server/effects.h"

#include <algorithm>
#include <chrono>
#include <string>

namespace mdmock::server {
namespace {

using Kind = Effect::Kind;
using std::chrono::steady_clock;

// Neither a status line nor TLS; a NUL and bytes over 0x7F are in it.
constexpr std::string_view kGarbageBytes{
    "\x00\x01\xfe\xff this is not HTTP \x80\x00\r\n\r\n", 27};

// How much more a wrong Content-Length says, unless the fault says it.
constexpr size_t kMissingBytes = 16;

bool Dribble(const Effect& effect, std::string_view bytes,
             std::chrono::milliseconds patience, Wire& wire) {
  const size_t step = std::max<size_t>(effect.bytes, 1);
  for (;;) {
    const auto part = bytes.substr(0, step);
    if (wire.Write(part, steady_clock::now() + patience) !=
        Wire::Outcome::kDone) {
      return false;
    }
    bytes.remove_prefix(part.size());
    if (bytes.empty()) return true;
    if (!wire.Linger(steady_clock::now() + effect.delay)) return false;
  }
}

}  // namespace

Part PartOf(Kind kind) {
  switch (kind) {
    case Kind::kAnswer:
    case Kind::kResponse:
    case Kind::kRedirect:
      return Part::kAnswer;
    case Kind::kReset:
    case Kind::kClose:
    case Kind::kGarbage:
      return Part::kNothing;
    case Kind::kTruncate:
    case Kind::kStall:
    case Kind::kDribble:
    case Kind::kWrongLength:
      return Part::kSending;
  }
  return Part::kAnswer;
}

bool ClosesAfter(Kind kind) {
  return PartOf(kind) == Part::kNothing || kind == Kind::kTruncate ||
         kind == Kind::kWrongLength;
}

void AlterAnswer(const Effect& effect, http::Response& response) {
  if (effect.kind != Kind::kWrongLength) return;
  const size_t missing = effect.bytes > 0 ? effect.bytes : kMissingBytes;
  std::erase_if(response.headers, [](const http::Header& header) {
    return http::Find({header}, "Content-Length") != nullptr;
  });
  response.headers.push_back(
      {"Content-Length", std::to_string(response.body.size() + missing)});
}

bool SendBadly(const Effect& effect, std::string_view bytes,
               std::chrono::milliseconds patience, Wire& wire) {
  const auto deadline = steady_clock::now() + patience;
  switch (effect.kind) {
    case Kind::kReset:
      wire.Reset();
      return false;
    case Kind::kClose:
      wire.Abandon();
      return false;
    case Kind::kGarbage:
      wire.Write(kGarbageBytes, deadline);
      return false;
    case Kind::kTruncate:
      wire.Abandon();
      wire.Write(bytes.substr(0, effect.bytes), deadline);
      return false;
    case Kind::kWrongLength:
      wire.Abandon();
      wire.Write(bytes, deadline);
      return false;
    case Kind::kStall:
      return wire.Linger(steady_clock::now() + effect.delay) &&
             wire.Write(bytes, steady_clock::now() + patience) ==
                 Wire::Outcome::kDone;
    case Kind::kDribble:
      return Dribble(effect, bytes, patience, wire);
    case Kind::kAnswer:
    case Kind::kResponse:
    case Kind::kRedirect:
      break;
  }
  return wire.Write(bytes, deadline) == Wire::Outcome::kDone;
}

}  // namespace mdmock::server

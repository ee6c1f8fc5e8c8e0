#include "mocks/control/transport_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace mdmock::control {
namespace {

using Kind = server::Effect::Kind;
using std::chrono::milliseconds;

constexpr double kMaxSeconds = 3600;

struct Transport {
  Kind kind;
  std::string_view name;
  std::string_view argument;  // What follows the colon, or "".
};

constexpr std::array<Transport, 8> kTransports{{
    {Kind::kReset, "reset", ""},
    {Kind::kClose, "close", ""},
    {Kind::kTruncate, "truncate", "N bytes, as in truncate:100"},
    {Kind::kStall, "stall", "S seconds from 0.001 to 3600, as in stall:2.5"},
    {Kind::kDribble, "dribble",
     "N bytes every S seconds from 0.001 to 3600, as in dribble:1/0.2"},
    {Kind::kGarbage, "garbage", ""},
    {Kind::kWrongLength, "wrong-length", ""},
    {Kind::kRedirect, "redirect", "a URL, as in redirect:https://example.com/"},
}};

std::optional<size_t> ReadSize(std::string_view text) {
  size_t size = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, size);
  if (error != std::errc() || at != end) return std::nullopt;
  return size;
}

std::optional<milliseconds> ReadDelay(std::string_view text) {
  double count = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] =
      std::from_chars(text.data(), end, count, std::chars_format::fixed);
  // Written so that "nan" fails as well.
  if (error != std::errc() || at != end) return std::nullopt;
  if (!(count >= 0.001 && count <= kMaxSeconds)) return std::nullopt;
  return milliseconds(std::llround(count * 1000));
}

std::optional<server::Effect> ReadArgument(Kind kind, std::string_view text) {
  server::Effect effect{.kind = kind};
  switch (kind) {
    case Kind::kTruncate: {
      const auto bytes = ReadSize(text);
      if (!bytes) return std::nullopt;
      effect.bytes = *bytes;
      return effect;
    }
    case Kind::kStall: {
      const auto delay = ReadDelay(text);
      if (!delay) return std::nullopt;
      effect.delay = *delay;
      return effect;
    }
    case Kind::kDribble: {
      const size_t slash = text.find('/');
      if (slash == std::string_view::npos) return std::nullopt;
      const auto bytes = ReadSize(text.substr(0, slash));
      const auto delay = ReadDelay(text.substr(slash + 1));
      if (!bytes || *bytes == 0 || !delay) return std::nullopt;
      effect.bytes = *bytes;
      effect.delay = *delay;
      return effect;
    }
    case Kind::kRedirect:
      if (text.empty() || BreaksLine(text)) return std::nullopt;
      effect.text = text;
      return effect;
    default:
      if (!text.empty()) return std::nullopt;
      return effect;
  }
}

}  // namespace

// A line of a response's head cannot hold these.
bool BreaksLine(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) !=
         std::string_view::npos;
}

std::string_view TransportSpellings() {
  return "reset, close, truncate:N, stall:S, dribble:N/S, garbage, "
         "wrong-length, redirect:URL";
}

std::optional<server::Effect> ReadTransport(std::string_view text,
                                            const std::string& where,
                                            Problems& problems) {
  const size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  for (const Transport& one : kTransports) {
    if (one.name != name) continue;
    const bool has_argument = colon != std::string_view::npos;
    const auto effect =
        ReadArgument(one.kind, has_argument ? text.substr(colon + 1) : "");
    if (effect && has_argument == !one.argument.empty()) return effect;
    problems.push_back({where,
                        one.argument.empty()
                            ? fmt::format("{} alone", name)
                            : fmt::format("{} and {}", name, one.argument),
                        Quoted(text)});
    return server::Effect{};
  }
  return std::nullopt;
}

std::string TransportText(const server::Effect& effect) {
  const double seconds = std::chrono::duration<double>(effect.delay).count();
  for (const Transport& one : kTransports) {
    if (one.kind != effect.kind) continue;
    switch (effect.kind) {
      case Kind::kTruncate:
        return fmt::format("truncate:{}", effect.bytes);
      case Kind::kStall:
        return fmt::format("stall:{}", seconds);
      case Kind::kDribble:
        return fmt::format("dribble:{}/{}", effect.bytes, seconds);
      case Kind::kRedirect:
        return "redirect:" + effect.text;
      default:
        return std::string(one.name);
    }
  }
  return "";
}

}  // namespace mdmock::control

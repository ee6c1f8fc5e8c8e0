#include "mocks/ade/fleet/json_text.h"

#include <fmt/format.h>

#include <iterator>

namespace mdmock::ade {

namespace {

// Nearly all text goes out as it is.
bool IsPlain(std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20) {
      return false;
    }
  }
  return true;
}

}  // namespace

void AppendQuoted(std::string& out, std::string_view text) {
  if (IsPlain(text)) {
    out.append("\"").append(text).append("\"");
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}",
                     static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void AppendName(std::string& out, std::string_view name) {
  if (!out.empty() && out.back() != '{') out += ',';
  out.append("\"").append(name).append("\":");
}

void AppendField(std::string& out, std::string_view name,
                 std::string_view text) {
  AppendName(out, name);
  AppendQuoted(out, text);
}

}  // namespace mdmock::ade

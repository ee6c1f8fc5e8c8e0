#include "protocol/cms/cmsurl_spellings.h"

#include <array>
#include <cstdint>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"

namespace mdmock::cms {
namespace {

// The code points of UTF-8; bytes of anything else, one each.
std::vector<std::uint32_t> CodePoints(std::string_view text) {
  std::vector<std::uint32_t> points;
  const bool utf8 = IsUtf8(text);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (!utf8 || byte < 0x80) {
      points.push_back(byte);
    } else if (byte >= 0xC0) {
      points.push_back(byte & (byte >= 0xF0   ? 0x07U
                               : byte >= 0xE0 ? 0x0FU
                                              : 0x1FU));
    } else {
      points.back() = points.back() << 6 | (byte & 0x3FU);
    }
  }
  return points;
}

bool IsEscape(std::string_view text, size_t at) {
  return text[at] == '%' && at + 2 < text.size() &&
         HexDigit(text[at + 1]) >= 0 && HexDigit(text[at + 2]) >= 0;
}

void DropLastSegment(std::string& path) {
  const size_t slash = path.rfind('/');
  path.resize(slash == std::string::npos ? 0 : slash);
}

}  // namespace

std::string WithoutDotSegments(std::string_view path) {
  std::string kept;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../")) {
      path.remove_prefix(3);
      DropLastSegment(kept);
    } else if (path == "/..") {
      path = "/";
      DropLastSegment(kept);
    } else if (path == "." || path == "..") {
      path = "";
    } else {
      const size_t end = path.find('/', 1);
      kept += path.substr(0, end);
      path = end == std::string_view::npos ? "" : path.substr(end);
    }
  }
  return kept;
}

std::string WithoutParameters(std::string_view path, PathParameters which) {
  if (which == PathParameters::kToTheEnd) {
    return std::string(path.substr(0, path.find(';')));
  }
  std::string kept;
  const auto segments = Split(path, '/');
  for (size_t i = 0; i < segments.size(); ++i) {
    const bool all = which == PathParameters::kOfAllSegments;
    const bool drop = all || i + 1 == segments.size();
    if (i != 0) kept += '/';
    kept += drop ? segments[i].substr(0, segments[i].find(';')) : segments[i];
  }
  return kept;
}

std::string WithHexCase(std::string_view path, HexCase digits) {
  std::string changed(path);
  for (size_t at = 0; at < changed.size(); ++at) {
    if (!IsEscape(changed, at)) continue;
    const std::string escape = changed.substr(at + 1, 2);
    changed.replace(
        at + 1, 2,
        digits == HexCase::kUpper ? ToUpper(escape) : ToLower(escape));
  }
  return changed;
}

std::string EncodedAgain(std::string_view path, std::string_view kept,
                         HexCase digits) {
  std::string encoded;
  for (size_t at = 0; at < path.size(); ++at) {
    const std::string_view one = path.substr(at, 1);
    const bool escape = IsEscape(path, at);
    if (escape && kept.find('%') != std::string_view::npos) {
      encoded += one;
    } else if (!escape && kept.find(one) != std::string_view::npos) {
      encoded += one;
    } else {
      encoded += '%' + Hex(one, digits);
    }
  }
  return encoded;
}

std::optional<std::string> WithApi(std::string_view path,
                                   std::string_view spelt) {
  size_t at = 0;
  for (const std::string_view segment : Split(path, '/')) {
    if (EqualsIgnoreCase(segment, "api")) {
      return std::string(path).replace(at, segment.size(), spelt);
    }
    at += segment.size() + 1;
  }
  return std::nullopt;
}

std::vector<std::string> Authorities(const Base& base) {
  const std::string& host = base.authority.host;
  if (host.empty()) return {};
  const int standard = http::DefaultPort(base.scheme);
  const int port = base.authority.port.value_or(standard);
  const std::string with_port = host + ":" + std::to_string(port);
  if (port != standard) return {with_port, host};
  return {host, with_port};
}

std::string Utf16(std::string_view text, ByteOrder order, bool with_mark) {
  std::string out;
  const auto put = [&](std::uint32_t unit) {
    const auto high = static_cast<char>(unit >> 8 & 0xFF);
    const auto low = static_cast<char>(unit & 0xFF);
    out += order == ByteOrder::kLittle ? low : high;
    out += order == ByteOrder::kLittle ? high : low;
  };
  if (with_mark) put(0xFEFF);
  for (const std::uint32_t point : CodePoints(text)) {
    if (point < 0x10000) {
      put(point);
    } else {
      put(0xD800 + ((point - 0x10000) >> 10));
      put(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return out;
}

std::optional<std::string> Latin1(std::string_view path) {
  const std::string decoded = http::PercentDecodeLoosely(path);
  if (!IsUtf8(decoded)) return std::nullopt;
  std::string latin1;
  bool ascii = true;
  for (const std::uint32_t point : CodePoints(decoded)) {
    if (point > 0xFF) return std::nullopt;
    ascii = ascii && point < 0x80;
    latin1 += static_cast<char>(point);
  }
  if (ascii) return std::nullopt;
  return latin1;
}

const std::vector<std::string>& ApiPaths() {
  constexpr std::array<std::string_view, 38> kPaths{
      "/help",
      "/v1/help",
      "/system/info",
      "/system/groups/search",
      "/system/users/search",
      "/v1/system/users/search",
      "/system/users/adduser",
      "/system/admins/search",
      "/mdm",
      "/mdm/devices",
      "/mdm/devices/12772",
      "/mdm/devices/1",
      "/mdm/devices/search",
      "/mdm/devices/extensivesearch",
      "/mdm/devices/customattribute/search",
      "/mdm/devices/security",
      "/mdm/devices/bulksettings",
      "/mdm/devices/commands",
      "/mdm/devices/commands/bulk",
      "/mdm/devices/12772/apps",
      "/mdm/devices/12772/commands",
      "/mdm/devices/12772/commands/changepasscode",
      "/mdm/devices/12772/customattributes",
      "/mdm/devices/12772/profiles",
      "/mdm/devices/12772/security",
      "/mdm/smartgroups/search",
      "/mdm/profiles/search",
      "/mdm/profiles",
      "/mdm/tags/search",
      "/mdm/tags",
      "/mdm/tags/1/adddevices",
      "/mam/apps/search",
      "/mam/apps/internal",
      "/mam/apps/internal/begininstall",
      "/mam/blobs/uploadblob",
      "/mcm/contents",
      "/mem/activesync/memconfigdevicepolicies",
      "/"};
  static const std::vector<std::string> all = [&] {
    std::vector<std::string> paths;
    for (const std::string_view prefix : {"/api", "/API"}) {
      paths.emplace_back(prefix);
      for (const std::string_view path : kPaths) {
        paths.push_back(std::string(prefix).append(path));
      }
    }
    return paths;
  }();
  return all;
}

}  // namespace mdmock::cms

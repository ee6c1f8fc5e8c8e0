#include "protocol/pkcs12/wrapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::pkcs12 {
namespace {

constexpr size_t kMaxLayers = 5;
constexpr size_t kMaxBlocks = 100;  // Of PEM.
constexpr std::string_view kWhite = " \t\r\n";
constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";

bool IsWhite(char c) { return kWhite.find(c) != std::string_view::npos; }

std::string WithoutWhite(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return !IsWhite(c); });
  return out;
}

// A SEQUENCE. One of fewer than 128 bytes, whose length could be a letter, has
// to be as long as it says.
bool LooksLikeDer(std::string_view bytes) {
  return !bytes.empty() && bytes[0] == 0x30 &&
         (bytes.size() == 1 || (bytes[1] & 0x80) != 0 ||
          static_cast<size_t>(bytes[1]) + 2 == bytes.size());
}

bool IsText(std::string_view bytes) {
  return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return IsWhite(c) || (c >= 0x20 && c < 0x7F);
  });
}

bool LooksLikeSomething(std::string_view bytes) {
  return LooksLikeDer(bytes) || IsText(bytes);
}

std::optional<std::string> UndoHex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (IsWhite(c) || c == ':') continue;
    if (HexDigit(c) < 0) return std::nullopt;
    digits += c;
  }
  if (digits.size() % 2 != 0) digits.pop_back();  // Cut off in a byte.
  auto bytes = ReadHex(digits);
  if (!bytes || !LooksLikeSomething(*bytes)) return std::nullopt;
  return bytes;
}

std::string Manners(std::string_view text, std::string_view digits) {
  std::string manners;
  const auto add = [&](std::string_view one) {
    manners += fmt::format("{}{}", manners.empty() ? "" : ", ", one);
  };
  if (text.size() != digits.size()) {
    add(fmt::format("{} characters of white space",
                    text.size() - digits.size()));
  }
  if (digits.size() % 4 != 0) add("no padding");
  return manners;
}

std::optional<std::string> UndoBase64(std::string_view text, Wrapped& wrapped) {
  const std::string_view trimmed = Trim(text, kWhite);
  const std::string digits = WithoutWhite(trimmed);
  std::string_view whole = digits;
  // One digit too many holds no byte: the text was cut off.
  if (whole.size() % 4 == 1) whole.remove_suffix(1);
  auto bytes = ReadBase64Loosely(whole);
  if (!bytes && whole.size() > 4) {
    // Bits of the next byte are left where a text was cut off.
    bytes = ReadBase64Loosely(whole.substr(0, whole.size() / 4 * 4));
  }
  if (!bytes || !LooksLikeSomething(*bytes)) return std::nullopt;
  if (digits.find_first_of("-_") != std::string::npos) {
    wrapped.base64url = true;
  } else if (wrapped.layers.empty()) {
    wrapped.base64_manners = Manners(trimmed, digits);
  }
  return bytes;
}

// The base64 of a block: what follows its headers, if it has any.
std::string_view Body(std::string_view block) {
  const size_t colon = block.find(':');
  if (colon == std::string_view::npos) return block;
  for (const std::string_view blank : {"\n\n", "\r\n\r\n"}) {
    const size_t at = block.find(blank, colon);
    if (at != std::string_view::npos) return block.substr(at);
  }
  return block;
}

bool UndoPem(std::string_view text, Wrapped& wrapped) {
  size_t at = text.find(kBegin);
  if (at == std::string_view::npos) return false;
  while (at != std::string_view::npos && wrapped.objects.size() < kMaxBlocks) {
    const size_t label = at + kBegin.size();
    const size_t dashes = text.find(kDashes, label);
    if (dashes == std::string_view::npos) break;
    if (wrapped.pem_label.empty()) {
      wrapped.pem_label = Printable(text.substr(label, dashes - label), 40);
    }
    const size_t body = dashes + kDashes.size();
    const size_t end = std::min(text.find(kEnd, body), text.size());
    const std::string digits =
        WithoutWhite(Body(text.substr(body, end - body)));
    std::string_view whole = digits;
    if (whole.size() % 4 == 1) whole.remove_suffix(1);
    auto bytes = ReadBase64Loosely(whole);
    if (bytes && !bytes->empty()) wrapped.objects.push_back(std::move(*bytes));
    at = text.find(kBegin, end);
  }
  wrapped.layers.push_back({Layer::Kind::kPem});
  if (wrapped.objects.empty()) {
    wrapped.error = "PEM armour, and no base64 in it that can be read";
  }
  return true;
}

}  // namespace

std::string_view Name(Layer::Kind kind) {
  switch (kind) {
    case Layer::Kind::kBase64:
      return "base64";
    case Layer::Kind::kHex:
      return "hexadecimal digits";
    case Layer::Kind::kPem:
      return "PEM";
  }
  return "";
}

Wrapped Unwrap(std::string_view bytes) {
  Wrapped wrapped;
  std::string current(bytes);
  while (!LooksLikeDer(current) && wrapped.layers.size() < kMaxLayers) {
    if (UndoPem(current, wrapped)) return wrapped;
    if (auto hex = UndoHex(current)) {
      wrapped.layers.push_back({Layer::Kind::kHex});
      current = std::move(*hex);
      continue;
    }
    auto decoded = UndoBase64(current, wrapped);
    if (!decoded) break;
    wrapped.layers.push_back({Layer::Kind::kBase64});
    current = std::move(*decoded);
  }
  if (current.empty()) {
    wrapped.error = "there is nothing here";
    return wrapped;
  }
  if (!LooksLikeDer(current)) {
    wrapped.error = fmt::format(
        "{} bytes that are no DER, no PEM, no base64 and no hexadecimal digits",
        current.size());
  }
  wrapped.objects.push_back(std::move(current));
  return wrapped;
}

}  // namespace mdmock::pkcs12

#include <fmt/format.h>

#include "protocol/pkcs12/container.h"

namespace mdmock::pkcs12 {
namespace {

using cms::Element;

bool IsString(cms::Tag tag) {
  if (tag.tag_class != cms::TagClass::kUniversal) return false;
  return tag.number == 3 || tag.number == 4 || tag.number == 12 ||
         tag.number >= 18;
}

// Whether a definite length is written in as few bytes as it takes (X.690,
// 10.1), and the tag too. No tag in these files has a number past 30.
bool IsShort(const Element& element) {
  size_t least = 2;
  if (element.content.size() >= 0x80) {
    for (size_t left = element.content.size(); left != 0; left >>= 8) ++least;
  }
  return element.header_len == least;
}

std::string_view WhatIsWrong(const Element& element) {
  if (element.indefinite) return "an indefinite length";
  if (element.constructed && IsString(element.tag)) return "a string in pieces";
  if (!IsShort(element)) return "a length in more bytes than it takes";
  return "";
}

std::string Walk(cms::Reader reader) {
  while (!reader.AtEnd()) {
    const cms::Parsed<Element> element = reader.Next();
    if (!element) return "";  // Whoever reads it says what is wrong.
    const std::string_view wrong = WhatIsWrong(*element);
    if (!wrong.empty())
      return fmt::format("{} at byte {}", wrong, element->offset);
    if (!element->constructed) continue;
    std::string inside = Walk(cms::Reader(*element));
    if (!inside.empty()) return inside;
  }
  return "";
}

}  // namespace

std::string FirstNotDer(std::string_view bytes) {
  return Walk(cms::Reader(bytes));
}

}  // namespace mdmock::pkcs12

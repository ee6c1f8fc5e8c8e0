#include "protocol/cms/ber.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "protocol/base/text.h"

namespace mdmock::cms {
namespace {

constexpr size_t kMaxOidLength = 64;

unsigned char ByteAt(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

struct Header {
  Tag tag;
  bool constructed = false;
  bool indefinite = false;
  size_t header_len = 0;
  size_t content_len = 0;
};

BerError Cut(size_t offset, std::string_view part) {
  return {offset, fmt::format("the message ends inside {}", part)};
}

// The tag; moves `at` past it.
Parsed<Header> ReadTag(std::string_view bytes, size_t base, size_t& at) {
  Header header;
  const size_t start = base + at;
  if (at >= bytes.size()) {
    return BerError{start, "the message ends where an element should begin"};
  }
  const unsigned char identifier = ByteAt(bytes, at++);
  header.tag.tag_class = static_cast<TagClass>(identifier >> 6);
  header.constructed = (identifier & 0x20) != 0;
  header.tag.number = identifier & 0x1FU;
  if (header.tag.number != 0x1F) return header;
  header.tag.number = 0;
  for (int i = 0; i < 4; ++i) {
    if (at >= bytes.size()) return Cut(start, "a tag");
    const unsigned char part = ByteAt(bytes, at++);
    header.tag.number = header.tag.number << 7 | (part & 0x7FU);
    if ((part & 0x80) == 0) return header;
  }
  return BerError{start, "a tag of more than 28 bits"};
}

// The length that follows the tag; moves `at` past it.
std::optional<BerError> ReadLength(std::string_view bytes, size_t base,
                                   size_t& at, Header& header) {
  const size_t start = base + at;
  if (at >= bytes.size()) return Cut(start, "an element's length");
  const unsigned char first = ByteAt(bytes, at++);
  if (first < 0x80) {
    header.content_len = first;
    return std::nullopt;
  }
  if (first == 0x80) {
    header.indefinite = true;
    if (header.constructed) return std::nullopt;
    return BerError{start, "a primitive element of indefinite length"};
  }
  const size_t num_bytes = first & 0x7FU;
  if (num_bytes > sizeof(std::uint64_t)) {
    return BerError{start, "a length of more than 8 bytes"};
  }
  std::uint64_t length = 0;
  for (size_t i = 0; i < num_bytes; ++i) {
    if (at >= bytes.size()) return Cut(start, "an element's length");
    length = length << 8 | ByteAt(bytes, at++);
  }
  header.content_len = static_cast<size_t>(length);
  return std::nullopt;
}

// Reads tag and length at `at`, and sees to it that the content is there.
Parsed<Header> ReadHeader(std::string_view bytes, size_t base, size_t at) {
  const size_t start = at;
  Parsed<Header> header = ReadTag(bytes, base, at);
  if (!header) return header;
  if (const auto error = ReadLength(bytes, base, at, *header)) return *error;
  header->header_len = at - start;
  const size_t left = bytes.size() - at;
  if (header->content_len > left) {
    return BerError{base + start,
                    fmt::format("{} says that {} bytes follow, and {} are left",
                                Name(header->tag), header->content_len, left)};
  }
  return header;
}

bool IsEnd(std::string_view bytes, size_t at) {
  return bytes.size() - at >= 2 && bytes[at] == '\0' && bytes[at + 1] == '\0';
}

// Where the content that begins at `at` ends, before its final 00 00. Goes
// through nested indefinite lengths without recursion.
Parsed<size_t> FindEnd(std::string_view bytes, size_t base, size_t at,
                       int depth) {
  const size_t start = base + at;
  for (int open = 1;;) {
    if (at >= bytes.size()) {
      return BerError{
          start, "an element of indefinite length is never ended by 00 00"};
    }
    if (IsEnd(bytes, at)) {
      if (--open == 0) return at;
      at += 2;
      continue;
    }
    const Parsed<Header> header = ReadHeader(bytes, base, at);
    if (!header) return header.error();
    at += header->header_len;
    if (!header->indefinite) {
      at += header->content_len;
    } else if (++open + depth > Reader::kMaxDepth) {
      return BerError{base + at, fmt::format("nested more than {} deep",
                                             Reader::kMaxDepth)};
    }
  }
}

std::optional<BerError> Append(const Element& element, Octets& octets) {
  if (!element.constructed) {
    octets.bytes.append(element.content);
    ++octets.num_chunks;
    return std::nullopt;
  }
  Reader chunks(element);
  while (!chunks.AtEnd()) {
    const Parsed<Element> chunk = chunks.Expect(kOctetString, "a piece");
    if (!chunk) return chunk.error();
    if (const auto error = Append(*chunk, octets)) return error;
  }
  return std::nullopt;
}

}  // namespace

std::string Name(Tag tag) {
  if (tag == kInteger) return "INTEGER";
  if (tag == kOctetString) return "OCTET STRING";
  if (tag == kNull) return "NULL";
  if (tag == kOid) return "OBJECT IDENTIFIER";
  if (tag == kSequence) return "SEQUENCE";
  if (tag == kSet) return "SET";
  if (tag == Tag{}) return "end-of-contents";
  constexpr std::array<std::string_view, 4> kClasses{
      "UNIVERSAL ", "APPLICATION ", "", "PRIVATE "};
  return fmt::format("[{}{}]", kClasses[static_cast<size_t>(tag.tag_class)],
                     tag.number);
}

Parsed<Element> Reader::Next() {
  const size_t start = at_;
  if (depth_ > kMaxDepth) {
    return BerError{offset(),
                    fmt::format("nested more than {} deep", kMaxDepth)};
  }
  const Parsed<Header> header = ReadHeader(bytes_, base_, start);
  if (!header) return header.error();
  if (header->tag == Tag{}) {
    return BerError{offset(), "00 00 ends something that was not begun"};
  }
  Element element{.tag = header->tag,
                  .constructed = header->constructed,
                  .indefinite = header->indefinite,
                  .offset = base_ + start,
                  .header_len = header->header_len,
                  .content = {},
                  .whole = {},
                  .depth = depth_};
  const size_t content_at = start + header->header_len;
  size_t content_len = header->content_len;
  if (header->indefinite) {
    const Parsed<size_t> end = FindEnd(bytes_, base_, content_at, depth_);
    if (!end) return end.error();
    content_len = *end - content_at;
  }
  at_ = content_at + content_len + (header->indefinite ? 2 : 0);
  element.content = bytes_.substr(content_at, content_len);
  element.whole = bytes_.substr(start, at_ - start);
  return element;
}

Parsed<Element> Reader::Expect(Tag tag, std::string_view what) {
  const size_t start = offset();
  if (AtEnd()) {
    return BerError{start, fmt::format("{} ({}) is missing", what, Name(tag))};
  }
  Parsed<Element> element = Next();
  if (!element || element->tag == tag) return element;
  return BerError{start, fmt::format("{} is to be {}, and here is {}", what,
                                     Name(tag), Name(element->tag))};
}

std::optional<Element> Reader::TakeIf(Tag tag) {
  const size_t start = at_;
  if (AtEnd()) return std::nullopt;
  const Parsed<Element> element = Next();
  if (element && element->tag == tag) return *element;
  at_ = start;
  return std::nullopt;
}

Parsed<Octets> ReadOctets(const Element& element) {
  Octets octets;
  octets.num_chunks = 0;
  octets.constructed = element.constructed;
  if (const auto error = Append(element, octets)) return *error;
  return octets;
}

Parsed<std::string> ReadOid(const Element& element) {
  if (element.tag != kOid || element.content.empty() ||
      element.content.size() > kMaxOidLength ||
      (ByteAt(element.content, element.content.size() - 1) & 0x80) != 0) {
    return BerError{element.offset, "no well-formed OBJECT IDENTIFIER"};
  }
  std::string dotted;
  std::uint64_t arc = 0;
  for (const char c : element.content) {
    const auto byte = static_cast<unsigned char>(c);
    if (arc >> 56 != 0) {
      return BerError{element.offset, "an OBJECT IDENTIFIER with a huge arc"};
    }
    arc = arc << 7 | (byte & 0x7FU);
    if ((byte & 0x80) != 0) continue;
    if (dotted.empty()) {
      // The first two arcs share a number (X.690, 8.19.4).
      const std::uint64_t first = std::min<std::uint64_t>(arc / 40, 2);
      dotted = fmt::format("{}.{}", first, arc - first * 40);
    } else {
      dotted += fmt::format(".{}", arc);
    }
    arc = 0;
  }
  return dotted;
}

Parsed<std::int64_t> ReadSmallInteger(const Element& element) {
  if (element.tag != kInteger || element.constructed ||
      element.content.empty() || element.content.size() > 8) {
    return BerError{element.offset, "no INTEGER of a reasonable size"};
  }
  const bool negative = (ByteAt(element.content, 0) & 0x80) != 0;
  std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
  for (const char c : element.content) {
    value = value << 8 | static_cast<unsigned char>(c);
  }
  return static_cast<std::int64_t>(value);
}

std::string WriteDefinite(unsigned char identifier, std::string_view content) {
  std::string out(1, static_cast<char>(identifier));
  std::string length;
  for (size_t left = content.size(); left != 0; left >>= 8) {
    length.insert(length.begin(), static_cast<char>(left & 0xFF));
  }
  if (content.size() < 0x80) {
    out += static_cast<char>(content.size());
  } else {
    out += static_cast<char>(0x80 | length.size());
    out += length;
  }
  return out.append(content);
}

std::string WriteIndefinite(unsigned char identifier,
                            std::string_view content) {
  std::string out(1, static_cast<char>(identifier));
  out += '\x80';
  out.append(content);
  return out.append(2, '\0');
}

std::string WriteOid(std::string_view dotted) {
  std::string content;
  std::uint64_t first = 0;
  size_t index = 0;
  for (const std::string_view part : Split(dotted, '.')) {
    std::uint64_t arc = 0;
    for (const char c : part) arc = arc * 10 + static_cast<unsigned>(c - '0');
    if (index++ == 0) {
      first = arc;
      continue;
    }
    if (index == 2) arc += first * 40;
    std::string digits(1, static_cast<char>(arc & 0x7F));
    for (arc >>= 7; arc != 0; arc >>= 7) {
      digits.insert(digits.begin(), static_cast<char>(0x80 | (arc & 0x7F)));
    }
    content += digits;
  }
  return WriteDefinite(0x06, content);
}

}  // namespace mdmock::cms

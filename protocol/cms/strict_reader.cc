#include "protocol/cms/strict_reader.h"

#include <fmt/format.h>
#include <openssl/asn1.h>

#include <optional>

#include "protocol/crypto/openssl_failure.h"

namespace mdmock::cms {
namespace {

// As OpenSSL: a string's pieces may hold pieces, five times.
constexpr int kMaxStringDepth = 5;

unsigned char ByteAt(std::string_view bytes, size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

Parsed<Element> ExpectPrimitive(Reader& reader, Tag tag,
                                std::string_view what) {
  Parsed<Element> element = reader.Expect(tag, what);
  if (!element || !element->constructed) return element;
  return BerError{element->offset, fmt::format("{} is constructed", Name(tag))};
}

// Each number is written in as few bytes as it takes (X.690, 8.19.2).
bool IsOid(std::string_view bytes) {
  if (bytes.empty() || (ByteAt(bytes, bytes.size() - 1) & 0x80) != 0) {
    return false;
  }
  bool begins = true;
  for (size_t at = 0; at < bytes.size(); ++at) {
    if (begins && ByteAt(bytes, at) == 0x80) return false;
    begins = (ByteAt(bytes, at) & 0x80) == 0;
  }
  return true;
}

// As few bytes as it takes (X.690, 8.3.2).
bool IsInteger(std::string_view bytes) {
  if (bytes.empty()) return false;
  if (bytes.size() == 1) return true;
  const bool high = (ByteAt(bytes, 1) & 0x80) != 0;
  return !(ByteAt(bytes, 0) == 0x00 && !high) &&
         !(ByteAt(bytes, 0) == 0xFF && high);
}

// Whether pieces are of the string's own tag, and not too deep.
std::optional<BerError> AppendPieces(const Element& element, int depth,
                                     std::string& bytes) {
  if (!element.constructed) {
    bytes.append(element.content);
    return std::nullopt;
  }
  if (depth > kMaxStringDepth) {
    return BerError{element.offset, "a string in pieces that hold pieces"};
  }
  Reader pieces(element);
  while (!pieces.AtEnd()) {
    const Parsed<Element> piece = pieces.Expect(kOctetString, "a piece");
    if (!piece) return piece.error();
    if (const auto error = AppendPieces(*piece, depth + 1, bytes)) return error;
  }
  return std::nullopt;
}

bool IsReadByOpenSsl(std::string_view whole) {
  const auto* cursor = reinterpret_cast<const unsigned char*>(whole.data());
  ASN1_TYPE* value =
      d2i_ASN1_TYPE(nullptr, &cursor, static_cast<long>(whole.size()));
  ASN1_TYPE_free(value);
  crypto::ClearOpenSslErrors();
  return value != nullptr;
}

}  // namespace

Parsed<Element> ExpectConstructed(Reader& reader, Tag tag,
                                  std::string_view what) {
  Parsed<Element> element = reader.Expect(tag, what);
  if (!element || element->constructed) return element;
  return BerError{element->offset,
                  fmt::format("{} is not constructed", Name(tag))};
}

Parsed<std::string_view> ExpectOid(Reader& reader, std::string_view what) {
  const Parsed<Element> element = ExpectPrimitive(reader, kOid, what);
  if (!element) return element.error();
  if (IsOid(element->content)) return element->content;
  return BerError{element->offset, "no well-formed OBJECT IDENTIFIER"};
}

Parsed<std::string_view> ExpectInteger(Reader& reader, std::string_view what) {
  const Parsed<Element> element = ExpectPrimitive(reader, kInteger, what);
  if (!element) return element.error();
  if (IsInteger(element->content)) return element->content;
  return BerError{element->offset, "an INTEGER that is empty or padded"};
}

Parsed<std::int64_t> ExpectSmallInteger(Reader& reader, std::string_view what) {
  const size_t offset = reader.offset();
  const Parsed<std::string_view> bytes = ExpectInteger(reader, what);
  if (!bytes) return bytes.error();
  if (bytes->size() > 4) {
    return BerError{offset, fmt::format("{} is a huge number", what)};
  }
  std::int64_t value = static_cast<signed char>(bytes->front());
  for (const char c : bytes->substr(1)) {
    value = value * 256 + static_cast<unsigned char>(c);
  }
  return value;
}

Parsed<std::string> JoinOctets(const Element& element) {
  std::string bytes;
  if (const auto error = AppendPieces(element, 0, bytes)) return *error;
  return bytes;
}

Parsed<std::string> ExpectOctets(Reader& reader, std::string_view what) {
  const Parsed<Element> element = reader.Expect(kOctetString, what);
  if (!element) return element.error();
  return JoinOctets(*element);
}

Parsed<bool> ExpectEnd(const Reader& reader, std::string_view what) {
  if (reader.AtEnd()) return true;
  return BerError{reader.offset(),
                  fmt::format("more follows where {} is over", what)};
}

Parsed<Element> ExpectValue(Reader& reader) {
  Parsed<Element> value = reader.Next();
  if (!value || value->tag.tag_class != TagClass::kUniversal) return value;
  const bool structure = value->tag == kSequence || value->tag == kSet;
  const bool octets = value->tag == kOctetString;
  if (structure && value->constructed) return value;
  if (octets && !value->constructed) return value;
  // The rarer types have rules of their own, each of which OpenSSL knows.
  if (IsReadByOpenSsl(value->whole)) return value;
  return BerError{value->offset,
                  fmt::format("{} is not well formed", Name(value->tag))};
}

}  // namespace mdmock::cms

#include "protocol/cms/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/cms/strict_reader.h"

namespace mdmock::cms {
namespace {

constexpr size_t kMaxAttributes = 64;
constexpr size_t kMaxValues = 16;
constexpr Tag kUtcTime{TagClass::kUniversal, 23};
constexpr Tag kGeneralizedTime{TagClass::kUniversal, 24};

Parsed<Attribute> ReadAttribute(const Element& sequence) {
  Attribute attribute{.offset = sequence.offset, .oid = {}, .values = {}};
  Reader reader(sequence);
  const auto type = ExpectOid(reader, "an attribute's type");
  if (!type) return type.error();
  attribute.oid = *type;
  const auto set = ExpectConstructed(reader, kSet, "an attribute's values");
  if (!set) return set.error();
  if (const auto end = ExpectEnd(reader, "an attribute"); !end) {
    return end.error();
  }
  Reader values(*set);
  while (!values.AtEnd()) {
    if (attribute.values.size() == kMaxValues) {
      return BerError{values.offset(), "too many values of one attribute"};
    }
    const auto value = ExpectValue(values);
    if (!value) return value.error();
    attribute.values.push_back(*value);
  }
  return attribute;
}

// Whether the element's own tag and length are as DER writes them.
bool HasDerHeader(const Element& element) {
  if (element.indefinite) return false;
  size_t len = 2;
  for (size_t left = element.content.size(); left > 0x7F && left != 0;
       left >>= 8) {
    ++len;
    if (left <= 0xFF) break;
  }
  return element.header_len == len;
}

bool IsStructure(const Element& value) {
  return value.tag == kSequence || value.tag == kSet ||
         value.tag.tag_class != TagClass::kUniversal;
}

// Whether all that other readers write anew is in DER already.
bool IsDer(const Element& set) {
  if (!HasDerHeader(set)) return false;
  Reader reader(set);
  while (!reader.AtEnd()) {
    const auto attribute = reader.Next();
    if (!attribute || !HasDerHeader(*attribute)) return false;
    Reader parts(*attribute);
    const auto type = parts.Next();
    const auto values = parts.Next();
    if (!type || !values) return false;
    if (!HasDerHeader(*type) || !HasDerHeader(*values)) return false;
    Reader inside(*values);
    while (!inside.AtEnd()) {
      const auto value = inside.Next();
      if (!value) return false;
      if (IsStructure(*value)) continue;
      if (!HasDerHeader(*value) || value->constructed) return false;
    }
  }
  return true;
}

// A value as DER has it. What is in a structure stays as it came, since that is
// what verifiers which write attributes anew leave alone.
Parsed<std::string> DerValue(const Element& value) {
  if (IsStructure(value)) return std::string(value.whole);
  const auto identifier =
      static_cast<unsigned char>(value.whole.front() & ~0x20);
  if (!value.constructed) return WriteDefinite(identifier, value.content);
  if (value.tag == kOctetString) {
    const auto joined = JoinOctets(value);
    if (!joined) return joined.error();
    return WriteDefinite(identifier, *joined);
  }
  return BerError{value.offset, Name(value.tag) + " comes in pieces"};
}

Parsed<std::string> DerAttribute(const Element& attribute) {
  Reader parts(attribute);
  const auto type = parts.Next();
  if (!type) return type.error();
  const auto set = parts.Next();
  if (!set) return set.error();
  std::vector<std::string> values;
  Reader reader(*set);
  while (!reader.AtEnd()) {
    const auto value = reader.Next();
    if (!value) return value.error();
    auto der = DerValue(*value);
    if (!der) return der.error();
    values.push_back(std::move(*der));
  }
  std::sort(values.begin(), values.end());
  std::string joined;
  for (const std::string& value : values) joined += value;
  return WriteDefinite(
      0x30, WriteDefinite(0x06, type->content) + WriteDefinite(0x31, joined));
}

}  // namespace

Parsed<std::vector<Attribute>> ReadAttributes(const Element& set) {
  if (!set.constructed) {
    return BerError{set.offset, "attributes that are not constructed"};
  }
  std::vector<Attribute> attributes;
  Reader reader(set);
  while (!reader.AtEnd()) {
    if (attributes.size() == kMaxAttributes) {
      return BerError{reader.offset(), "too many attributes"};
    }
    const auto sequence = ExpectConstructed(reader, kSequence, "an attribute");
    if (!sequence) return sequence.error();
    auto attribute = ReadAttribute(*sequence);
    if (!attribute) return attribute.error();
    attributes.push_back(std::move(*attribute));
  }
  return attributes;
}

Parsed<std::string> SignedBytes(const Element& set) {
  if (IsDer(set)) {
    std::string bytes(set.whole);
    bytes.front() = 0x31;
    return bytes;
  }
  std::string joined;
  Reader reader(set);
  while (!reader.AtEnd()) {
    const auto attribute = reader.Next();
    if (!attribute) return attribute.error();
    const auto der = DerAttribute(*attribute);
    if (!der) return der.error();
    joined += *der;
  }
  return WriteDefinite(0x31, joined);
}

std::string InDerOrder(std::string_view signed_bytes) {
  Reader outside(signed_bytes);
  const auto set = outside.Next();
  if (!set) return std::string(signed_bytes);
  std::vector<std::string_view> attributes;
  Reader reader(*set);
  while (!reader.AtEnd()) {
    const auto attribute = reader.Next();
    if (!attribute) return std::string(signed_bytes);
    attributes.push_back(attribute->whole);
  }
  std::sort(attributes.begin(), attributes.end());
  std::string joined;
  for (const std::string_view one : attributes) joined += one;
  return WriteDefinite(0x31, joined);
}

std::optional<SystemTime> ReadSigningTime(const Element& value) {
  const bool utc = value.tag == kUtcTime;
  if ((!utc && value.tag != kGeneralizedTime) || value.constructed) {
    return std::nullopt;
  }
  std::string_view text = value.content;
  if (text.size() != (utc ? 13U : 15U) || text.back() != 'Z' ||
      !IsDigits(text.substr(0, text.size() - 1))) {
    return std::nullopt;
  }
  const auto take = [&text](size_t num_digits) {
    int number = 0;
    for (const char digit : text.substr(0, num_digits)) {
      number = number * 10 + (digit - '0');
    }
    text.remove_prefix(num_digits);
    return number;
  };
  int year = take(utc ? 2 : 4);
  if (utc) year += year < 50 ? 2000 : 1900;  // RFC 5280, 4.1.2.5.1
  namespace c = std::chrono;
  const c::month month(static_cast<unsigned>(take(2)));
  const c::day day(static_cast<unsigned>(take(2)));
  const c::year_month_day date(c::year(year), month, day);
  const int hour = take(2);
  const int minute = take(2);
  const int second = take(2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) {
    return std::nullopt;
  }
  return c::sys_days(date) + c::hours(hour) + c::minutes(minute) +
         c::seconds(second);
}

std::string WriteTime(SystemTime time) {
  namespace c = std::chrono;
  const auto days = c::floor<c::days>(time);
  const c::year_month_day date(days);
  const auto seconds = c::floor<c::seconds>(time - days).count();
  const int year = static_cast<int>(date.year());
  const std::string rest = fmt::format(
      "{:02}{:02}{:02}{:02}{:02}Z", static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), seconds / 3600, seconds / 60 % 60,
      seconds % 60);
  const bool utc = year >= 1950 && year < 2050;
  return utc ? WriteDefinite(0x17, fmt::format("{:02}{}", year % 100, rest))
             : WriteDefinite(0x18, fmt::format("{:04}{}", year, rest));
}

}  // namespace mdmock::cms

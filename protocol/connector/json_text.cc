#include "protocol/connector/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/connector/large_numbers.h"

namespace mdmock::connector {
namespace {

using Json = nlohmann::json;
using Kind = JsonValue::Kind;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kWhite = " \t\r\n";
constexpr int kNumberTooLarge = 406;  // The parser's id for it.

// Builder makes a JsonValue of the parser's events.
class Builder : public nlohmann::json_sax<Json> {
 public:
  // `held` are numbers in whose place others are parsed, by how many come
  // first.
  explicit Builder(std::map<size_t, std::string> held = {})
      : held_(std::move(held)) {}

  bool null() override { return PutText(Kind::kNull, "null"); }
  bool boolean(bool is_true) override {
    return PutText(Kind::kBoolean, is_true ? "true" : "false");
  }
  bool number_integer(std::int64_t number) override {
    return PutNumber(std::to_string(number));
  }
  bool number_unsigned(std::uint64_t number) override {
    return PutNumber(std::to_string(number));
  }
  bool number_float(double, const std::string& written) override {
    return PutNumber(written);
  }
  bool string(std::string& text) override {
    return PutText(Kind::kString, std::move(text));
  }
  bool binary(Json::binary_t&) override { return false; }

  bool start_object(size_t) override { return Open(Kind::kObject); }
  bool start_array(size_t) override { return Open(Kind::kArray); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }

  bool key(std::string& name) override {
    Level& level = open_.back();
    if (!level.names.insert(name).second) {
      faults.push_back(
          {JsonFault::Kind::kDuplicateKey, 0, Printable(name, 64)});
    }
    level.name = std::move(name);
    return true;
  }

  bool parse_error(size_t at, const std::string&,
                   const Json::exception& error) override {
    // The parser's own words quote the text, which may be a secret.
    number_too_large = error.id == kNumberTooLarge;
    error_at = at == 0 ? 0 : at - 1;
    return false;
  }

  std::optional<JsonValue> value;
  std::vector<JsonFault> faults;
  std::optional<size_t> error_at;
  bool number_too_large = false;

 private:
  struct Level {
    JsonValue value;
    std::string name;  // Of the member that comes next.
    std::set<std::string> names;
  };

  bool Open(Kind kind) {
    if (open_.size() >= kMaxJsonDepth) {
      return TooMuch(fmt::format("it is nested deeper than {}", kMaxJsonDepth));
    }
    open_.emplace_back().value.kind = kind;
    return true;
  }

  bool Close() {
    JsonValue closed = std::move(open_.back().value);
    open_.pop_back();
    return Put(std::move(closed));
  }

  bool PutText(Kind kind, std::string text) {
    JsonValue one;
    one.kind = kind;
    one.text = std::move(text);
    return Put(std::move(one));
  }

  bool PutNumber(std::string written) {
    const auto held = held_.find(num_numbers_++);
    return PutText(Kind::kNumber,
                   held == held_.end() ? std::move(written) : held->second);
  }

  bool Put(JsonValue one) {
    if (++num_values_ > kMaxJsonValues) {
      return TooMuch(fmt::format("it has more than {} values", kMaxJsonValues));
    }
    if (open_.empty()) {
      value = std::move(one);
      return true;
    }
    Level& level = open_.back();
    if (level.value.kind == Kind::kArray) {
      level.value.elements.push_back(std::move(one));
    } else {
      level.value.members.push_back({std::move(level.name), std::move(one)});
    }
    return true;
  }

  bool TooMuch(std::string what) {
    faults.push_back({JsonFault::Kind::kTooDeep, 0, std::move(what)});
    return false;
  }

  std::vector<Level> open_;
  size_t num_values_ = 0;
  size_t num_numbers_ = 0;
  const std::map<size_t, std::string> held_;
};

// What a strict parser makes of the text.
struct Parse {
  std::optional<JsonValue> value;
  std::vector<JsonFault> faults;
  std::optional<size_t> error_at;
  bool number_too_large = false;
};

Parse ParseWith(Builder builder, std::string_view text) {
  bool parsed = Json::sax_parse(text.begin(), text.end(), &builder);
  // To the parser a zero byte is the end; what stands behind it, nobody read.
  const size_t zero = text.find('\0');
  if (parsed && zero != std::string_view::npos) {
    builder.error_at = zero;
    parsed = false;
  }
  Parse parse{.value = {},
              .faults = std::move(builder.faults),
              .error_at = builder.error_at,
              .number_too_large = builder.number_too_large};
  if (parsed) parse.value = std::move(builder.value);
  return parse;
}

Parse ParseStrictly(std::string_view text) {
  Parse parse = ParseWith(Builder(), text);
  if (!parse.number_too_large) return parse;
  // The grammar has no largest number (RFC 8259, 6), and the parser has one.
  LargeNumbers held = HoldLargeNumbers(text);
  return ParseWith(Builder(std::move(held.numbers)), held.text);
}

bool IsUtf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return true;
  }
  // JSON begins with an ASCII character: one of the first two bytes is zero.
  return bytes.size() >= 2 && (bytes[0] == '\0' || bytes[1] == '\0');
}

size_t FirstBadUtf8(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    size_t length = 1;
    while (length <= 4 && !IsUtf8(bytes.substr(at, length))) ++length;
    if (length > 4) return at;
    at += length;
  }
  return bytes.size();
}

// Straightened is a text as a person would read it.
struct Straightened {
  std::string text;
  std::optional<size_t> curly_at;
  std::optional<size_t> comma_at;
};

size_t CurlyQuoteLength(std::string_view rest) {
  constexpr std::array<std::string_view, 4> kQuotes{
      "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x9F"};
  for (const std::string_view quote : kQuotes) {
    if (rest.starts_with(quote)) return quote.size();
  }
  return 0;
}

// Quotation marks are straightened where they open a string, and in a string
// that was opened by one; inside straight ones they are text.
Straightened Straighten(std::string_view text) {
  Straightened straight;
  enum class In { kNothing, kStraight, kCurly } in = In::kNothing;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in != In::kNothing && c == '\\' && i + 1 < text.size()) {
      straight.text.append(text.substr(i++, 2));
      continue;
    }
    const size_t curly =
        in == In::kStraight ? 0 : CurlyQuoteLength(text.substr(i));
    if (curly > 0) {
      if (!straight.curly_at) straight.curly_at = i;
      straight.text += '"';
      in = in == In::kCurly ? In::kNothing : In::kCurly;
      i += curly - 1;
      continue;
    }
    if (c == '"') in = in == In::kNothing ? In::kStraight : In::kNothing;
    if (c == ',' && in == In::kNothing) {
      const size_t next = text.find_first_not_of(kWhite, i + 1);
      if (next != std::string_view::npos &&
          (text[next] == '}' || text[next] == ']')) {
        if (!straight.comma_at) straight.comma_at = i;
        continue;
      }
    }
    straight.text += c;
  }
  return straight;
}

void AddStraightened(const Straightened& straight, JsonText& read) {
  if (straight.curly_at) {
    read.faults.push_back({JsonFault::Kind::kCurlyQuotes, *straight.curly_at,
                           "typographic quotation marks stand for '\"'"});
  }
  if (straight.comma_at) {
    read.faults.push_back({JsonFault::Kind::kTrailingComma, *straight.comma_at,
                           "a comma stands before a closing bracket"});
  }
}

}  // namespace

const JsonValue* JsonValue::Find(std::string_view name) const {
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->name == name) return &member->value;
  }
  return nullptr;
}

std::string_view Name(JsonValue::Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kNumber:
      return "number";
    case Kind::kString:
      return "string";
    case Kind::kArray:
      return "array";
    case Kind::kObject:
      return "object";
  }
  return "";
}

bool JsonText::Has(JsonFault::Kind kind) const {
  return std::any_of(faults.begin(), faults.end(),
                     [kind](const JsonFault& one) { return one.kind == kind; });
}

bool JsonText::well_formed() const {
  return value &&
         std::all_of(faults.begin(), faults.end(), [](const JsonFault& one) {
           return one.kind == JsonFault::Kind::kDuplicateKey;
         });
}

JsonText ReadJsonText(std::string_view bytes) {
  JsonText read;
  size_t skipped = 0;
  if (bytes.starts_with(kByteOrderMark)) {
    skipped = kByteOrderMark.size();
    read.faults.push_back({JsonFault::Kind::kByteOrderMark, 0,
                           "the text begins with a byte order mark"});
  }
  const std::string_view text = bytes.substr(skipped);
  if (IsUtf16(text)) {
    read.faults.push_back({JsonFault::Kind::kUtf16, 0,
                           "the text is UTF-16 or UTF-32, not UTF-8"});
    return read;
  }
  if (text.find_first_not_of(kWhite) == std::string_view::npos) {
    read.faults.push_back({JsonFault::Kind::kEmpty, 0, "there is no text"});
    return read;
  }
  if (!IsUtf8(text)) {
    const size_t at = FirstBadUtf8(text);
    read.faults.push_back({JsonFault::Kind::kUtf8, skipped + at,
                           fmt::format("byte 0x{:02X} is not UTF-8",
                                       static_cast<unsigned char>(text[at]))});
    return read;
  }
  Parse parse = ParseStrictly(text);
  if (!parse.value && parse.faults.empty()) {
    const Straightened straight = Straighten(text);
    if (straight.curly_at || straight.comma_at) {
      Parse again = ParseStrictly(straight.text);
      if (again.value) {
        AddStraightened(straight, read);
        parse = std::move(again);
      }
    }
  }
  for (JsonFault& fault : parse.faults) read.faults.push_back(std::move(fault));
  read.value = std::move(parse.value);
  if (!read.value && !read.Has(JsonFault::Kind::kTooDeep)) {
    const size_t at = std::min(parse.error_at.value_or(0), text.size());
    read.faults.push_back(
        {JsonFault::Kind::kSyntax, skipped + at,
         at < text.size()
             ? fmt::format("byte {} of {} does not fit", skipped + at,
                           bytes.size())
             : fmt::format("it ends before it is complete, after {} bytes",
                           bytes.size())});
  }
  return read;
}

}  // namespace mdmock::connector

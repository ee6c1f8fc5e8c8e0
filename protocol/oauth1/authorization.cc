#include "protocol/oauth1/authorization.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"

namespace mdmock::oauth1 {
namespace {

constexpr std::string_view kWhite = " \t\r\n";
constexpr size_t kMaxProblems = 8;

bool IsWhite(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

size_t SkipWhite(std::string_view text, size_t at) {
  while (at < text.size() && IsWhite(text[at])) ++at;
  return at;
}

// The end of a name that goes on at `at`.
size_t FindNameEnd(std::string_view text, size_t at) {
  while (at < text.size() && text[at] != '=' && text[at] != ',' &&
         text[at] != '"') {
    ++at;
  }
  return at;
}

// The place of the quote that ends the string that goes on at `at`. A backslash
// takes the next character with it, as in every quoted string of HTTP.
size_t FindQuote(std::string_view text, size_t at) {
  if (at < text.size() && text[at] == '"') return at;
  const size_t quote = text.find('"', at);
  const std::string_view before = text.substr(at, quote - at);
  if (before.find('\\') == std::string_view::npos) return quote;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') return at;
    if (text[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

}  // namespace

const Field* Authorization::Find(std::string_view name) const {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(),
                   [&](const Field& f) { return f.name == name; });
  return found == fields_.end() ? nullptr : &*found;
}

std::string_view Authorization::Value(std::string_view name) const {
  const Field* field = Find(name);
  return field == nullptr ? std::string_view() : field->value;
}

Authorization ReadAuthorization(std::string_view header_value) {
  Authorization read;
  read.header_ = std::make_shared<const std::string>(header_value);
  read.Read(*read.header_);
  return read;
}

Authorization BorrowAuthorization(std::string_view header_value) {
  Authorization read;
  read.Read(header_value);
  return read;
}

std::string_view Authorization::Decode(Field& field, size_t max_len) {
  if (!decoded_) decoded_ = std::make_shared<char[]>(max_len);
  char* const begin = decoded_.get() + decoded_len_;
  auto length = http::PercentDecodeTo(begin, field.raw);
  field.escapes_valid = length.has_value();
  if (!length)
    length =
        http::PercentDecodeLoosely(field.raw).copy(begin, field.raw.size());
  decoded_len_ += *length;
  return {begin, *length};
}

void Authorization::Note(size_t offset, std::string what) {
  if (problems_.size() < kMaxProblems) {
    problems_.push_back({offset, std::move(what)});
  }
}

void Authorization::Read(std::string_view text) {
  const size_t start = SkipWhite(text, 0);
  size_t at = start;
  while (at < text.size() && !IsWhite(text[at])) ++at;
  scheme_ = text.substr(start, at - start);
  is_oauth_ = EqualsIgnoreCase(scheme_, "OAuth");
  if (!is_oauth_) return;
  fields_.reserve(9);
  for (at = SkipWhite(text, at); at < text.size(); at = SkipWhite(text, at)) {
    // Elements of the list may be empty (RFC 9110, 5.6.1).
    at = text[at] == ',' ? at + 1 : ReadField(text, at);
  }
}

// Reads the field that begins at `begin`, and gives where to go on.
size_t Authorization::ReadField(std::string_view text, size_t begin) {
  const size_t plain_name = begin + http::PlainLength(text.substr(begin));
  const size_t name_end = FindNameEnd(text, plain_name);
  if (name_end == text.size() || text[name_end] != '=') {
    Note(begin, fmt::format("'{}' has no '=' and value",
                            Printable(text.substr(begin, 40))));
    return std::min(text.find(',', begin), text.size());
  }
  Field field;
  field.name = text.substr(begin, name_end - begin);
  while (!field.name.empty() && IsWhite(field.name.back())) {
    field.name.remove_suffix(1);
  }
  size_t at = SkipWhite(text, name_end + 1);
  field.quoted = at < text.size() && text[at] == '"';
  if (field.quoted) {
    const size_t value = at + 1;
    const size_t plain_value = value + http::PlainLength(text.substr(value));
    const size_t end = FindQuote(text, plain_value);
    if (end == std::string_view::npos) {
      Note(at, fmt::format("the quote after {}= is never closed",
                           Printable(field.name, 40)));
      return text.size();
    }
    field.raw = text.substr(value, end - value);
    field.plain = plain_name == name_end && plain_value == end;
    at = SkipWhite(text, end + 1);
    if (at < text.size() && text[at] != ',') {
      Note(at, fmt::format("there is no comma after {}=\"…\"",
                           Printable(field.name, 40)));
    }
  } else {
    const size_t end = std::min(text.find(',', at), text.size());
    field.raw = Trim(text.substr(at, end - at), kWhite);
    field.plain = plain_name == name_end && http::IsPlain(field.raw);
    at = end;
  }
  if (field.name.empty()) Note(begin, "a parameter has no name");
  ++num_fields_;
  if (fields_.size() == kMaxFields) return at;
  field.value = field.raw;
  if (!field.plain && field.raw.find('%') != std::string_view::npos) {
    field.value = Decode(field, text.size());
  }
  fields_.push_back(field);
  return at;
}

}  // namespace mdmock::oauth1

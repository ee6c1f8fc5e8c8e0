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

// The end of a name that begins at `at`.
size_t FindNameEnd(std::string_view text, size_t at) {
  while (at < text.size() && text[at] != '=' && text[at] != ',' &&
         text[at] != '"') {
    ++at;
  }
  return at;
}

// The place of the quote that ends the string begun before `at`. A backslash
// takes the next character with it, as in every quoted string of HTTP.
size_t FindQuote(std::string_view text, size_t at, bool has_backslash) {
  if (!has_backslash) return text.find('"', at);
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
  if (!decoded_) {
    decoded_ = std::make_shared<std::string>();
    decoded_->reserve(max_len);
  }
  const size_t begin = decoded_->size();
  field.escapes_valid = http::AppendPercentDecoded(*decoded_, field.raw);
  if (!field.escapes_valid) {
    decoded_->append(http::PercentDecodeLoosely(field.raw));
  }
  return std::string_view(*decoded_).substr(begin);
}

void Authorization::Read(std::string_view text) {
  const bool has_backslash = text.find('\\') != std::string_view::npos;
  const auto problem = [&](size_t offset, std::string what) {
    if (problems_.size() < kMaxProblems) {
      problems_.push_back({offset, std::move(what)});
    }
  };

  const size_t start = SkipWhite(text, 0);
  size_t at = std::min(text.find_first_of(kWhite, start), text.size());
  scheme_ = text.substr(start, at - start);
  is_oauth_ = EqualsIgnoreCase(scheme_, "OAuth");
  if (!is_oauth_) return;
  fields_.reserve(9);

  for (at = SkipWhite(text, at); at < text.size(); at = SkipWhite(text, at)) {
    if (text[at] == ',') {
      ++at;  // The list separator; empty elements are allowed (RFC
             // 9110, 5.6.1).
      continue;
    }
    const size_t begin = at;
    const size_t name_end = FindNameEnd(text, at);
    if (name_end == text.size() || text[name_end] != '=') {
      problem(begin, fmt::format("'{}' has no '=' and value",
                                 Printable(text.substr(begin, 40))));
      at = std::min(text.find(',', begin), text.size());
      continue;
    }
    // Filled in where it stays; taken back where it is past the cap or broken.
    Field& field = fields_.emplace_back();
    field.name = text.substr(at, name_end - at);
    while (!field.name.empty() && IsWhite(field.name.back())) {
      field.name.remove_suffix(1);
    }
    at = SkipWhite(text, name_end + 1);
    if (at < text.size() && text[at] == '"') {
      const size_t end = FindQuote(text, at + 1, has_backslash);
      if (end == std::string_view::npos) {
        problem(at, fmt::format("the quote after {}= is never closed",
                                Printable(field.name, 40)));
        fields_.pop_back();
        break;
      }
      field.raw = text.substr(at + 1, end - at - 1);
      at = SkipWhite(text, end + 1);
      if (at < text.size() && text[at] != ',') {
        problem(at, fmt::format("there is no comma after {}=\"…\"",
                                Printable(field.name, 40)));
      }
    } else {
      const size_t end = std::min(text.find(',', at), text.size());
      field.raw = Trim(text.substr(at, end - at), kWhite);
      field.quoted = false;
      at = end;
    }
    if (field.name.empty()) problem(begin, "a parameter has no name");
    ++num_fields_;
    if (fields_.size() > kMaxFields) {
      fields_.pop_back();
      continue;
    }
    field.value = field.raw;
    field.plain = http::IsPlain(field.raw);
    if (!field.plain && field.raw.find('%') != std::string_view::npos) {
      field.value = Decode(field, text.size());
    }
  }
}

}  // namespace mdmock::oauth1

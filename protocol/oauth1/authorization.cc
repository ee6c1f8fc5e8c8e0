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

size_t SkipWhite(std::string_view text, size_t at) {
  const size_t next = text.find_first_not_of(kWhite, at);
  return next == std::string_view::npos ? text.size() : next;
}

// The place of the quote that ends the string begun before `at`. A backslash
// takes the next character with it, as in every quoted string of HTTP.
size_t FindQuote(std::string_view text, size_t at) {
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

std::string_view Authorization::Keep(std::string text) {
  decoded_.push_back(std::make_shared<const std::string>(std::move(text)));
  return *decoded_.back();
}

Authorization ReadAuthorization(std::string_view header_value) {
  Authorization read;
  read.text_ = std::make_shared<const std::string>(header_value);
  const std::string_view text = *read.text_;
  const auto problem = [&](size_t offset, std::string what) {
    if (read.problems_.size() < kMaxProblems) {
      read.problems_.push_back({offset, std::move(what)});
    }
  };

  const size_t start = SkipWhite(text, 0);
  size_t at = std::min(text.find_first_of(kWhite, start), text.size());
  read.scheme_ = text.substr(start, at - start);
  read.is_oauth_ = EqualsIgnoreCase(read.scheme_, "OAuth");
  if (!read.is_oauth_) return read;
  read.fields_.reserve(9);

  for (at = SkipWhite(text, at); at < text.size(); at = SkipWhite(text, at)) {
    if (text[at] == ',') {
      ++at;  // The list separator; empty elements are allowed (RFC
             // 9110, 5.6.1).
      continue;
    }
    const size_t begin = at;
    const size_t name_end = text.find_first_of("=,\"", at);
    if (name_end == std::string_view::npos || text[name_end] != '=') {
      problem(begin, fmt::format("'{}' has no '=' and value",
                                 Printable(text.substr(begin, 40))));
      at = std::min(text.find(',', begin), text.size());
      continue;
    }
    Field field;
    field.name = Trim(text.substr(at, name_end - at), kWhite);
    at = SkipWhite(text, name_end + 1);
    if (at < text.size() && text[at] == '"') {
      const size_t end = FindQuote(text, at + 1);
      if (end == std::string_view::npos) {
        problem(at, fmt::format("the quote after {}= is never closed",
                                Printable(field.name, 40)));
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
    ++read.num_fields_;
    if (read.fields_.size() >= Authorization::kMaxFields) continue;
    field.value = field.raw;
    if (field.raw.find('%') != std::string_view::npos) {
      auto decoded = http::PercentDecode(field.raw);
      field.escapes_valid = decoded.has_value();
      field.value = read.Keep(decoded ? std::move(*decoded)
                                      : http::PercentDecodeLoosely(field.raw));
    }
    read.fields_.push_back(field);
  }
  return read;
}

}  // namespace mdmock::oauth1

#include "mocks/control/json/query.h"

#include <algorithm>
#include <charconv>

#include "mocks/control/json/fields.h"
#include "protocol/http/url.h"

namespace mdmock::control {

std::optional<std::uint64_t> ReadWholeText(std::string_view text,
                                           std::uint64_t least,
                                           std::uint64_t most) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  if (number < least || number > most) return std::nullopt;
  return number;
}

Query::Query(std::string_view target, Problems& problems)
    : problems_(problems),
      parameters_(
          http::ReadForm(http::SplitTarget(target).query.value_or(""))) {}

std::optional<std::string> Query::Text(std::string_view name) {
  asked_.emplace_back(name);
  std::optional<std::string> value;
  for (const http::Parameter& one : parameters_) {
    if (one.name != name) continue;
    if (value) Complain(name, "one value", "several");
    value = one.value;
  }
  return value;
}

std::optional<std::uint64_t> Query::Whole(std::string_view name,
                                          std::uint64_t least,
                                          std::uint64_t most) {
  const auto text = Text(name);
  if (!text) return std::nullopt;
  const auto number = ReadWholeText(*text, least, most);
  if (!number) Complain(name, WholeExpected(least, most), Quoted(*text));
  return number;
}

void Query::Complain(std::string_view name, std::string expected,
                     std::string actual) {
  problems_.push_back(
      {std::string(name), std::move(expected), std::move(actual)});
}

void Query::Finish() {
  std::string known;
  for (const std::string& name : asked_) {
    known += (known.empty() ? "no names but " : ", ") + name;
  }
  for (const http::Parameter& one : parameters_) {
    if (std::find(asked_.begin(), asked_.end(), one.name) != asked_.end()) {
      continue;
    }
    problems_.push_back(
        {"query", known.empty() ? "no query" : known, Quoted(one.name)});
  }
}

}  // namespace mdmock::control

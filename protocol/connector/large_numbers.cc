#include "protocol/connector/large_numbers.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "protocol/base/text.h"

namespace mdmock::connector {
namespace {

// Whether a number is one by RFC 8259, 6, and no double holds it.
bool IsBeyondDouble(std::string_view text) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  if (!text.empty() && *begin == '-') ++begin;
  // What from_chars takes, and JSON does not.
  if (begin == end || !IsDigits({begin, 1}) ||
      (*begin == '0' && begin + 1 != end && IsDigits({begin + 1, 1}))) {
    return false;
  }
  const size_t dot = text.find('.');
  if (dot != std::string_view::npos &&
      !IsDigits(text.substr(std::min(dot + 1, text.size()), 1))) {
    return false;
  }
  double number = 0;
  const auto [stop, error] = std::from_chars(begin, end, number);
  return stop == end && error == std::errc::result_out_of_range;
}

}  // namespace

LargeNumbers HoldLargeNumbers(std::string_view text) {
  LargeNumbers held{.text = std::string(text), .numbers = {}};
  size_t num_numbers = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (in_string && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      in_string = !in_string;
    } else if (!in_string && (text[i] == '-' || IsDigits(text.substr(i, 1)))) {
      const size_t end =
          std::min(text.find_first_not_of("+-.0123456789Ee", i), text.size());
      const std::string_view number = text.substr(i, end - i);
      if (IsBeyondDouble(number)) {
        held.numbers.emplace(num_numbers, number);
        held.text.replace(i, number.size(), number.size(), ' ');
        held.text[i] = '0';
      }
      ++num_numbers;
      i = end - 1;
    }
  }
  return held;
}

}  // namespace mdmock::connector

#ifndef MDMOCK_PROTOCOL_CONNECTOR_LARGE_NUMBERS_H_
#define MDMOCK_PROTOCOL_CONNECTOR_LARGE_NUMBERS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace mdmock::connector {

// LargeNumbers is a JSON text for a parser that has a largest number, as the
// grammar (RFC 8259, 6) has not: in the place of each number that no double
// holds stand a small one and blanks, so that every offset stays.
struct LargeNumbers {
  std::string text;
  std::map<size_t, std::string> numbers;  // By how many numbers come before.
};

// HoldLargeNumbers reads past strings; text that is no JSON stays none.
LargeNumbers HoldLargeNumbers(std::string_view text);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_LARGE_NUMBERS_H_

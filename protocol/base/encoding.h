#ifndef MDMOCK_PROTOCOL_BASE_ENCODING_H_
#define MDMOCK_PROTOCOL_BASE_ENCODING_H_

#include <optional>
#include <string>
#include <string_view>

namespace mdmock {

enum class HexCase { kLower, kUpper };

// Hex gives two digits a byte.
std::string Hex(std::string_view bytes, HexCase digits = HexCase::kLower);

// ReadHex takes digits of either case, and nothing else.
std::optional<std::string> ReadHex(std::string_view text);

// HexDigit gives 0 to 15, or -1 where `c` is not a hexadecimal digit.
int HexDigit(char c);

// Base64 as RFC 4648, section 4: padded, on one line.
std::string Base64(std::string_view bytes);

// Base64Url as RFC 4648, section 5: '-' and '_'; padded only when asked to.
std::string Base64Url(std::string_view bytes, bool padded);

// ReadBase64 is strict: the standard alphabet, whole groups of four with their
// padding, unused bits zero, no white space.
std::optional<std::string> ReadBase64(std::string_view text);

// ReadBase64Loosely takes either alphabet and any padding, none included, and
// skips white space. It is for finding out what somebody meant.
std::optional<std::string> ReadBase64Loosely(std::string_view text);

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_BASE_ENCODING_H_

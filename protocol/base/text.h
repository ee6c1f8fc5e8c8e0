#ifndef MDMOCK_PROTOCOL_BASE_TEXT_H_
#define MDMOCK_PROTOCOL_BASE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace mdmock {

// ASCII only, whatever the locale says: protocol text is not prose.
std::string ToLower(std::string_view text);
std::string ToUpper(std::string_view text);
void AppendLower(std::string& out, std::string_view text);
bool EqualsIgnoreCase(std::string_view a, std::string_view b);

// Trim takes blanks and tabs (`white`) from both ends.
std::string_view Trim(std::string_view text, std::string_view white = " \t");

// Split cuts `text` at every `separator`; n separators give n + 1 parts.
std::vector<std::string_view> Split(std::string_view text, char separator);

// ReplaceAll puts `to` in the place of every `from` (not empty), from the left;
// what was put in is not looked at again.
void ReplaceAll(std::string& text, std::string_view from, std::string_view to);

// IsDigits says whether `text` is one or more ASCII digits.
bool IsDigits(std::string_view text);

// IsUtf8 says whether `bytes` are well-formed UTF-8 (RFC 3629: no surrogates,
// no over-long forms, nothing past U+10FFFF).
bool IsUtf8(std::string_view bytes);

// Printable gives `bytes` as one line of text: well-formed UTF-8 stays, control
// characters and everything else become \xNN, and what is longer than
// `max_len` bytes ends in "… (N bytes)".
std::string Printable(std::string_view bytes, size_t max_len = 4096);

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_BASE_TEXT_H_

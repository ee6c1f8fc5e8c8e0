#ifndef MDMOCK_CONFORMANCE_REPORT_SAFE_TEXT_H_
#define MDMOCK_CONFORMANCE_REPORT_SAFE_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

// What peers send ends up in reports, and reports are opened in browsers,
// terminals and CI servers: everything goes through these.
namespace mdmock::conformance {

// SafeText gives lines of well-formed UTF-8 that any terminal and any XML 1.0
// parser takes: tabs become blanks, CRLF a line end, and control characters,
// bytes that are no text, bidirectional overrides and the two non-characters
// that XML forbids become \xNN. The result is at most `max_len` bytes (which
// are 64 or more); one that was cut ends in a line that says so.
std::string SafeText(std::string_view bytes, size_t max_len);

// SafeLine is SafeText on one line; line ends become \x0A.
std::string SafeLine(std::string_view bytes, size_t max_len = 1024);

// Markup escapes safe text for HTML and XML, attribute values included.
std::string Markup(std::string_view safe);

// Columns counts the characters of `safe`, one column each.
size_t Columns(std::string_view safe);

// Wrapped breaks `safe` at blanks so that no line passes `width` columns, where
// words allow it; lines after the first begin with `indent` blanks.
std::string Wrapped(std::string_view safe, size_t width, size_t indent);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_REPORT_SAFE_TEXT_H_

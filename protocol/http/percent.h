#ifndef MDMOCK_PROTOCOL_HTTP_PERCENT_H_
#define MDMOCK_PROTOCOL_HTTP_PERCENT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/encoding.h"

namespace mdmock::http {

// IsUnreserved says whether RFC 3986, 2.3 leaves `c` as it is: letters, digits
// and "-._~".
bool IsUnreserved(char c);

// IsPlain says whether percent-encoding leaves all of `text` as it is.
bool IsPlain(std::string_view text);

// PlainLength gives how many bytes at the beginning of `text` it leaves.
size_t PlainLength(std::string_view text);

// PercentEncode encodes every byte that is not unreserved (RFC 3986, 2.1;
// RFC 5849, 3.6 asks for upper-case digits).
std::string PercentEncode(std::string_view bytes,
                          HexCase digits = HexCase::kUpper);

// AppendPercentEncoded is PercentEncode without a string in between.
void AppendPercentEncoded(std::string& out, std::string_view bytes,
                          HexCase digits = HexCase::kUpper);

// PercentDecode gives the bytes, or nothing where a '%' is not followed by two
// hexadecimal digits. A '+' stays a '+'.
std::optional<std::string> PercentDecode(std::string_view text);

// PercentDecodeTo writes the bytes to `out`, which has room for text.size(),
// and gives their number; nothing where PercentDecode gives nothing.
std::optional<size_t> PercentDecodeTo(char* out, std::string_view text);

// PercentDecodeLoosely leaves an invalid escape as it stands.
std::string PercentDecodeLoosely(std::string_view text);

}  // namespace mdmock::http

#endif  // MDMOCK_PROTOCOL_HTTP_PERCENT_H_

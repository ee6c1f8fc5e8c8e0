#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_SPELLINGS_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_SPELLINGS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/encoding.h"
#include "protocol/cms/cmsurl_facts.h"

// Other ways to write a path, as libraries and people change it.
namespace mdmock::cms {

// WithoutDotSegments as RFC 3986, 5.2.4.
std::string WithoutDotSegments(std::string_view path);

// Which parameters are dropped with their ';'.
enum class PathParameters { kOfLastSegment, kOfAllSegments, kToTheEnd };
std::string WithoutParameters(std::string_view path, PathParameters which);

// WithHexCase writes the digits of each escape in one case.
std::string WithHexCase(std::string_view path, HexCase digits);

// EncodedAgain percent-encodes what is not unreserved and not in `kept`.
std::string EncodedAgain(std::string_view path, std::string_view kept,
                         HexCase digits = HexCase::kUpper);

// WithApi writes the path's segment api as `spelt`; nothing where there is
// none.
std::optional<std::string> WithApi(std::string_view path,
                                   std::string_view spelt);

// Authorities gives host and port as sent, without the default port, and with
// it.
std::vector<std::string> Authorities(const Base& base);

enum class ByteOrder { kLittle, kBig };
std::string Utf16(std::string_view text, ByteOrder order, bool with_mark);

// Latin1 gives the decoded path in ISO 8859-1; nothing where it is ASCII, or
// cannot be written so.
std::optional<std::string> Latin1(std::string_view path);

// ApiPaths gives paths of the UEM REST API that clients often ask for, under
// /api and /API.
const std::vector<std::string>& ApiPaths();

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_SPELLINGS_H_

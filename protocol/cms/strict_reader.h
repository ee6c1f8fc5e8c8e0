#ifndef MDMOCK_PROTOCOL_CMS_STRICT_READER_H_
#define MDMOCK_PROTOCOL_CMS_STRICT_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/cms/ber.h"

// What signed messages ask of a reader beyond BER's syntax: that elements of
// structure are constructed and numbers are not, and that numbers and object
// identifiers are written in the one way there is. Whoever is less strict finds
// signatures where other readers find damage.
namespace mdmock::cms {

// ExpectConstructed reads a SEQUENCE, a SET or a tagged one of them.
Parsed<Element> ExpectConstructed(Reader& reader, Tag tag,
                                  std::string_view what);

// ExpectOid gives the bytes of an OBJECT IDENTIFIER.
Parsed<std::string_view> ExpectOid(Reader& reader, std::string_view what);

// ExpectInteger gives the bytes of an INTEGER.
Parsed<std::string_view> ExpectInteger(Reader& reader, std::string_view what);

// ExpectSmallInteger reads an INTEGER of at most four bytes.
Parsed<std::int64_t> ExpectSmallInteger(Reader& reader, std::string_view what);

// ExpectOctets reads an OCTET STRING in one piece or in several, which may not
// be nested deeper than other readers follow.
Parsed<std::string> ExpectOctets(Reader& reader, std::string_view what);
Parsed<std::string> JoinOctets(const Element& element);

// ExpectEnd says what is wrong where more follows.
Parsed<bool> ExpectEnd(const Reader& reader, std::string_view what);

// ExpectValue reads a value of any type and sees to its form as far as other
// readers would.
Parsed<Element> ExpectValue(Reader& reader);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_STRICT_READER_H_

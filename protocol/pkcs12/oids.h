#ifndef MDMOCK_PROTOCOL_PKCS12_OIDS_H_
#define MDMOCK_PROTOCOL_PKCS12_OIDS_H_

#include <string_view>

#include "protocol/pkcs12/container.h"

// The object identifiers of RFC 7292 and PKCS#9 that a container is read by.
namespace mdmock::pkcs12::oids {

inline constexpr std::string_view kData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedData = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kEnvelopedData = "1.2.840.113549.1.7.3";
inline constexpr std::string_view kEncryptedData = "1.2.840.113549.1.7.6";

inline constexpr std::string_view kBags = "1.2.840.113549.1.12.10.1.";

inline constexpr std::string_view kFriendlyName = "1.2.840.113549.1.9.20";
inline constexpr std::string_view kLocalKeyId = "1.2.840.113549.1.9.21";
inline constexpr std::string_view kX509Certificate = "1.2.840.113549.1.9.22.1";
inline constexpr std::string_view kX509Crl = "1.2.840.113549.1.9.23.1";

// BagKind gives the kind of bag that has the type `oid`.
Bag::Kind BagKind(std::string_view oid);

// ContentName gives "signedData" for its identifier; an identifier that nobody
// knows for itself.
std::string_view ContentName(std::string_view oid);

}  // namespace mdmock::pkcs12::oids

#endif  // MDMOCK_PROTOCOL_PKCS12_OIDS_H_

#ifndef MDMOCK_PROTOCOL_CMS_ATTRIBUTES_H_
#define MDMOCK_PROTOCOL_CMS_ATTRIBUTES_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/signed_data.h"

namespace mdmock::cms {

// ReadAttributes reads what stands in an implicitly tagged SET OF Attribute.
Parsed<std::vector<Attribute>> ReadAttributes(const Element& set);

// SignedBytes gives what the signature over signed attributes is over: the same
// attributes in DER, under the tag of a SET (RFC 5652, 5.4). Their order stays
// as it came, which in DER is the only one there is; a signer that sorted them
// for signing alone is one that other verifiers refuse.
Parsed<std::string> SignedBytes(const Element& set);

// InDerOrder gives what SignedBytes gave with the attributes in DER's order.
std::string InDerOrder(std::string_view signed_bytes);

// WriteTime gives a signingTime's value: UTCTime to 2049, then GeneralizedTime.
std::string WriteTime(SystemTime time);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_ATTRIBUTES_H_

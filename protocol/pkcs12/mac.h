#ifndef MDMOCK_PROTOCOL_PKCS12_MAC_H_
#define MDMOCK_PROTOCOL_PKCS12_MAC_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/pkcs12/container.h"
#include "protocol/pkcs12/password.h"

namespace mdmock::pkcs12 {

// ReadMac reads MacData: RFC 7292's own MAC, or PBMAC1 (RFC 9879).
cms::Parsed<Mac> ReadMac(const cms::Element& mac_data);

// ComputeMac gives the digest that the file would have under `password`;
// nothing where the MAC is of a kind that is not computed here.
std::optional<std::string> ComputeMac(const Mac& mac, const Password& password,
                                      std::string_view authenticated);

std::int64_t Cost(const Mac& mac);  // Hash iterations.

// Described is "HMAC-SHA-256, 2048 iterations, salt of 8 bytes".
std::string Described(const Mac& mac);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_MAC_H_

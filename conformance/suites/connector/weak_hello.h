#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_WEAK_HELLO_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_WEAK_HELLO_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a library of today does not offer any more has to be offered by hand.
namespace mdmock::conformance::pki {

inline constexpr int kTls10 = 0x0301;
inline constexpr int kTls11 = 0x0302;
inline constexpr int kTls12 = 0x0303;

// The suites of TLS 1.0 that were usual, and those that nobody may use:
// without encryption, for export, RC4, DES and 3DES, without authentication.
const std::vector<std::uint16_t>& UsualCiphers();
const std::vector<std::uint16_t>& WeakCiphers();

// ClientHello is the first record of a handshake that offers this version at
// most, and these ciphers.
std::string ClientHello(int version, const std::vector<std::uint16_t>& ciphers,
                        const std::string& host);

// IsServerHello says whether the server's first bytes go on with a handshake,
// and so accept what was offered. Six bytes are enough.
bool IsServerHello(const std::string& bytes);

// CipherTaken names the cipher in a ServerHello: "TLS_RSA_WITH_NULL_SHA", or
// its number where it is none of WeakCiphers; "" where it is not all there.
std::string CipherTaken(std::string_view hello);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_WEAK_HELLO_H_

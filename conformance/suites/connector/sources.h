#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SOURCES_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SOURCES_H_

// Where the rows come from, as reports cite it.
namespace mdmock::conformance::pki::sources {

inline constexpr char kGuide[] =
    "UEM 12.10 configuration guide, PKI connector interactions";
inline constexpr char kGetInfo[] = "UEM 12.10 configuration guide, getInfo";
inline constexpr char kKeyPair[] =
    "UEM 12.10 configuration guide, getUserKeyPair";
inline constexpr char kReasons[] =
    "UEM 12.10 configuration guide, failure reasons";
inline constexpr char kDynamics[] =
    "BlackBerry Dynamics User Certificate Management protocol";
inline constexpr char kReaders[] =
    "measured: OpenSSL 3, OpenJDK 17, Bouncy Castle 1.72, NSS 3.87, GnuTLS 3.7";
inline constexpr char kChosen[] = "mdmock";

}  // namespace mdmock::conformance::pki::sources

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SOURCES_H_

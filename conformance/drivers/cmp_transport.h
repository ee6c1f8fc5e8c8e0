#ifndef MDMOCK_CONFORMANCE_DRIVERS_CMP_TRANSPORT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_CMP_TRANSPORT_H_

#include <chrono>

#include "protocol/cmp/initialization.h"
#include "protocol/http/url.h"

namespace mdmock::drivers {

// How long a connector waits for its CA: UEM waits a minute for the connector.
inline constexpr std::chrono::seconds kCaPatience(5);

// CmpOverHttp carries the messages of one request for a certificate to `url`
// (RFC 6712). All of them together take no longer than `limit`, from now.
cmp::Transport CmpOverHttp(http::Url url, std::chrono::milliseconds limit);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_CMP_TRANSPORT_H_

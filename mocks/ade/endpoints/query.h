#ifndef MDMOCK_MOCKS_ADE_ENDPOINTS_QUERY_H_
#define MDMOCK_MOCKS_ADE_ENDPOINTS_QUERY_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/http/message.h"

namespace mdmock::ade {

// QueryValue gives the first value under `name` in the query of the target.
std::optional<std::string> QueryValue(const http::Request& request,
                                      std::string_view name);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ENDPOINTS_QUERY_H_

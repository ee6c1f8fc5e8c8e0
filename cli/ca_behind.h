#ifndef MDMOCK_CLI_CA_BEHIND_H_
#define MDMOCK_CLI_CA_BEHIND_H_

#include "mocks/connector/connector_service.h"

namespace mdmock::cli {

// CaBehind asks the CA that the options in force name, over CMP and HTTP, and
// none where they name none. `service` must outlive it.
connector::BackEnd CaBehind(const connector::ConnectorService& service);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CA_BEHIND_H_

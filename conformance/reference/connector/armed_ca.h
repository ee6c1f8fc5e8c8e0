#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_ARMED_CA_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_ARMED_CA_H_

#include <filesystem>

#include "mocks/connector/back_end.h"

namespace mdmock::reference::pki {

// ArmedCa is a CA that fails once where `file` is there when a key pair is
// asked for, and the file goes:
//
//   NAME                  as if it had failed in that way (B-01 to B-11)
//   cmp URL REF SECRET    for real: that CA is asked, over CMP
//
// While there is no such file, the connector issues by itself.
connector::BackEnd ArmedCa(std::filesystem::path file);

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_ARMED_CA_H_

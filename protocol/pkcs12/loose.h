#ifndef MDMOCK_PROTOCOL_PKCS12_LOOSE_H_
#define MDMOCK_PROTOCOL_PKCS12_LOOSE_H_

#include <string>
#include <vector>

#include "protocol/pkcs12/container.h"

namespace mdmock::pkcs12 {

// ReadLoose makes bags of certificates, keys (encrypted ones too) and the
// certificates of a PKCS#7 message, as they stand outside of a PKCS#12 file.
// What is none of these is passed over.
std::vector<Bag> ReadLoose(const std::vector<std::string>& objects);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_LOOSE_H_

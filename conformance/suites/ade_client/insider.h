#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_INSIDER_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_INSIDER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "conformance/suites/ade_client/lab.h"
#include "protocol/base/result.h"

// What a check does at the mock's service behind the client's back. None of it
// comes over the wire, and none stands in the journal.
namespace mdmock::conformance {

// AskAsInsider asks a resource with a session of its own, and gives the body
// of a good answer.
Result<std::string> AskAsInsider(Lab& lab, const std::string& method,
                                 const std::string& target,
                                 const std::string& body);

// SomeSerials gives `count` devices of the fleet, which has them.
Result<std::vector<std::string>> SomeSerials(Lab& lab, size_t count);

// NewProfile defines a profile, and gives its id.
Result<std::string> NewProfile(Lab& lab);

// PutState is PUT /ade/state of the control port.
Result<void> PutState(Lab& lab, const std::string& json);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_INSIDER_H_

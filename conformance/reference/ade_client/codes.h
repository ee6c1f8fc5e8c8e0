#ifndef MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_CODES_H_
#define MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_CODES_H_

#include <string>
#include <string_view>

#include "conformance/reference/client/mutation.h"
#include "protocol/http/message.h"

namespace mdmock::reference {

// Says tells whether an answer's body is a code: bare, in JSON's quotes, with a
// line end, or with the reason phrase glued on.
bool Says(const http::Response& response, std::string_view code,
          const Mutation& mutation);

// IsDeadSession tells whether an answer asks for a new session.
bool IsDeadSession(const http::Response& response, const Mutation& mutation);

// Complaint gives what a person has to know about a refusal.
std::string Complaint(std::string_view what, const http::Response& response,
                      const Mutation& mutation);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_ADE_CLIENT_CODES_H_

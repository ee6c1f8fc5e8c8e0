#ifndef MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_ANSWERS_H_
#define MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_ANSWERS_H_

#include <string>

#include "conformance/reference/client/mutation.h"
#include "protocol/base/result.h"
#include "protocol/http/message.h"

namespace mdmock::reference::ws1 {

// ReadAnswer gives the body of a good answer, "" where it has none. A refusal
// is a Failure that says all that the answer says, in whichever form; so is a
// page of HTML, whatever its status: it is a login form.
Result<std::string> ReadAnswer(const http::Response& response,
                               const Mutation& mutation);

}  // namespace mdmock::reference::ws1

#endif  // MDMOCK_CONFORMANCE_REFERENCE_WS1_CLIENT_ANSWERS_H_

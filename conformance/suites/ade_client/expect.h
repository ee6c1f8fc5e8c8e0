#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_EXPECT_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_EXPECT_H_

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/ade_client/lab.h"
#include "conformance/suites/client/expect.h"

// What came is judged: /session and its headers, besides what any client sends.
namespace mdmock::conformance {

// ExpectNoRule wants none of these rules broken by any /session request of the
// last operation. There must be one, and its header must be OAuth's: of another
// nothing could be said.
Step ExpectNoRule(std::initializer_list<std::string_view> codes);

// ExpectEach judges every request of the check: "" for those that are right.
// Requests of a session and of something else must be among them.
Step ExpectEach(const std::string& says,
                const std::function<std::string(const journal::Entry&)>& judge);

// SessionCalls gives the requests of /session since the check began, by any
// method.
std::vector<Lab::EntryPtr> SessionCalls(const Lab& lab);

// ResourceCalls gives those of the last operation to anything else.
std::vector<Lab::EntryPtr> ResourceCalls(const Lab& lab);

bool IsSession(const journal::Entry& entry);

// SessionSent gives X-ADM-Auth-Session; "" where there is none.
std::string SessionSent(const journal::Entry& entry);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_EXPECT_H_

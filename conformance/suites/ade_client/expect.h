#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_EXPECT_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_EXPECT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/ade_client/steps.h"

// What came is judged, by the journal where it can tell.
namespace mdmock::conformance {

Step Expect(const std::string& says, const std::function<Said(Lab&)>& judge);

// ExpectCalls counts requests since the last operation began, ExpectCallsInAll
// since the check did.
Step ExpectCalls(const std::string& endpoint, size_t least, size_t most);
Step ExpectCallsInAll(const std::string& endpoint, size_t least, size_t most);

// ExpectNoRule wants none of these rules broken by any /session request of the
// last operation. There must be one, and its header must be OAuth's: of another
// nothing could be said.
Step ExpectNoRule(std::initializer_list<std::string_view> codes);

// ExpectSaid wants one of `words` (any letter case) in what the client says of
// the last operation.
Step ExpectSaid(std::initializer_list<std::string_view> words);

// ExpectEach judges every request of the check: "" for those that are right.
// Requests of a session and of something else must be among them.
Step ExpectEach(const std::string& says,
                const std::function<std::string(const journal::Entry&)>& judge);

// ExpectPause wants so much between one request of the last operation and the
// next; one request alone has no pause.
Step ExpectPause(const std::string& endpoint, std::chrono::milliseconds least);

// SessionCalls gives the requests of /session since the check began, by any
// method.
std::vector<Lab::EntryPtr> SessionCalls(const Lab& lab);

bool IsSession(const journal::Entry& entry);

// SessionSent gives X-ADM-Auth-Session; "" where there is none.
std::string SessionSent(const journal::Entry& entry);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_EXPECT_H_

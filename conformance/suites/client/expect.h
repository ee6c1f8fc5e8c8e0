#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_EXPECT_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_EXPECT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/client/steps.h"

// What came is judged, by the journal where it can tell.
namespace mdmock::conformance {

Step Expect(const std::string& says, const std::function<Said(Lab&)>& judge);

// ExpectCalls counts requests since the last operation began, ExpectCallsInAll
// since the check did.
Step ExpectCalls(const std::string& endpoint, size_t least, size_t most);
Step ExpectCallsInAll(const std::string& endpoint, size_t least, size_t most);

// ExpectSaid wants one of `words` (any letter case) in what the client says of
// the last operation.
Step ExpectSaid(std::initializer_list<std::string_view> words);

// ExpectPause wants so much between one request of the last operation and the
// next; one request alone has no pause.
Step ExpectPause(const std::string& endpoint, std::chrono::milliseconds least);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_EXPECT_H_

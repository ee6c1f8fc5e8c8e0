#ifndef MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_EXPECT_H_
#define MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_EXPECT_H_

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/client/expect.h"
#include "conformance/suites/client/script.h"
#include "conformance/suites/ws1_client/look.h"

// What the checks of a CMSURL client ask for, and how what came is judged.
namespace mdmock::conformance::ws1 {

inline constexpr char kDevice[] = "/API/mdm/devices/12772";
inline constexpr char kSearch[] = "/API/mdm/devices/search";
inline constexpr char kGetDevice[] = "GET /API/mdm/devices/12772";

// Get, GetRefused and AskGet ask for a path: with success, with an error that
// is reported, with whatever comes of it. TryPost posts a command, where the
// client can post.
Step Get(const std::string& path = kDevice);
Step GetRefused(const std::string& path = kDevice);
Step AskGet(const std::string& path = kDevice);
Step TryPost();

// The usual traffic: a device, and the list, where the client can list.
std::vector<Step> Traffic();

// ExpectEach judges the header of every request since the check began, and
// ExpectEachLast of the last operation. There must be one, and each must have
// an Authorization header under CMSURL or CMS, with a message that can be read:
// of others nothing could be said.
using Judge = std::function<Said(const journal::Entry&, const Seen&)>;
Step ExpectEach(const std::string& says, const Judge& judge);
Step ExpectEachLast(const std::string& says, const Judge& judge);

// ExpectRequests judges every request since the check began, whatever it
// carries; there must be one.
Step ExpectRequests(const std::string& says,
                    const std::function<Said(const journal::Entry&)>& judge);

// ExpectNoRule wants none of these rules broken by any header.
// ExpectNoTextRule is for those of the header's text, for which no message has
// to be found in it.
Step ExpectNoRule(std::initializer_list<std::string_view> codes);
Step ExpectNoTextRule(std::initializer_list<std::string_view> codes);

// ExpectSigned wants what is signed to be right, or wrong for another reason
// than one of these mistakes; what nobody can explain is wrong here, too.
// ExpectRightlySigned wants it right.
Step ExpectSigned(std::initializer_list<std::string_view> mistakes);
Step ExpectRightlySigned();

// Said of a rule that was broken: the rule, and the verdict as detail.
Said Broke(std::string_view rule, const journal::Entry& entry,
           const Seen& seen);

}  // namespace mdmock::conformance::ws1

#endif  // MDMOCK_CONFORMANCE_SUITES_WS1_CLIENT_EXPECT_H_

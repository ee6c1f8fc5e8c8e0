#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_PAGES_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_PAGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "conformance/suites/client/steps.h"
#include "mocks/ade/options.h"
#include "mocks/server/fault.h"

// What the checks of fetch and sync share: how pages are asked for and whether
// the client has what they brought.
namespace mdmock::conformance {

inline constexpr char kFetch[] = "POST /server/devices";
inline constexpr char kSync[] = "POST /devices/sync";

// SmallPages is a fleet of twelve devices, of which a page has five at most.
ade::AdeOptions SmallPages();

// WritePage is an answer of our own for a service that is to say something
// unusual; `devices` are JSON objects.
enum class More { kNo, kYes };
server::Effect WritePage(const std::vector<std::string>& devices,
                         const std::string& cursor, More more);
std::string WriteDevice(const std::string& serial);

std::string CursorSent(const journal::Entry& entry);

// LastCursor is the one that the newest good page of the check has brought; ""
// where there was none.
std::string LastCursor(const Lab& lab);

// ExpectFollowed judges every page that the check has seen asked for: a fetch
// begins without a cursor, all else goes on with the one that the last page
// brought, while more is to follow and no longer.
Step ExpectFollowed();

// ExpectDevicesKept wants the client's devices, where it prints them, to be
// those of the last operation's pages: each once, as its latest op_date has it,
// and those that were deleted gone or marked.
Step ExpectDevicesKept();

// ExpectNothingSkipped is for the operation after a fetch that was cut: what it
// asks for first may not lie behind the page that did not come.
Step ExpectNothingSkipped();

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_PAGES_H_

#ifndef MDMOCK_TESTS_PEERS_CMS_PEERS_PAGE_H_
#define MDMOCK_TESTS_PEERS_CMS_PEERS_PAGE_H_

#include <string>
#include <string_view>

#include "tests/peers/cms_peers.h"

// docs/cms-peers.md: what the CMS implementations of others make of a path.
namespace mdmock::test_support {

// Row has `peer` sign, and gives the line about it.
std::string Row(const CmsPeer& peer);

// Page has all of them sign; they have to be installed.
std::string Page();

// Held gives the part of a page that does not depend on the tools' versions.
std::string_view Held(std::string_view page);

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_PEERS_CMS_PEERS_PAGE_H_

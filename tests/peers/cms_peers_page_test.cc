#include "tests/peers/cms_peers_page.h"

#include <gmock/gmock.h>

#include <string>

#include "tests/support/openssl_program.h"

namespace mdmock {
namespace {

using test_support::CmsPeer;
using test_support::CmsPeers;
using ::testing::HasSubstr;

std::string PageThatIsThere() {
  return test_support::Contents(MDMOCK_SOURCE_DIR "/docs/cms-peers.md");
}

class CmsPeersPage : public ::testing::TestWithParam<CmsPeer> {};

TEST_P(CmsPeersPage, SaysWhatThePeerMakes) {
  if (!GetParam().installed()) GTEST_SKIP() << GetParam().why_not();
  EXPECT_THAT(PageThatIsThere(), HasSubstr(test_support::Row(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(Rows, CmsPeersPage, ::testing::ValuesIn(CmsPeers()),
                         [](const auto& of) { return of.param.name; });

TEST(CmsPeersPageTest, IsWhatTheProgramWrites) {
  for (const CmsPeer& peer : CmsPeers()) {
    if (!peer.installed()) GTEST_SKIP() << peer.why_not();
  }
  EXPECT_EQ(test_support::Held(PageThatIsThere()),
            test_support::Held(test_support::Page()));
}

}  // namespace
}  // namespace mdmock

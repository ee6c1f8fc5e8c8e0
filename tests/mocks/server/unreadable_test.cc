#include "mocks/server/unreadable.h"

#include <gtest/gtest.h>

#include "mocks/server/rules.h"

namespace mdmock::server {
namespace {

TEST(UnreadableVerdict, SaysWhatWasExpectedForEveryRule) {
  for (const Rule* rule : rules::kAll) {
    const Verdict verdict =
        UnreadableVerdict("http", *rule, {400, "something else", 17});
    EXPECT_EQ(verdict.subject(), "http");
    EXPECT_FALSE(verdict.accepted());
    ASSERT_EQ(verdict.findings().size(), 1u);
    const Finding& finding = verdict.findings()[0];
    EXPECT_EQ(finding.rule, rule);
    EXPECT_EQ(finding.where, "byte 17");
    EXPECT_EQ(finding.actual, "something else");
    EXPECT_FALSE(finding.expected.empty()) << rule->code;
  }
}

}  // namespace
}  // namespace mdmock::server

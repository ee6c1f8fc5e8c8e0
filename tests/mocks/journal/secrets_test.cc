#include "mocks/journal/secrets.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace mdmock::journal {
namespace {

TEST(Secrets, HideNothingAtFirst) {
  const Secrets secrets;
  ASSERT_NE(secrets.Snapshot(), nullptr);
  EXPECT_EQ(secrets.Snapshot()->Redact("CS_0123"), "CS_0123");
}

TEST(Secrets, HideWhatWasAdded) {
  Secrets secrets;
  secrets.Hide("CS_0123", "[consumer secret]");
  EXPECT_EQ(secrets.Snapshot()->Redact("a=CS_0123"), "a=[consumer secret]");
}

TEST(Secrets, HideWhatIsAddedLaterInLaterSnapshotsOnly) {
  Secrets secrets;
  secrets.Hide("first-secret");
  const auto early = secrets.Snapshot();
  secrets.Hide("second-secret");
  EXPECT_EQ(early->Redact("first-secret second-secret"),
            "[secret] second-secret");
  EXPECT_EQ(secrets.Snapshot()->Redact("first-secret second-secret"),
            "[secret] [secret]");
}

TEST(Secrets, ShareOneSnapshotUntilSomethingIsAdded) {
  Secrets secrets;
  secrets.Hide("first-secret");
  EXPECT_EQ(secrets.Snapshot(), secrets.Snapshot());
}

TEST(Secrets, AreAddedWhileTheyAreRead) {
  Secrets secrets;
  std::thread adding([&secrets] {
    for (int i = 0; i < 50; ++i) {
      secrets.Hide("secret-number-" + std::to_string(i) + ".");
    }
  });
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(secrets.Snapshot()->Redact("innocent"), "innocent");
  }
  adding.join();
  EXPECT_EQ(secrets.Snapshot()->Redact("secret-number-49."), "[secret]");
}

}  // namespace
}  // namespace mdmock::journal

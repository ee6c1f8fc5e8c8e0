#include "mocks/journal/journal.h"

#include <gmock/gmock.h>

#include <future>
#include <thread>

namespace mdmock::journal {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::uint64_t> Numbers(
    const std::vector<Journal::EntryPtr>& entries) {
  std::vector<std::uint64_t> numbers;
  for (const auto& one : entries) numbers.push_back(one->seq);
  return numbers;
}

Entry From(std::string service, std::uint64_t seq = 0) {
  Entry entry;
  entry.seq = seq;
  entry.service = std::move(service);
  return entry;
}

TEST(Journal, GivesEntriesInOrderAfterANumber) {
  Journal journal;
  for (int i = 0; i < 4; ++i) journal.Add(From("ade", journal.NextSeq()));
  EXPECT_THAT(Numbers(journal.After(0)), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Numbers(journal.After(2)), ElementsAre(3, 4));
  EXPECT_THAT(Numbers(journal.After(0, "", 2)), ElementsAre(1, 2));
  EXPECT_THAT(Numbers(journal.After(4)), IsEmpty());
  EXPECT_THAT(Numbers(journal.After(UINT64_MAX)), IsEmpty());
}

TEST(Journal, GivesTheEntriesOfOneService) {
  Journal journal;
  for (const char* service : {"ade", "ws1", "ade"}) journal.Add(From(service));
  EXPECT_THAT(Numbers(journal.After(0, "ade")), ElementsAre(1, 3));
  EXPECT_THAT(Numbers(journal.After(0, "ade", 1)), ElementsAre(1));
  EXPECT_THAT(Numbers(journal.After(0, "connector")), IsEmpty());
}

TEST(Journal, SortsWhatIsAddedOutOfTurn) {
  Journal journal;
  const std::uint64_t first = journal.NextSeq();
  const std::uint64_t second = journal.NextSeq();
  journal.Add(From("ade", second));
  journal.Add(From("ws1", first));
  EXPECT_THAT(Numbers(journal.After(0)), ElementsAre(1, 2));
  EXPECT_EQ(journal.Find(first)->service, "ws1");
}

TEST(Journal, FindsAnEntryOrNothing) {
  Journal journal;
  journal.Add(From("ade"));
  ASSERT_NE(journal.Find(1), nullptr);
  EXPECT_EQ(journal.Find(1)->service, "ade");
  EXPECT_EQ(journal.Find(0), nullptr);
  EXPECT_EQ(journal.Find(2), nullptr);
}

TEST(Journal, NeverUsesANumberAgain) {
  Journal journal;
  journal.Add(From("ade", journal.NextSeq()));
  journal.Clear();
  EXPECT_THAT(Numbers(journal.After(0)), IsEmpty());
  EXPECT_EQ(journal.NextSeq(), 2u);
}

TEST(Journal, DropsTheOldestEntriesFirst) {
  Journal journal({.max_entries = 3});
  for (int i = 0; i < 5; ++i) journal.Add(From("ade"));
  EXPECT_THAT(Numbers(journal.After(0)), ElementsAre(3, 4, 5));
  EXPECT_EQ(journal.Find(2), nullptr);
}

TEST(Journal, DropsEntriesWhenTheyWeighTooMuch) {
  Journal journal({.max_bytes = 100});
  for (int i = 0; i < 4; ++i) {
    Entry entry = From("ade");
    entry.raw = std::string(20, 'r');
    entry.request.body = std::string(10, 'b');
    entry.response.body = std::string(10, 'a');
    journal.Add(std::move(entry));
  }
  EXPECT_THAT(Numbers(journal.After(0)), ElementsAre(3, 4));
  journal.Clear();
  journal.Add(From("ade"));
  journal.Add(From("ade"));
  EXPECT_THAT(Numbers(journal.After(0)), ElementsAre(5, 6));
}

TEST(Journal, ShowsOneEntryThatIsHeavierThanAllMayBe) {
  Journal journal({.max_bytes = 100});
  journal.Add(From("ade"));
  Entry heavy = From("ade");
  heavy.raw = std::string(1000, 'r');
  journal.Add(std::move(heavy));
  EXPECT_THAT(Numbers(journal.After(0)), ElementsAre(2));
}

TEST(Journal, KeepsNothingWhereNothingIsAllowed) {
  Journal journal({.max_entries = 0});
  journal.Add(From("ade"));
  EXPECT_THAT(Numbers(journal.After(0)), IsEmpty());
}

TEST(Journal, LetsReadersKeepWhatIsGone) {
  Journal journal({.max_entries = 1});
  journal.Add(From("ade"));
  const auto kept = journal.Find(1);
  journal.Add(From("ws1"));
  EXPECT_EQ(journal.Find(1), nullptr);
  EXPECT_EQ(kept->service, "ade");
}

TEST(Journal, WaitsUntilAnotherThreadHasAddedEnough) {
  Journal journal;
  auto waiting = std::async(std::launch::async, [&journal] {
    return journal.WaitFor(2, "ade", minutes(1));
  });
  for (const char* service : {"ade", "ws1", "ade"}) journal.Add(From(service));
  EXPECT_THAT(Numbers(waiting.get()), ElementsAre(1, 3));
}

TEST(Journal, WaitsForEntriesPastANumber) {
  Journal journal;
  journal.Add(From("ade"));
  auto waiting = std::async(std::launch::async, [&journal] {
    return journal.WaitFor(1, "", minutes(1), /*after=*/1);
  });
  journal.Add(From("ade"));
  EXPECT_THAT(Numbers(waiting.get()), ElementsAre(2));
}

TEST(Journal, GivesWhatIsThereWhenTheTimeIsUp) {
  Journal journal;
  journal.Add(From("ade"));
  EXPECT_THAT(Numbers(journal.WaitFor(2, "ade", milliseconds(1))),
              ElementsAre(1));
  EXPECT_THAT(Numbers(journal.WaitFor(1, "ade", milliseconds(-1))),
              ElementsAre(1));
}

TEST(Journal, TakesTheLongestWaitThereIs) {
  Journal journal;
  journal.Add(From("ade"));
  EXPECT_THAT(Numbers(journal.WaitFor(1, "", milliseconds::max())),
              ElementsAre(1));
}

TEST(Journal, EndsAWaitWhenAServerIsToStop) {
  Journal journal;
  auto waiting = std::async(std::launch::async, [&journal] {
    return journal.WaitFor(1, "", minutes(10));
  });
  journal.EndWaits();
  EXPECT_THAT(Numbers(waiting.get()), IsEmpty());
}

TEST(Journal, HoldsEveryEntryOfManyThreads) {
  Journal journal;
  const auto add = [&journal] {
    for (int i = 0; i < 500; ++i) journal.Add(From("ade", journal.NextSeq()));
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(add);
  const auto seen = journal.WaitFor(2000, "ade", minutes(1));
  for (std::thread& one : threads) one.join();
  const auto numbers = Numbers(seen);
  ASSERT_EQ(numbers.size(), 2000u);
  EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
  EXPECT_EQ(numbers.back(), 2000u);
}

}  // namespace
}  // namespace mdmock::journal

#include "protocol/pkcs12/search.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace mdmock::pkcs12 {
namespace {

using State = Lock::State;

// Patterns of letters are many: they have a part of the budget.
constexpr std::int64_t kPatternBudget = 5'000'000;

const std::string& FormFor(const Lock& lock, const Password& password) {
  return lock.takes_bmp ? password.bmp : password.raw;
}

class Search {
 public:
  Search(Opener& opener, const Announcement& announcement, Budget& budget)
      : opener_(opener),
        announcement_(announcement),
        budget_(budget),
        announced_(Announced(announcement)),
        candidates_(Candidates(announcement)) {}

  SearchOutcome Run() && {
    if (announced_) {
      for (size_t i = 0; i < opener_.locks().size(); ++i) TryAnnounced(i);
    }
    if (!opener_.locks().empty()) {
      mac_difference_ = opener_.locks().front().num_differing;
    }
    bool fruitless = false;
    while (const auto next = NextLock()) {
      searched_.insert(*next);
      if (announced_ && TryAnnounced(*next)) continue;
      // Where one lock has none of the candidates, another has none that
      // would explain both: only what opened something is tried on.
      if (Open(*next, fruitless ? Lucky() : candidates_)) continue;
      if (!fruitless && OpenByPattern(*next)) continue;
      fruitless = true;
    }
    const bool one_password = OnePasswordOpened();
    return {std::move(openers_), std::move(candidates_), mac_difference_,
            one_password};
  }

 private:
  bool TryAnnounced(size_t index) {
    if (!opener_.Try(index, *announced_, budget_)) return false;
    openers_[index] = {};
    opened_by_[index] = FormFor(opener_.locks()[index], *announced_);
    return true;
  }

  // Whether some one password opens every lock that is open.
  bool OnePasswordOpened() const {
    const auto opens_all = [this](const Password& password) {
      return std::all_of(
          opened_by_.begin(), opened_by_.end(), [&](const auto& one) {
            return FormFor(opener_.locks()[one.first], password) == one.second;
          });
    };
    return (announced_ && opens_all(*announced_)) ||
           std::any_of(
               candidates_.begin(), candidates_.end(),
               [&](const Candidate& one) { return opens_all(one.password); });
  }

  // The shut lock that is cheapest to try and was not searched yet.
  std::optional<size_t> NextLock() const {
    std::optional<size_t> next;
    for (size_t i = 0; i < opener_.locks().size(); ++i) {
      const Lock& lock = opener_.locks()[i];
      if (lock.state != State::kShut || searched_.contains(i)) continue;
      if (!next || lock.cost < opener_.locks()[*next].cost) next = i;
    }
    return next;
  }

  std::vector<Candidate> Lucky() const {
    std::vector<Candidate> lucky;
    std::copy_if(
        candidates_.begin(), candidates_.end(), std::back_inserter(lucky),
        [&](const Candidate& one) { return lucky_.contains(one.mistake); });
    return lucky;
  }

  // Tries what opened another lock first, then the others in their order.
  bool Open(size_t index, std::vector<Candidate> candidates) {
    std::stable_partition(
        candidates.begin(), candidates.end(),
        [&](const Candidate& one) { return lucky_.contains(one.mistake); });
    const Lock lock = opener_.locks()[index];
    std::set<std::string> tried;
    if (announced_) tried.insert(FormFor(lock, *announced_));
    for (const Candidate& one : candidates) {
      const std::string& form = FormFor(lock, one.password);
      if (!tried.insert(form).second) continue;
      if (opener_.Try(index, one.password, budget_)) {
        Note(index, form, candidates);
        return true;
      }
      if (budget_.cut_short()) return false;
    }
    return false;
  }

  // All candidates that are the same bytes where this lock takes them.
  void Note(size_t index, const std::string& form,
            const std::vector<Candidate>& candidates) {
    for (const Candidate& one : candidates) {
      if (FormFor(opener_.locks()[index], one.password) != form) continue;
      opened_by_[index] = form;
      lucky_.insert(one.mistake);
      openers_[index].emplace(one.mistake, one.says);
    }
  }

  bool OpenByPattern(size_t index) {
    const std::int64_t cost =
        std::max<std::int64_t>(opener_.locks()[index].cost, 1);
    const std::vector<Candidate> patterns = CasePatterns(announcement_);
    if (static_cast<std::int64_t>(patterns.size()) >
        std::min(kPatternBudget, budget_.left()) / cost) {
      return false;
    }
    const Lock lock = opener_.locks()[index];
    for (const Candidate& one : patterns) {
      if (!opener_.Try(index, one.password, budget_)) continue;
      candidates_.push_back(one);
      Note(index, FormFor(lock, one.password), candidates_);
      return true;
    }
    return false;
  }

  Opener& opener_;
  const Announcement& announcement_;
  Budget& budget_;
  const std::optional<Password> announced_;
  std::vector<Candidate> candidates_;
  std::set<size_t> searched_;
  std::set<const Mistake*> lucky_;  // Mistakes that opened something.
  Openers openers_;
  std::map<size_t, std::string> opened_by_;  // The form of the password.
  std::optional<size_t> mac_difference_;     // Under the announced password.
};

}  // namespace

SearchOutcome SearchLocks(Opener& opener, const Announcement& announcement,
                          Budget& budget) {
  return Search(opener, announcement, budget).Run();
}

}  // namespace mdmock::pkcs12

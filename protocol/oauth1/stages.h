#ifndef MDMOCK_PROTOCOL_OAUTH1_STAGES_H_
#define MDMOCK_PROTOCOL_OAUTH1_STAGES_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "protocol/oauth1/habits.h"
#include "protocol/oauth1/mistakes.h"

namespace mdmock::oauth1 {

// MistakeSet is a set of mistakes, one bit for each place in the catalogue. Two
// readings of one mistake are one bit: the cost of an explanation is its number
// of mistakes, not of readings.
using MistakeSet = std::uint64_t;

// A library call where the processor has no instruction for it, so inner loops
// keep counts instead.
inline int Count(MistakeSet set) { return std::popcount(set); }

// Variant is one outcome of one stage of the working, and the fewest mistakes
// that lead to it.
struct Variant {
  std::string text;
  MistakeSet mistakes = 0;
  std::vector<std::uint16_t> readings;  // Indices into the readings.
};

// Catalogue holds the readings for one search, sorted by the stage that they
// concern. A reading concerns the stages whose habits it changes.
class Catalogue {
 public:
  explicit Catalogue(std::vector<Reading> readings);

  const std::vector<Reading>& readings() const { return readings_; }

  // The mistakes that concern more than one stage.
  MistakeSet Shared() const;

  // The habits with all of these readings applied.
  Habits Apply(const std::vector<std::uint16_t>& readings) const;
  Explanation Explain(MistakeSet mistakes) const;

  // Variants gives every outcome of a stage (a member of Habits) with up to
  // `max_mistakes` mistakes, the outcome without any first, sorted by their
  // number. `outcome` computes the text; outcomes with the same text and more
  // mistakes than needed are left out. An empty function means that the habits
  // themselves are the outcome.
  template <typename StageHabits>
  std::vector<Variant> Variants(
      StageHabits Habits::*stage, int max_mistakes,
      const std::function<std::string(const StageHabits&)>& outcome) const;

 private:
  std::vector<Reading> readings_;
  std::vector<MistakeSet> bits_;  // Of each reading.
};

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_STAGES_H_

#include "protocol/oauth1/stages.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace mdmock::oauth1 {
namespace {

bool IsSubset(MistakeSet small, MistakeSet large) {
  return (small & ~large) == 0;
}

// Walk visits every set of readings of one stage that combine.
template <typename StageHabits>
class Walk {
 public:
  // A reading as this stage sees it: what it does to the stage's habits alone.
  struct Step {
    std::uint16_t reading;
    MistakeSet bit;
    const std::function<void(Habits&)>* apply;
  };
  using Outcome = std::function<std::string(const StageHabits&)>;

  Walk(StageHabits Habits::*stage, std::vector<Step> steps, int max_mistakes,
       const Outcome& outcome)
      : stage_(stage),
        steps_(std::move(steps)),
        max_mistakes_(max_mistakes),
        outcome_(outcome) {
    combines_.resize(steps_.size() * steps_.size());
    for (size_t a = 0; a < steps_.size(); ++a) {
      for (size_t b = 0; b < a; ++b) {
        combines_[a * steps_.size() + b] = Combine(steps_[a], steps_[b]);
      }
    }
  }

  std::vector<Variant> Run() {
    Visit(Habits(), 0, 0);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Variant& a, const Variant& b) {
                       return Count(a.mistakes) < Count(b.mistakes);
                     });
    return Fewest();
  }

 private:
  // Two readings combine where their order does not matter: neither then
  // undoes what the other changed.
  bool Combine(const Step& a, const Step& b) const {
    Habits one;
    (*a.apply)(one);
    (*b.apply)(one);
    Habits other;
    (*b.apply)(other);
    (*a.apply)(other);
    return one == other;
  }

  void Visit(const Habits& habits, MistakeSet mistakes, size_t next) {
    Variant variant{.mistakes = mistakes};
    if (outcome_) variant.text = outcome_(habits.*stage_);
    for (const size_t step : path_) {
      variant.readings.push_back(steps_[step].reading);
    }
    found_.push_back(std::move(variant));
    for (size_t step = next; step < steps_.size(); ++step) {
      const MistakeSet with = mistakes | steps_[step].bit;
      if (Count(with) > max_mistakes_ || !FitsPath(step)) continue;
      Habits changed = habits;
      (*steps_[step].apply)(changed);
      path_.push_back(step);
      Visit(changed, with, step + 1);
      path_.pop_back();
    }
  }

  bool FitsPath(size_t step) const {
    return std::all_of(path_.begin(), path_.end(), [&](size_t earlier) {
      return combines_[step * steps_.size() + earlier];
    });
  }

  // Leaves out what another variant reaches with some of the same mistakes.
  std::vector<Variant> Fewest() {
    if (!outcome_) return std::move(found_);
    std::unordered_map<std::string_view, std::vector<MistakeSet>> seen;
    std::vector<bool> keep(found_.size());
    for (size_t i = 0; i < found_.size(); ++i) {
      std::vector<MistakeSet>& known = seen[found_[i].text];
      keep[i] = std::none_of(known.begin(), known.end(), [&](MistakeSet set) {
        return IsSubset(set, found_[i].mistakes);
      });
      if (keep[i]) known.push_back(found_[i].mistakes);
    }
    std::vector<Variant> fewest;
    for (size_t i = 0; i < found_.size(); ++i) {
      if (keep[i]) fewest.push_back(std::move(found_[i]));
    }
    return fewest;
  }

  StageHabits Habits::*stage_;
  std::vector<Step> steps_;
  int max_mistakes_;
  const Outcome& outcome_;
  std::vector<bool> combines_;  // Of step a and an earlier step b.
  std::vector<size_t> path_;    // The steps taken, in order.
  std::vector<Variant> found_;
};

}  // namespace

Catalogue::Catalogue(std::vector<Reading> readings)
    : readings_(std::move(readings)) {
  const auto& all = Mistakes();
  for (const Reading& reading : readings_) {
    const auto place = std::find(all.begin(), all.end(), reading.mistake);
    bits_.push_back(MistakeSet{1} << (place - all.begin()));
  }
}

Habits Catalogue::Apply(const std::vector<std::uint16_t>& readings) const {
  Habits habits;
  for (const std::uint16_t reading : readings) {
    readings_[reading].apply(habits);
  }
  return habits;
}

Explanation Catalogue::Explain(MistakeSet mistakes) const {
  Explanation explanation;
  for (size_t i = 0; i < Mistakes().size(); ++i) {
    if (mistakes >> i & 1) explanation.push_back(Mistakes()[i]);
  }
  return explanation;
}

template <typename StageHabits>
std::vector<Variant> Catalogue::Variants(
    StageHabits Habits::*stage, int max_mistakes,
    const std::function<std::string(const StageHabits&)>& outcome) const {
  const Habits standard;
  std::vector<typename Walk<StageHabits>::Step> steps;
  for (size_t i = 0; i < readings_.size(); ++i) {
    Habits changed;
    readings_[i].apply(changed);
    if (changed.*stage == standard.*stage) continue;
    steps.push_back(
        {static_cast<std::uint16_t>(i), bits_[i], &readings_[i].apply});
  }
  return Walk<StageHabits>(stage, std::move(steps), max_mistakes, outcome)
      .Run();
}

#define MDMOCK_INSTANTIATE(StageHabits)                           \
  template std::vector<Variant> Catalogue::Variants<StageHabits>( \
      StageHabits Habits::*, int,                                 \
      const std::function<std::string(const StageHabits&)>&) const
MDMOCK_INSTANTIATE(MethodHabits);
MDMOCK_INSTANTIATE(UriHabits);
MDMOCK_INSTANTIATE(ParameterHabits);
MDMOCK_INSTANTIATE(FrameHabits);
MDMOCK_INSTANTIATE(KeyHabits);
MDMOCK_INSTANTIATE(MacHabits);
MDMOCK_INSTANTIATE(OutputHabits);
#undef MDMOCK_INSTANTIATE

}  // namespace mdmock::oauth1

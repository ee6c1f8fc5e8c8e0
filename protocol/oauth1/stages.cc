#include "protocol/oauth1/stages.h"

#include <algorithm>
#include <array>
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
  using MakeOutcome = std::function<std::string(const StageHabits&)>;

  Walk(StageHabits Habits::*stage, std::vector<Step> steps, int max_mistakes,
       const MakeOutcome& outcome)
      : stage_(stage),
        steps_(std::move(steps)),
        max_mistakes_(max_mistakes),
        outcome_(outcome) {}

  std::vector<Variant> Run() {
    if (max_mistakes_ > 2 && outcome_) LeaveOutIdle();
    NoteWhatCombines();
    Visit(Habits(), 0, 0);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Variant& a, const Variant& b) {
                       return Count(a.mistakes) < Count(b.mistakes);
                     });
    return Fewest();
  }

 private:
  void NoteWhatCombines() {
    combines_.resize(steps_.size() * steps_.size());
    for (size_t a = 0; a < steps_.size(); ++a) {
      for (size_t b = 0; b < a; ++b) {
        combines_[a * steps_.size() + b] = Combine(steps_[a], steps_[b]);
      }
    }
  }

  // Many readings show nothing in a given message: no query can be left out
  // where there is none. A reading that changes the outcome neither alone nor
  // beside any other one reading is left out of the larger sets.
  void LeaveOutIdle() {
    std::vector<std::string> alone;
    for (const Step& step : steps_) alone.push_back(Outcome(step, nullptr));
    const std::string none = outcome_(StageHabits());
    std::vector<bool> shows(steps_.size());
    for (size_t a = 0; a < steps_.size(); ++a) {
      shows[a] = alone[a] != none;
    }
    for (size_t a = 0; a < steps_.size(); ++a) {
      for (size_t b = 0; b < steps_.size() && !shows[a]; ++b) {
        if (a == b || !Combine(steps_[a], steps_[b])) continue;
        shows[a] = Outcome(steps_[a], &steps_[b]) != alone[b];
      }
    }
    std::vector<Step> kept;
    for (size_t a = 0; a < steps_.size(); ++a) {
      if (shows[a]) kept.push_back(steps_[a]);
    }
    steps_ = std::move(kept);
  }

  std::string Outcome(const Step& a, const Step* b) const {
    Habits habits;
    (*a.apply)(habits);
    if (b != nullptr) (*b->apply)(habits);
    return outcome_(habits.*stage_);
  }

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
  const MakeOutcome& outcome_;
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

MistakeSet Catalogue::Shared() const {
  const Habits standard;
  std::array<MistakeSet, 7> by_stage{};
  for (size_t i = 0; i < readings_.size(); ++i) {
    Habits changed;
    readings_[i].apply(changed);
    const std::array<bool, 7> concerns{
        changed.method != standard.method,
        changed.uri != standard.uri,
        changed.parameters != standard.parameters,
        changed.frame != standard.frame,
        changed.key != standard.key,
        changed.mac != standard.mac,
        changed.output != standard.output};
    for (size_t stage = 0; stage < by_stage.size(); ++stage) {
      if (concerns[stage]) by_stage[stage] |= bits_[i];
    }
  }
  MistakeSet seen = 0;
  MistakeSet shared = 0;
  for (const MistakeSet one : by_stage) {
    shared |= seen & one;
    seen |= one;
  }
  return shared;
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

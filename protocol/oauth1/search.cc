#include "protocol/oauth1/search.h"

#include <algorithm>

namespace mdmock::oauth1 {
namespace {

// The work of one diagnosis, in bytes made and hashed. A usual request needs a
// tenth of it; one with thousands of parameters is cut short here.
constexpr size_t kMaxWork = size_t{192} << 20;

// Base strings are tried in batches of about this many bytes.
constexpr size_t kMaxBatchLen = size_t{1} << 20;

using Algorithm = MacHabits::Algorithm;

size_t CodeLength(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::kHmacSha256:
      return 32;
    case Algorithm::kHmacSha512:
      return 64;
    default:
      return 20;
  }
}

}  // namespace

const std::string& Search::Part::In(FramePartForm form) const {
  if (form == FramePartForm::kRaw) return variant_->text;
  std::string& text = forms_[static_cast<size_t>(form)];
  if (text.empty()) text = FramePart(variant_->text, form);
  return text;
}

Search::Search(const Suspect& suspect, const Catalogue& catalogue,
               const std::vector<Target>& targets)
    : suspect_(suspect),
      catalogue_(catalogue),
      targets_(targets),
      shared_(catalogue.Shared()) {}

const std::map<MistakeSet, Habits>& Search::Run(int size) {
  size_ = size;
  NoteTargets();
  MakeStages();
  for (const auto& methods : methods_) {
    const Spent by_method = Spent().With(methods);
    for (const auto& uris : uris_) {
      const Spent by_uri = by_method.With(uris);
      if (by_uri.count > size_) continue;
      for (const auto& parameters : parameters_) {
        const Spent spent = by_uri.With(parameters);
        if (spent.count > size_) continue;
        TryFrames(methods, uris, parameters, spent);
        if (cut_short_) return found_;
      }
    }
  }
  return found_;
}

void Search::NoteTargets() {
  target_at_.fill(false);
  for (const Target& target : targets_) {
    for (const Variant& output : target.outputs) {
      const int count = Count(output.mistakes);
      if (count <= size_) target_at_[static_cast<size_t>(count)] = true;
    }
  }
}

template <typename Item, typename MakeItem>
Search::Groups<Item> Search::GroupUp(const std::vector<Variant>& variants,
                                     MakeItem make_item) const {
  Groups<Item> groups;
  for (const Variant& variant : variants) {
    const MistakeSet shared = variant.mistakes & shared_;
    const int count = Count(variant.mistakes);
    auto place = std::find_if(
        groups.begin(), groups.end(), [&](const Group<Item>& group) {
          return group.shared == shared && group.count == count;
        });
    if (place == groups.end()) {
      place = groups.insert(groups.end(), {shared, count, {}});
    }
    place->items.push_back(make_item(variant));
  }
  return groups;
}

void Search::MakeStages() {
  const Message& message = suspect_.message;
  method_variants_ = catalogue_.Variants<MethodHabits>(
      &Habits::method, size_, [&](const MethodHabits& habits) {
        return SignedMethod(message, habits);
      });
  methods_ = GroupUp<const Variant*>(method_variants_,
                                     [](const Variant& one) { return &one; });
  uri_variants_ = catalogue_.Variants<UriHabits>(
      &Habits::uri, size_, [&](const UriHabits& habits) {
        return SignedUri(message, suspect_.others, habits);
      });
  const auto make_part = [](const Variant& one) { return Part(one); };
  uris_ = GroupUp<Part>(uri_variants_, make_part);
  MakeParameters();
  parameters_ = GroupUp<Part>(parameter_variants_, make_part);
  for (Group<Part>& group : parameters_) {
    // Neighbours then have more in common.
    std::sort(group.items.begin(), group.items.end(),
              [](const Part& a, const Part& b) {
                return a.variant().text < b.variant().text;
              });
  }
  frame_variants_ = catalogue_.Variants<FrameHabits>(&Habits::frame, size_, {});
  frames_ = GroupUp<Framing>(frame_variants_, [&](const Variant& one) {
    const FrameHabits habits = catalogue_.Apply(one.readings).frame;
    return Framing{&one, habits, FormsOf(habits)};
  });
  key_variants_ = catalogue_.Variants<KeyHabits>(
      &Habits::key, size_, [&](const KeyHabits& habits) {
        return SigningKey(suspect_.credentials, suspect_.previous, habits);
      });
  keys_ = GroupUp<PreparedKey>(key_variants_, [](const Variant& one) {
    return PreparedKey{&one, crypto::HmacSha1Key(one.text)};
  });
  mac_variants_ = catalogue_.Variants<MacHabits>(&Habits::mac, size_, {});
  macs_ = GroupUp<Mac>(mac_variants_, [&](const Variant& one) {
    return Mac{&one, catalogue_.Apply(one.readings).mac};
  });
}

// Parameters are what makes a request large, and there are many ways to get
// them wrong: a large request has only its single mistakes looked at.
void Search::MakeParameters() {
  const std::string right = SignedParameters(suspect_.message, {});
  constexpr size_t kLarge = 16 * 1024;
  const int max_mistakes = right.size() > kLarge ? std::min(size_, 1) : size_;
  if (max_mistakes < size_) shallow_ = true;
  parameter_variants_ = catalogue_.Variants<ParameterHabits>(
      &Habits::parameters, max_mistakes, [&](const ParameterHabits& habits) {
        return SignedParameters(suspect_.message, habits);
      });
}

void Search::TryFrames(const Group<const Variant*>& methods,
                       const Group<Part>& uris, const Group<Part>& parameters,
                       const Spent& spent) {
  for (const auto& frames : frames_) {
    const Spent with = spent.With(frames);
    if (with.count > size_) continue;
    TryContents(methods, uris, parameters, frames, with);
    if (cut_short_) return;
  }
}

void Search::TryContents(const Group<const Variant*>& methods,
                         const Group<Part>& uris, const Group<Part>& parameters,
                         const Group<Framing>& frames, const Spent& spent) {
  for (const Variant* method : methods.items) {
    for (const Part& uri : uris.items) {
      for (const Framing& frame : frames.items) {
        for (const Part& parameter : parameters.items) {
          Content& content = NextContent();
          JoinFrame(content.text, method->text, uri.In(frame.forms.uri),
                    parameter.In(frame.forms.parameters), frame.habits);
          content.chosen = {method, &uri.variant(), &parameter.variant(),
                            frame.variant};
          batched_len_ += content.text.size();
          if (!Spend(content.text.size())) return;
          if (batched_len_ > kMaxBatchLen) TryBatch(spent);
        }
      }
    }
  }
  TryBatch(spent);
}

Search::Content& Search::NextContent() {
  if (num_batched_ == batch_.size()) batch_.emplace_back();
  return batch_[num_batched_++];
}

void Search::TryBatch(const Spent& spent) {
  for (size_t i = 0; i < num_batched_; ++i) {
    batch_[i].num_alike =
        i == 0 ? 0 : crypto::NumAlike(batch_[i - 1].text, batch_[i].text);
  }
  for (const auto& macs : macs_) {
    const Spent by_mac = spent.With(macs);
    for (const auto& keys : keys_) {
      const int left = size_ - by_mac.With(keys).count;
      if (left >= 0 && target_at_[static_cast<size_t>(left)]) {
        TryGroup(macs, keys);
      }
    }
  }
  num_batched_ = 0;
  batched_len_ = 0;
}

void Search::TryGroup(const Group<Mac>& macs, const Group<PreparedKey>& keys) {
  for (const Mac& mac : macs.items) {
    const Algorithm algorithm = mac.habits.algorithm;
    const bool keyless = algorithm == Algorithm::kSha1OfBase;
    const bool wanted = std::any_of(
        targets_.begin(), targets_.end(), [&](const Target& target) {
          return target.code.size() == CodeLength(algorithm);
        });
    if (!wanted || (keyless && keys.count != 0)) continue;
    for (const PreparedKey& key : keys.items) {
      if (!Spend(batched_len_)) return;
      TryKey(mac, key);
    }
  }
}

void Search::TryKey(const Mac& mac, const PreparedKey& key) {
  crypto::HmacSha1Series series(key.hmac);
  for (size_t i = 0; i < num_batched_; ++i) {
    const Content& content = batch_[i];
    if (mac.habits.algorithm == Algorithm::kHmacSha1) {
      const crypto::Sha1Bytes code =
          series.Sign(content.text, content.num_alike);
      Compare({reinterpret_cast<const char*>(code.data()), code.size()},
              content, mac, key);
    } else {
      Compare(Code(key.variant->text, content.text, mac.habits), content, mac,
              key);
    }
  }
}

void Search::Compare(std::string_view code, const Content& content,
                     const Mac& mac, const PreparedKey& key) {
  for (const Target& target : targets_) {
    if (target.code != code) continue;
    for (const Variant& output : target.outputs) {
      std::vector<const Variant*> chosen(content.chosen.begin(),
                                         content.chosen.end());
      chosen.insert(chosen.end(), {mac.variant, key.variant, &output});
      MistakeSet mistakes = 0;
      std::vector<std::uint16_t> readings;
      for (const Variant* one : chosen) {
        mistakes |= one->mistakes;
        readings.insert(readings.end(), one->readings.begin(),
                        one->readings.end());
      }
      if (Count(mistakes) != size_) continue;
      found_.emplace(mistakes, catalogue_.Apply(readings));
    }
  }
}

bool Search::Spend(size_t bytes) {
  work_ += bytes;
  if (work_ > kMaxWork) cut_short_ = true;
  return !cut_short_;
}

}  // namespace mdmock::oauth1

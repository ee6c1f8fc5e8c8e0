#ifndef MDMOCK_PROTOCOL_OAUTH1_SEARCH_H_
#define MDMOCK_PROTOCOL_OAUTH1_SEARCH_H_

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/crypto/hmac.h"
#include "protocol/oauth1/diagnose.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/stages.h"

namespace mdmock::oauth1 {

// Target is a raw code that the received characters may stand for, and the
// mistakes in writing it down that would lead from the one to the other.
struct Target {
  std::string code;
  std::vector<Variant> outputs;  // Whose text is the received one.
};

// Search looks for all explanations of one size after the other.
//
// The outcomes of each stage are kept in groups of equal cost, so that the
// loops join whole groups and never look at what does not fit. Only mistakes
// that concern several stages can make two outcomes together cost less than
// their sum.
class Search {
 public:
  // All three must outlive the search.
  Search(const Suspect& suspect, const Catalogue& catalogue,
         const std::vector<Target>& targets);

  // Run finds every explanation of exactly `size` mistakes, and for each the
  // habits of a client that makes them.
  const std::map<MistakeSet, Habits>& Run(int size);

  // Whether nothing was left out for the size of the message.
  bool complete() const { return !cut_short_ && !shallow_; }

 private:
  // The forms of a part of the base string, made when they are first wanted.
  class Part {
   public:
    explicit Part(const Variant& variant) : variant_(&variant) {}

    const Variant& variant() const { return *variant_; }
    const std::string& In(FramePartForm form) const;

   private:
    const Variant* variant_;
    mutable std::array<std::string, kNumFramePartForms> forms_;
  };

  struct Framing {
    const Variant* variant;
    FrameHabits habits;
    FrameForms forms;
  };

  struct Mac {
    const Variant* variant;
    MacHabits habits;
  };

  struct PreparedKey {
    const Variant* variant;
    crypto::HmacSha1Key hmac;
  };

  // A base string, and what led to it.
  struct Content {
    std::string text;
    size_t num_alike = 0;  // Bytes shared with the one before it, or fewer.
    std::array<const Variant*, 4> chosen;
  };

  // Items of one stage that cost the same.
  template <typename Item>
  struct Group {
    MistakeSet shared;  // Those of its mistakes that other stages share.
    int count;
    std::vector<Item> items;
  };
  template <typename Item>
  using Groups = std::vector<Group<Item>>;

  // What was chosen in the stages before.
  struct Spent {
    MistakeSet shared = 0;
    int count = 0;

    template <typename Item>
    Spent With(const Group<Item>& group) const {
      return {shared | group.shared,
              count + group.count - Count(shared & group.shared)};
    }
  };

  template <typename Item, typename MakeItem>
  Groups<Item> GroupUp(const std::vector<Variant>& variants,
                       MakeItem make_item) const;

  void MakeStages();
  void MakeParameters();
  void NoteTargets();
  void TryFrames(const Group<const Variant*>& methods, const Group<Part>& uris,
                 const Group<Part>& parameters, const Spent& spent);
  void TryContents(const Group<const Variant*>& methods,
                   const Group<Part>& uris, const Group<Part>& parameters,
                   const Group<Framing>& frames, const Spent& spent);
  Content& NextContent();
  void TryBatch(const Spent& spent);
  void TryGroup(const Group<Mac>& macs, const Group<PreparedKey>& keys);
  void TryKey(const Mac& mac, const PreparedKey& key);
  void Compare(std::string_view code, const Content& content, const Mac& mac,
               const PreparedKey& key);
  bool Spend(size_t bytes);

  const Suspect& suspect_;
  const Catalogue& catalogue_;
  const std::vector<Target>& targets_;
  const MistakeSet shared_;  // Mistakes that concern several stages.
  int size_ = 0;

  std::vector<Variant> method_variants_;
  std::vector<Variant> uri_variants_;
  std::vector<Variant> parameter_variants_;
  std::vector<Variant> frame_variants_;
  std::vector<Variant> key_variants_;
  std::vector<Variant> mac_variants_;
  Groups<const Variant*> methods_;
  Groups<Part> uris_;
  Groups<Part> parameters_;
  Groups<Framing> frames_;
  Groups<Mac> macs_;
  Groups<PreparedKey> keys_;

  // Whether some target is left with that many mistakes to be made.
  std::array<bool, kMaxMistakes + 1> target_at_{};

  // Base strings that cost the same, to be tried together: neighbours share
  // much of the work. The memory of those tried is used again.
  std::vector<Content> batch_;
  size_t num_batched_ = 0;
  size_t batched_len_ = 0;
  std::map<MistakeSet, Habits> found_;
  size_t work_ = 0;
  bool cut_short_ = false;
  bool shallow_ = false;
};

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_SEARCH_H_

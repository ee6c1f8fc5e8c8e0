#include "protocol/oauth1/diagnose.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/hmac.h"
#include "protocol/http/percent.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/stages.h"
#include "protocol/oauth1/tell_apart.h"

namespace mdmock::oauth1 {
namespace {

// The work of one diagnosis, in bytes made and hashed. A usual request needs a
// tenth of it; one with thousands of parameters is cut short here.
constexpr size_t kMaxWork = size_t{192} << 20;

using Algorithm = MacHabits::Algorithm;
using ReadingList = std::vector<std::uint16_t>;

// Target is a raw code that the received characters may stand for, and the
// mistakes in writing it down that would lead from the one to the other.
struct Target {
  std::string code;
  std::vector<Variant> outputs;  // Whose text is the received one.
};

// What the received characters could have been before one more layer was put
// around them.
void AddPeeled(std::set<std::string>& texts, const std::string& text) {
  const auto replaced = [](std::string whole, std::string_view from,
                           std::string_view to) {
    ReplaceAll(whole, from, to);
    return whole;
  };
  texts.insert(text);
  texts.insert(http::PercentDecodeLoosely(text));
  texts.insert(replaced(text, " ", "+"));
  texts.insert(replaced(text, "\\/", "/"));
  texts.insert(replaced(text, "\\u003d", "="));
}

bool IsCodeLength(size_t length) {
  return length == 20 || length == 32 || length == 64;
}

std::set<std::string> PossibleCodes(std::string_view signature) {
  std::set<std::string> texts{std::string(signature)};
  constexpr int kMaxLayers = 5;  // Encoded twice, and each kind of escape.
  for (int layer = 0; layer < kMaxLayers; ++layer) {
    std::set<std::string> peeled;
    for (const std::string& text : texts) AddPeeled(peeled, text);
    if (peeled == texts) break;
    texts = std::move(peeled);
  }
  std::set<std::string> codes;
  const auto add = [&codes](const std::optional<std::string>& code) {
    if (code && IsCodeLength(code->size())) codes.insert(*code);
  };
  for (const std::string& text : texts) {
    add(ReadHex(text));
    const auto bytes = ReadBase64Loosely(text);
    add(bytes);
    if (bytes) add(ReadHex(*bytes));
  }
  return codes;
}

std::vector<Target> FindTargets(const Catalogue& catalogue,
                                std::string_view signature) {
  const std::string received = CanonicalText(signature);
  std::vector<Target> targets;
  // A signature is at most a few hundred characters; what is longer is none.
  if (signature.size() > 1024) return targets;
  for (const std::string& code : PossibleCodes(signature)) {
    Target target{.code = code, .outputs = {}};
    for (Variant& variant : catalogue.Variants<OutputHabits>(
             &Habits::output, kMaxMistakes, [&](const OutputHabits& habits) {
               return CanonicalText(SignatureText(code, habits));
             })) {
      if (variant.text == received)
        target.outputs.push_back(std::move(variant));
    }
    if (!target.outputs.empty()) targets.push_back(std::move(target));
  }
  return targets;
}

// A part of the base string in the forms in which it may be joined.
struct Part {
  MistakeSet mistakes;
  const ReadingList* readings;
  std::array<std::string, 5> forms;  // By FramePartForm.

  const std::string& In(FramePartForm form) const {
    return forms[static_cast<size_t>(form)];
  }
};

std::vector<Part> MakeParts(const std::vector<Variant>& variants) {
  std::vector<Part> parts;
  parts.reserve(variants.size());
  for (const Variant& variant : variants) {
    parts.push_back(
        {variant.mistakes,
         &variant.readings,
         {variant.text, FramePart(variant.text, FramePartForm::kUpperHex),
          FramePart(variant.text, FramePartForm::kLowerHex),
          FramePart(variant.text, FramePartForm::kUpperHexPlus),
          FramePart(variant.text, FramePartForm::kLowerHexPlus)}});
  }
  return parts;
}

struct Framing {
  MistakeSet mistakes;
  const ReadingList* readings;
  FrameHabits habits;
  FrameForms forms;
};

struct PreparedKey {
  MistakeSet mistakes;
  const Variant* variant;
  crypto::HmacSha1Key hmac;
};

struct Method {
  MistakeSet mistakes;
  const ReadingList* readings;
  MacHabits habits;
};

// Search is one pass over all explanations of a given size.
class Search {
 public:
  Search(const Suspect& suspect, const Catalogue& catalogue,
         const std::vector<Target>& targets)
      : suspect_(suspect), catalogue_(catalogue), targets_(targets) {}

  // Finds every explanation of exactly `size` mistakes.
  const std::map<MistakeSet, Habits>& Run(int size) {
    size_ = size;
    MakeStages();
    for (const Variant& method : methods_) {
      for (const Part& uri : uris_) {
        const MistakeSet so_far = method.mistakes | uri.mistakes;
        if (Count(so_far) > size_) continue;
        for (const Part& parameters : parameters_) {
          if (Count(so_far | parameters.mistakes) > size_) continue;
          if (cut_short_) return found_;
          TryFrames(method, uri, parameters);
        }
      }
    }
    return found_;
  }

  bool cut_short() const { return cut_short_; }

 private:
  void MakeStages() {
    const Message& message = suspect_.message;
    methods_ = catalogue_.Variants<MethodHabits>(
        &Habits::method, size_, [&](const MethodHabits& habits) {
          return SignedMethod(message, habits);
        });
    uri_variants_ = catalogue_.Variants<UriHabits>(
        &Habits::uri, size_, [&](const UriHabits& habits) {
          return SignedUri(message, suspect_.others, habits);
        });
    uris_ = MakeParts(uri_variants_);
    MakeParameters();
    frame_variants_ =
        catalogue_.Variants<FrameHabits>(&Habits::frame, size_, {});
    frames_.clear();
    for (const Variant& one : frame_variants_) {
      const FrameHabits habits = catalogue_.Apply(one.readings).frame;
      frames_.push_back({one.mistakes, &one.readings, habits, FormsOf(habits)});
    }
    key_variants_ = catalogue_.Variants<KeyHabits>(
        &Habits::key, size_, [&](const KeyHabits& habits) {
          return SigningKey(suspect_.credentials, suspect_.previous, habits);
        });
    keys_.clear();
    for (const Variant& one : key_variants_) {
      keys_.push_back({one.mistakes, &one, crypto::HmacSha1Key(one.text)});
    }
    mac_variants_ = catalogue_.Variants<MacHabits>(&Habits::mac, size_, {});
    macs_.clear();
    for (const Variant& one : mac_variants_) {
      macs_.push_back(
          {one.mistakes, &one.readings, catalogue_.Apply(one.readings).mac});
    }
  }

  // Parameters are what makes a request large, and there are many ways to get
  // them wrong: a large request has only its single mistakes looked at.
  void MakeParameters() {
    const std::string right = SignedParameters(suspect_.message, {});
    constexpr size_t kLarge = 16 * 1024;
    const int max_mistakes = right.size() > kLarge ? std::min(size_, 1) : size_;
    if (max_mistakes < size_) shallow_ = true;
    parameter_variants_ = catalogue_.Variants<ParameterHabits>(
        &Habits::parameters, max_mistakes, [&](const ParameterHabits& habits) {
          return SignedParameters(suspect_.message, habits);
        });
    parameters_ = MakeParts(parameter_variants_);
  }

  void TryFrames(const Variant& method, const Part& uri,
                 const Part& parameters) {
    const MistakeSet parts =
        method.mistakes | uri.mistakes | parameters.mistakes;
    for (const Framing& frame : frames_) {
      const MistakeSet content = parts | frame.mistakes;
      if (Count(content) > size_) continue;
      JoinFrame(base_string_, method.text, uri.In(frame.forms.uri),
                parameters.In(frame.forms.parameters), frame.habits);
      if (!Spend(base_string_.size())) return;
      content_ = {&method.readings, uri.readings, parameters.readings,
                  frame.readings};
      for (const Method& mac : macs_) {
        if (Count(content | mac.mistakes) <= size_) TryKeys(content, mac);
      }
    }
  }

  void TryKeys(MistakeSet content, const Method& mac) {
    const MistakeSet so_far = content | mac.mistakes;
    const bool keyless = mac.habits.algorithm == Algorithm::kSha1OfBase;
    for (const PreparedKey& key : keys_) {
      const MistakeSet mistakes = so_far | key.mistakes;
      const int count = Count(mistakes);
      // Variants are sorted; two mistakes may be shared between stages.
      if (Count(key.mistakes) > size_ - Count(so_far) + 2) break;
      if (count > size_) continue;
      if (keyless && key.mistakes != 0) break;
      if (!AnyTargetAt(size_ - count)) continue;
      if (!Spend(base_string_.size())) return;
      if (mac.habits.algorithm == Algorithm::kHmacSha1) {
        const crypto::Sha1Bytes code = key.hmac.Sign(base_string_);
        Compare({reinterpret_cast<const char*>(code.data()), code.size()},
                mistakes, mac, key);
      } else if (AnyTargetFor(mac.habits.algorithm)) {
        Compare(Code(key.variant->text, base_string_, mac.habits), mistakes,
                mac, key);
      }
    }
  }

  // Whether some target is reached with exactly `count` mistakes of its own.
  bool AnyTargetAt(int count) const {
    return std::any_of(
        targets_.begin(), targets_.end(), [count](const Target& target) {
          return std::any_of(target.outputs.begin(), target.outputs.end(),
                             [count](const Variant& output) {
                               return Count(output.mistakes) == count;
                             });
        });
  }

  bool AnyTargetFor(Algorithm algorithm) const {
    const size_t length = algorithm == Algorithm::kHmacSha256   ? 32
                          : algorithm == Algorithm::kHmacSha512 ? 64
                                                                : 20;
    return std::any_of(targets_.begin(), targets_.end(),
                       [length](const Target& target) {
                         return target.code.size() == length;
                       });
  }

  void Compare(std::string_view code, MistakeSet mistakes, const Method& mac,
               const PreparedKey& key) {
    for (const Target& target : targets_) {
      if (target.code != code) continue;
      for (const Variant& output : target.outputs) {
        const MistakeSet all = mistakes | output.mistakes;
        if (Count(all) != size_) continue;
        ReadingList readings = *mac.readings;
        for (const ReadingList* more : content_) {
          readings.insert(readings.end(), more->begin(), more->end());
        }
        for (const ReadingList* more :
             {&key.variant->readings, &output.readings}) {
          readings.insert(readings.end(), more->begin(), more->end());
        }
        found_.emplace(all, catalogue_.Apply(readings));
      }
    }
  }

  bool Spend(size_t bytes) {
    work_ += bytes;
    if (work_ > kMaxWork) cut_short_ = true;
    return !cut_short_;
  }

 public:
  bool complete() const { return !cut_short_ && !shallow_; }

 private:
  const Suspect& suspect_;
  const Catalogue& catalogue_;
  const std::vector<Target>& targets_;
  int size_ = 0;
  std::vector<Variant> methods_;
  std::vector<Variant> uri_variants_;
  std::vector<Variant> parameter_variants_;
  std::vector<Variant> frame_variants_;
  std::vector<Variant> key_variants_;
  std::vector<Variant> mac_variants_;
  std::vector<Part> uris_;
  std::vector<Part> parameters_;
  std::vector<Framing> frames_;
  std::vector<PreparedKey> keys_;
  std::vector<Method> macs_;
  std::string base_string_;                      // Of the innermost loop.
  std::array<const ReadingList*, 4> content_{};  // That led to it.
  std::map<MistakeSet, Habits> found_;
  size_t work_ = 0;
  bool cut_short_ = false;
  bool shallow_ = false;
};

std::string Fix(const Explanation& mistakes) {
  std::string fix;
  for (const Mistake* mistake : mistakes) {
    if (!fix.empty()) fix += "; ";
    fix += mistake->fix;
  }
  return fix;
}

std::string Proof(const Habits& habits) {
  const Habits standard;
  std::string proof;
  switch (habits.mac.algorithm) {
    case Algorithm::kHmacSha1:
      proof = "HMAC-SHA1";
      break;
    case Algorithm::kHmacSha256:
      proof = "HMAC-SHA256";
      break;
    case Algorithm::kHmacSha512:
      proof = "HMAC-SHA512";
      break;
    case Algorithm::kSha1OfBase:
      proof = "SHA-1";
      break;
    case Algorithm::kSha1OfKeyAndBase:
      proof = "SHA-1 of the key and";
      break;
    case Algorithm::kSha1OfBaseAndKey:
      proof = "SHA-1 of the key behind";
      break;
  }
  const bool keyed = proof.starts_with("HMAC");
  proof +=
      keyed || proof == "SHA-1" ? " of the string below" : " the string below";
  if (keyed) {
    proof += habits.key == standard.key
                 ? ", under the right key"
                 : ", under the key that these mistakes make";
  }
  proof += habits.output == standard.output
               ? ", is the signature received"
               : ", written as these mistakes write it, is the signature "
                 "received";
  return proof;
}

Cause Explained(const Suspect& suspect, const Catalogue& catalogue,
                const std::map<MistakeSet, Habits>& found) {
  const auto& [mistakes, habits] = *found.begin();
  Cause cause{
      .status = found.size() == 1 ? Cause::Status::kProved
                                  : Cause::Status::kAmbiguous,
      .mistakes = catalogue.Explain(mistakes),
      .equivalent = {},
      .proof = Proof(habits),
      .signed_bytes = BaseString(suspect.message, suspect.others, habits),
      .should_sign = BaseString(suspect.message),
      .fix = "",
      .tell_apart = ""};
  cause.fix = Fix(cause.mistakes);
  std::vector<Habits> explanations;
  for (const auto& [set, one] : found) {
    explanations.push_back(one);
    if (set != mistakes) cause.equivalent.push_back(catalogue.Explain(set));
  }
  if (explanations.size() > 1) {
    cause.tell_apart = TellApart(suspect, explanations);
  }
  return cause;
}

}  // namespace

Diagnosis Diagnose(const Suspect& suspect) {
  const Catalogue catalogue(
      Readings(suspect.others.size(), suspect.previous.size()));
  const std::vector<Target> targets = FindTargets(catalogue, suspect.signature);
  Search search(suspect, catalogue, targets);
  for (int size = 0; size <= kMaxMistakes && !targets.empty(); ++size) {
    const auto& found = search.Run(size);
    if (found.empty()) continue;
    if (size == 0) return {};
    return {.cause = Explained(suspect, catalogue, found)};
  }
  return {
      .cause = {.status = Cause::Status::kUnknown,
                .mistakes = {},
                .equivalent = {},
                .proof = "",
                .signed_bytes = "",
                .should_sign = BaseString(suspect.message),
                .fix = "compare the string above with the one that the client "
                       "signs, byte by byte; where they are equal, compare "
                       "the secrets",
                .tell_apart = ""},
      .cut_short = !targets.empty() && !search.complete()};
}

}  // namespace mdmock::oauth1

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
#include "protocol/http/percent.h"
#include "protocol/oauth1/search.h"
#include "protocol/oauth1/signer.h"
#include "protocol/oauth1/stages.h"
#include "protocol/oauth1/tell_apart.h"

namespace mdmock::oauth1 {
namespace {

using Algorithm = MacHabits::Algorithm;

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

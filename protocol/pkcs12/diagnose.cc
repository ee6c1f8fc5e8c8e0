#include "protocol/pkcs12/diagnose.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/pkcs12/mistakes.h"
#include "protocol/pkcs12/search.h"

namespace mdmock::pkcs12 {
namespace {

using State = Lock::State;

// A digest that was altered shares most bytes with the right one. One that
// shares none but by chance is of another password, or of other contents: which
// of the two, it does not say.
constexpr size_t kMostAltered = 2;
constexpr size_t kMostByChance = 4;

bool IsOwnPassword(const Mistake* mistake) {
  return mistake == &mistakes::kPasswordIsOtp ||
         mistake == &mistakes::kPasswordEmpty ||
         mistake == &mistakes::kPasswordAbsent ||
         mistake == &mistakes::kPasswordNotBase64;
}

// Conclusion draws from what opened what.
class Conclusion {
 public:
  Conclusion(const std::vector<Lock>& locks, const Openers& openers,
             const Announcement& announcement)
      : locks_(locks), openers_(openers), announcement_(announcement) {}

  // Whether every lock that the announced password leaves shut is opened by
  // readings of `mistake`.
  bool Explains(const Mistake* mistake) const {
    bool opens_one = false;
    for (size_t i = 0; i < locks_.size(); ++i) {
      if (locks_[i].state == State::kNotSupported) continue;
      const auto found = openers_.find(i);
      if (found == openers_.end()) return false;
      if (found->second.empty()) continue;
      if (!found->second.contains(mistake)) return false;
      opens_one = true;
    }
    return opens_one;
  }

  // Where no one mistake explains all, the MAC and the encryption part company.
  void FromParts(std::optional<size_t> mac_difference,
                 PasswordCause& cause) const {
    size_t num_shut = 0;
    size_t num_open = 0;
    bool rest_announced = Announced(announcement_).has_value();
    for (size_t i = 0; i < locks_.size(); ++i) {
      if (locks_[i].state == State::kNotSupported) continue;
      const bool open = locks_[i].state == State::kOpen;
      (open ? num_open : num_shut) += 1;
      if (locks_[i].kind == Lock::Kind::kMac) continue;
      if (!open || !openers_.at(i).empty()) rest_announced = false;
    }
    const Lock& first = locks_.front();
    const bool has_mac = first.kind == Lock::Kind::kMac;
    if (has_mac && first.state == State::kShut) {
      if (num_shut == 1 && num_open > 0 && rest_announced) {
        FromMac(first, mac_difference, cause);
      }
      return;
    }
    // The MAC holds for the bytes as they are: what stays shut was made so, and
    // is not under the MAC's password. Or each part opened under one of its
    // own.
    const bool mac_open = has_mac && first.state == State::kOpen;
    const bool proves = mac_open && !cause.cut_short && AllHaveAPassword();
    if ((num_shut > 0 && proves) || num_shut == 0) {
      cause.explanations.push_back({&mistakes::kPasswordsDiffer});
    }
  }

  // Which password opened what, by kind.
  std::string Proof() const {
    std::map<std::string, std::string> groups;
    std::string shut;
    const auto add = [](std::string& list, const std::string& one) {
      list += (list.empty() ? "" : ", ") + one;
    };
    for (size_t i = 0; i < locks_.size(); ++i) {
      const auto found = openers_.find(i);
      if (found != openers_.end()) {
        add(groups[Under(found->second)], locks_[i].where);
      } else if (locks_[i].state == State::kShut) {
        add(shut, locks_[i].where);
      }
    }
    std::string proof;
    for (const auto& [under, list] : groups) {
      proof += fmt::format("{}under {} opens: {}", proof.empty() ? "" : "; ",
                           under, list);
    }
    if (!shut.empty()) {
      proof += fmt::format("{}under none that was tried: {}",
                           proof.empty() ? "" : "; ", shut);
    }
    return proof;
  }

 private:
  std::string Under(const Readings& readings) const {
    const std::string_view announced = AnnouncedKind(announcement_);
    if (readings.empty()) return std::string(announced);
    const auto& [mistake, says] = *readings.begin();
    if (IsOwnPassword(mistake)) return std::string(says);
    return fmt::format("{} ({})", announced, says);
  }

  // Whether each shut part has a length that its cipher gives at all.
  bool AllHaveAPassword() const {
    return std::none_of(locks_.begin(), locks_.end(), [](const Lock& lock) {
      return lock.state == State::kShut && lock.cut_ciphertext;
    });
  }

  static void FromMac(const Lock& mac, std::optional<size_t> difference,
                      PasswordCause& cause) {
    if (difference && *difference <= kMostAltered) {
      cause.explanations.push_back({&mistakes::kMacAltered});
      return;
    }
    cause.only_mac_shut = true;
    const bool shares_none =
        difference && *difference + kMostByChance >= mac.digest_len;
    if (cause.cut_short || !shares_none) return;
    cause.explanations.push_back({&mistakes::kPasswordsDiffer});
    cause.explanations.push_back({&mistakes::kMacAltered});
  }

  const std::vector<Lock>& locks_;
  const Openers& openers_;
  const Announcement& announcement_;
};

std::vector<const Mistake*> InOrder(const std::vector<Candidate>& candidates) {
  std::vector<const Mistake*> order;
  for (const Candidate& one : candidates) {
    if (std::find(order.begin(), order.end(), one.mistake) == order.end()) {
      order.push_back(one.mistake);
    }
  }
  return order;
}

bool IsPrintable(std::string_view text) {
  return IsUtf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

// A password that base64 leaves as bytes nobody types was hardly meant so.
void PreferLikelier(const Announcement& announcement, PasswordCause& cause) {
  if (!announcement.password || IsPrintable(*announcement.password)) return;
  std::stable_partition(cause.explanations.begin(), cause.explanations.end(),
                        [](const Explanation& one) {
                          return one.front() == &mistakes::kPasswordNotBase64;
                        });
}

}  // namespace

PasswordCause Diagnose(Opener& opener, const Announcement& announcement,
                       Budget& budget) {
  PasswordCause cause;
  const SearchOutcome found = SearchLocks(opener, announcement, budget);
  const Openers& openers = found.openers;
  cause.cut_short = budget.cut_short();
  cause.parts_differ = !found.one_password;
  const std::vector<Lock>& locks = opener.locks();
  const bool all_announced =
      std::all_of(openers.begin(), openers.end(),
                  [](const auto& one) { return one.second.empty(); });
  const bool any_shut =
      std::any_of(locks.begin(), locks.end(),
                  [](const Lock& lock) { return lock.state == State::kShut; });
  if (!opener.too_costly().empty() || (all_announced && !any_shut)) {
    return cause;
  }
  const Conclusion conclusion(locks, openers, announcement);
  for (const Mistake* mistake : InOrder(found.candidates)) {
    if (conclusion.Explains(mistake)) cause.explanations.push_back({mistake});
  }
  if (cause.explanations.empty()) {
    conclusion.FromParts(found.mac_difference, cause);
  }
  PreferLikelier(announcement, cause);
  cause.proof = conclusion.Proof();
  cause.status = cause.explanations.empty()       ? Cause::Status::kUnknown
                 : cause.explanations.size() == 1 ? Cause::Status::kProved
                                                  : Cause::Status::kAmbiguous;
  return cause;
}

}  // namespace mdmock::pkcs12

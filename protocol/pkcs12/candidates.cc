#include "protocol/pkcs12/candidates.h"

#include <algorithm>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/pkcs12/mistakes.h"
#include "protocol/pkcs12/password_recipes.h"

namespace mdmock::pkcs12 {
namespace {

namespace m = mistakes;

using Text = std::optional<std::string>;
using Made = std::optional<Password>;

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Made As(const Text& text) {
  if (!text) return std::nullopt;
  return PasswordOf(*text);
}

constexpr std::string_view kOtpSays = "the one-time password";
constexpr std::string_view kPlainSays = "the text of decryptionPassword";
constexpr std::string_view kPatternSays =
    "in another pattern of small letters and capitals, where trying all takes "
    "at most 5,000,000 hash iterations";

// The bytes that the readings start from; nothing where none are announced.
Text Base(const Announcement& announcement) {
  if (announcement.password) return announcement.password;
  if (announcement.password_text) return std::nullopt;
  return announcement.otp;
}

class Collector {
 public:
  explicit Collector(const Announcement& announcement)
      : announced_(Announced(announcement)) {}

  void Add(const Mistake* mistake, std::string_view says,
           const Made& password) {
    if (!password || password == announced_) return;
    const bool known =
        std::any_of(all_.begin(), all_.end(), [&](const Candidate& one) {
          return one.mistake == mistake && one.password == *password;
        });
    if (!known) all_.push_back({mistake, says, *password});
  }

  std::vector<Candidate> Take() && { return std::move(all_); }

 private:
  std::optional<Password> announced_;
  std::vector<Candidate> all_;
};

}  // namespace

std::optional<Password> Announced(const Announcement& announcement) {
  if (announcement.password) return PasswordOf(*announcement.password);
  if (announcement.password_text) return std::nullopt;
  if (announcement.otp) return PasswordOf(*announcement.otp);
  return NoPassword();
}

std::string_view AnnouncedKind(const Announcement& announcement) {
  if (announcement.password || announcement.password_text) {
    return "the announced password";
  }
  return announcement.otp ? "the one-time password" : "no password";
}

std::vector<Candidate> Candidates(const Announcement& announcement) {
  Collector found(announcement);
  const Text base = Base(announcement);
  if (announcement.password_text) {
    const Text& text = announcement.password_text;
    // Text that is base64 may have been put there for either reason. What only
    // a lenient reader takes for base64 was hardly made by an encoder.
    if (announcement.password && ReadBase64(*text)) {
      found.Add(&m::kPasswordStillBase64, "its base64, as announced", As(text));
    }
    found.Add(&m::kPasswordNotBase64, kPlainSays, As(text));
  }
  if (announcement.otp && base != announcement.otp) {
    found.Add(&m::kPasswordIsOtp, kOtpSays, As(announcement.otp));
  }
  const bool of_plain_text =
      announcement.password_text && !ReadBase64(*announcement.password_text);
  for (const PasswordRecipe& recipe : PasswordRecipes()) {
    const bool of_nothing = recipe.mistake == &m::kPasswordEmpty ||
                            recipe.mistake == &m::kPasswordAbsent;
    if (!base && !of_nothing) continue;
    // Of the empty password only its two forms are left.
    if (base && base->empty() && !of_nothing) continue;
    const Made made = recipe.make(base.value_or(std::string()));
    if (of_plain_text && recipe.mistake == &m::kPasswordStillBase64 &&
        made == As(announcement.password_text)) {
      continue;
    }
    found.Add(recipe.mistake, recipe.says, made);
  }
  return std::move(found).Take();
}

std::vector<Candidate> CasePatterns(const Announcement& announcement) {
  constexpr size_t kMostLetters = 12;
  const Text base = Base(announcement);
  std::vector<Candidate> all;
  if (!base) return all;
  std::vector<size_t> letters;
  for (size_t at = 0; at < base->size(); ++at) {
    if (IsLetter((*base)[at])) letters.push_back(at);
  }
  if (letters.empty() || letters.size() > kMostLetters) return all;
  for (size_t pattern = 1; pattern < size_t{1} << letters.size(); ++pattern) {
    std::string text = *base;
    for (size_t i = 0; i < letters.size(); ++i) {
      if ((pattern >> i & 1) != 0)
        text[letters[i]] = static_cast<char>(text[letters[i]] ^ 0x20);
    }
    all.push_back({&m::kPasswordOtherCase, kPatternSays, PasswordOf(text)});
  }
  return all;
}

std::vector<PasswordReading> PasswordReadings() {
  std::vector<PasswordReading> all;
  for (const PasswordRecipe& recipe : PasswordRecipes()) {
    all.push_back({recipe.mistake, recipe.says});
  }
  all.push_back({&m::kPasswordOtherCase, kPatternSays});
  all.push_back({&m::kPasswordIsOtp, kOtpSays});
  all.push_back({&m::kPasswordNotBase64, kPlainSays});
  return all;
}

}  // namespace mdmock::pkcs12

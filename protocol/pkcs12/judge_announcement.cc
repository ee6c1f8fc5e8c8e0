#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "protocol/pkcs12/judge.h"
#include "protocol/pkcs12/rules.h"

namespace mdmock::pkcs12 {
namespace {

constexpr double kLeastBits = 64;

bool IsPrintableAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F; });
}

// How many bits a random password of these characters would have: an upper
// bound, since nobody sees how it was made.
double Bits(std::string_view text) {
  const auto has = [&](auto is) {
    return std::any_of(text.begin(), text.end(), is);
  };
  int letters = 0;
  if (has([](char c) { return c >= '0' && c <= '9'; })) letters += 10;
  if (has([](char c) { return c >= 'a' && c <= 'z'; })) letters += 26;
  if (has([](char c) { return c >= 'A' && c <= 'Z'; })) letters += 26;
  if (has([](char c) {
        return !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
               !(c >= 'A' && c <= 'Z');
      })) {
    letters += 33;
  }
  if (letters == 0) return 0;
  return static_cast<double>(text.size()) * std::log2(letters);
}

void JudgeStrength(const std::string& password,
                   const std::vector<std::string>& earlier, Verdict& verdict) {
  const bool again =
      std::find(earlier.begin(), earlier.end(), password) != earlier.end();
  const double bits = Bits(password);
  if (!again && bits >= kLeastBits) return;
  verdict.Add({.rule = &rules::kPasswordStrength,
               .where = "decryptionPassword",
               .expected = "a new password of 64 bits or more",
               .actual = again ? "the password of an earlier file"
                               : fmt::format("at most {:.0f} bits", bits)});
}

}  // namespace

void JudgeAnnouncement(const Announcement& announcement, const Opener& opener,
                       const Settings& settings, Verdict& verdict) {
  const auto& given =
      announcement.password ? announcement.password : announcement.otp;
  const std::string where(AnnouncedKind(announcement));
  if (opener.locks().empty() && given) {
    verdict.Add({.rule = &rules::kWrongPasswordRefused,
                 .where = "the file",
                 .expected = "a MAC, or encryption, under the password",
                 .actual = "neither: any password opens it"});
  }
  if (given && given->empty()) {
    verdict.Add({.rule = &rules::kPasswordNonempty,
                 .where = where,
                 .expected = "a password",
                 .actual = "the empty password"});
  }
  if (given && !IsPrintableAscii(*given)) {
    verdict.Add({.rule = &rules::kPasswordAscii,
                 .where = where,
                 .expected = "printable ASCII",
                 .actual = "other characters"});
  }
  if (announcement.password && announcement.password == announcement.otp) {
    verdict.Add({.rule = &rules::kRedundantPassword,
                 .where = where,
                 .expected = "none needed",
                 .actual = "the one-time password"});
  } else if (announcement.password && !announcement.password->empty()) {
    JudgeStrength(*announcement.password, settings.earlier_passwords, verdict);
  }
}

}  // namespace mdmock::pkcs12

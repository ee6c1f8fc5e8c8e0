#include "protocol/cms/cmsurl_payload.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_header_rules.h"

namespace mdmock::cms {
namespace {

constexpr int kMaxLayers = 4;
constexpr std::string_view kWhite = " \t\r\n";
constexpr std::string_view kSequenceTag = "\x30";

bool IsWhite(char c) { return kWhite.find(c) != std::string_view::npos; }

bool IsText(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) {
    return IsWhite(c) || (c >= 0x20 && c < 0x7F);
  });
}

std::string Without(std::string_view text, std::string_view characters) {
  std::string kept;
  for (const char c : text) {
    if (characters.find(c) == std::string_view::npos) kept += c;
  }
  return kept;
}

bool IsTemplate(std::string_view text) {
  constexpr std::array<std::string_view, 4> kNothing{"none", "null",
                                                     "undefined", "nil"};
  if (text.find_first_of("{}<>$") != std::string_view::npos) return true;
  if (text.find("%s") != std::string_view::npos) return true;
  return std::any_of(
      kNothing.begin(), kNothing.end(),
      [&](std::string_view word) { return EqualsIgnoreCase(text, word); });
}

// What was meant by digits, with 0x before or colons between.
std::optional<std::string> ReadDigits(std::string_view text) {
  std::string digits = Without(text, " \t\r\n:");
  if (digits.starts_with("0x") || digits.starts_with("0X")) digits.erase(0, 2);
  if (!digits.starts_with("30")) return std::nullopt;
  return ReadHex(digits);
}

// Peeler takes one layer after the other off.
class Peeler {
 public:
  Peeler(std::string_view text, size_t offset, std::vector<Finding>& findings)
      : text_(text), offset_(offset), findings_(findings) {}

  std::string Run() {
    for (int layer = 0; layer < kMaxLayers; ++layer) {
      if (!IsText(text_)) {
        if (!outermost_) break;
        const size_t bad = FirstForeign(text_);
        Add(rules::kBase64Syntax, bad, "base64 to the end",
            Printable(std::string_view(text_).substr(bad, 12)));
        return "";
      }
      const Step step = Peel();
      if (step == Step::kNothing) return "";
      if (step == Step::kCore) break;
      outermost_ = false;
    }
    if (text_.empty()) {
      Add(rules::kMessageMissing, 0, "the message in base64", "nothing");
    }
    return text_;
  }

 private:
  void Add(const Rule& rule, size_t at, std::string expected,
           std::string actual) {
    findings_.push_back({&rule,
                         fmt::format("Authorization, byte {}", offset_ + at),
                         std::move(expected), std::move(actual)});
  }

  enum class Step {
    kPeeled,   // Look again.
    kCore,     // What is left is what there is.
    kNothing,  // There is no message in this.
  };

  Step Peel() {
    const size_t armour = text_.find("-----BEGIN ");
    if (armour != std::string::npos) return TakeArmourOff(armour);
    if (IsTemplate(text_)) {
      Add(rules::kTemplateUnfilled, 0, "the message in base64",
          Printable(text_, 80));
      return Step::kNothing;
    }
    if (auto bytes = ReadDigits(text_)) {
      Add(rules::kHex, 0, "base64: MII…", Printable(text_.substr(0, 24)));
      text_ = std::move(*bytes);
      return Step::kPeeled;
    }
    return Decode();
  }

  Step TakeArmourOff(size_t at) {
    if (text_.find("PRIVATE KEY-----") != std::string::npos) {
      Add(rules::kPrivateKeySent, at, "a signed message", "a private key");
      return Step::kNothing;
    }
    Add(rules::kPemArmour, at, "base64: MII…",
        Printable(text_.substr(at, 24)) + "…");
    size_t begin = text_.find("-----", at + 5);
    begin = begin == std::string::npos ? text_.size() : begin + 5;
    const size_t end = text_.find("-----END", begin);
    auto bytes =
        ReadBase64Loosely(std::string_view(text_).substr(begin, end - begin));
    if (!bytes) {
      Add(rules::kBase64Syntax, begin, "base64 between the lines",
          "something else");
      return Step::kNothing;
    }
    text_ = std::move(*bytes);
    return Step::kPeeled;
  }

  Step Decode() {
    if (!outermost_) return DecodeAgain();
    std::string digits = text_;
    const bool had_rubbish = TakeRubbishOff(digits);
    const std::string stripped = Without(digits, kWhite);
    if (stripped.size() != digits.size()) {
      Add(rules::kBase64Wrapped, digits.find_first_of(kWhite),
          "one line without blanks", WhiteSpaceIn(digits));
    }
    const std::string standard = ToStandard(stripped);
    auto bytes = ReadBase64Loosely(standard);
    if (!bytes) {
      if (had_rubbish) return Step::kNothing;  // One finding of one kind.
      const size_t bad = FirstForeign(digits);
      Add(rules::kBase64Syntax, bad, "base64 to the end",
          bad == digits.size()
              ? fmt::format("{} digits", stripped.size())
              : Printable(std::string_view(digits).substr(bad, 12)));
      return Step::kNothing;
    }
    CheckEnd(standard);
    text_ = std::move(*bytes);
    return Step::kPeeled;
  }

  // Text inside base64 is base64 once more only where that leads somewhere.
  Step DecodeAgain() {
    auto bytes = ReadBase64Loosely(text_);
    if (!bytes || !bytes->starts_with(kSequenceTag)) return Step::kCore;
    Add(rules::kBase64Twice, 0, "the message in base64", "base64 of base64");
    text_ = std::move(*bytes);
    return Step::kPeeled;
  }

  // Quotes that were to stay in the program, line ends that were escaped, and
  // how Python prints bytes. Whether there was any.
  bool TakeRubbishOff(std::string& digits) {
    const std::string before = digits;
    if (digits.starts_with("b'") || digits.starts_with("b\"")) {
      digits.erase(0, 1);
    }
    for (const std::string_view line_end :
         {"%0D%0A", "%0d%0a", "%0A", "%0a", "\\r\\n", "\\n"}) {
      ReplaceAll(digits, line_end, "");
    }
    digits = std::string(Trim(digits, "\"'`,;"));
    if (digits == before) return false;
    const bool is_repr = before.starts_with("b'") || before.starts_with("b\"");
    const size_t at = is_repr ? 0 : FirstForeign(before);
    Add(rules::kBase64Syntax, at, "base64 and nothing else",
        Printable(std::string_view(before).substr(at, 12)) +
            (is_repr ? "…, as Python prints bytes" : ""));
    return true;
  }

  std::string ToStandard(const std::string& digits) {
    std::string standard = digits;
    std::replace(standard.begin(), standard.end(), '-', '+');
    std::replace(standard.begin(), standard.end(), '_', '/');
    if (standard != digits) {
      const size_t at = text_.find_first_of("-_");
      Add(rules::kBase64Url, at == std::string::npos ? 0 : at, "+ and /",
          "- and _");
    }
    return standard;
  }

  // Padding and the bits before it.
  void CheckEnd(const std::string& digits) {
    const size_t num_digits =
        digits.find_last_not_of('=') + 1;  // npos + 1 is 0.
    const size_t padding = digits.size() - num_digits;
    const size_t wanted = (4 - num_digits % 4) % 4;
    if (padding < wanted) {
      Add(rules::kBase64Unpadded, text_.size(),
          fmt::format("{} = at the end", wanted), std::to_string(padding));
    } else if (padding > wanted) {
      Add(rules::kBase64Syntax, text_.size(),
          fmt::format("{} = at the end", wanted), std::to_string(padding));
    }
    const std::string whole =
        digits.substr(0, num_digits) + std::string(wanted, '=');
    if (!ReadBase64(whole)) {
      Add(rules::kBase64Bits, text_.size(), "unused bits that are zero",
          whole.substr(whole.size() - 4));
    }
  }

  static size_t FirstForeign(const std::string& text) {
    for (size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      const bool alphanumeric = (c >= 'a' && c <= 'z') ||
                                (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9');
      if (!alphanumeric && !IsWhite(c) &&
          std::string_view("+/-_=").find(c) == std::string_view::npos) {
        return at;
      }
    }
    return text.size();
  }

  static std::string WhiteSpaceIn(const std::string& text) {
    size_t count = 0;
    for (size_t at = 0; at < text.size(); ++at) {
      count += IsWhite(text[at]) && (at == 0 || !IsWhite(text[at - 1]));
    }
    return fmt::format("white space in {} place{}", count,
                       count == 1 ? "" : "s");
  }

  std::string text_;
  size_t offset_;
  std::vector<Finding>& findings_;
  bool outermost_ = true;
};

}  // namespace

std::string ReadPayload(std::string_view text, size_t offset,
                        std::vector<Finding>& findings) {
  if (text.empty()) {
    findings.push_back({&rules::kMessageMissing,
                        fmt::format("Authorization, byte {}", offset),
                        "the message in base64", "nothing"});
    return "";
  }
  // The way of those who do it right.
  if (text.starts_with('M')) {
    auto bytes = ReadBase64(text);
    if (bytes && bytes->starts_with(kSequenceTag) && !IsText(*bytes)) {
      return std::move(*bytes);
    }
  }
  return Peeler(text, offset, findings).Run();
}

}  // namespace mdmock::cms

#include "protocol/cms/cmsurl_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_header_rules.h"
#include "protocol/cms/cmsurl_payload.h"

namespace mdmock::cms {
namespace {

constexpr size_t kLong = 8 * 1024;
constexpr size_t kTooLong = 128 * 1024;
constexpr std::string_view kBlanks = " \t";

// Quotation marks that word processors and web pages make of ` and ', in UTF-8
// and in the one-byte sets of Windows and ISO 8859-1.
constexpr std::array<std::string_view, 17> kTypographic{"\u2018",
                                                        "\u2019",
                                                        "\u201A",
                                                        "\u201B",
                                                        "\u2032",
                                                        "\u2035",
                                                        "\u00B4",
                                                        "\u02B9",
                                                        "\u02BB",
                                                        "\u02BC",
                                                        "\u02CB",
                                                        "\uFF07",
                                                        "\uFF40",
                                                        "\x91",
                                                        "\x92",
                                                        "\xB4",
                                                        "\u00E2\u20AC\u2122"};

// Whether a message may begin with `c`: base64 or hexadecimal of a SEQUENCE,
// armour, a quote or a placeholder.
bool BeginsMessage(char c) {
  return std::string_view("M3-\"{<$%").find(c) != std::string_view::npos;
}

// HeaderReader goes through the value from left to right.
class HeaderReader {
 public:
  HeaderReader(std::string_view value, const HeaderOptions& options)
      : value_(value), options_(options) {}

  CmsUrlHeader Run() {
    if (value_.size() > kTooLong) {
      Add(rules::kHeaderTooLong, "at most 128 KiB",
          fmt::format("{} bytes", value_.size()));
      return std::move(header_);
    }
    if (!ReadScheme()) return std::move(header_);
    if (value_.size() > kLong) {
      Add(rules::kHeaderLong, "less than 8 KiB",
          fmt::format("{} bytes", value_.size()));
    }
    ReadSeparator();
    header_.message = ReadPayload(value_.substr(at_), at_, header_.findings);
    return std::move(header_);
  }

 private:
  void Add(const Rule& rule, std::string expected, std::string actual) {
    header_.findings.push_back({&rule,
                                fmt::format("Authorization, byte {}", at_),
                                std::move(expected), std::move(actual)});
  }

  std::string_view rest() const { return value_.substr(at_); }
  bool AtEnd() const { return at_ == value_.size(); }

  size_t SkipBlanks() {
    const size_t start = at_;
    at_ = std::min(value_.find_first_not_of(kBlanks, at_), value_.size());
    return at_ - start;
  }

  bool ReadScheme() {
    for (const auto& [name, scheme] :
         {std::pair<std::string_view, Scheme>{"CMSURL", Scheme::kCmsUrl},
          {"CMS", Scheme::kCms}}) {
      const std::string_view written = value_.substr(0, name.size());
      if (!EqualsIgnoreCase(written, name)) continue;
      const std::string_view after = value_.substr(name.size());
      const bool ends =
          after.empty() || after.front() == '1' ||
          BeginsMessage(after.front()) ||
          !((after.front() | 0x20) >= 'a' && (after.front() | 0x20) <= 'z');
      if (!ends) break;
      if (written != name) {
        Add(rules::kSchemeCase, std::string(name), std::string(written));
      }
      header_.scheme = scheme;
      at_ = name.size();
      return true;
    }
    Add(rules::kAuthorizationScheme, "CMSURL`1 and the message", Beginning());
    return false;
  }

  // What stands in the scheme's place may be a password or half a token: no
  // more of it than tells what it is.
  std::string Beginning() const {
    constexpr size_t kMaxLength = 8;
    const size_t length =
        std::min(value_.find_first_of(kBlanks), value_.size());
    return Printable(
        value_.substr(0, length),
        length < value_.size() ? kMaxLength : std::min(kMaxLength, length / 2));
  }

  void ReadSeparator() {
    const size_t blanks = SkipBlanks();
    const std::string_view text = rest();
    if (text.empty()) return;
    const size_t length = SeparatorLength(text);
    if (length == 0) {
      Add(rules::kSeparatorMissing, "`1 behind the scheme",
          Printable(text.substr(0, 12)));
      if (text.front() == '1') {
        ++at_;
        ReadBlank();
      }
      return;
    }
    if (blanks != 0) {
      Add(rules::kSeparatorSpaceBefore, "the separator behind the scheme",
          fmt::format("{} {}", blanks, blanks == 1 ? "blank" : "blanks"));
    }
    CheckSeparator(text.substr(0, length));
    at_ += length;
    if (!rest().starts_with('1')) {
      const size_t other_len = LengthInPlaceOfOne(rest());
      Add(rules::kSeparatorOther, "1 behind the separator",
          Printable(other_len == 0 ? rest().substr(0, 12)
                                   : Trim(rest().substr(0, other_len))));
      at_ += other_len;
      return;
    }
    ++at_;
    ReadBlank();
  }

  // The bytes of what stands in the separator's place; 0 where it is missing.
  static size_t SeparatorLength(std::string_view text) {
    if (text.front() == '`' || text.front() == '\'') return 1;
    for (const std::string_view mark : kTypographic) {
      if (text.starts_with(mark)) return mark.size();
    }
    // Anything short before a 1: "\`1", "&#96;1".
    constexpr size_t kMaxLength = 8;
    const size_t one = text.find("1 ");
    const bool message = text.front() != '"' && BeginsMessage(text.front());
    return message || one > kMaxLength ? 0 : one;
  }

  // The bytes that stand before the message in the place of "1 ", like "2 " or
  // a second separator; 0 where none do.
  static size_t LengthInPlaceOfOne(std::string_view text) {
    constexpr size_t kMaxLength = 8;
    size_t length = 0;
    while (length < text.size() && !BeginsMessage(text[length])) ++length;
    return length <= kMaxLength ? length : 0;
  }

  void CheckSeparator(std::string_view mark) {
    const bool backtick = mark == "`";
    if (!backtick && mark != "'") {
      const bool typographic =
          std::find(kTypographic.begin(), kTypographic.end(), mark) !=
          kTypographic.end();
      Add(typographic ? rules::kSeparatorTypographic : rules::kSeparatorOther,
          "` or '", Printable(mark));
      return;
    }
    const Separator separator =
        backtick ? Separator::kBacktick : Separator::kApostrophe;
    if (options_.separator && *options_.separator != separator) {
      Add(rules::kSeparatorOther, backtick ? "'" : "`", std::string(mark));
    }
  }

  void ReadBlank() {
    if (AtEnd()) return;
    const size_t start = at_;
    const size_t blanks = SkipBlanks();
    if (blanks == 0) {
      Add(rules::kSeparatorSpaceMissing, "a blank behind the 1",
          Printable(rest().substr(0, 12)));
    } else if (blanks > 1 || value_[start] != ' ') {
      Add(rules::kSeparatorSpaces, "one blank",
          blanks == 1 ? std::string("a tab")
                      : fmt::format("{} of them", blanks));
    }
  }

  std::string_view value_;
  const HeaderOptions& options_;
  size_t at_ = 0;
  CmsUrlHeader header_;
};

}  // namespace

CmsUrlHeader ReadCmsUrlHeader(std::string_view value,
                              const HeaderOptions& options) {
  return HeaderReader(value, options).Run();
}

}  // namespace mdmock::cms

#include "protocol/token/armour.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::token {
namespace {

constexpr size_t kColumns = 76;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kPemBegin = "-----BEGIN ";

// Lines gives lines without their ends; it knows how many it has given.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  bool AtEnd() const { return at_ >= text_.size(); }
  size_t number() const { return number_; }

  std::string_view Peek() const {
    std::string_view line = text_.substr(at_, Length());
    while (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  std::string_view Next() {
    const std::string_view line = Peek();
    at_ = std::min(text_.size(), at_ + Length() + 1);
    ++number_;
    return line;
  }

 private:
  size_t Length() const {
    const size_t end = text_.find('\n', at_);
    return (end == std::string_view::npos ? text_.size() : end) - at_;
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t number_ = 0;  // Of the line given last, from 1.
};

bool IsBase64Character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '+' || c == '/';
}

bool IsBlank(std::string_view line) { return Trim(line).empty(); }

// A header line's name, or nothing.
std::optional<std::string_view> HeaderName(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view name = Trim(line.substr(0, colon));
  const bool good = std::all_of(name.begin(), name.end(), [](char c) {
    return c == '-' || (IsBase64Character(c) && c != '+' && c != '/');
  });
  return good && !name.empty() ? std::optional(name) : std::nullopt;
}

// Text begins with printable ASCII; a binary message's second or third byte is
// something else.
bool LooksLikeText(std::string_view file) {
  constexpr size_t kSniffed = 32;
  const std::string_view start = file.substr(0, kSniffed);
  return std::all_of(start.begin(), start.end(), [](char c) {
    return (c >= ' ' && c <= '~') || c == '\t' || c == '\r' || c == '\n';
  });
}

void ReadHeaders(Lines& lines, Armour& armour) {
  while (!lines.AtEnd()) {
    const std::string_view line = lines.Peek();
    const bool folded = line.starts_with(' ') || line.starts_with('\t');
    if (IsBlank(line)) {
      lines.Next();
      return;
    }
    if (folded && !armour.headers.empty()) {
      Armour::Header& last = armour.headers.back();
      last.value.append(" ").append(Trim(lines.Next()));
      last.folded = true;
      continue;
    }
    const auto name = HeaderName(line);
    if (!name) return;  // The blank line got lost; here the base64 begins.
    lines.Next();
    armour.headers.push_back(
        {.name = std::string(*name),
         .value = std::string(Trim(line.substr(line.find(':') + 1)))});
  }
}

// Base64Body gathers digits line by line, and notes the first thing that does
// not belong.
class Base64Body {
 public:
  explicit Base64Body(Armour& armour) : armour_(armour) {}

  void Take(std::string_view line, size_t number) {
    if (IsBlank(line)) return;
    NoteLength(Trim(line).size(), number);
    for (size_t column = 0; column < line.size(); ++column) {
      const char c = line[column];
      if (c == ' ' || c == '\t') continue;
      ++armour_.num_characters;
      if (!armour_.damage.empty()) continue;
      if (c == '=') {
        ++num_padding_;
      } else if (!IsBase64Character(c)) {
        Damage(number, column,
               fmt::format("'{}' is no base64", Printable({&line[column], 1})));
      } else if (num_padding_ > 0) {
        Damage(number, column, "more base64 follows its final '='");
      } else {
        digits_ += c;
      }
    }
  }

  void Finish() {
    const size_t left = digits_.size() % 4;
    if (armour_.damage.empty() && left == 1) {
      armour_.damage_where = "the end";
      armour_.damage = fmt::format(
          "{} characters, of which one is left over from groups of four",
          digits_.size());
    }
    const size_t padding = left == 0 ? 0 : 4 - left;
    if (armour_.damage.empty() && num_padding_ > padding) {
      armour_.damage_where = "the end";
      armour_.damage =
          fmt::format("{} '=' where {} belong", num_padding_, padding);
    }
    armour_.unpadded = armour_.damage.empty() && num_padding_ < padding;
    if (!armour_.damage.empty()) digits_.resize(digits_.size() - left);
    armour_.bytes = ReadBase64Loosely(digits_).value_or("");
  }

 private:
  void Damage(size_t line, size_t column, std::string what) {
    armour_.damage_where = fmt::format("line {}, column {}", line, column + 1);
    armour_.damage = std::move(what);
  }

  // All lines but the last are as long as the first.
  void NoteLength(size_t length, size_t number) {
    if (first_len_ == 0) first_len_ = length;
    if (odd_len_ != 0 && armour_.uneven.empty()) {
      armour_.uneven = fmt::format("line {} has {} characters, and others {}",
                                   odd_line_, odd_len_, first_len_);
    }
    if (length != first_len_ && odd_len_ == 0) {
      odd_len_ = length;
      odd_line_ = number;
    }
  }

  Armour& armour_;
  std::string digits_;
  size_t num_padding_ = 0;
  size_t first_len_ = 0;
  size_t odd_len_ = 0;
  size_t odd_line_ = 0;
};

}  // namespace

std::string_view Armour::Value(std::string_view name) const {
  for (const Header& header : headers) {
    if (EqualsIgnoreCase(header.name, name)) return header.value;
  }
  return "";
}

Armour ReadArmour(std::string_view file) {
  Armour armour;
  if (file.starts_with(kByteOrderMark)) {
    file.remove_prefix(kByteOrderMark.size());
  }
  if (!LooksLikeText(file)) {
    armour.bytes = file;
    return armour;
  }
  Lines lines(file);
  while (!lines.AtEnd() && IsBlank(lines.Peek())) lines.Next();
  armour.kind = Armour::Kind::kBase64;
  if (lines.Peek().starts_with(kPemBegin)) {
    armour.kind = Armour::Kind::kPem;
    armour.label = Trim(lines.Next().substr(kPemBegin.size()), "- ");
  } else if (HeaderName(lines.Peek())) {
    armour.kind = Armour::Kind::kMime;
    ReadHeaders(lines, armour);
  }
  Base64Body body(armour);
  while (!lines.AtEnd()) {
    const std::string_view line = lines.Next();
    if (armour.kind == Armour::Kind::kPem && line.starts_with("-----END"))
      break;
    body.Take(line, lines.number());
  }
  body.Finish();
  return armour;
}

std::string MakeArmour(std::string_view message) {
  std::string file =
      "Content-Type: application/pkcs7-mime; name=\"smime.p7m\"; "
      "smime-type=enveloped-data\r\n"
      "Content-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n"
      "Content-Description: S/MIME Encrypted Message\r\n"
      "\r\n";
  const std::string base64 = Base64(message);
  for (size_t at = 0; at < base64.size(); at += kColumns) {
    file.append(base64, at, kColumns).append("\r\n");
  }
  return file;
}

}  // namespace mdmock::token

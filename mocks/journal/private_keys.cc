#include "mocks/journal/private_keys.h"

#include <algorithm>
#include <cstddef>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/verdict/plain_text.h"

namespace mdmock::journal {
namespace {

constexpr std::string_view kShown = "[private key]";

// Of plain text, where dashes are blanks.
constexpr std::string_view kDashes = "     ";
constexpr std::string_view kKey = "PRIVATE KEY     ";

constexpr size_t kMaxLabel = 40;
constexpr size_t kShortestRun = 48;

// Pieces are in plain text; the text around them stays as it was written.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text), plain_(text) {}

  const std::string& bytes() const { return plain_.bytes(); }
  const PlainText& plain() const { return plain_; }

  // Cut puts kShown in the place of what is from `begin` to before `end`.
  void Cut(size_t begin, size_t end) {
    const size_t from = plain_.BeginOf(begin);
    if (from < done_ || begin >= end) return;
    cut_.append(text_.substr(done_, from - done_)).append(kShown);
    done_ = plain_.EndOf(end - 1);
  }

  std::string Finish() { return cut_.append(text_.substr(done_)); }

 private:
  std::string_view text_;
  PlainText plain_;
  std::string cut_;
  size_t done_ = 0;
};

// Where the armour line that has its label at `label` ends; npos where it is
// not one of a private key.
size_t EndOfArmour(std::string_view plain, size_t label) {
  const size_t key = plain.substr(label, kMaxLabel).find(kKey);
  if (key == std::string_view::npos) return key;
  return label + key + kKey.size();
}

bool IsAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9');
}

// Base64 in plain text, which has one blank for +, - and blanks; those are no
// part of it.
class Base64Run {
 public:
  Base64Run(std::string_view text, const PlainText& plain)
      : text_(text), plain_(plain) {}

  // Where the base64 that begins at `begin` ends, on this line or a later one.
  size_t EndFrom(size_t begin) const {
    size_t end = EndOfLine(begin);
    while (end < size() && IsWrapped(end)) {
      const size_t next = EndOfLine(end);
      // A line that goes on as something else, "Accept: …", is no base64.
      const bool ends = next == size() || IsWrapped(next) ||
                        std::string_view("\"'&").find(plain_.bytes()[next]) !=
                            std::string_view::npos;
      if (!ends || next == end) break;
      end = next;
    }
    return end;
  }

 private:
  size_t size() const { return plain_.bytes().size(); }

  // Whether one line end stands before the byte.
  bool IsWrapped(size_t at) const {
    const size_t before = plain_.EndOf(at - 1);
    const std::string_view gap =
        text_.substr(before, plain_.BeginOf(at) - before);
    return !gap.empty() && std::count(gap.begin(), gap.end(), '\n') < 2;
  }

  size_t EndOfLine(size_t begin) const {
    size_t end = begin;
    for (; end < size(); ++end) {
      const char c = plain_.bytes()[end];
      const bool is_blank = c == ' ' && text_[plain_.BeginOf(end)] == ' ';
      if (is_blank ||
          !(IsAlphanumeric(c) || c == '/' || c == '=' || c == ' ')) {
        break;
      }
      if (end > begin && plain_.BeginOf(end) != plain_.EndOf(end - 1)) break;
    }
    return end;
  }

  std::string_view text_;
  const PlainText& plain_;
};

std::string Decoded(std::string_view plain) {
  std::string digits(plain);
  std::replace(digits.begin(), digits.end(), ' ', '+');
  return ReadBase64Loosely(digits).value_or("");
}

// PKCS#1, PKCS#8, SEC 1 and PKCS#12 begin with a SEQUENCE and a version; what a
// client has to send, messages and certificates, does not.
bool BeginsKey(std::string_view der) {
  if (der.size() < 9 || der[0] != '\x30') return false;
  const auto length = static_cast<unsigned char>(der[1]);
  if (length > 0x83) return false;
  der.remove_prefix(length < 0x80 ? 2 : 2 + (length & 0x7F));
  if (!der.starts_with("\x02\x01") || static_cast<unsigned char>(der[2]) > 3) {
    return false;
  }
  return der[3] == '\x30' || der[3] == '\x02' || der[3] == '\x04';
}

// Looks at the beginning only, so that no text takes long.
bool BeginsBase64Key(std::string_view text) {
  constexpr size_t kDerLength = 16;
  constexpr size_t kPemLength = 64;
  if (text.starts_with('M')) {
    return BeginsKey(Decoded(text.substr(0, kDerLength)));
  }
  return text.starts_with("LS0tLS1CRUdJTi") &&
         Decoded(text.substr(0, kPemLength)).find("PRIVATE KEY-----") !=
             std::string::npos;
}

// Far sooner said than where it is.
bool MayHoldBase64Key(std::string_view text) {
  constexpr size_t kEnough = 128;  // Some of it percent-encoded.
  for (size_t at = 0; at + kShortestRun <= text.size(); ++at) {
    const char next = text[at + 1];
    const bool may = (text[at] == 'M' && next >= 'A' && next <= 'I') ||
                     (text[at] == 'L' && next == 'S');
    if (may && BeginsBase64Key(PlainText(text.substr(at, kEnough)).bytes())) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string WithoutPemKeys(std::string_view text) {
  if (text.find("KEY") == std::string_view::npos) return std::string(text);
  Cutter cutter(text);
  const std::string upper = ToUpper(cutter.bytes());
  const std::string_view plain = upper;
  constexpr std::string_view kBegin = "     BEGIN ";
  constexpr std::string_view kEnd = "     END ";
  for (size_t at = 0;
       (at = plain.find(kBegin, at)) != std::string_view::npos;) {
    const size_t body = EndOfArmour(plain, at + kBegin.size() - 1);
    if (body == std::string_view::npos) {
      ++at;
      continue;
    }
    const size_t last = plain.find(kEnd, body - kDashes.size());
    size_t end = plain.size();
    if (last != std::string_view::npos) {
      end = std::min(end, EndOfArmour(plain, last + kEnd.size() - 1));
    }
    cutter.Cut(at, end);
    at = end;
  }
  return cutter.Finish();
}

std::string WithoutBase64Keys(std::string_view text) {
  if (!MayHoldBase64Key(text)) return std::string(text);
  Cutter cutter(text);
  const std::string_view plain = cutter.bytes();
  const Base64Run run(text, cutter.plain());
  for (size_t at = 0; at < plain.size(); ++at) {
    const bool begins = at == 0 || !IsAlphanumeric(plain[at - 1]);
    if (!begins || !BeginsBase64Key(plain.substr(at))) continue;
    const size_t end = run.EndFrom(at);
    if (end - at < kShortestRun) continue;
    cutter.Cut(at, end);
    at = end;
  }
  return cutter.Finish();
}

}  // namespace mdmock::journal

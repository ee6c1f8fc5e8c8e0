#include "protocol/verdict/redact.h"

#include <algorithm>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/verdict/plain_text.h"

namespace mdmock {
namespace {

constexpr size_t kShortest = 4;
constexpr size_t kLong = 8;  // From here on case and padding do not count.

// Fewer characters would be found in base64 of something else.
constexpr size_t kShortestBase64 = 6;

constexpr unsigned kHashBits = 16;

std::uint32_t PrefixAt(std::string_view text, size_t at) {
  std::uint32_t bytes = 0;
  for (size_t i = at; i < at + kShortest; ++i) {
    bytes = bytes << 8 | static_cast<unsigned char>(text[i]);
  }
  return bytes;
}

size_t HashOf(std::uint32_t bytes) {
  return bytes * std::uint32_t{0x9E3779B1} >> (32 - kHashBits);
}

std::string JsonEscaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '/') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// In UTF-16 of either order, but for the zero byte at one of its ends; "" for
// what is not ASCII.
std::string Widened(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return "";
    if (!wide.empty()) wide += '\0';
    wide += c;
  }
  return wide;
}

// As plain text has it; its + has become a blank.
bool IsBase64(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '/';
}

}  // namespace

void Redactor::Hide(std::string_view secret, std::string_view shown) {
  if (secret.size() < kShortest) return;
  for (const std::string& written :
       {std::string(secret), JsonEscaped(secret)}) {
    std::string text = PlainText(written).bytes();
    const size_t unpadded = text.find_last_not_of('=') + 1;
    const bool padded = unpadded >= kLong && unpadded < text.size();
    if (padded) text.resize(unpadded);
    const bool any_case = text.size() >= kLong;
    Add({.text = any_case ? ToLower(text) : std::move(text),
         .shown = std::string(shown),
         .any_case = any_case,
         .takes_padding = padded});
  }
  AddBase64(secret, shown);
  AddBase64(Widened(secret), shown);
}

// What base64 makes of bytes depends on how many bytes were before them, modulo
// three. The characters at the ends may be shared with the neighbours.
void Redactor::AddBase64(std::string_view bytes, std::string_view shown) {
  if (bytes.empty()) return;
  for (size_t before = 0; before < 3; ++before) {
    const std::string encoded =
        Base64(std::string(before, '\0') + std::string(bytes));
    const size_t num_bits = (before + bytes.size()) * 8;
    const size_t begin = (before * 8 + 5) / 6;
    const size_t length = num_bits / 6 - begin;
    if (before > 0 && length < kShortestBase64) continue;
    Add({.text = PlainText(encoded.substr(begin, length)).bytes(),
         .shown = std::string(shown),
         .shares_first = before > 0,
         .shares_last = num_bits % 6 != 0,
         .takes_padding = true});
  }
}

void Redactor::Add(Spelling spelling) {
  if (spelling.text.size() < kShortest) return;
  const std::uint32_t bytes = PrefixAt(ToLower(spelling.text), 0);
  const auto at = std::lower_bound(
      prefixes_.begin(), prefixes_.end(), bytes,
      [](const Prefix& one, std::uint32_t value) { return one.bytes < value; });
  for (auto same = at; same != prefixes_.end() && same->bytes == bytes;
       ++same) {
    if (spellings_[same->spelling].text == spelling.text) return;
  }
  prefixes_.insert(at, {bytes, spellings_.size()});
  spellings_.push_back(std::move(spelling));
  if (possible_.empty()) possible_.resize((size_t{1} << kHashBits) / 64);
  const size_t hash = HashOf(bytes);
  possible_[hash / 64] |= std::uint64_t{1} << hash % 64;
}

// In plain text; where secrets overlap, one hit has them all.
std::vector<Redactor::Hit> Redactor::Find(std::string_view text) const {
  std::vector<Hit> hits;
  const std::string lower = ToLower(text);
  const auto take = [&](size_t at, const Spelling& one) {
    Hit hit{at, at + one.text.size(), one.text.size(), &one.shown};
    if (one.shares_first && at > 0 && IsBase64(text[at - 1])) --hit.begin;
    if (one.shares_last && hit.end < text.size() && IsBase64(text[hit.end])) {
      ++hit.end;
    }
    while (one.takes_padding && hit.end < text.size() && text[hit.end] == '=') {
      ++hit.end;
    }
    if (hits.empty() || hit.begin >= hits.back().end) {
      hits.push_back(hit);
      return;
    }
    Hit& last = hits.back();
    const size_t lowest = hits.size() > 1 ? hits[hits.size() - 2].end : 0;
    last.begin = std::max(lowest, std::min(last.begin, hit.begin));
    last.end = std::max(last.end, hit.end);
    if (hit.length > last.length) {
      last.length = hit.length;
      last.shown = hit.shown;
    }
  };
  std::uint32_t bytes = 0;  // The last four.
  for (size_t next = 0; next < lower.size(); ++next) {
    bytes = bytes << 8 | static_cast<unsigned char>(lower[next]);
    if (next + 1 < kShortest) continue;
    const size_t at = next + 1 - kShortest;
    const size_t hash = HashOf(bytes);
    if ((possible_[hash / 64] >> hash % 64 & 1) == 0) continue;
    auto same = std::lower_bound(prefixes_.begin(), prefixes_.end(), bytes,
                                 [](const Prefix& one, std::uint32_t value) {
                                   return one.bytes < value;
                                 });
    for (; same != prefixes_.end() && same->bytes == bytes; ++same) {
      const Spelling& one = spellings_[same->spelling];
      const std::string_view in = one.any_case ? std::string_view(lower) : text;
      if (in.substr(at, one.text.size()) == one.text) take(at, one);
    }
  }
  return hits;
}

std::string Redactor::Redact(std::string_view text) const {
  if (empty()) return std::string(text);
  const PlainText plain(text);
  std::string redacted;
  size_t done = 0;
  for (const Hit& hit : Find(plain.bytes())) {
    const size_t begin = plain.BeginOf(hit.begin);
    redacted.append(text.substr(done, begin - done)).append(*hit.shown);
    done = plain.EndOf(hit.end - 1);
  }
  return redacted.append(text.substr(done));
}

void Redactor::Redact(Verdict& verdict) const {
  const auto redact = [this](std::string& text) { text = Redact(text); };
  for (Finding& finding : verdict.findings_) {
    redact(finding.where);
    redact(finding.expected);
    redact(finding.actual);
  }
  redact(verdict.cause_.proof);
  redact(verdict.cause_.signed_bytes);
  redact(verdict.cause_.should_sign);
  redact(verdict.cause_.tell_apart);
  for (Verdict::Working& one : verdict.working_) redact(one.value);
}

}  // namespace mdmock

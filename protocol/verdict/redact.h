#ifndef MDMOCK_PROTOCOL_VERDICT_REDACT_H_
#define MDMOCK_PROTOCOL_VERDICT_REDACT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/verdict/verdict.h"

namespace mdmock {

// Redactor takes secrets out of text, however they are written there: as they
// are, percent-encoded in whole or in part and as often as one likes, as forms,
// JSON and UTF-16 have them, and in base64 of either alphabet, at whatever
// place of the bytes that were encoded. From eight bytes on letters count in
// either case, and the = at the end of a secret may be missing.
class Redactor {
 public:
  // Hide adds a secret and what is to stand in its place. Secrets of fewer than
  // four bytes are left alone: taking them out would take out innocent text.
  void Hide(std::string_view secret, std::string_view shown = "[secret]");

  bool empty() const { return spellings_.empty(); }  // It hides nothing.

  std::string Redact(std::string_view text) const;
  void Redact(Verdict& verdict) const;

 private:
  // Of plain text (plain_text.h).
  struct Spelling {
    std::string text;  // Lower case where letters count in either.
    std::string shown;
    bool any_case = false;
    bool shares_first = false;  // The character before it, or behind it, holds
    bool shares_last = false;   // bits of the secret: base64.
    bool takes_padding = false;
  };
  struct Prefix {
    std::uint32_t bytes;
    size_t spelling;
  };
  struct Hit {
    size_t begin;
    size_t end;
    size_t length;  // Of the longest spelling in it.
    const std::string* shown;
  };

  void Add(Spelling spelling);
  void AddBase64(std::string_view bytes, std::string_view shown);
  std::vector<Hit> Find(std::string_view text) const;

  std::vector<Spelling> spellings_;
  std::vector<Prefix> prefixes_;         // Of all spellings, sorted.
  std::vector<std::uint64_t> possible_;  // A bit for a hash of a prefix.
};

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_REDACT_H_

#ifndef MDMOCK_PROTOCOL_VERDICT_REDACT_H_
#define MDMOCK_PROTOCOL_VERDICT_REDACT_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/verdict/verdict.h"

namespace mdmock {

// Redactor takes secrets out of text: the secrets themselves, and what
// percent-encoding (up to four times, digits of either case), forms, JSON and
// base64 make of them.
class Redactor {
 public:
  // Hide adds a secret and what is to stand in its place. Secrets of fewer than
  // four bytes are left alone: taking them out would take out innocent text.
  void Hide(std::string_view secret, std::string_view shown = "[secret]");

  bool empty() const { return spellings_.empty(); }  // It hides nothing.

  std::string Redact(std::string_view text) const;
  void Redact(Verdict& verdict) const;

 private:
  struct Spelling {
    std::string text;
    std::string shown;
  };
  std::vector<Spelling> spellings_;  // Longest first.
};

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_REDACT_H_

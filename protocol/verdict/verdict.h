#ifndef MDMOCK_PROTOCOL_VERDICT_VERDICT_H_
#define MDMOCK_PROTOCOL_VERDICT_VERDICT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "protocol/verdict/cause.h"
#include "protocol/verdict/finding.h"

namespace mdmock {

// Verdict is the whole judgement on one message: every finding, in the order of
// the checks, the cause of a signature that does not fit, and the working (the
// intermediate values) that led there. A Verdict without a refusal accepts.
//
// Secrets never stand in it: whoever makes a verdict redacts it last
// (redact.h).
class Verdict {
 public:
  // Strict makes every doubt a refusal.
  enum class Strictness { kLenient, kStrict };

  explicit Verdict(std::string subject = "",
                   Strictness strictness = Strictness::kLenient)
      : subject_(std::move(subject)), strictness_(strictness) {}

  void Add(Finding finding) { findings_.push_back(std::move(finding)); }
  void Explain(Cause cause) { cause_ = std::move(cause); }
  void Show(std::string name, std::string value);  // Part of the working.

  bool accepted() const;
  bool Has(std::string_view code) const;
  Severity SeverityOf(const Finding& finding) const;

  const std::string& subject() const { return subject_; }  // "oauth1"
  const std::vector<Finding>& findings() const { return findings_; }
  const Cause& cause() const { return cause_; }

  struct Working {
    std::string name;
    std::string value;
  };
  const std::vector<Working>& working() const { return working_; }

 private:
  friend class Redactor;

  std::string subject_;
  Strictness strictness_ = Strictness::kLenient;
  std::vector<Finding> findings_;
  Cause cause_;
  std::vector<Working> working_;
};

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_VERDICT_H_

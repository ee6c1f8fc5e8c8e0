#ifndef MDMOCK_PROTOCOL_VERDICT_FINDING_H_
#define MDMOCK_PROTOCOL_VERDICT_FINDING_H_

#include <string>
#include <string_view>

namespace mdmock {

enum class Severity {
  kRemark,  // Allowed, and worth knowing.
  kDoubt,   // A SHOULD is not met; the message is still accepted.
  kRefusal  // A MUST is not met; the message is refused.
};

// Provenance says how well an expectation is founded. A report never presents
// a choice as a fact.
enum class Provenance {
  kDocumented,  // The vendor or the RFC says so.
  kObserved,    // Seen in real clients, servers and logs.
  kChosen       // Nobody knows; ours, and configurable where it matters.
};

std::string_view Name(Severity severity);      // "refusal"
std::string_view Name(Provenance provenance);  // "documented"

// Rule is one sentence of a specification that a message can break. Rules are
// constants, kept one file per protocol (oauth1/rules.h); `code` never changes
// once released, because reports and baselines are keyed by it.
struct Rule {
  std::string_view code;  // "oauth1.signature.mismatch"
  Severity severity;
  Provenance provenance;
  std::string_view source;    // "RFC 5849, 3.2"
  std::string_view sentence;  // What is asked for.
};

// Finding is one breach of one rule: where it was seen, what was expected, and
// what came instead. It must make sense to someone who has only the report.
struct Finding {
  const Rule* rule;  // Never null; has static lifetime.
  std::string where;
  std::string expected;
  std::string actual;
};

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_FINDING_H_

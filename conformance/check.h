#ifndef MDMOCK_CONFORMANCE_CHECK_H_
#define MDMOCK_CONFORMANCE_CHECK_H_

#include <string>
#include <string_view>

#include "protocol/verdict/finding.h"

// A conformance run puts Checks (this file) to an implementation, notes a
// CheckResult for each (results.h), holds them against a Baseline (baseline.h)
// and renders them (report/). Each is a plain struct, made in one place and
// only read afterwards.
namespace mdmock::conformance {

// Level is how strongly the source asks for something.
enum class Level { kMust, kShould, kMay };

// Class says whom a result that is not a pass speaks about. Mixing these up is
// how harnesses lie.
enum class Class {
  kImplementation,  // The implementation under test.
  kConfiguration,   // What we were told about it: URL, trust, credentials.
  kHarness          // Ourselves.
};

// Kind is what an implementation that fails a check gets wrong, in a suite that
// tells these apart.
enum class Kind {
  kNone,       // It does not.
  kProtocol,   // What its peer asks for, and needs.
  kInterop,    // What some readers of its answers stumble over.
  kRobustness  // What hostile or broken requests do to it.
};

std::string_view Name(Level level);      // "must"
std::string_view Name(Class of_result);  // "implementation"
std::string_view Name(Kind kind);        // "protocol"; "" for none

// Check is one question that is put to an implementation, as data: lists,
// documents, baselines and reports are made from it without running anything.
struct Check {
  std::string id;  // "connector/K-05-reqid-echo"; never reused.
  Level level = Level::kMust;
  std::string requirement;  // One sentence about the implementation.
  std::string source;       // "RFC 5849, 3.2": document and section.
  Provenance provenance = Provenance::kDocumented;
  Class speaks_of = Class::kImplementation;  // When it does not pass.
  std::string file;  // Where it is written, from the root; may be "".
  Kind kind = Kind::kNone;
};

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_CHECK_H_

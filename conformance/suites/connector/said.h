#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SAID_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SAID_H_

#include <string>
#include <vector>

#include "conformance/results.h"

namespace mdmock::conformance::pki {

// Said is what a check says of the connector, or of why it says nothing.
struct Said {
  Outcome outcome = Outcome::kPass;
  Class speaks_of = Class::kImplementation;
  std::string message = {};  // One sentence.
  bool critical = false;     // The wrong one is let in.
};

Said Pass(std::string message = "");
Said Fail(std::string message);
Said Alarm(std::string message);  // Fails: the wrong one is let in.
Said Warn(std::string message);
Said Info(std::string message);
Said Skip(std::string why);
Said Hangs(std::string message);          // It did not answer in time.
Said Misconfigured(std::string message);  // What we were told does not hold.
Said Broken(std::string message);         // We are stuck.

// IsWorse orders what the variants of one check say: its result is the worst.
bool IsWorse(const Said& said, const Said& other);

// Worst gathers what variants say. Where several are equally bad, the first
// says it and the number of the others is told.
class Worst {
 public:
  // Add takes what the variant of that name said; "" where there is one only.
  void Add(const std::string& variant, Said said);

  // Take gives the worst; a pass where there were none.
  Said Take() const;

 private:
  Said worst_;
  std::vector<std::string> others_;  // The variants that are just as bad.
  bool any_ = false;
};

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_SAID_H_

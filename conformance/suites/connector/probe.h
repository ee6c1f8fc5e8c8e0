#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PROBE_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PROBE_H_

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/results.h"
#include "conformance/suites/connector/site.h"
#include "protocol/verdict/redact.h"

namespace mdmock::conformance::pki {

// Enrolment is a request for a key pair that is in order, to be sent or to be
// spoilt first.
struct Enrolment {
  TestUser user;
  std::optional<std::string> otp;
  std::string req_id;
  Body body;
};

enum class Secrets { kHidden, kShown };

// Probe is what one check asks the connector with: it bounds the time, and
// keeps what went over the wire. It may be used from several threads.
//
// Where what it takes to ask is lacking (a password, say) it is stuck: nothing
// more is sent, and what the check says then does not count.
class Probe {
 public:
  Probe(Site& site, std::chrono::milliseconds limit, Secrets secrets);

  Site& site() { return site_; }
  const std::optional<Said>& stuck() const { return stuck_; }
  drivers::Deadline deadline() const { return deadline_; }

  // Within gives the deadline of one step: `limit` from now, but no more than
  // the check has left.
  drivers::Deadline Within(std::chrono::milliseconds limit) const;

  // Fresh is an enrolment with a password that has not been used yet.
  Enrolment Fresh(size_t user = 0);
  // Without one; it may be refused.
  Enrolment Bare(size_t user = 0);

  // Ask sends a request over a connection of its own. `to_end` reads until the
  // connection ends, or `patience` has passed.
  Answered Ask(const Call& call);
  Answered AskToEnd(const Call& call, std::chrono::milliseconds patience);

  // AskBytes sends these very bytes, the way that `call` goes.
  Answered AskBytes(const Call& call, const std::vector<std::string>& parts,
                    bool finishes = false);

  // Enrol sends an enrolment; Post any body in its place. `readable` says
  // whether a strict parser can read it.
  Heard Enrol(const Enrolment& enrolment);
  Heard Post(const Enrolment& enrolment, std::string body, bool readable);
  Heard Send(const Call& call, const Enrolment& enrolment, bool readable);

  Listed Info();

  // Open gives a connection of the way that `call` goes; null if there is none.
  std::unique_ptr<Line> Open(const Call& call, Answered& answered,
                             drivers::Shaken* shaken = nullptr);

  // Note keeps an exchange that was not made by Ask.
  void Note(std::string_view sent, const Answered& answered);

  std::vector<Evidence> TakeEvidence() { return std::move(evidence_); }

 private:
  Answered Exchange(const Call& call, const std::vector<std::string>& parts,
                    bool finishes, std::chrono::milliseconds to_end);
  Answered OutOfTime();
  void Stick(Said said);

  Site& site_;
  const drivers::Deadline deadline_;
  const Secrets secrets_;
  std::atomic<bool> has_hung_ = false;
  std::mutex mutex_;
  Redactor redactor_;
  std::optional<Said> stuck_;
  std::vector<Evidence> evidence_;
};

// Disguised takes out of a message what no report may show: passwords and keys,
// by the names of the fields they stand in.
std::string Disguised(std::string_view message);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_PROBE_H_

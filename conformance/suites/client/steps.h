#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_STEPS_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_STEPS_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/check.h"
#include "conformance/results.h"
#include "conformance/suites/client/lab.h"

// What the checks of a client are made of: steps, each a sentence and a
// function. The vocabulary is small, so that a check reads as a story: this
// file has what the client is asked for, script.h what the mock does, expect.h
// what is judged. Each suite adds words of its own service.
namespace mdmock::conformance {

// Said is what a step has to say; a pass goes on to the next one. The message
// of a pass is a note for the report.
struct Said {
  Outcome outcome = Outcome::kPass;
  Class speaks_of = Class::kImplementation;
  std::string message;

  // The rule or mistake that the mock refused a request for which was to
  // succeed; "" where it was something else that failed.
  std::string refused_for = {};

  bool passed() const { return outcome == Outcome::kPass; }
};

Said Wrong(std::string message);  // The client does not do what is asked for.
Said Noted(std::string note);     // It does, and here is how.
Said Skipped(std::string reason);
Said Broken(std::string reason);  // We are stuck.

struct Step {
  std::string says;
  std::function<Said(Lab&)> run;
};

std::vector<Step> Joined(std::vector<Step> first, std::vector<Step> second);

// LabMaker makes the world that a check is put in.
using LabMaker = std::function<Result<std::unique_ptr<Lab>>(const Lab::Setup&)>;

// ClientCheck is a Check and how it is put. What a suite fills in for all of
// its checks may be left out.
struct ClientCheck {
  std::string code;  // "C07"; the identity of the check.
  std::string slug;  // "expired-401"
  Level level = Level::kMust;
  std::string requirement;
  std::string source;
  Provenance provenance = Provenance::kObserved;
  std::string correct;  // What a correct client does, for whoever failed.
  std::vector<Step> steps;
  LabMaker lab = {};       // Else the suite's usual one.
  std::string suite = {};  // "ade-client"; filled in by the suite.
  std::string file = {};   // Where it stands; likewise.

  Check AsCheck() const;
};

// Ask puts an operation and takes whatever comes of it but a crash, a hang or
// garbage. Succeeds wants a success, for which a request must have been sent
// (but by those that send none: import-token, and what a shim does alone),
// Refused an error that is reported. Whatever is asked, requests are HTTP. An
// operation that the client does not have skips the check.
Step Ask(const std::string& op, const std::string& arguments = "{}");
Step Succeeds(const std::string& op, const std::string& arguments = "{}");
Step Refused(const std::string& op, const std::string& arguments = "{}");

// AskIfItCan passes over an operation that the client does not have.
Step AskIfItCan(const std::string& op, const std::string& arguments = "{}");

// AskAtOnce and SucceedsAtOnce put an operation `count` times in parallel.
Step AskAtOnce(size_t count, const std::string& op);
Step SucceedsAtOnce(size_t count, const std::string& op);

// AskWithin gives an operation no more than `limit`; AskBriefly so little that
// it may have to be killed, which is no fault there.
Step AskWithin(const std::string& op, std::chrono::milliseconds limit);
Step AskBriefly(const std::string& op, std::chrono::milliseconds limit);

// Arguments are what an operation is asked for with, where that is known only
// when the step is run.
using Arguments = std::function<Result<std::string>(Lab&)>;
Step AskWith(const std::string& op, const Arguments& arguments);
Step SucceedsWith(const std::string& op, const Arguments& arguments);
Step AskIfItCanWith(const std::string& op, const Arguments& arguments);
Step RefusedWith(const std::string& op, const Arguments& arguments);

// EndedWell is what an ending alone means, whatever the check is about: a
// crash, a hang and garbage are never right. Nor is a request that is no HTTP:
// SentHttp looks at those of the last operation.
Said EndedWell(const Lab& lab, const Performed& performed);
Said SentHttp(const Lab& lab);

// NotRefused is what is wrong with an operation that was to succeed, and
// failed: the client's words, and why the mock refused its last request.
Said NotRefused(const Lab& lab, const Performed& performed);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_STEPS_H_

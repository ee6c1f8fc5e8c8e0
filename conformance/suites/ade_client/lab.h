#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LAB_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LAB_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/drivers/client.h"
#include "conformance/results.h"
#include "mocks/ade/ade_mock.h"
#include "protocol/base/result.h"

namespace mdmock::conformance {

// Performed is one operation that the client was asked for.
struct Performed {
  std::string op;
  std::string arguments;
  drivers::Done done;

  bool succeeded() const { return done.ending == drivers::Ending::kSucceeded; }
  // All that the client said: its words, standard output, standard error.
  std::string Said() const;
};

// Lab is the world of one check: a mock with a port, clock and journal of its
// own, a folder with the token and the state of the client, and the client.
// Between two operations a check may change anything about the mock.
class Lab {
 public:
  struct Setup {
    drivers::Client& client;
    std::filesystem::path folder;  // Empty, and nobody else's.
    ade::AdeOptions options;
    std::uint64_t seed = 1;
    std::chrono::milliseconds deadline{30'000};  // Of each operation.
  };

  using EntryPtr = journal::Journal::EntryPtr;

  // Make fails where the folder cannot be written.
  static Result<std::unique_ptr<Lab>> Make(Setup setup);

  ade::AdeMock& mock() { return mock_; }

  // Elsewhere is a server that the client has no business with, started when
  // it is first asked for.
  ade::AdeMock& elsewhere();

  // OpenElsewhere puts another such server in the place of the one before.
  ade::AdeMock& OpenElsewhere(ade::AdeMock::Setup setup);

  // What the next operations are given; a check may change it.
  drivers::Target& target() { return target_; }
  std::chrono::milliseconds& deadline() { return deadline_; }

  // Write puts `bytes` into a file of the lab's folder, and gives its path.
  Result<std::string> Write(const std::string& name, const std::string& bytes);

  // WriteToken makes the mock's token in force the one that the client has.
  Result<void> WriteToken(std::string_view tenant = "default");

  // Hide takes a secret that is not the mock's own out of the exhibits.
  void Hide(std::string_view secret) { redactor_.Hide(secret); }

  // Ask puts one operation, or the same one `at_once` times in parallel.
  Result<void> Ask(const std::string& op, const std::string& arguments = "{}",
                   size_t at_once = 1);
  // AskBoth puts two targets' operations in parallel.
  Result<void> AskBoth(const std::string& op, const drivers::Target& first,
                       const drivers::Target& second);

  // The operations of the last Ask.
  const std::vector<Performed>& last() const { return last_; }
  const std::vector<Performed>& all() const { return all_; }

  // Calls gives the requests since the last Ask began, in order. `endpoint` is
  // "GET /session", or "" for all; queries are not looked at.
  std::vector<EntryPtr> Calls(std::string_view endpoint = "") const;

  // AllCalls gives them since the check began.
  std::vector<EntryPtr> AllCalls(std::string_view endpoint = "") const;

  // Resources are Calls to anything but /session.
  std::vector<EntryPtr> Resources() const;

  // Handshakes gives what TLS clients were refused for, or gave up.
  std::vector<EntryPtr> Handshakes() const;

  // Exhibits gives everything that happened, for the report, numbered from
  // `first` on. Secrets are taken out.
  std::vector<Evidence> Exhibits(std::uint64_t first) const;

 private:
  explicit Lab(const Setup& setup);

  drivers::Operation Prepare(const std::string& op,
                             const std::string& arguments,
                             const drivers::Target& target) const;
  Result<void> Perform(const std::vector<drivers::Operation>& operations);
  std::vector<EntryPtr> CallsAfter(std::uint64_t seq,
                                   std::string_view endpoint) const;

  drivers::Client& client_;
  const std::filesystem::path folder_;
  std::chrono::milliseconds deadline_;
  drivers::Target target_;
  std::vector<Performed> last_;
  std::vector<Performed> all_;
  std::uint64_t before_last_ = 0;  // The journal's number when it began.
  Redactor redactor_;
  std::unique_ptr<ade::AdeMock> elsewhere_;
  mutable ade::AdeMock mock_;  // Its journal locks itself.
};

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_LAB_H_

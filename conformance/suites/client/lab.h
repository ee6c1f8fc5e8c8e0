#ifndef MDMOCK_CONFORMANCE_SUITES_CLIENT_LAB_H_
#define MDMOCK_CONFORMANCE_SUITES_CLIENT_LAB_H_

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
#include "mocks/journal/journal.h"
#include "mocks/server/fault.h"
#include "mocks/server/service.h"
#include "mocks/world/clock.h"
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
// own, a folder with what the client is given and its state, and the client.
// Between two operations a check may change anything about the mock. Each
// service has a Lab of its own, which brings the mock.
class Lab {
 public:
  struct Setup {
    drivers::Client& client;
    std::filesystem::path folder;  // Empty, and nobody else's.
    std::uint64_t seed = 1;
    std::chrono::milliseconds deadline{30'000};  // Of each operation.
    bool is_shim = false;  // The client signs and verifies alone, too.
  };

  using EntryPtr = journal::Journal::EntryPtr;

  virtual ~Lab() = default;
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  // What every mock has.
  virtual server::Service& service() = 0;
  virtual journal::Journal& journal() const = 0;  // It locks itself.
  virtual const world::Clock& clock() const = 0;
  virtual server::Faults& faults() = 0;

  // What the next operations are given; a check may change it.
  drivers::Target& target() { return target_; }
  const drivers::Target& target() const { return target_; }
  std::chrono::milliseconds& deadline() { return deadline_; }
  bool is_shim() const { return is_shim_; }
  std::uint64_t seed() const { return seed_; }

  // Write puts `bytes` into a file of the lab's folder, and gives its path.
  Result<std::string> Write(const std::string& name, const std::string& bytes);

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

  // Unreadable gives the requests since the last Ask began that are no HTTP;
  // those that were broken off are not among them.
  std::vector<EntryPtr> Unreadable() const;

  // Handshakes gives what TLS clients were refused for, or gave up.
  std::vector<EntryPtr> Handshakes() const;

  // Redacted is what may stand in a report of `text`.
  std::string Redacted(std::string_view text) const {
    return redactor_.Redact(text);
  }

  // Exhibits gives everything that happened, for the report, numbered from
  // `first` on. Secrets are taken out.
  std::vector<Evidence> Exhibits(std::uint64_t first) const;

 protected:
  explicit Lab(const Setup& setup);

  // Open makes the folder and says where the mock is.
  Result<void> Open(const std::string& url, const std::string& https_url,
                    const std::string& ca_pem);

  // HideSecrets tells `redactor` what the mock's secrets are now.
  virtual void HideSecrets(Redactor& redactor) = 0;
  void HideSecrets() { HideSecrets(redactor_); }

 private:
  drivers::Operation Prepare(const std::string& op,
                             const std::string& arguments,
                             const drivers::Target& target) const;
  Result<void> Perform(const std::vector<drivers::Operation>& operations);
  std::vector<EntryPtr> CallsAfter(std::uint64_t seq,
                                   std::string_view endpoint) const;

  drivers::Client& client_;
  const std::filesystem::path folder_;
  const std::uint64_t seed_;
  const bool is_shim_;
  std::chrono::milliseconds deadline_;
  drivers::Target target_;
  std::vector<Performed> last_;
  std::vector<Performed> all_;
  std::uint64_t before_last_ = 0;  // The journal's number when it began.
  Redactor redactor_;
};

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_CLIENT_LAB_H_

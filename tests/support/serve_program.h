#ifndef MDMOCK_TESTS_SUPPORT_SERVE_PROGRAM_H_
#define MDMOCK_TESTS_SUPPORT_SERVE_PROGRAM_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "tests/support/openssl_program.h"

namespace mdmock::test_support {

// Stopped is how a program ended after it was asked to.
struct Stopped {
  int status = -1;  // Its exit code; -1: a signal killed it, or it hung.
  std::chrono::milliseconds took{};
};

// ServeProgram is `mdmock serve ade` as a process of its own, on ports that
// were free, from the moment that its ready file is there. Its end is a test
// too: destroying it sends SIGTERM and expects exit code 0 within a second.
class ServeProgram {
 public:
  explicit ServeProgram(const std::vector<std::string>& options = {});
  ~ServeProgram();
  ServeProgram(const ServeProgram&) = delete;
  ServeProgram& operator=(const ServeProgram&) = delete;

  // The ready file, and what it holds (null where it never came).
  const std::string& ready_path() const { return ready_file_.path(); }
  nlohmann::json Ready() const;

  std::string Url(const std::string& path = "") const;
  std::string HttpsUrl(const std::string& path = "") const;
  std::string ControlUrl(const std::string& path = "") const;
  int port() const;
  int control_port() const;
  const std::string& token_path() const { return token_.path(); }

  // Asks the control port; the body of its answer, as JSON.
  nlohmann::json Control(const std::string& path) const;
  nlohmann::json PutControl(const std::string& path,
                            const std::string& body) const;

  // The journal's entries above `after`, once there are `count`.
  nlohmann::json Journal(size_t count, std::uint64_t after = 0) const;

  // A /session request that is right, and its status; 0: no answer.
  int AskForSession() const;

  // What has been printed by now, and, with a text, by the time that it holds
  // that (or ten seconds are over).
  std::string Output(const std::string& until = "");

  size_t ResidentBytes() const;

  // Stop sends `signal` and waits for the end, for ten seconds at most. What
  // the program prints meanwhile is not read. `errors` has its stderr then.
  Stopped Stop(int signal);
  std::string errors() const { return errors_.Contents(); }

 private:
  void Start(const std::vector<std::string>& options);
  void WaitForReady();
  bool Drain();  // Reads what is there; false at the end.

  TemporaryFile ready_file_;
  TemporaryFile errors_;
  TemporaryFile token_;
  std::string ready_text_;
  pid_t pid_ = -1;
  int out_ = -1;    // The other end of its stdout.
  int alive_ = -1;  // A pipe that it holds open as long as it is there.
  int watch_ = -1;  // inotify, of the folder of the ready file.
  std::string output_;
};

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_SUPPORT_SERVE_PROGRAM_H_

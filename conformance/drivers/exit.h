#ifndef MDMOCK_CONFORMANCE_DRIVERS_EXIT_H_
#define MDMOCK_CONFORMANCE_DRIVERS_EXIT_H_

#include <string>

namespace mdmock::drivers {

// Exit is how a process ended.
struct Exit {
  bool by_signal = false;
  int number = 0;  // The exit code, or the signal's number.
};
std::string Describe(const Exit& exit);  // "exit code 3", "SIGSEGV (signal 11)"

// ReadStatus reads what waitpid gives of a process that has ended.
Exit ReadStatus(int status);

// ThroughShell reads what a shell makes of the death of the program that it
// ran, 128 + signal, as that signal. SIGTERM and the like stay exit codes: they
// may be a client's own way to stop.
Exit ThroughShell(const Exit& exit);

}  // namespace mdmock::drivers

#endif  // MDMOCK_CONFORMANCE_DRIVERS_EXIT_H_

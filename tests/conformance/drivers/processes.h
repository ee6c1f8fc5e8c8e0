#ifndef MDMOCK_TESTS_CONFORMANCE_DRIVERS_PROCESSES_H_
#define MDMOCK_TESTS_CONFORMANCE_DRIVERS_PROCESSES_H_

#include <string>
#include <vector>

namespace mdmock::drivers {

// NewMark gives a word that no other process of this machine has.
std::string NewMark();

// ProcessesWith lists all processes, zombies aside, whose command line or
// environment holds `mark`: their numbers and command lines.
std::vector<std::string> ProcessesWith(const std::string& mark);

// HasChildren says whether this process has any children, zombies included.
bool HasChildren();

// NumDescriptors counts what this process has open.
size_t NumDescriptors();

// ScriptCommand gives the command that runs a script of clients/ in
// the shell's own process.
std::string ScriptCommand(const std::string& script,
                          const std::string& arguments);

}  // namespace mdmock::drivers

#endif  // MDMOCK_TESTS_CONFORMANCE_DRIVERS_PROCESSES_H_

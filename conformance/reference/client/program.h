#ifndef MDMOCK_CONFORMANCE_REFERENCE_CLIENT_PROGRAM_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CLIENT_PROGRAM_H_

#include <functional>
#include <span>
#include <string_view>

#include "conformance/reference/client/mutation.h"

namespace mdmock::reference {

// Program is a reference client as a program of its own.
struct Program {
  std::string_view name;  // "ade_reference_client"
  std::span<const Mutant> mutants;
  std::function<int(Mutation)> do_operation;  // Of the environment.
  std::function<int(Mutation)> be_shim;       // Empty where it is none.
};

// Main reads the command line ([--shim] [--mutant NAME | --list-mutants]) and
// gives the exit code of the process.
int Main(const Program& program, int argc, char** argv);

}  // namespace mdmock::reference

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CLIENT_PROGRAM_H_

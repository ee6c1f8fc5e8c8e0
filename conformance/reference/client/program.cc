#include "conformance/reference/client/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace mdmock::reference {
namespace {

constexpr int kUsage = 2;

int Complain(const Program& program) {
  fmt::print(stderr, "usage: {} {}[--mutant NAME | --list-mutants]\n",
             program.name, program.be_shim ? "[--shim] " : "");
  return kUsage;
}

int List(const Program& program) {
  for (const Mutant& one : program.mutants) {
    fmt::print("{}\t{}\t{}\n", one.name, one.code, one.does);
  }
  return 0;
}

int Run(const Program& program, int argc, char** argv) {
  std::string_view mutant;
  bool is_shim = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--list-mutants") return List(program);
    if (argument == "--shim" && program.be_shim) {
      is_shim = true;
    } else if (argument == "--mutant" && i + 1 < argc) {
      mutant = argv[++i];
    } else {
      return Complain(program);
    }
  }
  const bool known =
      mutant.empty() ||
      std::any_of(program.mutants.begin(), program.mutants.end(),
                  [mutant](const Mutant& one) { return one.name == mutant; });
  if (!known) {
    fmt::print(stderr, "--mutant: there is no {}\n", mutant);
    return kUsage;
  }
  return is_shim ? program.be_shim(Mutation(mutant))
                 : program.do_operation(Mutation(mutant));
}

}  // namespace

int Main(const Program& program, int argc, char** argv) {
  try {
    return Run(program, argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
}

}  // namespace mdmock::reference

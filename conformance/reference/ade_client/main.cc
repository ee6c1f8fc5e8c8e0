#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string_view>

#include "conformance/reference/ade_client/mutants.h"
#include "conformance/reference/ade_client/run.h"

// An ADE client that does everything right, one operation a process
// (docs/shim.md), and on demand one thing wrong: --mutant NAME.
namespace mdmock::reference {
namespace {

int Main(int argc, char** argv) {
  std::string_view mutant;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--list-mutants") {
      for (const Mutant& one : kMutants) {
        fmt::print("{}\t{}\t{}\n", one.name, one.code, one.does);
      }
      return 0;
    }
    if (argument != "--mutant" || i + 1 == argc) {
      fmt::print(stderr,
                 "usage: ade_reference_client [--mutant NAME | "
                 "--list-mutants]\n");
      return 2;
    }
    mutant = argv[++i];
  }
  const bool known =
      mutant.empty() ||
      std::any_of(kMutants.begin(), kMutants.end(),
                  [mutant](const Mutant& one) { return one.name == mutant; });
  if (!known) {
    fmt::print(stderr, "--mutant: there is no {}\n", mutant);
    return 2;
  }
  return RunAdeClient(Mutation(mutant));
}

}  // namespace
}  // namespace mdmock::reference

int main(int argc, char** argv) {
  try {
    return mdmock::reference::Main(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
}

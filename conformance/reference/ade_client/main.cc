#include "conformance/reference/ade_client/mutants.h"
#include "conformance/reference/ade_client/run.h"
#include "conformance/reference/client/program.h"

// An ADE client that does everything right, one operation a process
// (docs/shim.md), and on demand one thing wrong.
int main(int argc, char** argv) {
  using namespace mdmock::reference;
  return Main({.name = "ade_reference_client",
               .mutants = kMutants,
               .do_operation = &RunAdeClient,
               .be_shim = {}},
              argc, argv);
}

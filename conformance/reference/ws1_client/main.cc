#include "conformance/reference/client/program.h"
#include "conformance/reference/ws1_client/mutants.h"
#include "conformance/reference/ws1_client/run.h"

// A client of Workspace ONE's REST API that does everything right, one
// operation a process or a line (docs/shim.md), and on demand one thing wrong.
int main(int argc, char** argv) {
  using namespace mdmock::reference;
  return Main({.name = "ws1_reference_client",
               .mutants = ws1::kMutants,
               .do_operation = &RunWs1Client,
               .be_shim = &RunWs1Shim},
              argc, argv);
}

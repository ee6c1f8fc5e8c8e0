#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/reference/connector/mutant.h"
#include "conformance/reference/connector/run.h"
#include "conformance/reference/connector/unbroken.h"

// The reference connector as a program, for `mdmock check connector`:
//
//   reference_connector FOLDER [MUTANT]    prints its URL, writes
//                                          FOLDER/connector.json and what that
//                                          names, and serves until its standard
//                                          input ends
//   reference_connector --list-mutants     name, code, what it does
//   reference_connector --list-unbroken    code, and why no mutant fails it
namespace mdmock::reference::pki {
namespace {

int List() {
  for (const Mutant& mutant : AllMutants()) {
    fmt::print("{}\t{}\t{}\n", mutant.name, mutant.code, mutant.does);
  }
  return 0;
}

int ListUnbroken() {
  for (const Unbroken& one : kUnbroken) {
    fmt::print("{}\t{}\n", one.code, one.why);
  }
  return 0;
}

int Complain(const std::string& what) {
  fmt::print(stderr, "reference_connector: {}\n", what);
  return 2;
}

int Serve(const std::string& folder, const std::string& name) {
  const Mutant* mutant = name.empty() ? nullptr : FindMutant(name);
  if (!name.empty() && mutant == nullptr) {
    return Complain("there is no mutant " + name);
  }
  const auto ran = RunConnector(
      folder,
      mutant != nullptr ? mutant->profile : connector::Profile::kUem1210,
      mutant);
  return ran ? 0 : Complain(ran.error().what);
}

}  // namespace
}  // namespace mdmock::reference::pki

int main(int argc, char** argv) {
  namespace pki = mdmock::reference::pki;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1 && arguments[0] == "--list-mutants") {
    return pki::List();
  }
  if (arguments.size() == 1 && arguments[0] == "--list-unbroken") {
    return pki::ListUnbroken();
  }
  if (arguments.empty() || arguments.size() > 2) {
    return pki::Complain("FOLDER [MUTANT], --list-mutants or --list-unbroken");
  }
  return pki::Serve(arguments[0], arguments.size() > 1 ? arguments[1] : "");
}

#include <algorithm>
#include <string_view>
#include <utility>

#include "conformance/reference/connector/mutant_tables.h"

namespace mdmock::reference::pki {
namespace {

// T, A, I, K, F, B, P, C, D: as the checks are ordered.
size_t Place(std::string_view code) {
  return std::string_view("TAIKFBPCD").find(code.front());
}

std::vector<Mutant> Gather() {
  std::vector<Mutant> all;
  for (auto* const table :
       {&TransportMutants, &CredentialMutants, &InfoMutants, &KeyPairMutants,
        &FailureMutants, &OtpMutants, &PayloadMutants, &LoadMutants,
        &BackEndMutants, &DynamicsMutants}) {
    for (Mutant& mutant : table()) all.push_back(std::move(mutant));
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair(Place(a.code), a.code) < std::pair(Place(b.code), b.code);
  });
  return all;
}

}  // namespace

const std::vector<Mutant>& AllMutants() {
  static const std::vector<Mutant> all = Gather();
  return all;
}

const Mutant* FindMutant(std::string_view name) {
  for (const Mutant& mutant : AllMutants()) {
    if (mutant.name == name) return &mutant;
  }
  return nullptr;
}

}  // namespace mdmock::reference::pki

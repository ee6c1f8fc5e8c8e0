#ifndef MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_MUTANT_TABLES_H_
#define MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_MUTANT_TABLES_H_

#include <vector>

#include "conformance/reference/connector/mutant.h"

// The mutants, one file a subject.
namespace mdmock::reference::pki {

std::vector<Mutant> TransportMutants();
std::vector<Mutant> CredentialMutants();
std::vector<Mutant> InfoMutants();
std::vector<Mutant> KeyPairMutants();
std::vector<Mutant> FailureMutants();
std::vector<Mutant> OtpMutants();
std::vector<Mutant> PayloadMutants();
std::vector<Mutant> LoadMutants();
std::vector<Mutant> BackEndMutants();
std::vector<Mutant> DynamicsMutants();

}  // namespace mdmock::reference::pki

#endif  // MDMOCK_CONFORMANCE_REFERENCE_CONNECTOR_MUTANT_TABLES_H_

#ifndef MDMOCK_MOCKS_CONNECTOR_RENEWAL_H_
#define MDMOCK_MOCKS_CONNECTOR_RENEWAL_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "mocks/connector/ledger.h"
#include "protocol/connector/request.h"
#include "protocol/crypto/signing_request.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

// RenewalCase is a cmsSigned, and what it is judged by.
struct RenewalCase {
  std::string_view message;  // CMS.
  const std::string& user;
  const Ledger& ledger;
  std::chrono::seconds window;
  SystemTime now;
};

// Renewal is what could be read in it.
struct Renewal {
  std::optional<CertificateRequest> request;
  std::optional<crypto::SigningRequest> wanted;
  SystemTime signed_at;
  std::string digest;  // Of what was signed: the same when it comes again.
};

// JudgeRenewal judges in the order in which a connector finds things out: form,
// algorithms, the signer's certificate, the signature, its time; and only what
// is signed, what it says. The first refusal is the reason.
Renewal JudgeRenewal(const RenewalCase& one, Verdict& verdict);

}  // namespace mdmock::connector

#endif  // MDMOCK_MOCKS_CONNECTOR_RENEWAL_H_

#ifndef MDMOCK_PROTOCOL_CMP_INITIALIZATION_H_
#define MDMOCK_PROTOCOL_CMP_INITIALIZATION_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"

// The client's side of CMP (RFC 4210): a certificate is asked for.
namespace mdmock::cmp {

// Secret is what a client and a CA have agreed on: their messages are protected
// by a MAC under it (RFC 4210, 5.1.3.1), in both directions.
struct Secret {
  std::string reference;  // What the CA knows the client by.
  std::string value;
};

// Wanted is what a certificate is to say.
struct Wanted {
  const crypto::PrivateKey& key;  // Signs the proof of possession. Lent.
  std::string common_name;        // UTF-8, 1 to 64 characters.
};

// Outcome is what a CA makes of a request, as far as its answer can be trusted.
enum class Outcome {
  kIssued,
  kOtherKey,      // A certificate came, for a key that was not asked for.
  kRejected,      // It says no, and `failure_bits` why.
  kWaiting,       // It says neither yes nor no yet. It is not asked again.
  kNotProtected,  // Whatever it says, the MAC is not there, or does not fit.
  kUnreadable,    // What came is no answer of CMP to what was asked.
  kNoAnswer       // The transport has failed.
};

struct Answer {
  Outcome outcome = Outcome::kNoAnswer;
  std::optional<crypto::Certificate> certificate = {};  // Of kIssued alone.
  // Above it, from the one that signed it upwards; as many as came.
  std::vector<crypto::Certificate> issuers = {};
  unsigned failure_bits = 0;  // Bit n: PKIFailureInfo has bit n.
  std::string text = {};      // One line, for a person; "" of kIssued.
};

// Transport takes a PKIMessage to the CA, and brings the one that answers it,
// both DER. It bounds the time that takes, and how long the answer may be. A
// Failure says why there is none.
using Transport =
    std::function<Result<std::string>(const std::string& message)>;

// AskForCertificate sends an initialization request, and confirms the
// certificate where the CA wants that: two messages at most. The messages carry
// nonces and the time of the machine, which OpenSSL takes from where it likes.
// A Failure is ours: no request can be made of what is wanted.
Result<Answer> AskForCertificate(const Wanted& wanted, const Secret& secret,
                                 const Transport& transport);

}  // namespace mdmock::cmp

#endif  // MDMOCK_PROTOCOL_CMP_INITIALIZATION_H_

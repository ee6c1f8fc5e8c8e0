#ifndef MDMOCK_PROTOCOL_CMS_SIGNATURE_H_
#define MDMOCK_PROTOCOL_CMS_SIGNATURE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "protocol/cms/algorithms.h"
#include "protocol/cms/signed_data.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/public_key.h"

namespace mdmock::cms {

// SignerCertificate is a certificate whose key is prepared for checking, and
// what reports say of it, made once.
struct SignerCertificate {
  explicit SignerCertificate(const crypto::Certificate& from);

  // Whether `signer` names this certificate.
  bool IsNamedBy(const SignerInfo& signer) const;

  crypto::Certificate certificate;
  crypto::PublicKey key;
  std::string der;
  std::string issuer_der;
  std::string serial;
  std::string key_identifier;
  std::string subject;
  SystemTime not_before;
  SystemTime not_after;
  bool allows_use;  // Client authentication and signatures.
};
using SharedCertificate = std::shared_ptr<const SignerCertificate>;

// KnownCertificates finds certificates by what a message says of its signer.
class KnownCertificates {
 public:
  void Add(const crypto::Certificate& certificate);

  SharedCertificate FindDer(std::string_view der) const;  // Null if none.
  SharedCertificate Find(const SignerInfo& signer) const;
  const std::vector<SharedCertificate>& all() const { return all_; }
  bool empty() const { return all_.empty(); }

 private:
  std::vector<SharedCertificate> all_;
  // Their places, by hash of the whole.
  std::unordered_multimap<size_t, size_t> by_der_;
};

// How a signature is to be checked; nothing where an algorithm is not known.
struct SignatureMethod {
  crypto::DigestAlgorithm digest;
  SignatureScheme scheme;
  // Of PSS.
  crypto::DigestAlgorithm mask_digest = crypto::DigestAlgorithm::kSha1;
  int salt_len = 0;
};
std::optional<SignatureMethod> FindMethod(const SignerInfo& signer);

// Checked is what was found in a signature.
struct Checked {
  bool fits = false;
  // Where RSA with PKCS#1 v1.5 padding opens to a DigestInfo, that; also where
  // it does not fit.
  std::optional<OpenedSignature> opened;
};

// CheckSignature holds a signature against the digest of what it should be
// over: of `signed_bytes` where there are signed attributes, of the content
// where there are none.
Checked CheckSignature(const SignatureMethod& method, std::string_view digest,
                       std::string_view signature,
                       const crypto::PublicKey& key);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_SIGNATURE_H_

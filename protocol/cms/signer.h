#ifndef MDMOCK_PROTOCOL_CMS_SIGNER_H_
#define MDMOCK_PROTOCOL_CMS_SIGNER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/private_key.h"
#include "protocol/crypto/raw_signer.h"

namespace mdmock::cms {

// Signer signs many contents with one key, in the shape that .NET's SignedCms
// gives its messages: DER, detached, one signer by issuer and serial number,
// its certificate and no other, identifiers without parameters, and the signed
// attributes contentType, signingTime and messageDigest. Everything but the
// time, the digest and the signature is written once. Nothing changes a Signer;
// any thread may use it.
class Signer {
 public:
  // Make fails where the key is neither RSA nor EC, or is not the
  // certificate's.
  static Result<Signer> Make(
      const crypto::PrivateKey& key, const crypto::Certificate& certificate,
      crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::kSha256);

  // Sign gives a SignedData over `content`, which is not part of it.
  Result<std::string> Sign(std::string_view content, SystemTime time) const;

 private:
  Signer(crypto::RawSigner raw, crypto::DigestAlgorithm digest)
      : raw_(std::move(raw)), digest_(digest) {}

  std::string Attributes(std::string_view content, SystemTime time) const;

  crypto::RawSigner raw_;
  crypto::DigestAlgorithm digest_;
  std::string message_head_;  // From SignedData's version to signerInfos.
  std::string signer_head_;   // Version, name, digest algorithm.
  std::string signature_algorithm_;  // Behind the attributes.
};

// Which of the two schemes: CMSURL signs the path, CMS the body.
enum class Scheme { kCmsUrl, kCms };

// What stands between scheme and 1.
enum class Separator { kBacktick, kApostrophe };

// AuthorizationValue gives "CMSURL`1 <base64>".
std::string AuthorizationValue(std::string_view message,
                               Scheme scheme = Scheme::kCmsUrl,
                               Separator separator = Separator::kBacktick);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_SIGNER_H_

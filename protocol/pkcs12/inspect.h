#ifndef MDMOCK_PROTOCOL_PKCS12_INSPECT_H_
#define MDMOCK_PROTOCOL_PKCS12_INSPECT_H_

#include <optional>
#include <string_view>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/consumers.h"
#include "protocol/pkcs12/settings.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::pkcs12 {

// Inspection is all there is to say about one PKCS#12 file.
struct Inspection {
  Verdict verdict;  // Redacted; its cause speaks of password and wrapping.
  std::vector<Prediction> predictions;  // None of what is no PKCS#12 file.

  // What the file gives, whichever password opened it; nothing where it does
  // not.
  std::optional<crypto::Certificate> leaf;
  std::optional<crypto::PrivateKey> key;
};

// Inspect judges `payload`, a PKCS#12 file or what came instead (as bytes, in
// base64, or in wrappings it should not have), as the one who is to open it
// under what was announced. It ends after at most 10^8 hash iterations. Any
// thread may call it.
Inspection Inspect(std::string_view payload, const Announcement& announcement,
                   const Settings& settings, SystemTime now);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_INSPECT_H_

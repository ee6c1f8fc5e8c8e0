#include "cli/cmsurl_input.h"

#include <utility>

#include "cli/input.h"
#include "cli/judging.h"
#include "cli/token_input.h"
#include "protocol/base/text.h"

namespace mdmock::cli {

Result<crypto::Identity> ReadKeyFiles(const KeyFiles& files) {
  if (!files.p12.empty()) {
    const auto bytes = ReadInput("--p12", files.p12);
    if (!bytes) return bytes.error();
    auto identity = crypto::ReadIdentity(*bytes, files.password);
    if (!identity) return Failure{"--p12: " + identity.error().what};
    return identity;
  }
  if (files.key.empty()) {
    return Failure{
        "--p12: give the key, as --p12 FILE --password TEXT or as --key FILE "
        "--certificate FILE"};
  }
  if (const auto inputs = CheckOneStandardInput("--key, --certificate",
                                                {files.key, files.certificate});
      !inputs) {
    return inputs.error();
  }
  const auto text = ReadInput("--key", files.key);
  if (!text) return text.error();
  auto key = crypto::PrivateKey::ReadPem(*text);
  if (!key) return Failure{"--key: " + key.error().what};
  auto certificate = ReadCertificate("--certificate", files.certificate);
  if (!certificate) return certificate.error();
  if (!certificate->Matches(*key)) {
    return Failure{
        "--certificate: it is not the certificate of the key in --key"};
  }
  return crypto::Identity{std::move(*key), std::move(*certificate), {}};
}

}  // namespace mdmock::cli

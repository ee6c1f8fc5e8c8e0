#include "conformance/suites/ws1_client/key_bytes.h"

#include <optional>
#include <string_view>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/ber.h"

namespace mdmock::conformance::ws1 {
namespace {

std::string DerOf(const crypto::PrivateKey& key) {
  const std::string pem = key.Pem();
  std::string digits;
  for (const std::string_view line : Split(pem, '\n')) {
    if (!line.starts_with("-----")) digits += line;
  }
  return ReadBase64(digits).value_or("");
}

}  // namespace

std::string SecretBytes(const crypto::PrivateKey& key) {
  const std::string der = DerOf(key);
  const auto outer = cms::Reader(der).Expect(cms::kSequence, "the key");
  if (!outer) return der;
  cms::Reader parts(*outer);
  (void)parts.Next();  // Its version.
  std::optional<cms::Element> rsa = *outer;
  if (parts.TakeIf(cms::kSequence)) {  // PKCS#8 has it in an OCTET STRING.
    const auto wrapped = parts.TakeIf(cms::kOctetString);
    if (!wrapped) return der;
    rsa = cms::Reader(*wrapped).TakeIf(cms::kSequence);
    if (!rsa) return der;
  }
  cms::Reader numbers(*rsa);
  for (int i = 0; i < 3; ++i) (void)numbers.Next();  // Version, n and e.
  const auto exponent = numbers.TakeIf(cms::kInteger);
  if (!exponent) return der;
  return std::string(exponent->content) + std::string(numbers.rest());
}

}  // namespace mdmock::conformance::ws1

#include "conformance/suites/ws1_client/alone.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "conformance/suites/client/expect.h"
#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/attributes.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/signer.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/issue.h"
#include "protocol/crypto/raw_signer.h"

namespace mdmock::conformance::ws1 {
namespace {

using cms::WriteDefinite;
namespace oid = cms::oid;

constexpr auto kDigest = crypto::DigestAlgorithm::kSha256;
constexpr char kOtherPath[] = "/API/mdm/devices/1";
constexpr std::string_view kVersion("\x02\x01\x01");
constexpr std::string_view kNull("\x05\0", 2);

std::string Attribute(std::string_view oid, const std::string& value) {
  return WriteDefinite(0x30,
                       WriteDefinite(0x06, oid) + WriteDefinite(0x31, value));
}

std::string WithNull(std::string_view oid) {
  return WriteDefinite(0x30, WriteDefinite(0x06, oid) + std::string(kNull));
}

// What cms::Signer would make, but with NULL parameters and, where it is asked
// for, with the content.
Result<std::string> SignOtherwise(const crypto::Identity& identity,
                                  const std::string& content, SystemTime time,
                                  bool attached) {
  const auto raw = crypto::RawSigner::Make(identity.key, kDigest);
  if (!raw) return raw.error();
  const std::string attributes =
      Attribute(oid::kContentType, WriteDefinite(0x06, oid::kData)) +
      Attribute(oid::kSigningTime, cms::WriteTime(time)) +
      Attribute(oid::kMessageDigest,
                WriteDefinite(0x04, crypto::Digest(kDigest, content)));
  const auto signature =
      raw->Sign(crypto::Digest(kDigest, WriteDefinite(0x31, attributes)));
  if (!signature) return signature.error();
  const crypto::Certificate& certificate = identity.certificate;
  const std::string signer = WriteDefinite(
      0x30,
      std::string(kVersion) +
          WriteDefinite(0x30, certificate.IssuerDer() +
                                  WriteDefinite(0x02, certificate.Serial())) +
          WithNull(oid::kSha256) + WriteDefinite(0xA0, attributes) +
          WithNull(oid::kRsa) + WriteDefinite(0x04, *signature));
  std::string data = WriteDefinite(0x06, oid::kData);
  if (attached) data += WriteDefinite(0xA0, WriteDefinite(0x04, content));
  return WriteDefinite(
      0x30,
      WriteDefinite(0x06, oid::kSignedData) +
          WriteDefinite(
              0xA0, WriteDefinite(
                        0x30, std::string(kVersion) +
                                  WriteDefinite(0x31, WithNull(oid::kSha256)) +
                                  WriteDefinite(0x30, data) +
                                  WriteDefinite(0xA0, certificate.Der()) +
                                  WriteDefinite(0x31, signer))));
}

Result<std::string> SignAs(Made made, const crypto::Identity& identity,
                           SystemTime time) {
  switch (made) {
    case Made::kNullParameters:
      return SignOtherwise(identity, kDevice, time, /*attached=*/false);
    case Made::kAttachedToOtherPath:
      return SignOtherwise(identity, kOtherPath, time, /*attached=*/true);
    case Made::kPlain:
    case Made::kOddCertificate:
      break;
  }
  const auto signer = cms::Signer::Make(identity.key, identity.certificate);
  if (!signer) return signer.error();
  return signer->Sign(kDevice, time);
}

Result<std::string> VerifyArguments(Lab& lab, Made made) {
  const SystemTime now = lab.clock().Now();
  const auto identity =
      made == Made::kOddCertificate
          ? MakeOddIdentity(lab)
          : Result<crypto::Identity>(MockOf(lab).admin().identity);
  if (!identity) return identity.error();
  const auto message = SignAs(made, *identity, now);
  if (!message) return message;
  return nlohmann::json{
      {"method", "GET"},
      {"path", kDevice},
      {"authorization", cms::AuthorizationValue(*message)},
      {"certificate_b64", Base64(identity->certificate.Der())},
      {"time", FormatTime(now)}}
      .dump();
}

Said JudgeVerifying(const Performed& done, Wanted wanted) {
  if (wanted == Wanted::kAccepted) {
    return done.succeeded() ? Said{}
                            : Wrong("expected it to be accepted, got: " +
                                    Printable(Trim(done.Said(), " \r\n"), 200));
  }
  if (done.succeeded()) return Wrong("expected a refusal, got an acceptance");
  return done.done.error_class.empty()
             ? Wrong("expected a refusal, got an error: " + done.done.detail)
             : Said{};
}

}  // namespace

Step VerifiesAlone(const std::string& says, Made made, Wanted wanted) {
  return Expect("a shim that verifies " + says, [=](Lab& lab) -> Said {
    if (!lab.is_shim()) return Noted("only shims are asked to verify");
    const Step ask = AskIfItCanWith("cmsurl.verify", [made](Lab& asked) {
      return VerifyArguments(asked, made);
    });
    if (Said said = ask.run(lab); !said.passed()) return said;
    const Performed& done = lab.last().front();
    if (done.done.ending == drivers::Ending::kNotSupported) {
      return Noted("the shim does not verify");
    }
    return JudgeVerifying(done, wanted);
  });
}

Result<crypto::Identity> MakeOddIdentity(Lab& lab) {
  // The first byte of the number becomes one that makes it negative.
  constexpr std::string_view kNumber("\x73\x64\xB3\x12");
  constexpr std::string_view kNegative("\xF3\x64\xB3\x12");
  const crypto::Identity& admin = MockOf(lab).admin().identity;
  const auto issuer_key = crypto::PrivateKey::GenerateRsa(1024);
  if (!issuer_key) return issuer_key.error();
  crypto::Issued contents{.common_name = "AW Admin User Root",
                          .serial = std::string(kNumber),
                          .not_before = admin.certificate.NotBefore(),
                          .not_after = admin.certificate.NotAfter(),
                          .use = crypto::IssuedUse::kAuthority};
  const auto issuer = crypto::Issue(*issuer_key, contents, nullptr);
  if (!issuer) return issuer.error();
  contents.common_name = "692:mdmock-admin";
  contents.serial = "\x02";
  contents.use = crypto::IssuedUse::kClientAuthentication;
  const crypto::Issuer by{*issuer_key, *issuer};
  const auto plain = crypto::Issue(admin.key, contents, &by);
  if (!plain) return plain.error();

  const std::string der = plain->Der();
  const auto whole = cms::Reader(der).Next();
  if (!whole) return Failure{"our own certificate cannot be read"};
  cms::Reader parts(*whole);
  const auto signed_part = parts.Next();
  const auto algorithm = parts.Next();
  if (!signed_part || !algorithm) return Failure{"a certificate without parts"};
  std::string altered(signed_part->whole);
  ReplaceAll(altered, "\x82\x04" + std::string(kNumber),
             "\x82\x04" + std::string(kNegative));
  constexpr auto kSha512 = crypto::DigestAlgorithm::kSha512;
  const auto raw = crypto::RawSigner::Make(*issuer_key, kSha512);
  if (!raw) return raw.error();
  const auto signature = raw->Sign(crypto::Digest(kSha512, altered));
  if (!signature) return signature.error();
  const auto odd = crypto::Certificate::Read(WriteDefinite(
      0x30, altered + std::string(algorithm->whole) +
                WriteDefinite(0x03, std::string(1, '\0') + *signature)));
  if (!odd) return odd.error();
  return crypto::Identity{
      .key = admin.key, .certificate = *odd, .others = {*issuer}};
}

}  // namespace mdmock::conformance::ws1

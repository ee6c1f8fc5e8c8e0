#include "conformance/reference/ws1_client/message.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "protocol/cms/algorithms.h"
#include "protocol/cms/attributes.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/signer.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/raw_signer.h"

namespace mdmock::reference::ws1 {
namespace {

using cms::WriteDefinite;
using crypto::DigestAlgorithm;
namespace oid = cms::oid;

constexpr auto kDigest = DigestAlgorithm::kSha256;
constexpr std::string_view kVersion("\x02\x01\x01");

// The mutants whose messages no signer of ours makes.
constexpr auto kOdd = std::to_array<std::string_view>(
    {"header-bloated", "message-cut", "content-attached", "content-type-other",
     "two-signers", "no-certificate", "chain-sent", "serial-other",
     "bytes-behind", "signing-time-twice", "content-type-attribute-other",
     "capabilities-twice", "no-attributes", "attributes-unsorted",
     "digest-not-listed", "parameters-odd", "signature-digest-other",
     "signature-altered"});

std::string Identifier(std::string_view oid, std::string_view parameters = "") {
  return WriteDefinite(0x30,
                       WriteDefinite(0x06, oid) + std::string(parameters));
}

std::string Attribute(std::string_view oid, const std::string& value) {
  return WriteDefinite(0x30,
                       WriteDefinite(0x06, oid) + WriteDefinite(0x31, value));
}

std::string Join(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

// OddMessage puts a message together part by part, each as its mutant has it.
class OddMessage {
 public:
  OddMessage(const crypto::Identity& identity, std::string_view content,
             SystemTime time, const Mutation& mutation)
      : identity_(identity),
        content_(content),
        time_(time),
        mutation_(mutation) {}

  Result<std::string> Make() const {
    const auto signer = SignerInfo();
    if (!signer) return signer.error();
    const std::string data = WriteDefinite(
        0x30, std::string(kVersion) + WriteDefinite(0x31, Listed()) +
                  Content() + Certificates() +
                  WriteDefinite(
                      0x31, Is("two-signers") ? *signer + *signer : *signer));
    std::string message =
        WriteDefinite(0x30, WriteDefinite(0x06, oid::kSignedData) +
                                WriteDefinite(0xA0, data));
    if (Is("bytes-behind")) message += std::string(3, '\0');
    if (Is("message-cut")) message.resize(message.size() * 3 / 4);
    return message;
  }

 private:
  bool Is(std::string_view name) const { return mutation_.Is(name); }

  std::string_view Type() const {
    return Is("content-type-other") ? oid::kSignedData : oid::kData;
  }

  std::string Listed() const {
    return Identifier(Is("digest-not-listed") ? oid::kSha512 : oid::kSha256);
  }

  std::string Content() const {
    std::string content = WriteDefinite(0x06, Type());
    if (Is("content-attached")) {
      content += WriteDefinite(0xA0, WriteDefinite(0x04, content_));
    }
    return WriteDefinite(0x30, content);
  }

  std::string Certificates() const {
    if (Is("no-certificate")) return "";
    const std::string own = identity_.certificate.Der();
    std::string all = own;
    if (Is("chain-sent")) {
      for (const auto& one : identity_.others) all += one.Der();
    }
    if (Is("header-bloated")) {
      for (int i = 1; i < 30; ++i) all += own;
    }
    return WriteDefinite(0xA0, all);
  }

  std::vector<std::string> Attributes(SystemTime time) const {
    const std::string_view type = Is("content-type-attribute-other")
                                      ? std::string_view(oid::kSignedData)
                                      : Type();
    std::vector<std::string> attributes{
        Attribute(oid::kContentType, WriteDefinite(0x06, type)),
        Attribute(oid::kSigningTime, cms::WriteTime(time)),
        Attribute(oid::kMessageDigest,
                  WriteDefinite(0x04, crypto::Digest(kDigest, content_)))};
    if (Is("signing-time-twice")) attributes.push_back(attributes[1]);
    if (Is("capabilities-twice")) {
      const std::string capabilities = Attribute(
          oid::kCapabilities, WriteDefinite(0x30, Identifier(oid::kSha256)));
      attributes.insert(attributes.end(), 2, capabilities);
    }
    std::sort(attributes.begin(), attributes.end());
    if (Is("attributes-unsorted")) {
      std::reverse(attributes.begin(), attributes.end());
    }
    return attributes;
  }

  Result<std::string> SignerInfo() const {
    const auto raw = crypto::RawSigner::Make(identity_.key, kDigest);
    if (!raw) return raw.error();
    const std::string attributes = Join(Attributes(time_));
    const bool bare = Is("no-attributes");
    const auto signature = raw->Sign(
        crypto::Digest(kDigest, bare ? std::string(content_)
                                     : WriteDefinite(0x31, attributes)));
    if (!signature) return signature.error();
    std::string sent = bare ? "" : WriteDefinite(0xA0, attributes);
    if (Is("signature-altered")) {
      sent = WriteDefinite(0xA0,
                           Join(Attributes(time_ + std::chrono::seconds(1))));
    }
    std::string serial = identity_.certificate.Serial();
    if (Is("serial-other"))
      serial.back() = static_cast<char>(serial.back() ^ 1);
    return WriteDefinite(
        0x30, std::string(kVersion) +
                  WriteDefinite(0x30, identity_.certificate.IssuerDer() +
                                          WriteDefinite(0x02, serial)) +
                  Identifier(oid::kSha256,
                             Is("parameters-odd") ? "\x02\x01\x01" : "") +
                  sent +
                  Identifier(Is("signature-digest-other")
                                 ? std::string_view(oid::kRsaSha512)
                                 : std::string_view(oid::kRsa)) +
                  WriteDefinite(0x04, *signature));
  }

  const crypto::Identity& identity_;
  const std::string_view content_;
  const SystemTime time_;
  const Mutation& mutation_;
};

}  // namespace

Result<std::string> SignMessage(const crypto::Identity& identity,
                                std::string_view content, SystemTime time,
                                const Mutation& mutation) {
  const bool odd =
      std::any_of(kOdd.begin(), kOdd.end(),
                  [&](std::string_view name) { return mutation.Is(name); });
  if (odd) return OddMessage(identity, content, time, mutation).Make();
  const auto signer =
      cms::Signer::Make(identity.key, identity.certificate, kDigest);
  if (!signer) return signer.error();
  return signer->Sign(content, time);
}

}  // namespace mdmock::reference::ws1

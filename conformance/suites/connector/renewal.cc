#include "conformance/suites/connector/renewal.h"

#include <algorithm>

#include "conformance/suites/connector/call.h"
#include "protocol/base/encoding.h"
#include "protocol/cms/signer.h"
#include "protocol/crypto/signing_request.h"

namespace mdmock::conformance::pki {
namespace {

constexpr unsigned char kSequence = 0x30;
constexpr unsigned char kFirstField = 0xA0;  // [0], constructed.
constexpr unsigned char kOctetString = 0x04;

// encapContentInfo that says id-data, and holds nothing.
constexpr std::string_view kNoContent(
    "\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01", 13);

std::string Element(unsigned char tag, std::string_view content) {
  std::string element(1, static_cast<char>(tag));
  if (content.size() < 0x80) {
    element += static_cast<char>(content.size());
  } else {
    std::string length;
    for (size_t left = content.size(); left > 0; left >>= 8) {
      length.insert(length.begin(), static_cast<char>(left & 0xFF));
    }
    element += static_cast<char>(0x80 | length.size());
    element += length;
  }
  return element.append(content);
}

// How many bytes stand before an element's contents.
size_t HeadLength(std::string_view element) {
  if (element.size() < 2) return element.size();
  const auto length = static_cast<unsigned char>(element[1]);
  return std::min(element.size(),
                  length < 0x80 ? size_t{2} : 2 + (length & 0x7Fu));
}

std::string_view Contents(std::string_view element) {
  return element.substr(HeadLength(element));
}

}  // namespace

std::optional<std::string> Attached(std::string_view message,
                                    std::string_view content) {
  // ContentInfo: the type, which has eleven bytes, and [0] SignedData.
  constexpr size_t kTypeLen = 11;
  const std::string_view info = Contents(message);
  if (info.size() < kTypeLen) return std::nullopt;
  const std::string_view type = info.substr(0, kTypeLen);
  std::string signed_data(Contents(Contents(info.substr(kTypeLen))));
  const size_t at = signed_data.find(kNoContent);
  if (at == std::string::npos) return std::nullopt;
  const std::string held = std::string(kNoContent.substr(2)) +
                           Element(kFirstField, Element(kOctetString, content));
  signed_data.replace(at, kNoContent.size(), Element(kSequence, held));
  return Element(kSequence,
                 std::string(type) +
                     Element(kFirstField, Element(kSequence, signed_data)));
}

Result<std::string> MakeRenewal(const Renewal& renewal) {
  auto key = renewal.rsa_bits != 0
                 ? crypto::PrivateKey::GenerateRsa(renewal.rsa_bits)
                 : crypto::PrivateKey::GenerateEc();
  if (!key) return key.error();
  auto other = crypto::PrivateKey::GenerateEc();
  if (!other) return other.error();
  const auto pkcs10 = crypto::MakeSigningRequest(
      *key, renewal.proves_new_key ? *key : *other, renewal.digest);
  if (!pkcs10) return pkcs10.error();
  Body request;
  request.SetText("reqId", renewal.req_id);
  request.SetText("deviceId", "mdmock-device-1");
  request.SetText("deviceName", "mdmock");
  request.SetText("pkcs10", Base64(*pkcs10));
  const std::string content = request.Text();
  const auto signer =
      cms::Signer::Make(renewal.key, renewal.certificate, renewal.digest);
  if (!signer) return signer.error();
  auto message = signer->Sign(content, renewal.signing_time);
  if (!message || renewal.detached) return message;
  auto attached = Attached(*message, content);
  if (!attached) return Failure{"a signed message has another shape"};
  return *std::move(attached);
}

}  // namespace mdmock::conformance::pki

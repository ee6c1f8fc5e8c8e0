#include "protocol/token/shape.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/token/rules.h"

namespace mdmock::token {
namespace {

using cms::EnvelopedData;
using cms::Recipient;
using crypto::Certificate;

void Add(Verdict& verdict, const Rule& rule, std::string where,
         std::string expected, std::string actual) {
  verdict.Add(
      {&rule, std::move(where), std::move(expected), std::move(actual)});
}

std::string Named(const Recipient& recipient) {
  if (!recipient.key_identifier.empty()) {
    return fmt::format("key identifier {}",
                       Hex(recipient.key_identifier, HexCase::kUpper));
  }
  return fmt::format("serial {} of issuer {}",
                     Printable(crypto::SerialText(recipient.serial), 80),
                     Printable(crypto::NameText(recipient.issuer_der), 200));
}

void Show(const EnvelopedData& message, Verdict& verdict) {
  verdict.Show("made for", Described(message));
  if (!message.recipients.empty()) {
    verdict.Show("content key encrypted with",
                 cms::AlgorithmName(message.recipients.front().algorithm));
  }
  verdict.Show("content encrypted with", cms::AlgorithmName(message.cipher));
  verdict.Show("encrypted content",
               fmt::format("{} bytes", message.encrypted_content.size()));
  verdict.Show(
      "encoding",
      fmt::format("{}, content in {} piece{}",
                  message.indefinite ? "BER" : "definite lengths",
                  message.num_chunks, message.num_chunks == 1 ? "" : "s"));
}

}  // namespace

void CheckArmour(const Armour& armour, Verdict& verdict) {
  if (armour.kind != Armour::Kind::kMime) {
    Add(verdict, rules::kMimeMissing, "the file", "S/MIME headers and base64",
        armour.kind == Armour::Kind::kPem      ? "PEM"
        : armour.kind == Armour::Kind::kBase64 ? "base64 without headers"
                                               : "a binary message");
    return;
  }
  const std::string type = ToLower(armour.Value("Content-Type"));
  if (type.find("application/pkcs7-mime") == std::string::npos &&
      type.find("application/x-pkcs7-mime") == std::string::npos) {
    Add(verdict, rules::kMimeHeader, "Content-Type", "application/pkcs7-mime",
        type.empty() ? "no such header" : Printable(type, 100));
  }
  const std::string encoding =
      ToLower(armour.Value("Content-Transfer-Encoding"));
  if (encoding != "base64") {
    Add(verdict, rules::kMimeHeader, "Content-Transfer-Encoding", "base64",
        encoding.empty() ? "no such header" : Printable(encoding, 100));
  }
  const Armour::Header& first = armour.headers.front();
  if (first.name != "Content-Type" || first.folded) {
    Add(verdict, rules::kMimeOrder, "the first header",
        "Content-Type, on one line",
        Printable(first.name, 60) + (first.folded ? ", folded" : ""));
  }
}

void CheckMessage(const EnvelopedData& message, Verdict& verdict) {
  Show(message, verdict);
  if (message.trailing_len > 0) {
    Add(verdict, rules::kCmsTrailing, "after the message", "nothing",
        fmt::format("{} bytes", message.trailing_len));
  }
  if (!message.indefinite || message.num_chunks != 1) {
    Add(verdict, rules::kCmsEncoding, "the message",
        "indefinite lengths, content in one piece",
        fmt::format("{} lengths, content in {} piece{}",
                    message.indefinite ? "indefinite" : "definite",
                    message.num_chunks, message.num_chunks == 1 ? "" : "s"));
  }
  const std::string cipher = cms::AlgorithmName(message.cipher);
  if (cipher != "AES-128-CBC") {
    Add(verdict, rules::kAlgorithms, "contentEncryptionAlgorithm",
        "AES-128-CBC", cipher);
  }
  for (const Recipient& recipient : message.recipients) {
    const std::string algorithm = cms::AlgorithmName(recipient.algorithm);
    if (algorithm == "rsaEncryption" && recipient.key_identifier.empty()) {
      continue;
    }
    Add(verdict, rules::kAlgorithms, fmt::format("byte {}", recipient.offset),
        "rsaEncryption, for issuer and serial number",
        algorithm + ", for " +
            (recipient.key_identifier.empty() ? "issuer and serial number"
                                              : "a key identifier"));
    break;
  }
}

std::string Described(const EnvelopedData& message) {
  constexpr size_t kMaxNamed = 3;
  std::string text;
  for (size_t i = 0; i < message.recipients.size() && i < kMaxNamed; ++i) {
    text += (i > 0 ? "; " : "") + Named(message.recipients[i]);
  }
  if (message.recipients.size() > kMaxNamed) text += "; …";
  return text.empty() ? "nobody with a certificate" : text;
}

std::string Described(const Certificate& certificate) {
  return fmt::format("serial {} of issuer {}", certificate.SerialText(),
                     Printable(certificate.Issuer(), 200));
}

}  // namespace mdmock::token

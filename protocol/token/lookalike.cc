#include "protocol/token/lookalike.h"

#include <fmt/format.h>

#include <algorithm>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/certificate.h"

namespace mdmock::token {
namespace {

using cms::Element;
using cms::Reader;

constexpr std::string_view kWhite = " \t\r\n";

bool BeginsAsEnvelope(std::string_view bytes) {
  constexpr size_t kLongestHeader = 10;
  const std::string oid = cms::WriteOid(cms::kEnvelopedDataOid);
  return bytes.starts_with('\x30') &&
         bytes.substr(0, kLongestHeader + oid.size()).find(oid) !=
             std::string_view::npos;
}

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// SEQUENCE { INTEGER 3, SEQUENCE { … data … } … }: RFC 7292, 4.
bool IsPkcs12(std::string_view bytes) {
  Reader outside(bytes);
  const auto sequence = outside.Expect(cms::kSequence, "PFX");
  if (!sequence) return false;
  Reader inside(*sequence);
  const auto version = inside.Expect(cms::kInteger, "version");
  return version && version->content == "\x03" &&
         inside.Expect(cms::kSequence, "authSafe");
}

// SEQUENCE { INTEGER 0 … }: PKCS#1, PKCS#8.
bool IsPrivateKey(std::string_view bytes) {
  Reader outside(bytes);
  const auto sequence = outside.Expect(cms::kSequence, "a key");
  if (!sequence) return false;
  Reader inside(*sequence);
  const auto version = inside.Expect(cms::kInteger, "version");
  return version && version->content == std::string_view("\0", 1);
}

std::string Binary(std::string_view bytes) {
  if (bytes.empty()) return "";
  if (crypto::Certificate::Read(bytes)) return "a certificate";
  if (const auto message = cms::ReadContentInfo(bytes)) {
    if (message->type == cms::kEnvelopedDataOid) return "";
    return fmt::format("a CMS message that is not encrypted for a key ({})",
                       cms::AlgorithmName(message->type));
  }
  if (IsPkcs12(bytes)) return "a PKCS#12 file (.p12, .pfx)";
  if (IsPrivateKey(bytes)) return "a private key";
  if (bytes.starts_with("PK\x03\x04")) return "a ZIP archive";
  if (bytes.starts_with("%PDF")) return "a PDF document";
  if (bytes.starts_with("bplist")) return "a binary property list";
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return "text in UTF-16, as some editors and shells save it";
  }
  return "";
}

std::string Json(std::string_view text) {
  if (Holds(text, "\"consumer_key\"")) {
    return "a token that is decrypted already";
  }
  if (Holds(text, "\"token\"") &&
      (Holds(text, "\"expDate\"") || Holds(text, "\"orgName\""))) {
    return "the JSON of a VPP content token (.vpptoken)";
  }
  return "JSON of another kind";
}

std::string Pem(const std::string& label) {
  if (label == "MESSAGE") return "a token that is decrypted already";
  if (Holds(label, "CERTIFICATE REQUEST")) return "a certificate request";
  if (Holds(label, "CERTIFICATE")) return "a certificate";
  if (Holds(label, "PRIVATE KEY")) return "a private key";
  if (Holds(label, "PUBLIC KEY")) return "a public key";
  return fmt::format("a PEM block of {}", Printable(label, 40));
}

std::string Text(std::string_view file) {
  const std::string_view text = Trim(file, kWhite);
  const std::string start = ToLower(text.substr(0, 512));
  if (start.starts_with("<!doctype html") || Holds(start, "<html")) {
    return "an HTML page, such as a portal's sign-in page";
  }
  if (Holds(start, "<plist") || Holds(start, "<!doctype plist")) {
    return "a property list, such as a configuration profile";
  }
  if (start.starts_with("<?xml")) return "XML";
  if (Holds(file.substr(0, 2048), "-----BEGIN MESSAGE-----")) {
    return "a token that is decrypted already";
  }
  if (text.starts_with('{')) return Json(text);
  return "";
}

// The base64 of a whole file, which is how .vpptoken files come.
std::string Base64Of(const Armour& armour) {
  const std::string_view inside = Trim(armour.bytes, kWhite);
  if (armour.kind == Armour::Kind::kBinary || armour.bytes.empty()) return "";
  if (inside.starts_with('{')) {
    const std::string what = Json(inside);
    if (Holds(what, "VPP")) {
      return "a VPP content token (.vpptoken): base64 of JSON";
    }
    return "base64 of " + what;
  }
  const std::string what = Binary(armour.bytes);
  return what.empty() ? "" : "the base64 of " + what;
}

}  // namespace

bool LooksLikeToken(const Armour& armour) {
  if (BeginsAsEnvelope(armour.bytes)) return true;
  const std::string type = ToLower(armour.Value("Content-Type"));
  if (Holds(type, "pkcs7-mime") && !Holds(type, "signed-data")) return true;
  return armour.label == "CMS" || armour.label == "PKCS7";
}

std::string WhatItIs(std::string_view file, const Armour& armour) {
  if (Trim(file, kWhite).empty()) return "an empty file";
  if (armour.kind == Armour::Kind::kBinary) return Binary(armour.bytes);
  if (std::string what = Text(file); !what.empty()) return what;
  if (std::string what = Base64Of(armour); !what.empty()) {
    return armour.kind == Armour::Kind::kPem ? Binary(armour.bytes) : what;
  }
  if (armour.kind == Armour::Kind::kPem && armour.label != "CMS" &&
      armour.label != "PKCS7") {
    return Pem(armour.label);
  }
  return "";
}

}  // namespace mdmock::token

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/token/armour.h"
#include "protocol/token/blame.h"
#include "protocol/token/lookalike.h"
#include "protocol/token/mistakes.h"
#include "protocol/token/rules.h"
#include "protocol/token/shape.h"
#include "protocol/token/token_file.h"
#include "protocol/token/token_json.h"
#include "protocol/verdict/redact.h"

namespace mdmock::token {
namespace {

using cms::Decrypted;
using cms::EnvelopedData;
using cms::Recipient;
using crypto::Certificate;

constexpr size_t kMaxFile = 1 << 20;

// Decrypted text has no control characters but tabs and line ends.
bool IsText(std::string_view bytes) {
  return IsUtf8(bytes) && std::all_of(bytes.begin(), bytes.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 || c == '\t' ||
                  c == '\r' || c == '\n';
         });
}

// TokenReader goes through a file from the outside in, one member a layer, and
// stops at the first layer that does not open.
class TokenReader {
 public:
  TokenReader(std::string_view file, const TokenKey& at_hand, SystemTime now,
              Verdict::Strictness strictness)
      : file_(file),
        at_hand_(at_hand),
        now_(now),
        result_{.verdict = Verdict("token", strictness),
                .token = {},
                .plaintext = {}} {}

  TokenFile Take() && {
    ReadFile();
    result_.verdict.Explain(std::move(blame_).Take());
    Redactor redactor;
    if (result_.token) {
      redactor.Hide(result_.token->consumer_secret);
      redactor.Hide(result_.token->access_secret);
      redactor.Hide(result_.token->access_token);
    }
    redactor.Redact(result_.verdict);
    return std::move(result_);
  }

 private:
  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    result_.verdict.Add(
        {&rule, std::move(where), std::move(expected), std::move(actual)});
  }

  bool in_base64() const { return armour_.kind != Armour::Kind::kBinary; }

  void ReadFile() {
    if (file_.size() > kMaxFile) {
      Add(rules::kSize, "the file", fmt::format("at most {} bytes", kMaxFile),
          fmt::format("{} bytes", file_.size()));
      return;
    }
    armour_ = ReadArmour(file_);
    const std::string what = WhatItIs(file_, armour_);
    if (!what.empty() || !LooksLikeToken(armour_)) {
      return NotAToken(what.empty() ? Unknown() : what);
    }
    if (!armour_.damage.empty()) {
      return Base64Damaged(armour_.damage_where, armour_.damage);
    }
    CheckArmour(armour_, result_.verdict);
    ReadMessage();
  }

  std::string Unknown() const {
    return in_base64() ? "text that is no encrypted message"
                       : "binary data that is no encrypted message";
  }

  void NotAToken(const std::string& what) {
    Add(rules::kNotAToken, "the file", "an encrypted server token (.p7m)",
        what);
    blame_.Prove(mistakes::kNotAToken, "the file is " + what);
  }

  void Base64Damaged(std::string where, std::string what) {
    std::string proof = where + ": " + what;
    if (!armour_.uneven.empty()) proof += "; " + armour_.uneven;
    Add(rules::kBase64Damaged, std::move(where), "base64 as it was sent",
        std::move(what));
    blame_.Prove(mistakes::kBase64Damaged, std::move(proof));
  }

  // The message does not hold together; what carried it is to blame.
  void Damaged(std::string where, std::string what) {
    if (in_base64()) return Base64Damaged(std::move(where), std::move(what));
    blame_.Prove(mistakes::kContentDamaged, where + ": " + what);
    Add(rules::kContentDamaged, std::move(where), "the message as it was sent",
        std::move(what));
  }

  void ReadMessage() {
    const auto message = cms::ReadEnvelopedData(armour_.bytes);
    if (!message) {
      const cms::BerError& error = message.error();
      const std::string where =
          fmt::format("byte {} of {}", error.offset, armour_.bytes.size());
      Add(rules::kCmsStructure, where, "EnvelopedData", error.what);
      return Damaged(where, error.what);
    }
    // Of a message that was cut, the padding is the least that is missing.
    if (armour_.unpadded) {
      Add(rules::kBase64Unpadded, "the end", "'='", "no padding");
    }
    CheckMessage(*message, result_.verdict);
    Open(*message);
  }

  bool Named(const EnvelopedData& message) const {
    return std::any_of(message.recipients.begin(), message.recipients.end(),
                       [this](const Recipient& recipient) {
                         return cms::IsFor(recipient, *at_hand_.certificate);
                       });
  }

  void Open(const EnvelopedData& message) {
    const Decrypted decrypted = cms::Decrypt(message, at_hand_.key);
    const bool opened_key = decrypted.recipient != nullptr;
    JudgeRecipient(message, opened_key);
    switch (decrypted.outcome) {
      case Decrypted::Outcome::kOpened:
        return ReadPlain(decrypted.plaintext);
      case Decrypted::Outcome::kWrongKey:
        return WrongKey(message, decrypted.detail);
      case Decrypted::Outcome::kNoRecipient:
      case Decrypted::Outcome::kKeyNotSupported:
        Add(rules::kKeyUnsupported, "recipientInfos",
            "rsaEncryption or RSAES-OAEP", decrypted.detail);
        return;
      case Decrypted::Outcome::kCipherNotSupported:
        Add(rules::kCipherUnsupported, "contentEncryptionAlgorithm",
            "AES or triple DES, in CBC mode", decrypted.detail);
        return;
      case Decrypted::Outcome::kContentCut:
        return Damaged("encryptedContent", decrypted.detail);
      case Decrypted::Outcome::kBadPadding:
        return BadPadding(decrypted);
    }
  }

  void JudgeRecipient(const EnvelopedData& message, bool key_opens) {
    if (!at_hand_.certificate) return;
    const Certificate& certificate = *at_hand_.certificate;
    const bool fits_key = certificate.Matches(at_hand_.key);
    if (!fits_key) {
      Add(rules::kCertificateOtherKey, "the certificate at hand",
          "the public half of the key at hand",
          "another key: " + Described(certificate));
    }
    if (Named(message)) return;
    Add(rules::kWrongRecipient, "recipientInfos", Described(certificate),
        Described(message));
    std::string proof = fmt::format(
        "the token names its recipient, {}, and the certificate at hand is {}",
        Described(message), Described(certificate));
    if (key_opens) {
      proof +=
          "; the key opens it all the same, but clients that choose the "
          "recipient by issuer and serial number will not";
    }
    blame_.Prove(mistakes::kWrongRecipient, std::move(proof));
  }

  void WrongKey(const EnvelopedData& message, const std::string& detail) {
    Add(rules::kWrongKey, "encryptedKey",
        "a content key that opens under the key at hand", detail);
    if (!at_hand_.certificate) {
      blame_.Prove(mistakes::kWrongKey,
                   fmt::format("{}; the token was made for {}", detail,
                               Described(message)));
      return;
    }
    const bool fits_key = at_hand_.certificate->Matches(at_hand_.key);
    if (!fits_key) {
      blame_.Prove(mistakes::kWrongKey,
                   detail + "; the key is not that of the certificate either");
      return;
    }
    // A certificate for somebody else explains that its key does not open.
    if (!Named(message)) return;
    blame_.Suspect(
        mistakes::kWrongKey,
        in_base64() ? mistakes::kBase64Damaged : mistakes::kContentDamaged,
        detail +
            "; the certificate at hand is the one named, so either an earlier "
            "certificate had its issuer and serial number, or the encrypted "
            "key is damaged",
        "download the token once more: one that was damaged opens then");
  }

  void BadPadding(const Decrypted& decrypted) {
    // Damage leaves blocks that are no text; text to the end was never padded.
    if (IsText(decrypted.plaintext)) {
      Add(rules::kContentPadding, "encryptedContent", "PKCS#7 padding",
          "text to the end of the last block");
      return;
    }
    Damaged("encryptedContent", decrypted.detail);
  }

  void ReadPlain(const std::string& text) {
    if (!IsText(text)) {
      Damaged("encryptedContent",
              "the content key opens under this key, and the content decrypts "
              "to something that is not all text");
    }
    result_.plaintext = ReadPlaintext(text);
    const Plaintext& plaintext = *result_.plaintext;
    if (plaintext.headers.empty()) {
      Add(rules::kPlaintextHeader, "the decrypted text",
          "Content-Type: text/plain;charset=UTF-8", "no header");
    }
    TokenReading reading = ReadTokenFields(plaintext.json);
    JudgeFrame(reading.token.has_value());
    for (Finding& finding : reading.findings) {
      result_.verdict.Add(std::move(finding));
    }
    result_.token = std::move(reading.token);
    if (result_.token) JudgeToken(*result_.token);
  }

  void JudgeFrame(bool holds_token) {
    const Plaintext& plaintext = *result_.plaintext;
    if (plaintext.framed()) return;
    const std::string_view actual = plaintext.begins ? "no END MESSAGE line"
                                    : plaintext.ends ? "no BEGIN MESSAGE line"
                                                     : "neither line";
    Add(rules::kFrameMissing, "the decrypted text",
        "-----BEGIN MESSAGE----- and -----END MESSAGE-----",
        std::string(actual));
    if (holds_token) {
      blame_.Prove(
          mistakes::kFrameMissing,
          fmt::format("the decrypted text is a token's JSON with {}", actual));
    }
  }

  void JudgeToken(const ServerToken& token) {
    result_.verdict.Show("consumer_key", Printable(token.consumer_key, 200));
    if (!token.expiry) return;
    result_.verdict.Show("access_token_expiry", token.access_token_expiry);
    if (now_ < *token.expiry) return;
    Add(rules::kExpired, "access_token_expiry",
        "later than " + FormatTime(now_), FormatTime(*token.expiry));
    blame_.Prove(mistakes::kExpired,
                 fmt::format("the token says that it expired at {}, and it is "
                             "{}",
                             FormatTime(*token.expiry), FormatTime(now_)));
  }

  std::string_view file_;
  const TokenKey& at_hand_;
  SystemTime now_;
  Armour armour_;
  Blame blame_;
  TokenFile result_;
};

}  // namespace

TokenFile ReadTokenFile(std::string_view file, const TokenKey& at_hand,
                        SystemTime now, Verdict::Strictness strictness) {
  return TokenReader(file, at_hand, now, strictness).Take();
}

}  // namespace mdmock::token

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/rsa.h"

namespace mdmock::cms {
namespace {

using Outcome = Decrypted::Outcome;

// A message that names more is not for one portal's certificate, and each costs
// an RSA operation.
constexpr size_t kMaxTried = 16;

// The result of one recipient: the content key, or why there is none.
struct ContentKey {
  Outcome outcome = Outcome::kWrongKey;
  std::string detail;
  std::string key;
};

// EME-PKCS1-v1_5 (RFC 8017, 7.2.2): 00 02, eight or more bytes that are not
// zero, 00, the key.
ContentKey TakePkcs1(const std::string& block) {
  const size_t zero = block.find('\0', 2);
  if (block.size() < 11 || block[0] != '\0' || block[1] != '\x02' ||
      zero == std::string::npos || zero < 10) {
    return {Outcome::kWrongKey,
            "under this key the encrypted content key is not 00 02 and padding",
            ""};
  }
  return {Outcome::kOpened, "", block.substr(zero + 1)};
}

struct OaepDigests {
  crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::kSha1;
  crypto::DigestAlgorithm mask = crypto::DigestAlgorithm::kSha1;
};

std::optional<crypto::DigestAlgorithm> ReadDigest(const Element& sequence) {
  Reader reader(sequence);
  const auto identifier = reader.Expect(kOid, "a digest");
  if (!identifier) return std::nullopt;
  const auto oid = ReadOid(*identifier);
  if (!oid) return std::nullopt;
  if (*oid == "1.3.14.3.2.26") return crypto::DigestAlgorithm::kSha1;
  if (*oid == "2.16.840.1.101.3.4.2.1") return crypto::DigestAlgorithm::kSha256;
  if (*oid == "2.16.840.1.101.3.4.2.2") return crypto::DigestAlgorithm::kSha384;
  if (*oid == "2.16.840.1.101.3.4.2.3") return crypto::DigestAlgorithm::kSha512;
  return std::nullopt;
}

// RSAES-OAEP-params (RFC 8017, A.2.1): [0] digest, [1] mask generation, [2]
// label; what is absent is SHA-1, MGF1 with SHA-1, and no label.
std::optional<OaepDigests> ReadOaep(const std::string& parameters) {
  OaepDigests digests;
  if (parameters.empty()) return digests;
  Reader outside(parameters);
  const auto sequence = outside.Expect(kSequence, "RSAES-OAEP-params");
  if (!sequence) return std::nullopt;
  Reader reader(*sequence);
  if (const auto tagged = reader.TakeIf(Context(0))) {
    Reader inside(*tagged);
    const auto algorithm = inside.Expect(kSequence, "hashAlgorithm");
    const auto digest = algorithm ? ReadDigest(*algorithm) : std::nullopt;
    if (!digest) return std::nullopt;
    digests.digest = *digest;
  }
  if (const auto tagged = reader.TakeIf(Context(1))) {
    Reader inside(*tagged);
    const auto mask = inside.Expect(kSequence, "maskGenAlgorithm");
    if (!mask) return std::nullopt;
    Reader mgf1(*mask);
    if (!mgf1.Expect(kOid, "MGF1")) return std::nullopt;
    const auto algorithm = mgf1.Expect(kSequence, "MGF1's digest");
    const auto digest = algorithm ? ReadDigest(*algorithm) : std::nullopt;
    if (!digest) return std::nullopt;
    digests.mask = *digest;
  }
  if (!reader.AtEnd()) return std::nullopt;  // A label, which no portal uses.
  return digests;
}

ContentKey OpenOaep(const Recipient& recipient, const crypto::PrivateKey& key) {
  const auto digests = ReadOaep(recipient.parameters);
  if (!digests) {
    return {Outcome::kKeyNotSupported,
            "RSAES-OAEP with parameters that are not read here", ""};
  }
  auto opened = crypto::RsaOaepOpen(key, recipient.encrypted_key,
                                    digests->digest, digests->mask);
  if (!opened) {
    return {Outcome::kWrongKey,
            "under this key the encrypted content key is no RSAES-OAEP block",
            ""};
  }
  return {Outcome::kOpened, "", std::move(*opened)};
}

ContentKey OpenKey(const Recipient& recipient, const crypto::PrivateKey& key) {
  const std::string algorithm = AlgorithmName(recipient.algorithm);
  const bool oaep = algorithm == "RSAES-OAEP";
  if (!oaep && algorithm != "rsaEncryption") {
    return {Outcome::kKeyNotSupported,
            fmt::format("the content key is encrypted with {}", algorithm), ""};
  }
  if (!key.is_rsa()) {
    return {Outcome::kWrongKey,
            fmt::format("the content key is encrypted for an RSA key, and this "
                        "is {}",
                        key.kind()),
            ""};
  }
  if (recipient.encrypted_key.size() != key.modulus_len()) {
    return {
        Outcome::kWrongKey,
        fmt::format("the content key is encrypted for an RSA key of {} "
                    "bits, and this one has {}",
                    recipient.encrypted_key.size() * 8, key.modulus_len() * 8),
        ""};
  }
  if (oaep) return OpenOaep(recipient, key);
  const auto block = crypto::RsaPrivate(key, recipient.encrypted_key);
  if (!block) {
    return {Outcome::kWrongKey,
            "the encrypted content key is a number above this key's modulus",
            ""};
  }
  return TakePkcs1(*block);
}

Decrypted OpenContent(const EnvelopedData& message, const std::string& key,
                      crypto::Cipher cipher) {
  const size_t block_len = crypto::BlockLength(cipher);
  const std::string& content = message.encrypted_content;
  Decrypted decrypted;
  if (message.iv.size() != block_len) {
    decrypted.outcome = Outcome::kContentCut;
    decrypted.detail = fmt::format("the IV has {} bytes instead of {}",
                                   message.iv.size(), block_len);
    return decrypted;
  }
  if (content.empty() || content.size() % block_len != 0) {
    decrypted.outcome = Outcome::kContentCut;
    decrypted.detail = fmt::format(
        "the encrypted content has {} bytes, which are not whole "
        "blocks of {}",
        content.size(), block_len);
    return decrypted;
  }
  auto plaintext = crypto::CbcDecrypt(cipher, key, message.iv, content);
  if (!plaintext) {
    decrypted.outcome = Outcome::kCipherNotSupported;
    decrypted.detail = plaintext.error().what;
    return decrypted;
  }
  decrypted.plaintext = std::move(*plaintext);
  const auto padding = static_cast<unsigned char>(decrypted.plaintext.back());
  const bool good =
      padding >= 1 && padding <= block_len &&
      std::all_of(decrypted.plaintext.end() - padding,
                  decrypted.plaintext.end(), [padding](char c) {
                    return static_cast<unsigned char>(c) == padding;
                  });
  if (!good) {
    decrypted.outcome = Outcome::kBadPadding;
    decrypted.detail =
        "the content key opens under this key, and the last block decrypts to "
        "something that is no padding";
    return decrypted;
  }
  decrypted.plaintext.resize(decrypted.plaintext.size() - padding);
  decrypted.outcome = Outcome::kOpened;
  return decrypted;
}

}  // namespace

Decrypted Decrypt(const EnvelopedData& message, const crypto::PrivateKey& key) {
  Decrypted failed;
  failed.outcome = Outcome::kNoRecipient;
  failed.detail = fmt::format(
      "the message has {} recipients, and none by a public key of RSA",
      message.num_other_recipients);
  const auto cipher = KnownCipher(message.cipher);
  const size_t num_tried = std::min(message.recipients.size(), kMaxTried);
  for (size_t i = 0; i < num_tried; ++i) {
    const Recipient& recipient = message.recipients[i];
    ContentKey opened = OpenKey(recipient, key);
    // By chance one wrong key in a hundred thousand or so leaves something like
    // padding, but then the length is any.
    if (opened.outcome == Outcome::kOpened && cipher &&
        opened.key.size() != crypto::KeyLength(*cipher)) {
      opened.outcome = Outcome::kWrongKey;
      opened.detail = fmt::format(
          "under this key the content key has {} bytes, and {} takes {}",
          opened.key.size(), crypto::Name(*cipher), crypto::KeyLength(*cipher));
    }
    if (opened.outcome != Outcome::kOpened) {
      // That a key fits no recipient says more than that a way is unknown.
      if (failed.outcome != Outcome::kWrongKey) {
        failed.outcome = opened.outcome;
        failed.detail = std::move(opened.detail);
      }
      continue;
    }
    Decrypted decrypted;
    if (cipher) {
      decrypted = OpenContent(message, opened.key, *cipher);
    } else {
      decrypted.outcome = Outcome::kCipherNotSupported;
      decrypted.detail = fmt::format("the content is encrypted with {}",
                                     AlgorithmName(message.cipher));
    }
    decrypted.recipient = &recipient;
    return decrypted;
  }
  return failed;
}

}  // namespace mdmock::cms

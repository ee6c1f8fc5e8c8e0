#include <fmt/format.h>

#include <utility>

#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/rsa.h"

namespace mdmock::cms {
namespace {

constexpr unsigned char kSequenceByte = 0x30;
constexpr unsigned char kSetByte = 0x31;
constexpr unsigned char kExplicit0 = 0xA0;
constexpr unsigned char kPrimitive0 = 0x80;
constexpr unsigned char kIntegerByte = 0x02;
constexpr unsigned char kOctetStringByte = 0x04;
constexpr unsigned char kNullByte = 0x05;

Result<std::string> Draw(const RandomBytes& random, size_t count) {
  std::string bytes = random(count);
  if (bytes.size() == count) return bytes;
  return Failure{fmt::format("the random source gave {} bytes instead of {}",
                             bytes.size(), count)};
}

// PKCS#1 v1.5 padding has no zero byte; those of the source are passed over.
Result<std::string> DrawNonZero(const RandomBytes& random, size_t count) {
  constexpr int kMaxRounds = 64;
  std::string padding;
  for (int round = 0; round < kMaxRounds && padding.size() < count; ++round) {
    auto bytes = Draw(random, count - padding.size());
    if (!bytes) return bytes;
    for (const char c : *bytes) {
      if (c != '\0') padding += c;
    }
  }
  if (padding.size() == count) return padding;
  return Failure{"the random source gives almost nothing but zeros"};
}

std::string SmallInteger(char value) {
  return WriteDefinite(kIntegerByte, std::string_view(&value, 1));
}

std::string AlgorithmIdentifier(std::string_view oid,
                                std::string_view parameters) {
  return WriteDefinite(kSequenceByte, WriteOid(oid).append(parameters));
}

std::string RecipientInfo(const crypto::Certificate& certificate,
                          const std::string& encrypted_key) {
  const std::string issuer_and_serial = WriteDefinite(
      kSequenceByte, certificate.IssuerDer() +
                         WriteDefinite(kIntegerByte, certificate.Serial()));
  return WriteDefinite(kSequenceByte,
                       SmallInteger(0) + issuer_and_serial +
                           AlgorithmIdentifier("1.2.840.113549.1.1.1",
                                               WriteDefinite(kNullByte, "")) +
                           WriteDefinite(kOctetStringByte, encrypted_key));
}

std::string_view OidOf(crypto::Cipher cipher) {
  switch (cipher) {
    case crypto::Cipher::kAes128Cbc:
      return "2.16.840.1.101.3.4.1.2";
    case crypto::Cipher::kAes192Cbc:
      return "2.16.840.1.101.3.4.1.22";
    case crypto::Cipher::kAes256Cbc:
      return "2.16.840.1.101.3.4.1.42";
    case crypto::Cipher::kDesEde3Cbc:
      return "1.2.840.113549.3.7";
  }
  return "";
}

std::string Write(unsigned char identifier, std::string_view content,
                  const EnvelopeShape& shape) {
  return shape.indefinite ? WriteIndefinite(identifier, content)
                          : WriteDefinite(identifier, content);
}

// [0] IMPLICIT OCTET STRING: DER writes it as one primitive string.
std::string EncryptedContent(std::string_view content,
                             const EnvelopeShape& shape) {
  if (!shape.indefinite && shape.chunk_len == 0) {
    return WriteDefinite(kPrimitive0, content);
  }
  const size_t piece_len =
      shape.chunk_len == 0 ? content.size() : shape.chunk_len;
  std::string pieces;
  for (size_t at = 0; at < content.size(); at += piece_len) {
    pieces += WriteDefinite(kOctetStringByte, content.substr(at, piece_len));
  }
  return Write(kExplicit0, pieces, shape);
}

}  // namespace

Result<std::string> MakeEnvelopedData(std::string_view plaintext,
                                      const crypto::Certificate& certificate,
                                      const RandomBytes& random,
                                      const EnvelopeShape& shape) {
  const size_t modulus_len = crypto::RsaModulusLength(certificate);
  if (modulus_len == 0) {
    return Failure{"the certificate has no RSA key, and a token needs one"};
  }
  if (modulus_len < crypto::KeyLength(shape.cipher) + 11) {
    return Failure{"the certificate's RSA key is too short for a content key"};
  }
  const auto key = Draw(random, crypto::KeyLength(shape.cipher));
  if (!key) return key.error();
  const auto iv = Draw(random, crypto::BlockLength(shape.cipher));
  if (!iv) return iv.error();
  const auto padding = DrawNonZero(random, modulus_len - key->size() - 3);
  if (!padding) return padding.error();

  std::string block("\0\x02", 2);
  block.append(*padding).append(1, '\0').append(*key);
  const auto encrypted_key = crypto::RsaPublic(certificate, block);
  if (!encrypted_key) return encrypted_key.error();
  const auto content = crypto::CbcEncrypt(shape.cipher, *key, *iv, plaintext);
  if (!content) return content.error();

  const std::string encrypted_content_info =
      Write(kSequenceByte,
            WriteOid(kDataOid) +
                AlgorithmIdentifier(OidOf(shape.cipher),
                                    WriteDefinite(kOctetStringByte, *iv)) +
                EncryptedContent(*content, shape),
            shape);
  const std::string enveloped_data = Write(
      kSequenceByte,
      SmallInteger(0) +
          WriteDefinite(kSetByte, RecipientInfo(certificate, *encrypted_key)) +
          encrypted_content_info,
      shape);
  return Write(
      kSequenceByte,
      WriteOid(kEnvelopedDataOid) + Write(kExplicit0, enveloped_data, shape),
      shape);
}

}  // namespace mdmock::cms

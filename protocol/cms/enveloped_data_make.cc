#include <fmt/format.h>

#include <utility>

#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/rsa.h"

namespace mdmock::cms {
namespace {

constexpr unsigned char kSequenceByte = 0x30;
constexpr unsigned char kSetByte = 0x31;
constexpr unsigned char kExplicit0 = 0xA0;
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

}  // namespace

Result<std::string> MakeEnvelopedData(std::string_view plaintext,
                                      const crypto::Certificate& certificate,
                                      const RandomBytes& random) {
  constexpr crypto::Cipher kCipher = crypto::Cipher::kAes128Cbc;
  const size_t modulus_len = crypto::RsaModulusLength(certificate);
  if (modulus_len == 0) {
    return Failure{"the certificate has no RSA key, and a token needs one"};
  }
  if (modulus_len < crypto::KeyLength(kCipher) + 11) {
    return Failure{"the certificate's RSA key is too short for a content key"};
  }
  const auto key = Draw(random, crypto::KeyLength(kCipher));
  if (!key) return key.error();
  const auto iv = Draw(random, crypto::BlockLength(kCipher));
  if (!iv) return iv.error();
  const auto padding = DrawNonZero(random, modulus_len - key->size() - 3);
  if (!padding) return padding.error();

  std::string block("\0\x02", 2);
  block.append(*padding).append(1, '\0').append(*key);
  const auto encrypted_key = crypto::RsaPublic(certificate, block);
  if (!encrypted_key) return encrypted_key.error();
  const auto content = crypto::CbcEncrypt(kCipher, *key, *iv, plaintext);
  if (!content) return content.error();

  const std::string encrypted_content_info = WriteIndefinite(
      kSequenceByte,
      WriteOid(kDataOid) +
          AlgorithmIdentifier("2.16.840.1.101.3.4.1.2",
                              WriteDefinite(kOctetStringByte, *iv)) +
          WriteIndefinite(kExplicit0,
                          WriteDefinite(kOctetStringByte, *content)));
  const std::string enveloped_data = WriteIndefinite(
      kSequenceByte,
      SmallInteger(0) +
          WriteDefinite(kSetByte, RecipientInfo(certificate, *encrypted_key)) +
          encrypted_content_info);
  return WriteIndefinite(kSequenceByte,
                         WriteOid(kEnvelopedDataOid) +
                             WriteIndefinite(kExplicit0, enveloped_data));
}

}  // namespace mdmock::cms

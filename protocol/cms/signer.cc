#include "protocol/cms/signer.h"

#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/cms/algorithms.h"
#include "protocol/cms/attributes.h"
#include "protocol/cms/ber.h"

namespace mdmock::cms {
namespace {

using crypto::DigestAlgorithm;

// Buffer puts a message together from its end, so that each length is known
// when it is written and nothing is copied twice.
class Buffer {
 public:
  explicit Buffer(size_t capacity) : bytes_(capacity, '\0'), at_(capacity) {}

  void Put(std::string_view bytes) {
    at_ -= bytes.size();
    bytes.copy(bytes_.data() + at_, bytes.size());
  }

  // The tag and length of all that was put since `end`.
  void Wrap(char identifier, size_t end) {
    size_t length = end - at_;
    if (length < 0x80) {
      bytes_[--at_] = static_cast<char>(length);
    } else {
      char num_bytes = 0;
      for (; length != 0; length >>= 8, ++num_bytes) {
        bytes_[--at_] = static_cast<char>(length & 0xFF);
      }
      bytes_[--at_] = static_cast<char>(0x80 | num_bytes);
    }
    bytes_[--at_] = identifier;
  }

  size_t at() const { return at_; }
  std::string Take() && { return std::move(bytes_.erase(0, at_)); }

 private:
  std::string bytes_;
  size_t at_;
};

std::string Identifier(std::string_view oid) {
  return WriteDefinite(0x30, WriteDefinite(0x06, oid));
}

std::string_view EcOid(DigestAlgorithm digest) {
  switch (digest) {
    case DigestAlgorithm::kSha1:
      return oid::kEcSha1;
    case DigestAlgorithm::kSha256:
      return oid::kEcSha256;
    case DigestAlgorithm::kSha384:
      return oid::kEcSha384;
    case DigestAlgorithm::kSha512:
      return oid::kEcSha512;
  }
  return {};
}

std::string MakeAttribute(std::string_view oid, std::string_view value) {
  return WriteDefinite(0x30,
                       WriteDefinite(0x06, oid) + WriteDefinite(0x31, value));
}

const std::string& ContentTypeAttribute() {
  static const std::string attribute =
      MakeAttribute(oid::kContentType, WriteDefinite(0x06, oid::kData));
  return attribute;
}

constexpr std::string_view kVersion1("\x02\x01\x01");
constexpr size_t kMaxWrapping = 64;  // Bytes of all tags and lengths.

}  // namespace

Result<Signer> Signer::Make(const crypto::PrivateKey& key,
                            const crypto::Certificate& certificate,
                            DigestAlgorithm digest) {
  if (!certificate.Matches(key)) {
    return Failure{"the private key is not the certificate's"};
  }
  auto raw = crypto::RawSigner::Make(key, digest);
  if (!raw) return raw.error();
  Signer signer(std::move(*raw), digest);
  const std::string digest_identifier = Identifier(DigestOid(digest));
  signer.message_head_ =
      std::string(kVersion1) + WriteDefinite(0x31, digest_identifier) +
      Identifier(oid::kData) + WriteDefinite(0xA0, certificate.Der());
  signer.signer_head_ =
      std::string(kVersion1) +
      WriteDefinite(0x30, certificate.IssuerDer() +
                              WriteDefinite(0x02, certificate.Serial())) +
      digest_identifier;
  signer.signature_algorithm_ =
      Identifier(key.is_rsa() ? oid::kRsa : EcOid(digest));
  return signer;
}

// In the order of a DER SET, which for these three is that of their lengths.
std::string Signer::Attributes(std::string_view content,
                               SystemTime time) const {
  return ContentTypeAttribute() +
         MakeAttribute(oid::kSigningTime, WriteTime(time)) +
         MakeAttribute(oid::kMessageDigest,
                       WriteDefinite(0x04, crypto::Digest(digest_, content)));
}

Result<std::string> Signer::Sign(std::string_view content,
                                 SystemTime time) const {
  const std::string attributes = Attributes(content, time);
  const auto signature =
      raw_.Sign(crypto::Digest(digest_, WriteDefinite(0x31, attributes)));
  if (!signature) return signature.error();
  Buffer out(message_head_.size() + signer_head_.size() + attributes.size() +
             signature_algorithm_.size() + signature->size() + kMaxWrapping);
  const size_t end = out.at();
  out.Put(*signature);
  out.Wrap(0x04, end);
  out.Put(signature_algorithm_);
  const size_t attributes_end = out.at();
  out.Put(attributes);
  out.Wrap(static_cast<char>(0xA0), attributes_end);
  out.Put(signer_head_);
  out.Wrap(0x30, end);  // SignerInfo
  out.Wrap(0x31, end);  // signerInfos
  out.Put(message_head_);
  out.Wrap(0x30, end);  // SignedData
  out.Wrap(static_cast<char>(0xA0), end);
  const size_t type_end = out.at();
  out.Put(oid::kSignedData);
  out.Wrap(0x06, type_end);
  out.Wrap(0x30, end);  // ContentInfo
  return std::move(out).Take();
}

std::string AuthorizationValue(std::string_view message, Scheme scheme,
                               Separator separator) {
  std::string value = scheme == Scheme::kCmsUrl ? "CMSURL" : "CMS";
  value += separator == Separator::kBacktick ? "`1 " : "'1 ";
  return value + Base64(message);
}

}  // namespace mdmock::cms

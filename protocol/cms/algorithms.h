#ifndef MDMOCK_PROTOCOL_CMS_ALGORITHMS_H_
#define MDMOCK_PROTOCOL_CMS_ALGORITHMS_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/crypto/digest.h"

// The object identifiers of signed messages, as the bytes that stand behind tag
// and length. They are compared in this form: a second spelling of the same
// numbers is no DER, and other readers refuse it.
namespace mdmock::cms::oid {

using std::string_view_literals::operator""sv;

inline constexpr auto kData = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01"sv;
inline constexpr auto kSignedData = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;

inline constexpr auto kContentType = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03"sv;
inline constexpr auto kMessageDigest = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04"sv;
inline constexpr auto kSigningTime = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x05"sv;
inline constexpr auto kCapabilities = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x0F"sv;

inline constexpr auto kSha1 = "\x2B\x0E\x03\x02\x1A"sv;
inline constexpr auto kSha256 = "\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;
inline constexpr auto kSha384 = "\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv;
inline constexpr auto kSha512 = "\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv;
inline constexpr auto kMd5 = "\x2A\x86\x48\x86\xF7\x0D\x02\x05"sv;

inline constexpr auto kRsa = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"sv;
inline constexpr auto kRsaMd5 = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x04"sv;
inline constexpr auto kRsaSha1 = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x05"sv;
inline constexpr auto kMgf1 = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x08"sv;
inline constexpr auto kRsaPss = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A"sv;
inline constexpr auto kRsaSha256 = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B"sv;
inline constexpr auto kRsaSha384 = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C"sv;
inline constexpr auto kRsaSha512 = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D"sv;
inline constexpr auto kEcKey = "\x2A\x86\x48\xCE\x3D\x02\x01"sv;
inline constexpr auto kEcSha1 = "\x2A\x86\x48\xCE\x3D\x04\x01"sv;
inline constexpr auto kEcSha256 = "\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv;
inline constexpr auto kEcSha384 = "\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv;
inline constexpr auto kEcSha512 = "\x2A\x86\x48\xCE\x3D\x04\x03\x04"sv;

}  // namespace mdmock::cms::oid

namespace mdmock::cms {

// FindDigest gives the digest of that identifier, or nothing for others.
std::optional<crypto::DigestAlgorithm> FindDigest(std::string_view oid);
std::string_view DigestOid(crypto::DigestAlgorithm algorithm);

// SignatureScheme is how a signature is made.
struct SignatureScheme {
  enum class Kind { kPkcs1, kPss, kEc };

  Kind kind;
  // Where the identifier names a digest as well: sha256WithRSAEncryption.
  std::optional<crypto::DigestAlgorithm> digest;
};
std::optional<SignatureScheme> FindSignatureScheme(std::string_view oid);

// OidName gives "SHA-256" or "rsaEncryption", or the dotted form.
std::string OidName(std::string_view oid);

// DigestInfo is what PKCS#1 v1.5 signs (RFC 8017, 9.2): algorithm and digest.
std::string MakeDigestInfo(crypto::DigestAlgorithm algorithm,
                           std::string_view digest);

// OpenedSignature is what stood in a signature that opens to a DigestInfo.
struct OpenedSignature {
  crypto::DigestAlgorithm algorithm;
  std::string digest;
};

// ReadPkcs1Block looks for the padding of PKCS#1 v1.5 and a DigestInfo behind
// it, byte for byte as MakeDigestInfo writes it; nothing where either differs.
std::optional<OpenedSignature> ReadPkcs1Block(std::string_view block);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_ALGORITHMS_H_

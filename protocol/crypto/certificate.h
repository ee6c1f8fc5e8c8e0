#ifndef MDMOCK_PROTOCOL_CRYPTO_CERTIFICATE_H_
#define MDMOCK_PROTOCOL_CRYPTO_CERTIFICATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/crypto/openssl_handle.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// What a self-signed certificate is to say.
struct SelfSigned {
  std::string common_name;
  std::string serial = "\x01";  // The bytes of a positive INTEGER.
  SystemTime not_before;
  SystemTime not_after;
};

// Certificate is an X.509 certificate. Copies share one, which nothing changes;
// any thread may use it.
class Certificate {
 public:
  // Read takes the first certificate of a PEM text, or DER.
  static Result<Certificate> Read(std::string_view pem_or_der);

  // ReadAll takes every certificate of a PEM text, in its order, or the one
  // that is DER. Fails where one cannot be read, and where there is none.
  static Result<std::vector<Certificate>> ReadAll(std::string_view pem_or_der);

  // MakeSelfSigned signs with SHA-256; the same arguments give the same bytes
  // where the key is RSA.
  static Result<Certificate> MakeSelfSigned(const PrivateKey& key,
                                            const SelfSigned& contents);

  Certificate(const Certificate& other);
  Certificate& operator=(const Certificate& other);
  Certificate(Certificate&&) = default;
  Certificate& operator=(Certificate&&) = default;

  std::string Pem() const;
  std::string Der() const;

  std::string Subject() const;  // "CN=a,O=b", as RFC 2253 writes names.
  std::string Issuer() const;
  std::string IssuerDer() const;  // As the certificate has it, byte for byte.
  std::string Serial() const;     // The INTEGER's bytes, without tag or length.
  std::string SerialText() const;  // Upper-case hex: "0A", "-05".
  SystemTime NotBefore() const;
  SystemTime NotAfter() const;

  // KeyIdentifier gives the subjectKeyIdentifier, raw; "" where there is none.
  std::string KeyIdentifier() const;

  // Whether the certificate's own restrictions allow what they are asked for: a
  // certificate without the extension allows everything.
  bool AllowsClientAuthentication() const;  // extendedKeyUsage
  bool AllowsSigning() const;               // keyUsage: digitalSignature

  // Matches says whether `key` is the private half of the certificate's key.
  bool Matches(const PrivateKey& key) const;

  X509* get() const { return handle_.get(); }  // Lent.
  EVP_PKEY* public_key() const;                // Lent; null if unreadable.

 private:
  explicit Certificate(Handle<X509> handle) : handle_(std::move(handle)) {}

  Handle<X509> handle_;
};

// NameText shows a DER-encoded Name as RFC 2253 writes it; "" if it is none.
std::string NameText(std::string_view der);

// SameName compares DER-encoded Names as X.509 does: letters' case, repeated
// blanks and the kinds of the strings do not count (RFC 5280, 7.1).
bool SameName(std::string_view der, std::string_view other_der);

// IsRevocationList says whether `der` is an X.509 CRL that can be read.
bool IsRevocationList(std::string_view der);

// SerialText shows the bytes of an INTEGER as `openssl x509 -serial` does.
std::string SerialText(std::string_view bytes);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_CERTIFICATE_H_

#ifndef MDMOCK_PROTOCOL_CMS_ENVELOPED_DATA_H_
#define MDMOCK_PROTOCOL_CMS_ENVELOPED_DATA_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/cms/ber.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/cipher.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::cms {

inline constexpr std::string_view kDataOid = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedDataOid = "1.2.840.113549.1.7.2";
inline constexpr std::string_view kEnvelopedDataOid = "1.2.840.113549.1.7.3";

// ContentInfo is the outside of any CMS message (RFC 5652, 3).
struct ContentInfo {
  std::string type;         // Dotted.
  Element content;          // What stands inside the explicit [0].
  bool indefinite = false;  // The outermost length.
  size_t trailing_len = 0;  // Bytes that follow the message.
};

// ReadContentInfo looks no further than the type and the element inside; both
// view into `bytes`.
Parsed<ContentInfo> ReadContentInfo(std::string_view bytes);

// Recipient is one key-transport recipient (RFC 5652, 6.2.1).
struct Recipient {
  size_t offset = 0;  // In the message.
  std::int64_t version = 0;
  std::string issuer_der;      // With `serial`; both "" for a key identifier.
  std::string serial;          // The INTEGER's bytes.
  std::string key_identifier;  // "" for issuer and serial.
  std::string algorithm;       // Dotted: how the content key is encrypted.
  std::string parameters;      // DER of the algorithm's parameters; "" if none.
  std::string encrypted_key;
};

// EnvelopedData is a message encrypted for its recipients (RFC 5652, 6.1).
struct EnvelopedData {
  std::int64_t version = 0;
  std::vector<Recipient> recipients;
  size_t num_other_recipients = 0;  // Of kinds that no RSA key opens.
  std::string content_type;         // Dotted.
  std::string cipher;               // Dotted.
  std::string iv;
  std::string encrypted_content;
  size_t num_chunks = 1;    // OCTET STRINGs that the content came in.
  bool indefinite = false;  // The outermost length: BER and not DER.
  bool unprotected_attributes = false;
  size_t trailing_len = 0;
};

Parsed<EnvelopedData> ReadEnvelopedData(std::string_view bytes);

// IsFor says whether `recipient` names `certificate`, by issuer and serial or
// by its key identifier.
bool IsFor(const Recipient& recipient, const crypto::Certificate& certificate);

// AlgorithmName gives the name of an object identifier that EnvelopedData is
// known to use ("AES-128-CBC", "rsaEncryption"), or the dotted form itself.
std::string AlgorithmName(std::string_view oid);

// KnownCipher gives the ciphers that Decrypt opens.
std::optional<crypto::Cipher> KnownCipher(std::string_view oid);

// Decrypted is what became of an attempt to open a message.
struct Decrypted {
  enum class Outcome {
    kOpened,
    kNoRecipient,      // No recipient that an RSA key could open.
    kKeyNotSupported,  // The content key is encrypted in an unknown way.
    kWrongKey,         // No recipient's content key opens under this key.
    kCipherNotSupported,
    kContentCut,  // The content is not whole blocks (or the IV is short).
    kBadPadding   // The content key opens, and the last block is damaged
  };              // or has no padding; `plaintext` is all blocks.

  Outcome outcome = Outcome::kWrongKey;
  std::string detail;     // What was seen, one sentence; no secrets.
  std::string plaintext;  // Of kOpened; of kBadPadding with what was there.
  const Recipient* recipient = nullptr;  // Whose key opened; into the message.
};

// Decrypt tries every recipient (the first 16) under `key`. A key that is not
// RSA opens nothing: kWrongKey.
Decrypted Decrypt(const EnvelopedData& message, const crypto::PrivateKey& key);

// RandomBytes gives as many bytes as it is asked for.
using RandomBytes = std::function<std::string(size_t count)>;

// EnvelopeShape is how a message is written. As it stands it is the shape that
// Apple's portal gives its server tokens.
struct EnvelopeShape {
  crypto::Cipher cipher = crypto::Cipher::kAes128Cbc;
  bool indefinite = true;  // Lengths around the content: BER. Else definite.
  size_t chunk_len = 0;    // Bytes of each piece of the content; 0: one piece.
};

// MakeEnvelopedData encrypts `plaintext` for `certificate`: one recipient by
// issuer and serial, RSA with PKCS#1 v1.5 padding. Definite lengths and content
// in one piece make DER. From `random` come the content key, the IV (a block)
// and the padding, in this order: the same source gives the same bytes.
Result<std::string> MakeEnvelopedData(std::string_view plaintext,
                                      const crypto::Certificate& certificate,
                                      const RandomBytes& random,
                                      const EnvelopeShape& shape = {});

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_ENVELOPED_DATA_H_

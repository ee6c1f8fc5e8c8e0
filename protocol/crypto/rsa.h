#ifndef MDMOCK_PROTOCOL_CRYPTO_RSA_H_
#define MDMOCK_PROTOCOL_CRYPTO_RSA_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/result.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/private_key.h"

namespace mdmock::crypto {

// RsaModulusLength gives the bytes of the modulus of a certificate's key; 0
// where the key is not RSA.
size_t RsaModulusLength(const Certificate& certificate);

// RsaPublic raises `block`, which is as long as the modulus, to the public
// exponent: RSA without any padding, so that the padding can be chosen.
Result<std::string> RsaPublic(const Certificate& certificate,
                              std::string_view block);

// RsaPrivate is the reverse of RsaPublic; nothing where `block` has not the
// modulus' length or is not below it, or where the key is not RSA. It shows the
// padding as it is: OpenSSL's own removal of a wrong one gives random bytes
// instead of an error (implicit rejection), which hides what went wrong.
std::optional<std::string> RsaPrivate(const PrivateKey& key,
                                      std::string_view block);

// RsaOaepOpen opens RSAES-OAEP with an empty label; nothing where it does not
// fit this key.
std::optional<std::string> RsaOaepOpen(const PrivateKey& key,
                                       std::string_view block,
                                       DigestAlgorithm digest,
                                       DigestAlgorithm mask_digest);

}  // namespace mdmock::crypto

#endif  // MDMOCK_PROTOCOL_CRYPTO_RSA_H_

#ifndef MDMOCK_TESTS_MOCKS_CONNECTOR_RENEWAL_MESSAGE_H_
#define MDMOCK_TESTS_MOCKS_CONNECTOR_RENEWAL_MESSAGE_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/base/time.h"
#include "protocol/crypto/identity.h"

namespace mdmock::connector {

// SigningWish is how a renewal is signed; made by OpenSSL.
struct SigningWish {
  std::optional<SystemTime> time;  // signingTime; without one, none.
  std::string digest = "SHA256";
  bool attached = true;
  bool attributes = true;
  bool certificate = true;  // Whether it comes along.
};

// Sign gives a CMS signed-data over `content`, DER.
std::string Sign(std::string_view content, const crypto::PrivateKey& key,
                 const crypto::Certificate& certificate,
                 const SigningWish& wish);

// MakePkcs10 asks for a certificate for `key`, signed by `signer`.
std::string MakePkcs10(const crypto::PrivateKey& key,
                       const crypto::PrivateKey& signer,
                       const std::string& digest = "SHA256");

// CertRequest is what is signed: JSON with pkcs10 in base64.
std::string CertRequest(std::string_view pkcs10, std::string_view req_id);

}  // namespace mdmock::connector

#endif  // MDMOCK_TESTS_MOCKS_CONNECTOR_RENEWAL_MESSAGE_H_

#include "tests/mocks/connector/renewal_message.h"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <nlohmann/json.hpp>

#include "protocol/base/encoding.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::connector {
namespace {

using crypto::Handle;

template <typename T>
std::string DerOf(T* object, int (*write)(const T*, unsigned char**)) {
  std::string der(static_cast<size_t>(write(object, nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  write(object, &cursor);
  return der;
}

}  // namespace

std::string Sign(std::string_view content, const crypto::PrivateKey& key,
                 const crypto::Certificate& certificate,
                 const SigningWish& wish) {
  const unsigned flags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP |
                         (wish.attached ? 0u : CMS_DETACHED) |
                         (wish.certificate ? 0u : CMS_NOCERTS) |
                         (wish.attributes ? 0u : CMS_NOATTR);
  const Handle<BIO> data(
      BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const Handle<CMS_ContentInfo> message(
      CMS_sign(nullptr, nullptr, nullptr, data.get(), flags));
  CMS_SignerInfo* signer =
      CMS_add1_signer(message.get(), certificate.get(), key.get(),
                      EVP_get_digestbyname(wish.digest.c_str()), flags);
  EXPECT_NE(signer, nullptr);
  if (wish.attributes && wish.time) {
    ASN1_TIME* time = ASN1_TIME_set(nullptr, EpochSeconds(*wish.time));
    EXPECT_EQ(CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime,
                                          time->type, time, -1),
              1);
    ASN1_TIME_free(time);
  }
  EXPECT_EQ(CMS_final(message.get(), data.get(), nullptr, flags), 1);
  return DerOf<CMS_ContentInfo>(message.get(), &i2d_CMS_ContentInfo);
}

std::string MakePkcs10(const crypto::PrivateKey& key,
                       const crypto::PrivateKey& signer,
                       const std::string& digest) {
  const Handle<X509_REQ> request(X509_REQ_new());
  X509_REQ_set_version(request.get(), 0);
  X509_REQ_set_pubkey(request.get(), key.get());
  EXPECT_GT(X509_REQ_sign(request.get(), signer.get(),
                          EVP_get_digestbyname(digest.c_str())),
            0);
  return DerOf<X509_REQ>(request.get(), &i2d_X509_REQ);
}

std::string CertRequest(std::string_view pkcs10, std::string_view req_id) {
  return nlohmann::json{{"reqId", req_id},
                        {"deviceId", "device-1"},
                        {"deviceName", "A phone"},
                        {"pkcs10", Base64(pkcs10)}}
      .dump();
}

}  // namespace mdmock::connector

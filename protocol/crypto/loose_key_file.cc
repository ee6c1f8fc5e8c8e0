#include "protocol/crypto/loose_key_file.h"

#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::crypto {
namespace {

constexpr int kIterations = 2048;

struct FreeBags {
  void operator()(STACK_OF(PKCS12_SAFEBAG) * bags) const {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  }
};
struct FreeSafes {
  void operator()(STACK_OF(PKCS7) * safes) const {
    sk_PKCS7_pop_free(safes, PKCS7_free);
  }
};
using Bags = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreeBags>;
using Safes = std::unique_ptr<STACK_OF(PKCS7), FreeSafes>;

// What says that a key and a certificate belong together.
using Id = std::array<unsigned char, SHA_DIGEST_LENGTH>;

bool Name(PKCS12_SAFEBAG* bag, const std::string& name) {
  return PKCS12_add_friendlyname_utf8(bag, name.c_str(), -1) == 1;
}

bool Pair(PKCS12_SAFEBAG* bag, Id id) {
  return PKCS12_add_localkeyid(bag, id.data(), static_cast<int>(id.size())) ==
         1;
}

bool AddKey(const LooseKeyFile& contents, const Id& id,
            const std::string& password, STACK_OF(PKCS7) * safes) {
  const Bags bags(sk_PKCS12_SAFEBAG_new_null());
  auto* stack = bags.get();
  PKCS12_SAFEBAG* const bag = PKCS12_add_key(
      &stack, contents.key.get(), 0, kIterations,
      contents.hides_key ? NID_aes_256_cbc : -1, password.c_str());
  if (bag == nullptr || !Name(bag, contents.friendly_name)) return false;
  if (contents.paired != LooseKeyFile::Paired::kNone && !Pair(bag, id)) {
    return false;
  }
  return PKCS12_add_safe(&safes, stack, -1, 0, nullptr) == 1;
}

bool AddCertificates(const LooseKeyFile& contents, const Id& id,
                     const std::string& password, STACK_OF(PKCS7) * safes) {
  using Paired = LooseKeyFile::Paired;
  const Bags bags(sk_PKCS12_SAFEBAG_new_null());
  auto* stack = bags.get();
  bool is_first = true;
  for (const Certificate& one : contents.certificates) {
    PKCS12_SAFEBAG* const bag = PKCS12_add_cert(&stack, one.get());
    if (bag == nullptr) return false;
    const bool pairs = contents.paired == Paired::kAll ||
                       (contents.paired == Paired::kFirst && is_first);
    if (pairs && !Pair(bag, id)) return false;
    if (is_first && !Name(bag, contents.friendly_name)) return false;
    is_first = false;
  }
  return is_first || PKCS12_add_safe(&safes, stack, NID_aes_256_cbc,
                                     kIterations, password.c_str()) == 1;
}

}  // namespace

Result<std::string> MakeLooseKeyFile(const LooseKeyFile& contents,
                                     const std::string& password) {
  Id id{1};
  if (!contents.certificates.empty()) {
    unsigned length = 0;
    X509_digest(contents.certificates.front().get(), EVP_sha1(), id.data(),
                &length);
  }
  const Safes safes(sk_PKCS7_new_null());
  const bool added = AddCertificates(contents, id, password, safes.get()) &&
                     AddKey(contents, id, password, safes.get());
  const Handle<PKCS12> file(
      added ? PKCS12_add_safes(safes.get(), NID_pkcs7_data) : nullptr);
  const std::string& under =
      contents.mac_password.empty() ? password : contents.mac_password;
  if (!file || (contents.has_mac &&
                PKCS12_set_mac(file.get(), under.c_str(), -1, nullptr, 0,
                               kIterations, EVP_sha256()) != 1)) {
    return OpenSslFailure("cannot make a PKCS#12 file");
  }
  std::string der(static_cast<size_t>(i2d_PKCS12(file.get(), nullptr)), '\0');
  auto* cursor = reinterpret_cast<unsigned char*>(der.data());
  i2d_PKCS12(file.get(), &cursor);
  return der;
}

}  // namespace mdmock::crypto

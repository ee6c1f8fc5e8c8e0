#include "tests/protocol/pkcs12/forge.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <chrono>
#include <memory>

#include "protocol/cms/ber.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::test_support {
namespace {

using std::chrono::hours;

constexpr std::array<unsigned char, 64> kSalt{
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

struct FreeSafes {
  void operator()(STACK_OF(PKCS7) * safes) const {
    sk_PKCS7_pop_free(safes, PKCS7_free);
  }
};
struct FreeBags {
  void operator()(STACK_OF(PKCS12_SAFEBAG) * bags) const {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  }
};
using Bags = std::unique_ptr<STACK_OF(PKCS12_SAFEBAG), FreeBags>;
using Safes = std::unique_ptr<STACK_OF(PKCS7), FreeSafes>;

void LoadLegacy() {
  // Unloaded before OpenSSL clears up, which would leave what they hold.
  static const std::array<crypto::Handle<OSSL_PROVIDER>, 2> kLoaded{
      crypto::Handle<OSSL_PROVIDER>(OSSL_PROVIDER_load(nullptr, "legacy")),
      crypto::Handle<OSSL_PROVIDER>(OSSL_PROVIDER_load(nullptr, "default"))};
  ASSERT_TRUE(kLoaded[0] && kLoaded[1]);
}

const char* Text(const std::optional<std::string>& password) {
  return password ? password->data() : nullptr;
}
int Length(const std::optional<std::string>& password) {
  return password ? static_cast<int>(password->size()) : 0;
}

unsigned char* Salt() { return const_cast<unsigned char*>(kSalt.data()); }

bool IsPbes2(const Shroud& shroud) {
  return EVP_get_cipherbyname(shroud.cipher->c_str()) != nullptr;
}

X509_ALGOR* Algorithm(const Shroud& shroud) {
  if (shroud.scrypt) {
    return PKCS5_pbe2_set_scrypt(EVP_get_cipherbyname(shroud.cipher->c_str()),
                                 Salt(), shroud.salt_len, nullptr, 16, 8, 1);
  }
  return PKCS5_pbe2_set_iv(EVP_get_cipherbyname(shroud.cipher->c_str()),
                           shroud.iterations, Salt(), shroud.salt_len, nullptr,
                           OBJ_txt2nid(shroud.prf.c_str()));
}

void Describe(PKCS12_SAFEBAG* bag, const std::optional<std::string>& name,
              const std::optional<std::string>& id, bool utf8_name) {
  if (name && utf8_name) {
    PKCS12_add1_attr_by_NID(
        bag, NID_friendlyName, V_ASN1_UTF8STRING,
        reinterpret_cast<const unsigned char*>(name->data()),
        static_cast<int>(name->size()));
  } else if (name) {
    PKCS12_add_friendlyname_utf8(bag, name->data(),
                                 static_cast<int>(name->size()));
  }
  if (id) {
    std::string bytes = *id;
    PKCS12_add_localkeyid(bag, reinterpret_cast<unsigned char*>(bytes.data()),
                          static_cast<int>(bytes.size()));
  }
}

// A shrouded key that no library writes, under PBES2.
PKCS12_SAFEBAG* OddBag(const PKCS8_PRIV_KEY_INFO* info, const Forged& recipe) {
  const unsigned char* key = nullptr;
  int length = 0;
  PKCS8_pkey_get0(nullptr, &key, &length, nullptr, info);
  X509_SIG* sealed = X509_SIG_new();
  X509_ALGOR* algorithm = nullptr;
  ASN1_OCTET_STRING* sealed_bytes = nullptr;
  X509_SIG_getm(sealed, &algorithm, &sealed_bytes);
  X509_ALGOR* chosen = Algorithm(recipe.key_shroud);
  X509_ALGOR_copy(algorithm, chosen);
  X509_ALGOR_free(chosen);
  unsigned char* out = nullptr;
  int out_length = 0;
  PKCS12_pbe_crypt(algorithm, Text(recipe.password), Length(recipe.password),
                   key, length, &out, &out_length, 1);
  ASN1_STRING_set0(sealed_bytes, out, out_length - (recipe.cut_key ? 1 : 0));
  return PKCS12_SAFEBAG_create0_pkcs8(sealed);
}

PKCS12_SAFEBAG* KeyBag(const crypto::PrivateKey& key, const Forged& recipe) {
  PKCS8_PRIV_KEY_INFO* info = EVP_PKEY2PKCS8(key.get());
  const Shroud& shroud = recipe.key_shroud;
  if (!shroud.cipher) return PKCS12_SAFEBAG_create0_p8inf(info);
  const auto password = recipe.key_password.value_or(recipe.password);
  PKCS12_SAFEBAG* bag = nullptr;
  if (recipe.bare_key || recipe.cut_key) {
    bag = OddBag(info, recipe);
  } else if (IsPbes2(shroud)) {
    X509_SIG* sealed = PKCS8_set0_pbe(Text(password), Length(password), info,
                                      Algorithm(shroud));
    bag = PKCS12_SAFEBAG_create0_pkcs8(sealed);
  } else {
    bag = PKCS12_SAFEBAG_create_pkcs8_encrypt(
        OBJ_txt2nid(shroud.cipher->c_str()), Text(password), Length(password),
        Salt(), shroud.salt_len, shroud.iterations, info);
  }
  PKCS8_PRIV_KEY_INFO_free(info);
  return bag;
}

PKCS7* CertificateSafe(const Forged& recipe) {
  const Bags bags(sk_PKCS12_SAFEBAG_new_null());
  for (const Forged::Entry& entry : recipe.certificates) {
    PKCS12_SAFEBAG* bag = PKCS12_SAFEBAG_create_cert(entry.certificate.get());
    Describe(bag, entry.name, entry.id, recipe.utf8_names);
    sk_PKCS12_SAFEBAG_push(bags.get(), bag);
  }
  const Shroud& shroud = recipe.certificate_shroud;
  if (!shroud.cipher) return PKCS12_pack_p7data(bags.get());
  const int nid = OBJ_txt2nid(shroud.cipher->c_str());
  PKCS7* safe = PKCS12_pack_p7encdata(
      nid, Text(recipe.password), Length(recipe.password), Salt(),
      shroud.salt_len, shroud.iterations, bags.get());
  if (!IsPbes2(shroud) || (shroud.prf == "hmacWithSHA256" && !shroud.scrypt)) {
    return safe;
  }
  // PRF and scrypt cannot be said above: encrypt once more.
  PKCS7_ENC_CONTENT* content = safe->d.encrypted->enc_data;
  X509_ALGOR_free(content->algorithm);
  content->algorithm = Algorithm(shroud);
  ASN1_OCTET_STRING_free(content->enc_data);
  content->enc_data = PKCS12_item_i2d_encrypt(
      content->algorithm, ASN1_ITEM_rptr(PKCS12_SAFEBAGS),
      Text(recipe.password), Length(recipe.password), bags.get(), 1);
  return safe;
}

PKCS7* KeySafe(const Forged& recipe) {
  const Bags bags(sk_PKCS12_SAFEBAG_new_null());
  for (const crypto::PrivateKey& key : recipe.keys) {
    PKCS12_SAFEBAG* bag = KeyBag(key, recipe);
    Describe(bag, recipe.key_name, recipe.key_id, recipe.utf8_names);
    sk_PKCS12_SAFEBAG_push(bags.get(), bag);
  }
  return PKCS12_pack_p7data(bags.get());
}

template <typename T>
T OrFail(Result<T> result) {
  EXPECT_TRUE(result) << result.error().what;
  return std::move(*result);
}

crypto::Issued Says(std::string name, crypto::IssuedUse use) {
  return {.common_name = std::move(name),
          .serial = "\x11",
          .not_before = kMadeAt - hours(24),
          .not_after = kMadeAt + hours(24 * 300),
          .use = use,
          .mail = "",
          .principal = ""};
}

Party MakeUser(const std::string& mail, const std::string& serial) {
  const auto key = OrFail(crypto::PrivateKey::GenerateEc());
  crypto::Issued contents = Says(mail, crypto::IssuedUse::kClientSignature);
  contents.mail = mail;
  contents.serial = serial;
  return {key, UserSaying(contents, key)};
}

}  // namespace

const Party& Root() {
  static const Party kRoot = [] {
    const auto key = OrFail(crypto::PrivateKey::GenerateEc());
    return Party{
        key,
        OrFail(crypto::Issue(
            key, Says("mdmock root", crypto::IssuedUse::kAuthority), nullptr))};
  }();
  return kRoot;
}

const Party& User() {
  static const Party kUser = MakeUser("joe.foo@example.com", "\x21");
  return kUser;
}

const Party& Other() {
  static const Party kOther = MakeUser("ann@example.com", "\x22");
  return kOther;
}

crypto::Issued UserContents() {
  crypto::Issued contents =
      Says("joe.foo@example.com", crypto::IssuedUse::kClientSignature);
  contents.mail = contents.common_name;
  return contents;
}

crypto::Certificate UserSaying(const crypto::Issued& contents) {
  return UserSaying(contents, User().key);
}

crypto::Certificate UserSaying(const crypto::Issued& contents,
                               const crypto::PrivateKey& key) {
  const crypto::Issuer issuer{Root().key, Root().certificate};
  return OrFail(crypto::Issue(key, contents, &issuer));
}

crypto::Certificate UserAsCa() {
  const crypto::Handle<X509> made(X509_dup(User().certificate.get()));
  BASIC_CONSTRAINTS* constraints = BASIC_CONSTRAINTS_new();
  constraints->ca = 0xFF;
  EXPECT_EQ(X509_add1_ext_i2d(made.get(), NID_basic_constraints, constraints, 1,
                              X509V3_ADD_REPLACE),
            1);
  BASIC_CONSTRAINTS_free(constraints);
  EXPECT_GT(X509_sign(made.get(), Root().key.get(), EVP_sha256()), 0);
  unsigned char* der = nullptr;
  const int length = i2d_X509(made.get(), &der);
  const std::string bytes(reinterpret_cast<char*>(der),
                          static_cast<size_t>(std::max(length, 0)));
  OPENSSL_free(der);
  return OrFail(crypto::Certificate::Read(bytes));
}

std::string Forge(const Forged& recipe) {
  LoadLegacy();
  const Safes safes(sk_PKCS7_new_null());
  if (!recipe.certificates.empty()) {
    sk_PKCS7_push(safes.get(), CertificateSafe(recipe));
  }
  if (!recipe.keys.empty()) sk_PKCS7_push(safes.get(), KeySafe(recipe));
  const crypto::Handle<PKCS12> file(
      PKCS12_add_safes(safes.get(), NID_pkcs7_data));
  if (recipe.mac_digest) {
    const auto password = recipe.mac_password.value_or(recipe.password);
    EXPECT_EQ(PKCS12_set_mac(file.get(), Text(password), Length(password),
                             Salt(), recipe.mac_salt_len, recipe.mac_iterations,
                             EVP_get_digestbyname(recipe.mac_digest->c_str())),
              1);
  }
  unsigned char* der = nullptr;
  const int length = i2d_PKCS12(file.get(), &der);
  EXPECT_GT(length, 0);
  std::string bytes(reinterpret_cast<char*>(der),
                    static_cast<size_t>(std::max(length, 0)));
  OPENSSL_free(der);
  ERR_clear_error();
  return bytes;
}

std::string WithPbmac1(const std::string& file, std::string_view password) {
  using cms::WriteDefinite;
  using cms::WriteOid;
  constexpr int kIterations = 2048;
  cms::Reader reader(file);
  const cms::Element pfx = *reader.Next();
  cms::Reader fields(pfx);
  const std::string version(fields.Next()->whole);
  const cms::Element info = *fields.Next();
  cms::Reader parts(info);
  (void)*parts.Next();
  cms::Reader tagged(*parts.Next());
  const std::string contents(tagged.Next()->content);

  std::string key(32, '\0');
  std::string digest(32, '\0');
  auto* out = reinterpret_cast<unsigned char*>(key.data());
  PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), Salt(),
                    8, kIterations, EVP_sha256(), 32, out);
  HMAC(EVP_sha256(), key.data(), 32,
       reinterpret_cast<const unsigned char*>(contents.data()), contents.size(),
       reinterpret_cast<unsigned char*>(digest.data()), nullptr);

  const std::string salt =
      WriteDefinite(0x04, {reinterpret_cast<const char*>(Salt()), 8});
  const std::string hmac = WriteDefinite(
      0x30, WriteOid("1.2.840.113549.2.9") + WriteDefinite(0x05, ""));
  const std::string derivation = WriteDefinite(
      0x30,
      WriteOid("1.2.840.113549.1.5.12") +
          WriteDefinite(
              0x30, salt +
                        WriteDefinite(0x02, std::string_view("\x08\x00", 2)) +
                        WriteDefinite(0x02, "\x20") + hmac));
  const std::string algorithm =
      WriteDefinite(0x30, WriteOid("1.2.840.113549.1.5.14") +
                              WriteDefinite(0x30, derivation + hmac));
  const std::string mac = WriteDefinite(
      0x30, WriteDefinite(0x30, algorithm + WriteDefinite(0x04, digest)) +
                salt + WriteDefinite(0x02, "\x01"));
  return WriteDefinite(0x30, version + std::string(info.whole) + mac);
}

std::string WithBer(const std::string& file) {
  cms::Reader reader(file);
  return cms::WriteIndefinite(0x30, reader.Next()->content);
}

}  // namespace mdmock::test_support

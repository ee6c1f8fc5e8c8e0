#include <chrono>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"
#include "mocks/world/clock.h"
#include "protocol/base/encoding.h"
#include "protocol/crypto/issue.h"
#include "protocol/crypto/key_file.h"
#include "protocol/crypto/loose_key_file.h"
#include "protocol/crypto/mismatched_key.h"

namespace mdmock::reference::pki {
namespace {

using crypto::Identity;
using crypto::Issued;
using crypto::PrivateKey;

constexpr std::chrono::hours kDay(24);

// What is not made here is not there: the mutant then gives an empty payload,
// which its check notices as well, but the test that names the check does not.
template <typename T>
T OrEmpty(Result<T> result, T empty = {}) {
  return result ? *std::move(result) : std::move(empty);
}

// A file with these, under the password that is expected.
std::string File(const PrivateKey* key, const crypto::Certificate& certificate,
                 std::vector<crypto::Certificate> issuers,
                 const std::string& password) {
  return OrEmpty(crypto::MakeKeyFile({.key = key,
                                      .certificate = certificate,
                                      .issuers = std::move(issuers),
                                      .friendly_name = "mdmock"},
                                     password));
}

// RepackLoosely puts the user's key and certificates, changed, into a file
// whose parts nobody has compared.
After RepackLoosely(std::function<void(crypto::LooseKeyFile&)> change) {
  return Repack([change = std::move(change)](const Identity& identity,
                                             const std::string& password) {
    crypto::LooseKeyFile contents{.key = identity.key,
                                  .certificates = {identity.certificate},
                                  .friendly_name = "mdmock",
                                  .mac_password = ""};
    for (const crypto::Certificate& other : identity.others) {
      contents.certificates.push_back(other);
    }
    change(contents);
    return OrEmpty(crypto::MakeLooseKeyFile(contents, password));
  });
}

// ChangeKey puts what `change` makes of the user's key and of another into the
// place of the former.
After ChangeKey(std::function<Result<PrivateKey>(const PrivateKey& users,
                                                 const PrivateKey& other)>
                    change) {
  return RepackLoosely(
      [change = std::move(change)](crypto::LooseKeyFile& contents) {
        const auto other = PrivateKey::GenerateEc();
        if (!other) return;
        if (const auto made = change(contents.key, *other))
          contents.key = *made;
      });
}

// Announce protects the file with a password, and says so in the reply.
After Announce(const std::string& password) {
  const After repack = Repack([password](const Identity& identity,
                                         const std::string&) {
    return File(&identity.key, identity.certificate, identity.others, password);
  });
  const After say = EditSuccess([password](nlohmann::ordered_json& json) {
    json["decryptionPassword"] = Base64(password);
  });
  return [repack, say](const http::Request& request, http::Response& response,
                       Memory& memory) {
    repack(request, response, memory);
    say(request, response, memory);
  };
}

// Reissue makes a new key and certificate by a CA of its own.
After Reissue(
    std::function<void(Issued&)> change,
    std::function<Result<PrivateKey>()> make_key = [] {
      return PrivateKey::GenerateEc();
    }) {
  return Repack(
      [change = std::move(change), make_key = std::move(make_key)](
          const Identity&, const std::string& password) -> std::string {
        const SystemTime now = world::Clock().Now();
        auto ca_key = PrivateKey::GenerateEc();
        auto key = make_key();
        if (!ca_key || !key) return "";
        const auto ca = crypto::Issue(*ca_key,
                                      {.common_name = "Another CA",
                                       .not_before = now - kDay,
                                       .not_after = now + 10 * kDay,
                                       .use = crypto::IssuedUse::kAuthority},
                                      nullptr);
        if (!ca) return "";
        Issued contents{.common_name = kFirstUser,
                        .serial = "\x11\x22\x33\x44",
                        .not_before = now - std::chrono::hours(1),
                        .not_after = now + 100 * kDay,
                        .use = crypto::IssuedUse::kClientSignature,
                        .mail = kFirstUser,
                        .digest = crypto::DigestAlgorithm::kSha256};
        change(contents);
        const crypto::Issuer issuer{*ca_key, *ca};
        const auto leaf = crypto::Issue(*key, contents, &issuer);
        return leaf ? File(&*key, *leaf, {*ca}, password) : "";
      });
}

// The file ends in a MacData of 67 bytes, as OpenSSL writes it: the digest, a
// salt of 8 bytes and the iterations.
std::string WithIterations(std::string file) {
  constexpr size_t kMacData = 67;
  if (file.size() < kMacData + 4) return file;
  // 5,000,001 in place of 2,048: one byte more, in the MAC and in the whole.
  file.replace(file.size() - 4, 4, std::string("\x02\x03\x4C\x4B\x41", 5));
  ++file[file.size() - kMacData];
  if (++file[3] == 0) ++file[2];
  return file;
}

}  // namespace

std::vector<Mutant> PayloadMutants() {
  return {
      {.name = "file-under-another-password",
       .code = "P-01",
       .does = "protects the file with a password that it does not tell",
       .after = Repack([](const Identity& identity, const std::string&) {
         return File(&identity.key, identity.certificate, identity.others,
                     "nobody-knows");
       })},
      {.name = "file-under-capitals",
       .code = "P-01",
       .does = "protects the file with the password in capitals",
       .after = Repack([](const Identity& identity, std::string password) {
         for (char& c : password) {
           if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
         }
         return File(&identity.key, identity.certificate, identity.others,
                     password);
       })},
      {.name = "mac-altered",
       .code = "P-04",
       .does = "alters a byte of the MAC",
       .after =
           Repack([](const Identity& identity, const std::string& password) {
             std::string file = File(&identity.key, identity.certificate,
                                     identity.others, password);
             if (file.size() > 15) file[file.size() - 15] ^= 1;
             return file;
           })},
      {.name = "no-key",
       .code = "P-06",
       .does = "leaves the key out of the file",
       .after = Repack([](const Identity& identity,
                          const std::string& password) {
         return File(nullptr, identity.certificate, identity.others, password);
       })},
      {.name = "key-of-another",
       .code = "P-07",
       .does = "puts another key beside the certificate",
       .after = ChangeKey([](const PrivateKey&, const PrivateKey& other) {
         return Result<PrivateKey>(other);
       })},
      {.name = "public-half-of-another",
       .code = "P-08",
       .does = "writes another public half into the key",
       .after = ChangeKey([](const PrivateKey& users, const PrivateKey& other) {
         return crypto::MakeMismatchedKey(*other.get(), users);
       })},
      {.name = "private-half-of-another",
       .code = "P-09",
       .does = "writes another private half into the key",
       .after = ChangeKey([](const PrivateKey& users, const PrivateKey& other) {
         return crypto::MakeMismatchedKey(*users.get(), other);
       })},
      {.name = "no-leaf",
       .code = "P-10",
       .does = "leaves the certificates out of the file",
       .after = RepackLoosely([](crypto::LooseKeyFile& contents) {
         contents.certificates.clear();
       })},
      {.name = "mac-under-another-password",
       .code = "P-36",
       .does = "makes the MAC under the one-time password in base64",
       .after = RepackLoosely([](crypto::LooseKeyFile& contents) {
         contents.mac_password = Base64(kFirstOtp);
       })},
      {.name = "no-mac",
       .code = "P-03",
       .does = "leaves the MAC out",
       .after = RepackLoosely(
           [](crypto::LooseKeyFile& contents) { contents.has_mac = false; })},
      {.name = "key-in-the-clear",
       .code = "P-05",
       .does = "does not encrypt the key",
       .after = RepackLoosely(
           [](crypto::LooseKeyFile& contents) { contents.hides_key = false; })},
      {.name = "no-local-key-id",
       .code = "P-11",
       .does = "leaves localKeyID out",
       .after = RepackLoosely([](crypto::LooseKeyFile& contents) {
         contents.paired = crypto::LooseKeyFile::Paired::kNone;
       })},
      {.name = "local-key-id-everywhere",
       .code = "P-12",
       .does = "gives the issuers the key's localKeyID too",
       .after = RepackLoosely([](crypto::LooseKeyFile& contents) {
         contents.paired = crypto::LooseKeyFile::Paired::kAll;
       })},
      {.name = "stranger-in-the-file",
       .code = "P-17",
       .does = "puts a certificate in that has nothing to do with it",
       .after = RepackLoosely([](crypto::LooseKeyFile& contents) {
         const SystemTime now = world::Clock().Now();
         const auto key = PrivateKey::GenerateEc();
         if (!key) return;
         const auto stranger = crypto::Certificate::MakeSelfSigned(
             *key, {.common_name = "A stranger",
                    .serial = "\x11",
                    .not_before = now - kDay,
                    .not_after = now + kDay});
         if (stranger) contents.certificates.push_back(*stranger);
       })},
      {.name = "password-not-ascii",
       .code = "P-37",
       .does = "makes passwords of letters that are not ASCII",
       .after = Announce("p\xC3\xA4sswort-of-0123456789")},
      {.name = "password-constant",
       .code = "P-39",
       .does = "makes the same password again and again",
       .after = Announce("Xk7d-Rf31q_mT-8wZ2")},
      {.name = "starts-at-midnight",
       .code = "P-21",
       .does = "dates certificates from midnight",
       .after = Reissue([](Issued& contents) {
         contents.not_before =
             std::chrono::floor<std::chrono::days>(contents.not_before);
       })},
      {.name = "odd-curve",
       .code = "P-23",
       .does = "makes keys on secp256k1",
       .after = Reissue([](Issued&) {},
                        [] { return PrivateKey::GenerateEc("secp256k1"); })},
      {.name = "serial-constant",
       .code = "P-28",
       .does = "gives every certificate the same serial number",
       .after = Reissue([](Issued&) {})},
      {.name = "no-chain",
       .code = "P-14",
       .does = "leaves the issuers out",
       .after =
           Repack([](const Identity& identity, const std::string& password) {
             return File(&identity.key, identity.certificate, {}, password);
           })},
      {.name = "by-another-ca",
       .code = "P-15",
       .does = "issues by a CA that nobody knows",
       .after = Reissue([](Issued&) {})},
      {.name = "leaf-is-a-ca",
       .code = "P-18",
       .does = "gives the user the certificate of a CA",
       .after = Reissue([](Issued& contents) {
         contents.use = crypto::IssuedUse::kAuthority;
       })},
      {.name = "certificate-of-yesterday",
       .code = "P-19",
       .does = "gives a certificate that has expired",
       .after = Reissue([](Issued& contents) {
         contents.not_before -= 30 * kDay;
         contents.not_after = contents.not_before + 10 * kDay;
       })},
      {.name = "ten-years",
       .code = "P-20",
       .does = "issues for ten years",
       .after = Reissue([](Issued& contents) {
         contents.not_after = contents.not_before + 3650 * kDay;
       })},
      {.name = "rsa-1024",
       .code = "P-22",
       .does = "makes RSA keys of 1024 bits",
       .after = Reissue([](Issued&) {},
                        [] { return PrivateKey::GenerateRsa(1024); })},
      {.name = "signed-with-sha1",
       .code = "P-24",
       .does = "signs with SHA-1",
       .after = Reissue([](Issued& contents) {
         contents.digest = crypto::DigestAlgorithm::kSha1;
       })},
      {.name = "user-nowhere",
       .code = "P-25",
       .does = "names the user nowhere",
       .after = Reissue([](Issued& contents) {
         contents.common_name = "device";
         contents.mail = "";
       })},
      {.name = "certificate-of-another",
       .code = "P-26",
       .does = "gives a certificate in another user's name",
       .after = Reissue([](Issued& contents) {
         contents.common_name = kSecondUser;
         contents.mail = kSecondUser;
       })},
      {.name = "rc2",
       .code = "P-29",
       .does = "encrypts with RC2 and 40 bits, as OpenSSL 1.1 did",
       .after =
           Repack([](const Identity& identity, const std::string& password) {
             return OrEmpty(crypto::MakeIdentityFile(identity, password,
                                                     crypto::Protection::kRc2));
           })},
      {.name = "five-million-iterations",
       .code = "P-34",
       .does = "derives the key of the MAC in 5,000,001 iterations",
       .after =
           Repack([](const Identity& identity, const std::string& password) {
             return WithIterations(File(&identity.key, identity.certificate,
                                        identity.others, password));
           })},
  };
}

}  // namespace mdmock::reference::pki

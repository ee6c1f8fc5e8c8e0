#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "protocol/pkcs12/judge.h"
#include "protocol/pkcs12/mac.h"
#include "protocol/pkcs12/rules.h"

namespace mdmock::pkcs12 {
namespace {

constexpr std::int64_t kFewIterations = 1000;
constexpr std::int64_t kManyIterations = 1'000'000;
constexpr size_t kLeastSalt = 8;  // Bytes.

bool Begins(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

// What OpenSSL 3 has in its legacy provider only.
bool IsOld(const Cipher& cipher) {
  return Begins(cipher.name, "RC") || cipher.name == "DES-CBC" ||
         cipher.name == "SEED-CBC";
}

class ProtectionJudge {
 public:
  explicit ProtectionJudge(Verdict& verdict) : verdict_(verdict) {}

  void Judge(const Protection& protection, const std::string& where) {
    const std::string described = Described(protection);
    verdict_.Show(where, described);
    JudgeDerivation(protection.derivation, where);
    const bool pbes2 = protection.scheme == Protection::Scheme::kPbes2;
    if (IsOld(protection)) {
      Add(rules::kCipherModern, where, "AES, or triple DES", protection.name);
    } else if (IsMd5(protection.derivation)) {
      Add(rules::kCipherModern, where, "SHA-1 or SHA-2", described);
    }
    if (!JavaReads(protection)) {
      Add(rules::kCipherJava, where,
          "PBES2 with AES-128-CBC or AES-256-CBC, PBKDF2 and HMAC-SHA-1 or "
          "SHA-2; or PBE-SHA1 with 3DES, RC2 or RC4",
          described);
    }
    if (!pbes2 || protection.cipher == nullptr ||
        !Begins(protection.cipher->name, "AES-")) {
      Add(rules::kFipsCiphers, where, "PBES2 with AES", protection.name);
    }
  }

  void Judge(const Mac& mac) {
    verdict_.Show("MAC", pkcs12::Described(mac));
    const std::string where = "MacData";
    JudgeDerivation(mac.derivation, where);
    if (mac.kind == Mac::Kind::kPbmac1) {
      Add(rules::kPbmac1, where, "HMAC with PKCS#12's own derivation",
          pkcs12::Described(mac));
      return;
    }
    if (mac.hash == nullptr) return;
    if (mac.hash->name == "MD5") {
      Add(rules::kCipherModern, where, "SHA-1 or SHA-256", "HMAC-MD5");
    }
    if (mac.hash->name != "SHA-1" && mac.hash->name != "SHA-256") {
      Add(rules::kMacAlgorithm, where, "HMAC-SHA-1 or HMAC-SHA-256",
          fmt::format("HMAC-{}", mac.hash->name));
    }
  }

  // An unencrypted key is there for anybody to read.
  void JudgePlainKeys(const std::vector<Bag>& bags) {
    for (const Bag& bag : bags) {
      JudgePlainKeys(bag.bags);
      if (bag.protection) Judge(*bag.protection, bag.where);
      if (bag.kind != Bag::Kind::kKey) continue;
      Add(rules::kEncrypted, bag.where, "a shrouded key bag",
          "a key bag, not encrypted");
    }
  }

  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    verdict_.Add({.rule = &rule,
                  .where = std::move(where),
                  .expected = std::move(expected),
                  .actual = std::move(actual)});
  }

 private:
  static bool IsMd5(const Derivation& derivation) {
    return derivation.hash != nullptr && derivation.hash->name == "MD5";
  }

  static std::string Described(const Protection& protection) {
    const std::string how = pkcs12::Described(protection.derivation);
    return how.empty() ? protection.name
                       : fmt::format("{}; {}", protection.name, how);
  }

  // PKCS#5's first schemes ("pbeWithMD5AndDES-CBC") have DES and RC2 only.
  static bool IsOld(const Protection& protection) {
    if (protection.scheme == Protection::Scheme::kOther) {
      return Begins(protection.name, "pbeWith");
    }
    return protection.cipher != nullptr && pkcs12::IsOld(*protection.cipher);
  }

  static bool JavaReads(const Protection& protection) {
    const Derivation& derivation = protection.derivation;
    if (protection.cipher == nullptr || derivation.hash == nullptr) {
      return false;
    }
    const std::string_view cipher = protection.cipher->name;
    if (protection.scheme == Protection::Scheme::kPbes1) {
      return cipher != "DES-EDE2-CBC";
    }
    return derivation.kind == Derivation::Kind::kPbkdf2 &&
           (cipher == "AES-128-CBC" || cipher == "AES-256-CBC") &&
           Begins(derivation.hash->name, "SHA-") &&
           !Begins(derivation.hash->name, "SHA-512/");
  }

  void JudgeDerivation(const Derivation& derivation, const std::string& where) {
    if (derivation.kind == Derivation::Kind::kOther) return;
    if (derivation.salt.size() < kLeastSalt) {
      Add(rules::kSaltLength, where, "a salt of 8 bytes or more",
          fmt::format("{} bytes", derivation.salt.size()));
    }
    if (derivation.kind == Derivation::Kind::kScrypt) return;
    const std::int64_t count = derivation.iterations;
    if (count < kFewIterations ||
        (count > kManyIterations && count <= kMaxIterations)) {
      Add(rules::kIterationsUnusual, where, "1000 to 1,000,000 iterations",
          fmt::format("{}", count));
    }
  }

  Verdict& verdict_;
};

void JudgeForm(const Container& container, ProtectionJudge& judge) {
  if (container.version != 3) {
    judge.Add(rules::kVersion, "the version", "3",
              fmt::format("{}", container.version));
  }
  if (container.num_trailing > 0) {
    judge.Add(rules::kTrailingBytes, "after the file", "nothing",
              fmt::format("{} bytes", container.num_trailing));
  }
  if (!container.not_der.empty()) {
    judge.Add(rules::kDer, "the file", "DER", container.not_der);
  }
}

void JudgeSafes(const Container& container, ProtectionJudge& judge) {
  for (const Safe& safe : container.safes) {
    if (safe.kind == Safe::Kind::kOther) {
      judge.Add(rules::kUnsupported, safe.where, "data or encryptedData",
                safe.type);
    }
    if (safe.protection) judge.Judge(*safe.protection, safe.where);
    if (!safe.damage.empty()) {
      judge.Add(safe.too_large ? rules::kSize : rules::kStructure, safe.where,
                "SafeContents", safe.damage);
    }
    judge.JudgePlainKeys(safe.bags);
  }
}

}  // namespace

void JudgeProtection(const Container& container, const Opener& opener,
                     Verdict& verdict) {
  ProtectionJudge judge(verdict);
  JudgeForm(container, judge);
  if (container.mac) {
    judge.Judge(*container.mac);
  } else {
    judge.Add(rules::kMacPresent, "the file", "MacData", "none");
  }
  JudgeSafes(container, judge);
  for (const Lock& lock : opener.locks()) {
    if (lock.state != Lock::State::kNotSupported) continue;
    judge.Add(rules::kUnsupported, lock.where, "an algorithm that is undone",
              lock.unsupported);
  }
  if (!opener.too_costly().empty()) {
    judge.Add(rules::kIterationsTooMany, "the file",
              "at most 5000000 iterations; nothing was derived",
              opener.too_costly());
  }
}

}  // namespace mdmock::pkcs12

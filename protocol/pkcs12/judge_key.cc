#include <fmt/format.h>

#include <string>

#include "protocol/pkcs12/judge.h"
#include "protocol/pkcs12/key_check.h"
#include "protocol/pkcs12/rules.h"

namespace mdmock::pkcs12 {
namespace {

constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 4096;

void JudgeCount(const Contents& contents, Verdict& verdict) {
  const size_t count = contents.keys.size() + contents.num_shut_keys;
  // What is shut may hold one.
  if (count == 0 && contents.num_shut_safes == 0) {
    verdict.Add({.rule = &rules::kOneKey,
                 .where = "the file",
                 .expected = "one private key",
                 .actual = "none"});
  }
  if (count > 1) {
    verdict.Add({.rule = &rules::kSeveralKeys,
                 .where = "the file",
                 .expected = "one private key",
                 .actual = fmt::format("{}", count)});
  }
  for (const Contents::Key& one : contents.keys) {
    if (one.key) continue;
    verdict.Add({.rule = &rules::kKeyReadable,
                 .where = one.bag->where,
                 .expected = "a PKCS#8 key",
                 .actual = "something else, or a key of an unknown kind"});
  }
}

void JudgeStrength(const Contents::Key& key, Verdict& verdict) {
  const std::string& where = key.bag->where;
  if (key.key->is_rsa()) {
    const int bits = NumBits(*key.key);
    if (bits >= kLeastRsaBits && bits <= kMostRsaBits) return;
    verdict.Add({.rule = bits < kLeastRsaBits ? &rules::kRsaSize
                                              : &rules::kRsaSizeLarge,
                 .where = where,
                 .expected = "2048 to 4096 bits",
                 .actual = fmt::format("{}", bits)});
    return;
  }
  const std::string curve = CurveName(*key.key);
  if (curve.empty() || curve == "prime256v1" || curve == "secp384r1" ||
      curve == "secp521r1") {
    return;
  }
  verdict.Add({.rule = &rules::kEcCurve,
               .where = where,
               .expected = "P-256, P-384 or P-521",
               .actual = curve});
}

}  // namespace

void JudgeKey(const Contents& contents, Verdict& verdict) {
  JudgeCount(contents, verdict);
  if (contents.key == nullptr) return;
  const crypto::PrivateKey& key = *contents.key->key;
  const std::string& where = contents.key->bag->where;
  verdict.Show("private key", key.kind());
  JudgeStrength(*contents.key, verdict);
  if (const std::string wrong = Inconsistency(key); !wrong.empty()) {
    verdict.Add({.rule = &rules::kKeySelfConsistent,
                 .where = where,
                 .expected = "parts of one key",
                 .actual = wrong});
  }
  if (contents.leaf == nullptr) return;
  if (!contents.leaf_matches) {
    verdict.Add({.rule = &rules::kKeyMatchesCert,
                 .where = contents.leaf->bag->where,
                 .expected = "the public half of the private key",
                 .actual = "another key, in every certificate"});
  }
  const std::string failed = SignsFor(key, *contents.leaf->certificate);
  if (failed.empty()) return;
  verdict.Add({.rule = &rules::kSignVerify,
               .where = where,
               .expected = "a signature that verifies with the certificate",
               .actual = failed});
}

}  // namespace mdmock::pkcs12

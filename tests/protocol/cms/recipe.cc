#include "tests/protocol/cms/recipe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "protocol/cms/algorithms.h"
#include "protocol/cms/attributes.h"
#include "protocol/cms/ber.h"
#include "protocol/cms/signer.h"
#include "protocol/crypto/raw_signer.h"

namespace mdmock::test_support {
namespace {

using cms::WriteDefinite;

std::string Identifier(std::string_view oid, const std::string& parameters) {
  return WriteDefinite(0x30, WriteDefinite(0x06, oid) + parameters);
}

std::string Sequence(const Recipe& recipe, std::string_view content) {
  return recipe.indefinite ? cms::WriteIndefinite(0x30, content)
                           : WriteDefinite(0x30, content);
}

std::string Tagged(const Recipe& recipe, std::string_view content) {
  return recipe.indefinite ? cms::WriteIndefinite(0xA0, content)
                           : WriteDefinite(0xA0, content);
}

std::string Time(const Recipe& recipe) {
  if (!recipe.generalized_time) return cms::WriteTime(*recipe.time);
  std::string digits;
  for (const char c : FormatTime(*recipe.time).substr(0, 19)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return WriteDefinite(0x18, digits + "Z");
}

std::string Attributes(const Recipe& recipe) {
  std::vector<std::string> all = recipe.more_attributes;
  if (recipe.content_type) {
    all.push_back(Attribute(cms::oid::kContentType,
                            WriteDefinite(0x06, cms::oid::kData)));
  }
  if (recipe.time) {
    all.push_back(Attribute(cms::oid::kSigningTime, Time(recipe)));
  }
  if (recipe.message_digest) {
    all.push_back(Attribute(
        cms::oid::kMessageDigest,
        WriteDefinite(0x04, crypto::Digest(recipe.digest, recipe.content))));
  }
  std::sort(all.begin(), all.end());
  if (!recipe.sorted) std::reverse(all.begin(), all.end());
  std::string joined;
  for (const std::string& one : all) joined += one;
  return joined;
}

std::string SignatureOid(const Recipe& recipe) {
  if (!recipe.signature_oid.empty()) return recipe.signature_oid;
  if (SignerNamed(recipe.key).key.is_rsa()) return std::string(cms::oid::kRsa);
  return std::string(cms::oid::kEcSha256);
}

std::string SignerInfo(const Recipe& recipe) {
  const crypto::Identity& identity = SignerNamed(recipe.key);
  const crypto::Certificate& certificate =
      SignerNamed(recipe.certificate.empty() ? recipe.key : recipe.certificate)
          .certificate;
  const auto raw = crypto::RawSigner::Make(identity.key, recipe.digest);
  EXPECT_TRUE(raw) << raw.error().what;
  std::string attributes = recipe.attributes ? Attributes(recipe) : "";
  const std::string bytes =
      recipe.attributes ? WriteDefinite(0x31, attributes) : recipe.content;
  const auto signature = raw->Sign(crypto::Digest(recipe.digest, bytes));
  EXPECT_TRUE(signature) << signature.error().what;
  if (recipe.alter) recipe.alter(attributes);
  const std::string digest_oid(recipe.digest_oid.empty()
                                   ? cms::DigestOid(recipe.digest)
                                   : recipe.digest_oid);
  return Sequence(
      recipe,
      std::string("\x02\x01\x01") +
          WriteDefinite(0x30, certificate.IssuerDer() +
                                  WriteDefinite(0x02, certificate.Serial())) +
          Identifier(digest_oid, recipe.parameters) +
          (recipe.attributes ? WriteDefinite(0xA0, attributes) : "") +
          Identifier(SignatureOid(recipe), recipe.parameters) +
          WriteDefinite(0x04, *signature));
}

std::string Certificates(const Recipe& recipe) {
  std::string all;
  if (recipe.with_certificate) {
    all += SignerNamed(recipe.certificate.empty() ? recipe.key
                                                  : recipe.certificate)
               .certificate.Der();
  }
  for (const std::string& name : recipe.extra_certificates) {
    all += SignerNamed(name).certificate.Der();
  }
  return all.empty() ? "" : WriteDefinite(0xA0, all);
}

std::string Joined(const Explanation& explanation) {
  std::vector<std::string> ids;
  for (const Mistake* mistake : explanation) {
    ids.emplace_back(mistake->id.substr(mistake->id.find('.') + 1));
  }
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " + ") + id;
  return text;
}

}  // namespace

std::string Attribute(std::string_view oid, std::string_view values) {
  return WriteDefinite(0x30,
                       WriteDefinite(0x06, oid) + WriteDefinite(0x31, values));
}

std::string Make(const Recipe& recipe) {
  const std::string listed =
      recipe.listed_digest.empty()
          ? recipe.digest_oid.empty()
                ? std::string(cms::DigestOid(recipe.digest))
                : recipe.digest_oid
          : recipe.listed_digest;
  std::string content =
      WriteDefinite(0x06, recipe.content_type_oid.empty()
                              ? cms::oid::kData
                              : std::string_view(recipe.content_type_oid));
  if (recipe.attached) {
    content += Tagged(recipe, WriteDefinite(0x04, *recipe.attached));
  }
  std::string signers;
  for (int i = 0; i < recipe.num_signers; ++i) signers += SignerInfo(recipe);
  const std::string inside =
      std::string("\x02\x01\x01") +
      WriteDefinite(0x31, Identifier(listed, recipe.parameters)) +
      Sequence(recipe, content) + Certificates(recipe) +
      recipe.revocation_lists + WriteDefinite(0x31, signers);
  return Sequence(recipe, WriteDefinite(0x06, cms::oid::kSignedData) +
                              Tagged(recipe, Sequence(recipe, inside)));
}

std::string Header(const Recipe& recipe) {
  return cms::AuthorizationValue(Make(recipe));
}

http::Request Get(std::string authorization, std::string target) {
  return {.method = "GET",
          .target = std::move(target),
          .version = "HTTP/1.1",
          .headers = {{"Authorization", std::move(authorization)},
                      {"aw-tenant-code", "dGVuYW50IGNvZGU="}},
          .body = ""};
}

std::vector<std::string> Rules(const Verdict& verdict, Remarks remarks) {
  std::vector<std::string> codes;
  for (const Finding& finding : verdict.findings()) {
    const bool remark = finding.rule->severity == Severity::kRemark;
    if (remark && remarks == Remarks::kLeftOut) continue;
    const std::string_view code = finding.rule->code;
    codes.emplace_back(code.substr(code.find('.') + 1));
  }
  return codes;
}

std::string CauseOf(const Verdict& verdict) {
  const Cause& cause = verdict.cause();
  std::string text(Name(cause.status));
  if (cause.mistakes.empty()) return text;
  text += ": " + Joined(cause.mistakes);
  for (const Explanation& other : cause.equivalent) {
    text += " | " + Joined(other);
  }
  return text;
}

Verdict Judge(const http::Request& request, const cms::CmsUrlOptions& options) {
  return cms::VerifyCmsUrl(request, options, kNow);
}

}  // namespace mdmock::test_support

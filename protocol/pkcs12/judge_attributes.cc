#include <fmt/format.h>

#include <string>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/pkcs12/judge.h"
#include "protocol/pkcs12/oids.h"
#include "protocol/pkcs12/rules.h"

namespace mdmock::pkcs12 {
namespace {

constexpr size_t kShown = 40;  // Bytes of an attribute.

std::string ShownId(const Bag& bag) {
  const Attribute* id = bag.LocalKeyId();
  return id == nullptr ? "none" : Hex(id->value.substr(0, kShown));
}

std::string ShownName(const Bag& bag) {
  const Attribute* name = bag.FriendlyName();
  return name == nullptr ? "none" : Printable(name->value, kShown);
}

void JudgeForms(const Bag& bag, Verdict& verdict) {
  for (const Attribute& attribute : bag.attributes) {
    if (attribute.damage.empty()) continue;
    const bool name = attribute.oid == oids::kFriendlyName;
    const bool id = attribute.oid == oids::kLocalKeyId;
    if (!name && !id) continue;
    verdict.Add({.rule = &rules::kFriendlyName,
                 .where = fmt::format("{}, {}", bag.where,
                                      name ? "friendlyName" : "localKeyID"),
                 .expected = name ? "a BMPString" : "an OCTET STRING",
                 .actual = attribute.damage});
  }
}

void JudgePair(const Bag& key, const Bag& leaf, Verdict& verdict) {
  const Attribute* key_id = key.LocalKeyId();
  const Attribute* leaf_id = leaf.LocalKeyId();
  if (key_id == nullptr || leaf_id == nullptr ||
      key_id->value != leaf_id->value) {
    verdict.Add({.rule = &rules::kLocalKeyIdPairing,
                 .where = leaf.where,
                 .expected = "one localKeyID for key and certificate",
                 .actual = fmt::format("{} for the key, {} for the certificate",
                                       ShownId(key), ShownId(leaf))});
  }
  const Attribute* key_name = key.FriendlyName();
  const Attribute* leaf_name = leaf.FriendlyName();
  if (key_name != nullptr && leaf_name != nullptr &&
      key_name->value != leaf_name->value) {
    verdict.Add({.rule = &rules::kFriendlyNameDiffers,
                 .where = leaf.where,
                 .expected = ShownName(key),
                 .actual = ShownName(leaf)});
  }
}

}  // namespace

void JudgeAttributes(const Contents& contents, Verdict& verdict) {
  for (const Contents::Key& one : contents.keys) JudgeForms(*one.bag, verdict);
  for (const Contents::Certificate& one : contents.certificates) {
    JudgeForms(*one.bag, verdict);
  }
  if (contents.key == nullptr || contents.leaf == nullptr) return;
  const Bag& key = *contents.key->bag;
  const Bag& leaf = *contents.leaf->bag;
  JudgePair(key, leaf, verdict);
  const Attribute* id =
      leaf.LocalKeyId() != nullptr ? leaf.LocalKeyId() : key.LocalKeyId();
  if (id == nullptr) return;
  for (const Contents::Certificate& one : contents.certificates) {
    const Attribute* other = one.bag->LocalKeyId();
    if (&one == contents.leaf || other == nullptr ||
        other->value != id->value) {
      continue;
    }
    verdict.Add({.rule = &rules::kLocalKeyIdUnique,
                 .where = one.bag->where,
                 .expected = "another localKeyID, or none",
                 .actual = "the user's certificate's: " + ShownId(*one.bag)});
  }
}

}  // namespace mdmock::pkcs12

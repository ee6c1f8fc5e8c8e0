#include "protocol/pkcs12/features.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace mdmock::pkcs12 {
namespace {

bool Begins(std::string_view text, std::string_view begin) {
  return text.substr(0, begin.size()) == begin;
}

class Counter {
 public:
  Features Take() && { return features_; }

  void Count(const Derivation& derivation) {
    if (first_ || derivation.salt.size() < features_.least_salt) {
      features_.least_salt = derivation.salt.size();
    }
    first_ = false;
    features_.most_iterations =
        std::max(features_.most_iterations, derivation.iterations);
  }

  void Count(const Protection& protection) {
    Count(protection.derivation);
    features_.encrypted = true;
    if (protection.cipher == nullptr) return;
    const std::string_view cipher = protection.cipher->name;
    if (Begins(cipher, "RC") || cipher == "DES-CBC" || cipher == "SEED-CBC") {
      features_.old_cipher = true;
    }
    if (protection.scheme != Protection::Scheme::kPbes2) return;
    features_.pbes2 = true;
    if (cipher != "AES-128-CBC" && cipher != "AES-256-CBC") {
      features_.pbes2_not_java = true;
    }
    if (protection.derivation.kind != Derivation::Kind::kPbkdf2) {
      features_.pbes2_not_java = true;
    }
  }

  void Count(const Mac& mac) {
    Count(mac.derivation);
    features_.has_mac = true;
    features_.mac_pbmac1 = mac.kind == Mac::Kind::kPbmac1;
    features_.mac_sha1 = mac.hash != nullptr && mac.hash->name == "SHA-1";
    features_.mac_sha256 = mac.hash != nullptr && mac.hash->name == "SHA-256";
  }

  void Count(const std::vector<Bag>& bags) {
    for (const Bag& bag : bags) {
      Count(bag.bags);
      if (bag.protection) Count(*bag.protection);
      if (bag.kind == Bag::Kind::kKey) features_.plain_key = true;
    }
  }

  void Count(const Contents& contents) {
    features_.key = contents.key != nullptr;
    features_.leaf = contents.leaf != nullptr;
    features_.key_matches = contents.leaf_matches;
    if (contents.leaf == nullptr) return;
    const Bag& leaf = *contents.leaf->bag;
    const Attribute* id = leaf.LocalKeyId();
    features_.id_on_leaf = id != nullptr || leaf.FriendlyName() != nullptr;
    for (const Contents::Certificate& one : contents.certificates) {
      const Attribute* other = one.bag->LocalKeyId();
      if (&one != contents.leaf && id != nullptr && other != nullptr &&
          other->value == id->value) {
        features_.id_on_others = true;
      }
    }
  }

  void Count(const Announcement& announcement) {
    const auto& given =
        announcement.password ? announcement.password : announcement.otp;
    features_.password_empty = given && given->empty();
    features_.password_ascii =
        !given || std::all_of(given->begin(), given->end(), [](char c) {
          return static_cast<unsigned char>(c) < 0x80;
        });
  }

  void SetOpens(bool opens) { features_.opens = opens; }

 private:
  Features features_;
  bool first_ = true;
};

}  // namespace

Features FeaturesOf(const Container& container, const Contents& contents,
                    const Announcement& announcement, bool opens) {
  Counter counter;
  if (container.mac) counter.Count(*container.mac);
  for (const Safe& safe : container.safes) {
    if (safe.protection) counter.Count(*safe.protection);
    counter.Count(safe.bags);
  }
  counter.Count(contents);
  counter.Count(announcement);
  counter.SetOpens(opens);
  return std::move(counter).Take();
}

}  // namespace mdmock::pkcs12

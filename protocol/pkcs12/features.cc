#include "protocol/pkcs12/features.h"

#include <algorithm>
#include <string>
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
    const size_t salt = derivation.salt.size();
    if (!features_.has_salt || salt < features_.least_salt) {
      features_.least_salt = salt;
    }
    features_.has_salt = true;
    features_.most_iterations =
        std::max(features_.most_iterations, derivation.iterations);
  }

  void Count(const Protection& protection) {
    const Derivation& derivation = protection.derivation;
    Count(derivation);
    features_.encrypted = true;
    features_.scrypt |= derivation.kind == Derivation::Kind::kScrypt;
    features_.empty_kdf_salt |=
        derivation.kind == Derivation::Kind::kPbkdf2 && derivation.salt.empty();
    if (protection.cipher == nullptr) return;
    const std::string_view cipher = protection.cipher->name;
    const bool old =
        Begins(cipher, "RC") || cipher == "DES-CBC" || cipher == "SEED-CBC";
    const bool two_key_des = cipher == "DES-EDE2-CBC";
    const bool aria = Begins(cipher, "ARIA");
    features_.old_cipher |= old;
    features_.two_key_des |= two_key_des;
    features_.aria |= aria;
    features_.not_gnutls |= two_key_des || aria || Begins(cipher, "Camellia") ||
                            cipher == "SEED-CBC" || cipher == "RC4-40" ||
                            (Begins(cipher, "RC2") && cipher != "RC2-40-CBC");
    if (protection.scheme != Protection::Scheme::kPbes2) return;
    features_.pbes2 = true;
    features_.pbes2_old |= old;
    features_.pbes2_not_java |=
        (cipher != "AES-128-CBC" && cipher != "AES-256-CBC") ||
        derivation.kind != Derivation::Kind::kPbkdf2;
  }

  void Count(const Mac& mac) {
    Count(mac.derivation);
    features_.has_mac = true;
    features_.mac_pbmac1 = mac.kind == Mac::Kind::kPbmac1;
    if (mac.hash != nullptr) features_.mac_hash = mac.hash->name;
  }

  void Count(const std::vector<Bag>& bags) {
    for (const Bag& bag : bags) {
      Count(bag.bags);
      if (bag.protection) Count(*bag.protection);
      if (bag.kind == Bag::Kind::kKey) features_.plain_key = true;
      const Attribute* name = bag.FriendlyName();
      features_.name_damaged |= name != nullptr && !name->damage.empty();
    }
  }

  void Count(const Contents& contents) {
    features_.key = contents.key != nullptr;
    features_.leaf = contents.leaf != nullptr;
    features_.key_matches = contents.leaf_matches;
    if (contents.key != nullptr) {
      const std::string kind = contents.key->key->kind();
      features_.key_is_odd = !Begins(kind, "RSA") && !Begins(kind, "EC");
    }
    for (const Contents::Key& one : contents.keys) {
      const bool paired = std::any_of(
          contents.certificates.begin(), contents.certificates.end(),
          [&](const Contents::Certificate& certificate) {
            return Same(one.bag->LocalKeyId(), certificate.bag->LocalKeyId());
          });
      features_.unpaired_key |= !paired;
    }
    if (contents.leaf == nullptr) return;
    const Bag& leaf = *contents.leaf->bag;
    for (const Contents::Certificate& one : contents.certificates) {
      features_.id_on_others |= &one != contents.leaf &&
                                Same(leaf.LocalKeyId(), one.bag->LocalKeyId());
    }
    if (contents.key != nullptr) CountPair(*contents.key->bag, leaf);
  }

  void CountPair(const Bag& key, const Bag& leaf) {
    features_.same_id = Same(key.LocalKeyId(), leaf.LocalKeyId());
    features_.same_name = Same(key.FriendlyName(), leaf.FriendlyName());
    features_.key_has_id = key.LocalKeyId() != nullptr;
    features_.nothing_to_pair =
        key.LocalKeyId() == nullptr && key.FriendlyName() == nullptr &&
        leaf.LocalKeyId() == nullptr && leaf.FriendlyName() == nullptr;
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

  void Count(const Container& container) {
    features_.version = container.version;
    features_.has_trailing = container.num_trailing > 0;
    if (container.mac) Count(*container.mac);
    for (const Safe& safe : container.safes) {
      if (safe.protection) Count(*safe.protection);
      Count(safe.bags);
    }
  }

  void SetOpening(Opening opening) { features_.opening = opening; }

 private:
  static bool Same(const Attribute* one, const Attribute* other) {
    return one != nullptr && other != nullptr && one->value == other->value;
  }

  Features features_;
};

}  // namespace

Features FeaturesOf(const Container& container, const Contents& contents,
                    const Announcement& announcement, Opening opening) {
  Counter counter;
  counter.Count(container);
  counter.Count(contents);
  counter.Count(announcement);
  counter.SetOpening(opening);
  return std::move(counter).Take();
}

}  // namespace mdmock::pkcs12

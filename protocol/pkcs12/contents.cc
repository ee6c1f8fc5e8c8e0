#include "protocol/pkcs12/contents.h"

#include <openssl/x509.h>

#include <algorithm>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/pkcs12/certificate_facts.h"

namespace mdmock::pkcs12 {
namespace {

constexpr size_t kMaxChain = 20;

bool SharesLocalKeyId(const Bag& a, const Bag& b) {
  const Attribute* one = a.LocalKeyId();
  const Attribute* other = b.LocalKeyId();
  return one != nullptr && other != nullptr && one->value == other->value;
}

class Gatherer {
 public:
  explicit Gatherer(const Container& container) {
    for (const Safe& safe : container.safes) {
      const bool shut =
          safe.kind == Safe::Kind::kEncrypted && safe.bags.empty();
      if (shut || safe.kind == Safe::Kind::kOther) ++found_.num_shut_safes;
      Add(safe.bags);
    }
  }

  Contents Take() && {
    for (const Contents::Key& one : found_.keys) {
      if (found_.key == nullptr && one.key) found_.key = &one;
    }
    ChooseLeaf();
    if (found_.leaf != nullptr) FollowChain();
    return std::move(found_);
  }

 private:
  using Certificate = Contents::Certificate;

  void Add(const std::vector<Bag>& bags) {
    for (const Bag& bag : bags) {
      Add(bag.bags);
      if (bag.kind == Bag::Kind::kCertificate && bag.x509) {
        auto read = crypto::Certificate::Read(bag.contents);
        found_.certificates.push_back(
            {&bag, read ? std::optional(*read) : std::nullopt});
      }
      if (bag.kind == Bag::Kind::kShroudedKey && bag.contents.empty()) {
        ++found_.num_shut_keys;
      } else if (bag.kind == Bag::Kind::kKey ||
                 bag.kind == Bag::Kind::kShroudedKey) {
        auto read = crypto::PrivateKey::ReadDer(bag.contents);
        found_.keys.push_back(
            {&bag, read ? std::optional(*read) : std::nullopt});
      }
    }
  }

  template <typename Predicate>
  const Certificate* First(Predicate fits) const {
    for (const Certificate& one : found_.certificates) {
      if (one.certificate && fits(one)) return &one;
    }
    return nullptr;
  }

  bool IssuedAnother(const Certificate& issuer) const {
    return First([&](const Certificate& one) {
             return &one != &issuer &&
                    IssuedBy(*one.certificate, *issuer.certificate);
           }) != nullptr;
  }

  void ChooseLeaf() {
    const Contents::Key* key = found_.key;
    if (key != nullptr) {
      found_.leaf = First([&](const Certificate& one) {
        return one.certificate->Matches(*key->key);
      });
      found_.leaf_matches = found_.leaf != nullptr;
    }
    if (found_.leaf == nullptr && key != nullptr) {
      found_.leaf = First([&](const Certificate& one) {
        return SharesLocalKeyId(*one.bag, *key->bag);
      });
    }
    // Beside a key that is not its own, a CA's certificate is the issuer's.
    const auto may_be_leaf = [&](const Certificate& one) {
      return key == nullptr || !IsCa(*one.certificate);
    };
    if (found_.leaf == nullptr) {
      found_.leaf = First([&](const Certificate& one) {
        return may_be_leaf(one) && !IssuedAnother(one);
      });
    }
    if (found_.leaf == nullptr) found_.leaf = First(may_be_leaf);
  }

  void FollowChain() {
    const Certificate* at = found_.leaf;
    while (!IsSelfSigned(*at->certificate)) {
      const Certificate* issuer = First([&](const Certificate& one) {
        return &one != at && IssuedBy(*at->certificate, *one.certificate);
      });
      const bool seen = std::find(found_.chain.begin(), found_.chain.end(),
                                  issuer) != found_.chain.end();
      if (issuer == nullptr || seen || found_.chain.size() >= kMaxChain) return;
      found_.chain.push_back(issuer);
      at = issuer;
    }
    found_.ends_in_root = true;
  }

  Contents found_;
};

}  // namespace

bool IssuedBy(const crypto::Certificate& certificate,
              const crypto::Certificate& issuer) {
  if (X509_NAME_cmp(X509_get_issuer_name(certificate.get()),
                    X509_get_subject_name(issuer.get())) != 0) {
    return false;
  }
  const bool fits = issuer.public_key() != nullptr &&
                    X509_verify(certificate.get(), issuer.public_key()) == 1;
  crypto::ClearOpenSslErrors();
  return fits;
}

bool IsSelfSigned(const crypto::Certificate& certificate) {
  return IssuedBy(certificate, certificate);
}

Contents Gather(const Container& container) {
  return Gatherer(container).Take();
}

}  // namespace mdmock::pkcs12

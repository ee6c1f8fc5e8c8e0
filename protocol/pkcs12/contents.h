#ifndef MDMOCK_PROTOCOL_PKCS12_CONTENTS_H_
#define MDMOCK_PROTOCOL_PKCS12_CONTENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/pkcs12/container.h"

namespace mdmock::pkcs12 {

// Contents is what a file gives once it is open, as readers look for it. Bags
// are the container's, which outlives this. It may be moved, and not copied:
// its pointers lead into its own lists.
struct Contents {
  struct Key {
    const Bag* bag;
    std::optional<crypto::PrivateKey> key;  // Nothing where it cannot be read.
  };
  struct Certificate {
    const Bag* bag;
    std::optional<crypto::Certificate> certificate;  // Nothing likewise.
  };

  std::vector<Key> keys;  // Shrouded or not; shut ones are not among them.
  std::vector<Certificate> certificates;
  size_t num_shut_keys = 0;
  size_t num_shut_safes = 0;  // What is in them, nobody knows.

  const Key* key = nullptr;           // The user's: the first that is read.
  const Certificate* leaf = nullptr;  // The user's certificate.
  bool leaf_matches = false;          // It is that of the key.

  // From the leaf's issuer upwards, as far as the file goes.
  std::vector<const Certificate*> chain;
  bool ends_in_root = false;  // The last of them, or the leaf, is self-signed.
};

// Gather reads every key and certificate. The leaf is the certificate of the
// key; where none is, the one that shares its localKeyID, else one that issued
// no other, else the first.
Contents Gather(const Container& container);

// IssuedBy says whether `issuer`'s key signed `certificate`.
bool IssuedBy(const crypto::Certificate& certificate,
              const crypto::Certificate& issuer);

// IsSelfSigned says whether a certificate is by its own key.
bool IsSelfSigned(const crypto::Certificate& certificate);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_CONTENTS_H_

#ifndef MDMOCK_PROTOCOL_PKCS12_PAYLOAD_H_
#define MDMOCK_PROTOCOL_PKCS12_PAYLOAD_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/pkcs12/container.h"
#include "protocol/verdict/cause.h"
#include "protocol/verdict/finding.h"

namespace mdmock::pkcs12 {

// Payload is what is left when every wrapping is taken off.
struct Payload {
  enum class Kind {
    kContainer,   // A PKCS#12 file.
    kTruncated,   // The beginning of one; `container` is what is whole in it.
    kLoose,       // Keys and certificates outside of one, gathered in a safe.
    kUnreadable,  // None of these.
    kTooLarge
  };

  // A wrapping that should not be there: the mistake, the rule it breaks, and
  // what shows it.
  struct Wrong {
    const Mistake* mistake;
    const Rule* rule;
    std::string proof;
  };

  Kind kind = Kind::kUnreadable;
  std::vector<Wrong> wrong;
  Container container;
  std::string base64_manners;  // "3 line breaks"; "" where all is strict.
  std::string error;           // Of kUnreadable: why, and where.
  bool over_limits = false;    // Of kUnreadable: more, or deeper, than is read.
  std::string layers;          // "base64 of hex"; "" where there are none.
  size_t size = 0;             // Bytes of the file itself.
};

// ReadPayload takes off base64, PEM armour and hexadecimal digits, as often as
// they are there. A file and its base64, on one line, are as they should be.
Payload ReadPayload(std::string_view bytes);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_PAYLOAD_H_

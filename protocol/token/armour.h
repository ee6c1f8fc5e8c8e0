#ifndef MDMOCK_PROTOCOL_TOKEN_ARMOUR_H_
#define MDMOCK_PROTOCOL_TOKEN_ARMOUR_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock::token {

// Armour is what a binary message travels in: S/MIME headers and base64, PEM,
// bare base64, or nothing.
struct Armour {
  enum class Kind { kMime, kPem, kBase64, kBinary };

  struct Header {
    std::string name;   // As written.
    std::string value;  // Unfolded.
    bool folded = false;
  };

  Kind kind = Kind::kBinary;
  std::vector<Header> headers;  // Of kMime, in order.
  std::string label;            // Of kPem: "PKCS7".

  // What the base64 decodes to, or the file itself. Of damaged base64, what
  // stands before the damage.
  std::string bytes;
  std::string damage;         // One sentence; "" where the base64 is intact.
  std::string damage_where;   // "line 7, column 12"
  std::string uneven;         // "line 7 has 60 characters, and others have 76".
  size_t num_characters = 0;  // Of base64, padding included.
  bool unpadded = false;      // Its final '=' are missing.

  // Value gives a header's value, or "" where there is none.
  std::string_view Value(std::string_view name) const;
};

// ReadArmour takes off what there is, with any line ends, header order, case
// and folding, and with or without a byte-order mark.
Armour ReadArmour(std::string_view file);

// MakeArmour writes a message as Apple's token files have it: four headers, CR
// LF, base64 in 76 columns.
std::string MakeArmour(std::string_view message);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_ARMOUR_H_

#ifndef MDMOCK_PROTOCOL_PKCS12_WRAPPING_H_
#define MDMOCK_PROTOCOL_PKCS12_WRAPPING_H_

#include <string>
#include <string_view>
#include <vector>

namespace mdmock::pkcs12 {

// Layer is one wrapping, from the outside in.
struct Layer {
  enum class Kind { kBase64, kHex, kPem };

  Kind kind;
};

std::string_view Name(Layer::Kind kind);  // "base64"

// Wrapped is a payload taken out of its layers.
struct Wrapped {
  std::vector<Layer> layers;
  bool base64url = false;            // Some base64 has the URL's alphabet.
  std::string base64_manners;        // What a strict decoder would refuse.
  std::string pem_label;             // "PKCS12", of the first block.
  std::vector<std::string> objects;  // One, or one a PEM block.
  std::string error;                 // Why there is none; "" where there is.
};

// Unwrap takes off at most five layers. What looks like DER is not looked into.
Wrapped Unwrap(std::string_view bytes);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_WRAPPING_H_

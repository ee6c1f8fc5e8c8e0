#ifndef MDMOCK_PROTOCOL_TOKEN_PLAINTEXT_H_
#define MDMOCK_PROTOCOL_TOKEN_PLAINTEXT_H_

#include <string>
#include <string_view>

namespace mdmock::token {

// Plaintext is the text inside a token file, taken apart. It holds secrets.
struct Plaintext {
  std::string headers;     // MIME headers with their line ends; "" if there are
                           // none.
  bool begins = false;     // -----BEGIN MESSAGE----- is there.
  bool ends = false;       // -----END MESSAGE----- is there.
  std::string json;        // What stands between, or all that is not headers.
  size_t json_offset = 0;  // Bytes from the start of the text.

  bool framed() const { return begins && ends; }
};

// MakePlaintext gives the text as Apple's tokens have it: the headers end in
// CR LF, the frame in LF.
std::string MakePlaintext(std::string_view json);

// ReadPlaintext takes any line ends, and does without headers or frame.
Plaintext ReadPlaintext(std::string_view text);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_PLAINTEXT_H_

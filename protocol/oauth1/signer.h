#ifndef MDMOCK_PROTOCOL_OAUTH1_SIGNER_H_
#define MDMOCK_PROTOCOL_OAUTH1_SIGNER_H_

#include <string>
#include <string_view>
#include <vector>

#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/habits.h"
#include "protocol/oauth1/message.h"

namespace mdmock::oauth1 {

// The stages of a signature (RFC 5849, 3.4), each a function of its own habits.
// With the default habits they are the standard's; the mock's verifier, the
// command line's signer and the search for a cause all call these.

// The request method of the base string: "GET".
std::string SignedMethod(const Message& message, const MethodHabits& habits);

// The base string URI (3.4.1.2): "https://host/session". `others` are the base
// URLs that UriHabits::other_base may choose from.
std::string SignedUri(const Message& message, const std::vector<Base>& others,
                      const UriHabits& habits);

// The same of one base, without what UriHabits says of bases and the query.
std::string SignedUri(const Base& base, std::string_view path,
                      const UriHabits& habits);

// The normalised parameters (3.4.1.3.2): "oauth_consumer_key=…&…".
std::string SignedParameters(const Message& message,
                             const ParameterHabits& habits);

// The URI and the parameters are encoded before they are joined (3.4.1.1).
enum class FramePartForm {
  kRaw,
  kUpperHex,
  kLowerHex,
  kUpperHexPlus,  // Blanks are '+'.
  kLowerHexPlus
};
inline constexpr size_t kNumFramePartForms = 5;

struct FrameForms {
  FramePartForm uri;
  FramePartForm parameters;
};
FrameForms FormsOf(const FrameHabits& habits);
std::string FramePart(std::string_view part, FramePartForm form);

// JoinFrame writes the base string of three parts, the last two already in
// their form, into `out`, whose memory is used again.
void JoinFrame(std::string& out, std::string_view method,
               std::string_view uri_part, std::string_view parameters_part,
               const FrameHabits& habits);

// The key (3.4.2): "consumer%20secret&access%20secret".
std::string SigningKey(const Credentials& credentials,
                       const std::vector<Credentials>& previous,
                       const KeyHabits& habits);

// The raw code of `base_string`: 20 bytes for HMAC-SHA1.
std::string Code(std::string_view key, std::string_view base_string,
                 const MacHabits& habits);

// The characters between the quotes of oauth_signature="…".
std::string SignatureText(std::string_view code, const OutputHabits& habits);

// CanonicalText spells a signature's characters as a lenient server reads them:
// escapes with upper-case digits, and everything encoded that is neither
// unreserved nor '%', '+' or a blank. Two texts with the same canonical
// spelling differ in nothing that is refused.
std::string CanonicalText(std::string_view raw);

// BaseString is all of it up to the key: as the standard says, of a request
// that need not be taken apart first, or of a message; or with habits.
std::string BaseString(const http::Request& request, const Base& base,
                       const Authorization& authorization);
std::string BaseString(const Message& message);
std::string BaseString(const Message& message, const std::vector<Base>& others,
                       const Habits& habits);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_SIGNER_H_

#ifndef MDMOCK_PROTOCOL_OAUTH1_HEARING_H_
#define MDMOCK_PROTOCOL_OAUTH1_HEARING_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "protocol/base/time.h"
#include "protocol/http/message.h"
#include "protocol/oauth1/authorization.h"
#include "protocol/oauth1/verify.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::oauth1 {

// The parameters of a /session request; the last one is optional.
enum Parameter {
  kConsumerKey,
  kToken,
  kSignatureMethod,
  kSignature,
  kTimestamp,
  kNonce,
  kVersion,
  kNumParameters
};
inline constexpr std::array<std::string_view, kNumParameters> kParameterNames{
    "oauth_consumer_key", "oauth_token",     "oauth_signature_method",
    "oauth_signature",    "oauth_timestamp", "oauth_nonce",
    "oauth_version"};

// The parameter of that name, or kNumParameters.
size_t FindParameter(std::string_view name);

// Hearing is one request before its judge: what the checks look at, and the
// verdict that they add to.
struct Hearing {
  const http::Request& request;
  const Authorization& authorization;
  const Known& known;
  const SystemTime now;
  Verdict& verdict;

  std::array<const Field*, kNumParameters> first{};  // Null where missing.
  std::array<int, kNumParameters> counts{};
  bool has_others = false;  // Fields that are neither of these nor the realm.

  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual);

  // The decoded value of the first field of that name, or "".
  std::string_view Value(Parameter parameter) const;
};

// The checks, in the order in which they run; each looks at one thing. Those
// from CheckSyntax on need a header whose scheme is OAuth.
void CheckHeader(Hearing& hearing);
void CheckTransport(Hearing& hearing);
void CheckSyntax(Hearing& hearing);
void CheckNames(Hearing& hearing);
void CheckValues(Hearing& hearing);
void CheckMethodAndVersion(Hearing& hearing);
void CheckIdentity(Hearing& hearing);
void CheckTimestamp(Hearing& hearing);
void CheckNonce(Hearing& hearing);
void CheckSignature(Hearing& hearing);
void CheckManners(Hearing& hearing);

// Whether RFC 5849 wants some character of `raw` encoded that is not.
bool HasUnencoded(std::string_view raw);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_HEARING_H_

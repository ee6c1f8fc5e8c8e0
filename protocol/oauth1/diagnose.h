#ifndef MDMOCK_PROTOCOL_OAUTH1_DIAGNOSE_H_
#define MDMOCK_PROTOCOL_OAUTH1_DIAGNOSE_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "protocol/oauth1/credentials.h"
#include "protocol/oauth1/message.h"
#include "protocol/verdict/cause.h"

namespace mdmock::oauth1 {

// Suspect is a message whose signature does not fit, and all that is known
// about who may have signed it.
struct Suspect {
  const Message& message;
  const Credentials& credentials;
  const std::vector<Credentials>& previous;  // Replaced tokens.
  const std::vector<Base>& others;           // Other base URLs.
  std::string_view signature;  // The characters between the quotes, as sent.
};

// Diagnosis is a cause, and whether the search had to stop early because the
// message is so large that trying everything would take too long.
struct Diagnosis {
  Cause cause;
  bool cut_short = false;
};

// The largest explanation that is looked for, in mistakes.
inline constexpr int kMaxMistakes = 3;

// Diagnose recomputes the signature under the catalogue of mistakes, alone and
// up to three together, the smallest explanations first, until it equals the
// one received. Equality is a proof of what the client did; where nothing is
// equal the cause is unknown. A signature that fits has no cause.
//
// How it works: the working of a signature has stages (method, URI, parameters,
// frame, key, code, text). Each mistake changes the habits of one stage, or of
// a few. So the outcomes of each stage are computed once, for every combination
// of its own mistakes, and the search joins outcomes whose mistakes together do
// not exceed the depth it has reached. The last stage is run backwards: it
// tells which raw codes the received characters could stand for, so that the
// innermost loop is one HMAC and one comparison.
Diagnosis Diagnose(const Suspect& suspect);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_DIAGNOSE_H_

#ifndef MDMOCK_PROTOCOL_VERDICT_VERDICT_TEXT_H_
#define MDMOCK_PROTOCOL_VERDICT_VERDICT_TEXT_H_

#include <string>

#include "protocol/verdict/verdict.h"

namespace mdmock {

enum class Colour { kNever, kAnsi };

// Explain renders a verdict for a person: accepted or refused, each finding,
// the cause with a caret under the first wrong byte, the fix, the working. The
// same verdict always gives the same text.
std::string Explain(const Verdict& verdict, Colour colour = Colour::kNever);

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_VERDICT_TEXT_H_

#ifndef MDMOCK_PROTOCOL_VERDICT_SIDE_BY_SIDE_H_
#define MDMOCK_PROTOCOL_VERDICT_SIDE_BY_SIDE_H_

#include <string>
#include <vector>

#include "protocol/verdict/cause.h"

namespace mdmock {

// SideBySide shows what should have been signed and what was: a line each, the
// part of them where they part, and a caret under the first wrong character.
// Characters look as in Printable; where what was signed is not text it stands
// in base64 as well, the beginning of it where it is long. Where both are equal
// there is one line of them.
std::vector<std::string> SideBySide(const Cause& cause);

}  // namespace mdmock

#endif  // MDMOCK_PROTOCOL_VERDICT_SIDE_BY_SIDE_H_

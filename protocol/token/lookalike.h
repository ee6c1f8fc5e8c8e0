#ifndef MDMOCK_PROTOCOL_TOKEN_LOOKALIKE_H_
#define MDMOCK_PROTOCOL_TOKEN_LOOKALIKE_H_

#include <string>
#include <string_view>

#include "protocol/token/armour.h"

namespace mdmock::token {

// LooksLikeToken says whether a file is, or sets out to be, an encrypted
// message: its bytes begin as one, or its headers promise one.
bool LooksLikeToken(const Armour& armour);

// WhatItIs names what people upload in a token's place ("a VPP content token
// (.vpptoken)", "a certificate"); "" for what it does not know. Quotes nothing
// of the file.
std::string WhatItIs(std::string_view file, const Armour& armour);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_LOOKALIKE_H_

#ifndef MDMOCK_PROTOCOL_TOKEN_SHAPE_H_
#define MDMOCK_PROTOCOL_TOKEN_SHAPE_H_

#include <string>

#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/certificate.h"
#include "protocol/token/armour.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::token {

// CheckArmour notes where the outside of a file that opens is not as Apple's
// files have it, and which clients that troubles.
void CheckArmour(const Armour& armour, Verdict& verdict);

// CheckMessage does so for the CMS message, and shows what it is made of.
void CheckMessage(const cms::EnvelopedData& message, Verdict& verdict);

// Described names whom a message is for ("serial 01 of issuer CN=a; …").
std::string Described(const cms::EnvelopedData& message);
std::string Described(const crypto::Certificate& certificate);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_SHAPE_H_

#ifndef MDMOCK_MOCKS_ADE_ISSUE_H_
#define MDMOCK_MOCKS_ADE_ISSUE_H_

#include <string>

#include "mocks/ade/options.h"
#include "mocks/world/entropy.h"
#include "protocol/base/time.h"
#include "protocol/oauth1/credentials.h"

namespace mdmock::ade {

// NewCredentials makes credentials as the portal does at `now`, good for a
// year. A server keeps its consumer key from one token to the next: give it as
// `consumer_key`, or "" for a new one.
oauth1::Credentials NewCredentials(world::Entropy& entropy, SystemTime now,
                                   bool awkward,
                                   const std::string& consumer_key = "");

// NewSessionToken makes a token that nobody has had before.
std::string NewSessionToken(world::Entropy& entropy, SystemTime now,
                            Dialect dialect, SessionShape shape);

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_ISSUE_H_

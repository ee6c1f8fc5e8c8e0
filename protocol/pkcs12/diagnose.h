#ifndef MDMOCK_PROTOCOL_PKCS12_DIAGNOSE_H_
#define MDMOCK_PROTOCOL_PKCS12_DIAGNOSE_H_

#include <string>
#include <vector>

#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/open.h"
#include "protocol/verdict/cause.h"

namespace mdmock::pkcs12 {

// PasswordCause says why the announced password does not open a file.
struct PasswordCause {
  Cause::Status status = Cause::Status::kNone;
  std::vector<Explanation> explanations;  // The likelier first.
  std::string proof;                      // Which password opened what.
  bool cut_short = false;                 // The budget ended the search.

  // The announced password opens everything but the MAC: that is under another
  // one, or the file was altered after it was made. Nobody can tell which.
  bool only_mac_shut = false;

  // What opens does so under different passwords.
  bool parts_differ = false;
};

// Diagnose tries the announced password on every lock, and then every candidate
// on those that stay shut. What opens, opens in the Opener's Container too.
PasswordCause Diagnose(Opener& opener, const Announcement& announcement,
                       Budget& budget);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_DIAGNOSE_H_

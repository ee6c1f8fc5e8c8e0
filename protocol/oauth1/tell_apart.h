#ifndef MDMOCK_PROTOCOL_OAUTH1_TELL_APART_H_
#define MDMOCK_PROTOCOL_OAUTH1_TELL_APART_H_

#include <string>
#include <vector>

#include "protocol/oauth1/diagnose.h"
#include "protocol/oauth1/habits.h"

namespace mdmock::oauth1 {

// TellApart finds a request under which clients with these habits, which all
// sign the suspect message alike, sign differently, and gives it as a sentence.
// Candidates are tried by computing what each client would send. "" where none
// of them tells the habits apart.
std::string TellApart(const Suspect& suspect,
                      const std::vector<Habits>& explanations);

}  // namespace mdmock::oauth1

#endif  // MDMOCK_PROTOCOL_OAUTH1_TELL_APART_H_

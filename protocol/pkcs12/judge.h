#ifndef MDMOCK_PROTOCOL_PKCS12_JUDGE_H_
#define MDMOCK_PROTOCOL_PKCS12_JUDGE_H_

#include "protocol/base/time.h"
#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/contents.h"
#include "protocol/pkcs12/open.h"
#include "protocol/pkcs12/settings.h"
#include "protocol/verdict/verdict.h"

// What an open file is judged by, one subject a function; each adds what it
// finds to the verdict.
namespace mdmock::pkcs12 {

// JudgeProtection: MAC, ciphers, iterations, salts, form.
void JudgeProtection(const Container& container, const Opener& opener,
                     Verdict& verdict);

// JudgeAnnouncement: the password itself.
void JudgeAnnouncement(const Announcement& announcement, const Opener& opener,
                       const Settings& settings, Verdict& verdict);

// JudgeKey: how many, its strength, and whether its parts fit each other and
// the certificate.
void JudgeKey(const Contents& contents, Verdict& verdict);

// JudgeCertificates: the user's, what it says, and those beside it.
void JudgeCertificates(const Contents& contents, const Settings& settings,
                       SystemTime now, Verdict& verdict);

// JudgeAttributes: friendlyName and localKeyID of key and certificates.
void JudgeAttributes(const Contents& contents, Verdict& verdict);

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_JUDGE_H_

#ifndef MDMOCK_PROTOCOL_PKCS12_CANDIDATES_H_
#define MDMOCK_PROTOCOL_PKCS12_CANDIDATES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/pkcs12/password.h"
#include "protocol/verdict/cause.h"

namespace mdmock::pkcs12 {

// Announcement is what the receiver of a file was told about its password.
struct Announcement {
  // The password itself: given by hand, or decryptionPassword out of its
  // base64. Present and empty is the empty password.
  std::optional<std::string> password;

  // decryptionPassword as the reply has it, where there was a reply. With
  // `password` absent, it is text that is not base64 in any manner.
  std::optional<std::string> password_text;

  std::optional<std::string> otp;
};

// Announced gives the password that is to open the file: the one announced,
// else the one-time password, else none at all. Nothing where what is announced
// cannot be read.
std::optional<Password> Announced(const Announcement& announcement);

// AnnouncedKind says which that is: "the announced password".
std::string_view AnnouncedKind(const Announcement& announcement);

// Candidate is a password that a file is under if somebody made `mistake`.
struct Candidate {
  const Mistake* mistake;
  std::string_view says;  // Which reading, without a character of a password.
  Password password;
};

// Candidates gives every reading of every password mistake that changes
// anything, the likelier first.
std::vector<Candidate> Candidates(const Announcement& announcement);

// CasePatterns gives every other way to write the password's letters in small
// and capital, where it has at most twelve; a search for when all else failed.
std::vector<Candidate> CasePatterns(const Announcement& announcement);

// PasswordReading is one line of the catalogue, for the documents.
struct PasswordReading {
  const Mistake* mistake;
  std::string_view says;
};
std::vector<PasswordReading> PasswordReadings();

}  // namespace mdmock::pkcs12

#endif  // MDMOCK_PROTOCOL_PKCS12_CANDIDATES_H_

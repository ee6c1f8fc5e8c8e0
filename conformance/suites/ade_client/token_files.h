#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_TOKEN_FILES_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_TOKEN_FILES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/suites/client/steps.h"
#include "protocol/cms/enveloped_data.h"
#include "protocol/token/server_token.h"

// Files for a client to import, and whether it has what stands in them.
namespace mdmock::conformance {

inline constexpr char kAppleToken[] = "Apple, Examining server tokens";
inline constexpr char kTokensSeen[] = "field: how clients read server tokens";

// Whose key a file is made for. All have issuer and serial number of their
// certificates in common but kOtherIssuer.
enum class Owner { kUs, kOtherKey, kOtherIssuer };

// TokenPlan is a file to import: what stands in it, how it is written, and what
// is done to it afterwards. What is not said is as Apple has it.
struct TokenPlan {
  std::string says;
  std::function<std::string(const token::ServerToken&)> plaintext = {};
  std::function<std::string(std::string)> alter = {};
  cms::EnvelopeShape shape = {};
  Owner owner = Owner::kUs;
  std::uint64_t server = 1;  // Which server's token it is.
};

// Framed is the text of a token as Apple has it.
std::string Framed(const token::ServerToken& token);

// Padded is the same with a field `note` of `count` characters.
std::string Padded(const token::ServerToken& token, size_t count);

// MakeToken gives the token of a server: the same in one run, and another in
// the next.
inline constexpr std::uint64_t kNumServers = 3;
token::ServerToken MakeToken(Lab& lab, std::uint64_t server);

// CertificateDer is a certificate as portals ask for one: no token.
Result<std::string> CertificateDer(Lab& lab);

// Imports puts a file to the client, which is to take it, refuse it, or either.
enum class Wish { kImported, kRefused, kAny };
Step Imports(const TokenPlan& plan, Wish wish);

// ExpectStored wants token.json in MDMOCK_STATE to hold the four credentials of
// a server's token; ExpectNothingStored wants none there.
Step ExpectStored(std::uint64_t server = 1);
Step ExpectNothingStored();

// Reads is Imports and ExpectStored, for each plan.
std::vector<Step> Reads(const std::vector<TokenPlan>& plans);

ClientCheck TokenCheck(std::string code, std::string slug, Level level,
                       std::string requirement, std::string correct,
                       std::vector<Step> steps,
                       Provenance provenance = Provenance::kObserved);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_TOKEN_FILES_H_

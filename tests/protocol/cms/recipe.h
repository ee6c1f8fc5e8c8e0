#ifndef MDMOCK_TESTS_PROTOCOL_CMS_RECIPE_H_
#define MDMOCK_TESTS_PROTOCOL_CMS_RECIPE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/base/time.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/crypto/digest.h"
#include "protocol/http/message.h"
#include "tests/protocol/cms/signing_keys.h"

namespace mdmock::test_support {

inline constexpr std::string_view kPath = "/API/mdm/devices/12772";

// Recipe is how a client makes a message: right as it stands, and wrong in any
// way that a test wants.
struct Recipe {
  std::string content{kPath};  // What is signed.
  std::string key = "rsa2048";
  std::string certificate;  // Whose certificate is sent; "" is the key's.
  crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::kSha256;
  std::string digest_oid;     // Another one to be named.
  std::string listed_digest;  // Another one for digestAlgorithms.
  std::string signature_oid;  // Another one to be named.
  std::string parameters;     // DER, for all algorithms; "" is none.
  bool attributes = true;
  std::optional<SystemTime> time = kNow;
  bool generalized_time = false;
  bool content_type = true;
  bool message_digest = true;
  std::vector<std::string> more_attributes;  // DER.
  bool sorted = true;
  std::function<void(std::string&)> alter;  // Attributes, after signing.
  std::optional<std::string> attached;
  bool with_certificate = true;
  std::vector<std::string> extra_certificates;  // Names of signers.
  std::string revocation_lists;                 // DER of their [1].
  std::string content_type_oid;                 // Of encapContentInfo.
  int num_signers = 1;
  bool indefinite = false;
};

std::string Attribute(std::string_view oid, std::string_view values);
std::string Make(const Recipe& recipe);  // The SignedData.

// Header gives "CMSURL`1 …" of a recipe.
std::string Header(const Recipe& recipe);

// Get is a request under that header, with a tenant code.
http::Request Get(std::string authorization,
                  std::string target = std::string(kPath));

// Rules gives the codes of a verdict's findings without "cmsurl.", remarks left
// out unless asked for.
enum class Remarks { kLeftOut, kKept };
std::vector<std::string> Rules(const Verdict& verdict,
                               Remarks remarks = Remarks::kLeftOut);

// CauseOf gives a cause in one line: "proved: signed-empty", "ambiguous: a | b
// + c", "none".
std::string CauseOf(const Verdict& verdict);

// Judge judges with all defaults, as of kNow.
Verdict Judge(const http::Request& request,
              const cms::CmsUrlOptions& options = {});

}  // namespace mdmock::test_support

#endif  // MDMOCK_TESTS_PROTOCOL_CMS_RECIPE_H_

#ifndef MDMOCK_VECTORS_READER_CMSURL_CASE_H_
#define MDMOCK_VECTORS_READER_CMSURL_CASE_H_

#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "protocol/base/result.h"
#include "protocol/base/time.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/http/message.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::vectors {

// CmsUrlCase is one request of vectors/cmsurl, and what is known of it.
struct CmsUrlCase {
  using Mistakes = std::set<std::string>;  // Ids.

  std::string id;
  SystemTime now;
  http::Request request;
  cms::CmsUrlOptions options;  // But for `known` and `trust`:
  // Certificates that are known, and the root, by their files in vectors/keys.
  std::vector<std::string> known;
  std::string trust;  // "" where none is given.

  std::string should_sign;
  std::optional<std::string> was_signed;  // Where it is a mistake.

  bool accepted = false;
  std::multiset<std::string> findings;  // Codes, with remarks.
  Cause::Status cause = Cause::Status::kNone;
  std::set<Mistakes> explanations;  // All the smallest ones.

  // For GoogleTest's messages.
  friend void PrintTo(const CmsUrlCase& one, std::ostream* out) {
    *out << one.id;
  }
};

// ReadCmsUrlCases reads a file of vectors/cmsurl.
Result<std::vector<CmsUrlCase>> ReadCmsUrlCases(const std::string& path);

}  // namespace mdmock::vectors

#endif  // MDMOCK_VECTORS_READER_CMSURL_CASE_H_

#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_FACTS_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_FACTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/crypto/digest.h"
#include "protocol/http/message.h"
#include "protocol/http/url.h"

namespace mdmock::cms {

// Base is where a request was addressed to.
struct Base {
  std::string scheme = "https";
  http::Authority authority;
};

// Facts are all that may have been signed by mistake. Views are into the
// request and what its verifier knows.
struct Facts {
  std::string_view method;
  std::string_view path;  // Raw, up to '?'.
  std::optional<std::string_view> query;
  std::string_view body;
  Base base;
  bool signs_body = false;  // The CMS scheme, on anything but GET.
  crypto::DigestAlgorithm digest = crypto::DigestAlgorithm::kSha256;
  const std::vector<std::string>* earlier_paths = nullptr;  // Of the journal.
  const std::vector<std::string>* api_paths = nullptr;      // Of the mock.

  std::string_view should_sign() const { return signs_body ? body : path; }
};

// MakeFacts takes a request apart; a proxy's absolute target counts by its
// path. `request` must outlive what is given.
Facts MakeFacts(const http::Request& request, const Base& base);

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_FACTS_H_

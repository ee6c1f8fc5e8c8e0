#ifndef MDMOCK_PROTOCOL_CMS_CMSURL_HEADER_H_
#define MDMOCK_PROTOCOL_CMS_CMSURL_HEADER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/cms/signer.h"
#include "protocol/verdict/finding.h"

namespace mdmock::cms {

// HeaderOptions say what is asked of the form of a header.
struct HeaderOptions {
  std::optional<Separator> separator;  // Either one where it is not set.
};

// CmsUrlHeader is an Authorization value taken apart: what it says, and all
// that is wrong with how it says it. A message is looked for behind any
// wrapping that somebody has put around it, so that the rest can be judged too.
struct CmsUrlHeader {
  std::optional<Scheme> scheme;  // Nothing: it is another scheme's.
  std::string message;           // The bytes inside; "" where none were found.
  std::vector<Finding> findings;
};

CmsUrlHeader ReadCmsUrlHeader(std::string_view value,
                              const HeaderOptions& options = {});

}  // namespace mdmock::cms

#endif  // MDMOCK_PROTOCOL_CMS_CMSURL_HEADER_H_

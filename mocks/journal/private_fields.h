#ifndef MDMOCK_MOCKS_JOURNAL_PRIVATE_FIELDS_H_
#define MDMOCK_MOCKS_JOURNAL_PRIVATE_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "mocks/journal/entry.h"
#include "protocol/http/message.h"
#include "protocol/verdict/redact.h"

namespace mdmock::journal {

// Shown is a request without what is secret by its place, whoever's it is: what
// no mock knows may be a password of a real server, sent here by mistake. That
// is what stands behind the scheme of Authorization, but for CMSURL, CMS and
// OAuth, which carry signatures (under PLAINTEXT OAuth carries secrets);
// aw-tenant-code; fields of bodies and queries, by their names; private keys,
// wherever they are.
struct Shown {
  std::string raw;
  std::string target;
  http::Headers headers;
  std::string body;

  // What was taken out that `known` does not hide, where it is long enough to
  // be told from innocent text: it may stand elsewhere in the entry.
  std::vector<std::string> found;
};

// ShowRequest makes one. An access token that `known` hides in part is left to
// it: the rest of it tells tokens apart.
Shown ShowRequest(const Entry& entry, const Redactor& known);

}  // namespace mdmock::journal

#endif  // MDMOCK_MOCKS_JOURNAL_PRIVATE_FIELDS_H_

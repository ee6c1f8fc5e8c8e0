#include "protocol/cms/cmsurl_facts.h"

namespace mdmock::cms {
namespace {

// What stands behind scheme and authority of an absolute target.
std::string_view OriginForm(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const size_t end = target.find_first_of("/?", scheme.size());
    if (end == std::string_view::npos) return "/";
    return target.substr(end);
  }
  return target;
}

}  // namespace

Facts MakeFacts(const http::Request& request, const Base& base) {
  const http::Target target = http::SplitTarget(OriginForm(request.target));
  return {.method = request.method,
          .path = target.path,
          .query = target.query,
          .body = request.body,
          .base = base};
}

}  // namespace mdmock::cms

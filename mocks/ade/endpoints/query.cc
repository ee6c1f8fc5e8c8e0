#include "mocks/ade/endpoints/query.h"

#include <utility>

#include "protocol/http/form.h"
#include "protocol/http/url.h"

namespace mdmock::ade {

std::optional<std::string> QueryValue(const http::Request& request,
                                      std::string_view name) {
  const auto query = http::SplitTarget(request.target).query;
  if (!query) return std::nullopt;
  for (http::Parameter& one : http::ReadForm(*query)) {
    if (one.name == name) return std::move(one.value);
  }
  return std::nullopt;
}

}  // namespace mdmock::ade

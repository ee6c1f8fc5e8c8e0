#include "cli/ca_behind.h"

#include <optional>
#include <string>
#include <utility>

#include "conformance/drivers/cmp_transport.h"
#include "protocol/http/url.h"

namespace mdmock::cli {

connector::BackEnd CaBehind(const connector::ConnectorService& service) {
  using connector::Certified;
  return
      [&service](const crypto::PrivateKey& key,
                 const std::string& user) -> Result<std::optional<Certified>> {
        const auto options = service.in_force();
        if (options->ca.url.empty()) return std::optional<Certified>();
        auto url = http::ReadUrl(options->ca.url);
        if (!url) return url.error();
        auto certified = connector::CertifyOverCmp(
            key, user, options->ca.secret,
            drivers::CmpOverHttp(*std::move(url), drivers::kCaPatience));
        if (!certified) return certified.error();
        return std::optional(*std::move(certified));
      };
}

}  // namespace mdmock::cli

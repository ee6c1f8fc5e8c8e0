#include "conformance/reference/connector/armed_ca.h"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "conformance/drivers/cmp_transport.h"
#include "protocol/connector/profile.h"
#include "protocol/http/url.h"

namespace mdmock::reference::pki {
namespace {

using connector::Certified;

// A CA's own reasons have the same names here, a certificate that does not fit
// is an integrity that does not hold, and the rest is nobody's business.
Certified Pretend(const std::string& name) {
  const connector::FailureReason* reason = connector::FindFailureReason(
      name == "ca-mismatched-cert" ? "badMessageCheck" : name);
  return {.failure_info = reason != nullptr ? reason->name : "unknown",
          .why = "it was made to fail: " + name};
}

Result<Certified> Ask(std::istream& words, const crypto::PrivateKey& key,
                      const std::string& user,
                      const std::filesystem::path& file) {
  std::string url;
  cmp::Secret secret;
  if (!(words >> url >> secret.reference >> secret.value)) {
    return Failure{
        fmt::format("{}: expected cmp URL REF SECRET", file.string())};
  }
  auto read = http::ReadUrl(url);
  if (!read) return read.error();
  return connector::CertifyOverCmp(
      key, user, secret,
      drivers::CmpOverHttp(*std::move(read), drivers::kCaPatience));
}

}  // namespace

connector::BackEnd ArmedCa(std::filesystem::path file) {
  return [file = std::move(file)](
             const crypto::PrivateKey& key,
             const std::string& user) -> Result<std::optional<Certified>> {
    std::ifstream words(file);
    std::string first;
    if (!(words >> first)) return std::optional<Certified>();
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (first != "cmp") return std::optional(Pretend(first));
    auto certified = Ask(words, key, user, file);
    if (!certified) return certified.error();
    return std::optional(*std::move(certified));
  };
}

}  // namespace mdmock::reference::pki

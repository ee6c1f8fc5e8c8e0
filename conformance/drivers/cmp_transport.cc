#include "conformance/drivers/cmp_transport.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/drivers/http_post.h"

namespace mdmock::drivers {

cmp::Transport CmpOverHttp(http::Url url, std::chrono::milliseconds limit) {
  const Deadline deadline = std::chrono::steady_clock::now() + limit;
  return [url = std::move(url),
          deadline](const std::string& message) -> Result<std::string> {
    const auto response = Post(
        {.url = url, .content_type = "application/pkixcmp", .body = message},
        deadline);
    if (!response) return Failure{"the CA: " + response.error().what};
    if (response->status != 200) {
      return Failure{
          fmt::format("the CA answers with status {}", response->status)};
    }
    return response->body;
  };
}

}  // namespace mdmock::drivers

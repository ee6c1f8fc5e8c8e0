#include <nlohmann/json.hpp>

#include "conformance/reference/ade_client/codes.h"
#include "conformance/reference/ade_client/operations.h"

namespace mdmock::reference {

Result<std::string> Session(Service& service) {
  if (const auto session = service.NewSession(); !session) {
    return session.error();
  }
  return std::string();
}

Result<std::string> Account(Service& service) {
  const auto response = service.Call("GET", "/account");
  if (!response) return response.error();
  if (response->status != 200) {
    return Failure{Complaint("account", *response, service.mutation())};
  }
  const auto account = nlohmann::json::parse(response->body, nullptr,
                                             /*allow_exceptions=*/false);
  if (!account.is_object()) return Failure{"account: the answer is no JSON"};
  const auto urls = account.find("urls");
  if (urls != account.end() && urls->is_array()) {
    for (const auto& url : *urls) {
      if (!url.is_object() || url.value("uri", "") != "/server/devices") {
        continue;
      }
      const auto limit = url.find("limit");
      if (limit == url.end() || !limit->is_object()) continue;
      const auto most = limit->find("maximum");
      if (most != limit->end() && most->is_number_integer()) {
        service.kept().KeepLimit(most->get<long>());
      }
    }
  }
  return std::string();
}

}  // namespace mdmock::reference

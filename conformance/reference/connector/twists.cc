#include "conformance/reference/connector/twists.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/reference/connector/reference_connector.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;

void EditBody(http::Response& response, const Edit& edit) {
  Json json = Json::parse(response.body, nullptr, false);
  if (!json.is_object()) return;
  edit(json);
  response.body = json.dump();
}

bool HasStatus(const http::Response& response, std::string_view status) {
  const Json json = Json::parse(response.body, nullptr, false);
  return json.is_object() && json.value("status", "") == status;
}

After EditOf(std::string_view status, Edit edit) {
  return [status, edit = std::move(edit)](const http::Request& request,
                                          http::Response& response, Memory&) {
    if (IsKeyPair(request) && HasStatus(response, status)) {
      EditBody(response, edit);
    }
  };
}

}  // namespace

bool IsInfo(const http::Request& request) {
  return request.target.find("operation=getInfo") != std::string::npos;
}

bool IsKeyPair(const http::Request& request) {
  return request.target.find("operation=getUserKeyPair") != std::string::npos;
}

bool IsRenewal(const http::Request& request) {
  return IsKeyPair(request) && Field(request, "mType") == "renewCert";
}

std::string Field(const http::Request& request, std::string_view name) {
  const Json json = Json::parse(request.body, nullptr, false);
  if (!json.is_object()) return "";
  const auto found = json.find(std::string(name));
  return found != json.end() && found->is_string() ? found->get<std::string>()
                                                   : "";
}

After OnInfo(std::function<void(http::Response&)> change) {
  return [change = std::move(change)](const http::Request& request,
                                      http::Response& response, Memory&) {
    if (IsInfo(request) && response.status == 200) change(response);
  };
}

After OnKeyPair(std::function<void(http::Response&)> change) {
  return [change = std::move(change)](const http::Request& request,
                                      http::Response& response, Memory&) {
    if (IsKeyPair(request) && response.status == 200) change(response);
  };
}

After EditInfo(Edit edit) {
  return OnInfo([edit = std::move(edit)](http::Response& response) {
    EditBody(response, edit);
  });
}

After EditReply(Edit edit) {
  return OnKeyPair([edit = std::move(edit)](http::Response& response) {
    EditBody(response, edit);
  });
}

After EditSuccess(Edit edit) { return EditOf("success", std::move(edit)); }
After EditFailure(Edit edit) { return EditOf("failure", std::move(edit)); }

After Repack(std::function<std::string(const crypto::Identity&,
                                       const std::string& password)>
                 pack) {
  return [pack = std::move(pack)](const http::Request& request,
                                  http::Response& response, Memory&) {
    if (!IsKeyPair(request) || !HasStatus(response, "success")) return;
    const std::string otp = Field(request, "authToken");
    EditBody(response, [&](Json& json) {
      const auto bytes = ReadBase64(json.value("payload", ""));
      if (!bytes) return;
      const auto identity = crypto::ReadIdentity(*bytes, otp);
      if (identity) json["payload"] = Base64(pack(*identity, otp));
    });
  };
}

After AlterPayload(std::function<std::string(const std::string&)> alter) {
  return EditSuccess([alter = std::move(alter)](Json& json) {
    json["payload"] = alter(json.value("payload", ""));
  });
}

Before Mend(std::function<void(Json&)> mend) {
  return
      [mend = std::move(mend)](http::Request& request, const server::Exchange&,
                               Memory&) -> std::optional<http::Response> {
        if (!IsKeyPair(request)) return std::nullopt;
        Json json = Json::parse(request.body, nullptr, false);
        if (!json.is_object()) return std::nullopt;
        mend(json);
        request.body =
            json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return std::nullopt;
      };
}

std::string RightAuthorization() {
  return "Basic " + Base64(fmt::format("{}:{}", kUsername, kPassword));
}

Before LetIn(
    std::function<bool(const http::Request&, const server::Exchange&)> whom) {
  return [whom = std::move(whom)](http::Request& request,
                                  const server::Exchange& exchange,
                                  Memory&) -> std::optional<http::Response> {
    if (!whom(request, exchange)) return std::nullopt;
    std::erase_if(request.headers, [](const http::Header& header) {
      return EqualsIgnoreCase(header.name, "Authorization");
    });
    request.headers.push_back({"Authorization", RightAuthorization()});
    return std::nullopt;
  };
}

http::Response PlainAnswer(int status, std::string body, std::string type) {
  return {.status = status,
          .headers = {{"Content-Type", std::move(type)}},
          .body = std::move(body)};
}

}  // namespace mdmock::reference::pki

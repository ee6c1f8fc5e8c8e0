#include "mocks/ade/account.h"

#include <nlohmann/json.hpp>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/digest.h"

namespace mdmock::ade {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFirstWithUrls = 3;

Json Limit() { return {{"default", 1000}, {"maximum", 1000}}; }

// What Apple's service lists, with the limits of 2025.
Json Urls() {
  return Json::array({{{"uri", "/session"}, {"http_method", {"GET"}}},
                      {{"uri", "/account"}, {"http_method", {"GET"}}},
                      {{"uri", "/server/devices"},
                       {"http_method", {"POST"}},
                       {"limit", Limit()}},
                      {{"uri", "/devices/sync"},
                       {"http_method", {"POST"}},
                       {"limit", Limit()}},
                      {{"uri", "/devices"}, {"http_method", {"POST"}}},
                      {{"uri", "/devices/disown"}, {"http_method", {"POST"}}},
                      {{"uri", "/profile"}, {"http_method", {"GET", "POST"}}},
                      {{"uri", "/profile/devices"},
                       {"http_method", {"DELETE", "POST", "PUT"}}}});
}

std::string HashOf(const std::string& what, const std::string& tenant_name) {
  return Hex(crypto::Digest(crypto::DigestAlgorithm::kSha256,
                            what + " of " + tenant_name));
}

}  // namespace

std::string AccountJson(const Account& account, int protocol_version) {
  Json json{{"server_name", account.server_name},
            {"server_uuid", account.server_uuid},
            {"facilitator_id", account.facilitator_id},
            {"admin_id", account.admin_id},
            {"org_name", account.org_name},
            {"org_email", account.org_email},
            {"org_phone", account.org_phone},
            {"org_address", account.org_address}};
  if (protocol_version >= kFirstWithUrls) {
    json["org_id"] = account.org_id;
    json["org_id_hash"] = account.org_id_hash;
    json["org_type"] = account.org_type;
    json["org_version"] = account.org_version;
    json["urls"] = Urls();
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Complete(Account& account, const std::string& tenant_name) {
  if (account.server_uuid.empty()) {
    account.server_uuid =
        ToUpper(HashOf("server_uuid", tenant_name)).substr(0, 32);
  }
  if (account.org_id.empty()) {
    // Eight digits, the first of them not zero.
    const std::string hash = HashOf("org_id", tenant_name);
    account.org_id = "1";
    for (size_t i = 0; i < 7; ++i) {
      account.org_id += static_cast<char>('0' + HexDigit(hash[i]) % 10);
    }
  }
  if (account.org_id_hash.empty()) {
    account.org_id_hash = HashOf("org_id_hash", account.org_id);
  }
}

}  // namespace mdmock::ade

#include "mocks/ade/account.h"

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "mocks/ade/fleet/device_json.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/digest.h"

namespace mdmock::ade {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFirstWithUrls = 3;  // And with the organisation's fields.

// An endpoint, and the first protocol version that has it.
struct Endpoint {
  std::string_view uri;
  std::initializer_list<std::string_view> methods;
  bool has_pages = false;
  int since = 1;
};

// What Apple's service lists of what is here.
Json Urls(int protocol_version, const PageLimits& pages) {
  const Endpoint kEndpoints[] = {
      {"/session", {"GET"}},
      {"/account", {"GET"}},
      {"/server/devices", {"POST"}, true},
      {"/devices/sync", {"POST"}, true},
      {"/devices", {"POST"}},
      {"/devices/disown", {"POST"}},
      {"/profile", {"GET", "POST"}},
      {"/profile/devices", {"DELETE", "POST", "PUT"}},
      {"/device/activationlock", {"POST"}},
      {"/os-beta-enrollment/tokens", {"GET"}},
      {"/account-driven-enrollment/profile", {"DELETE", "GET", "POST"}},
      {"/device/replacementDetails", {"GET"}, false, kVersionOfReplacements}};
  Json urls = Json::array();
  for (const Endpoint& one : kEndpoints) {
    if (protocol_version < one.since) continue;
    Json url{{"uri", one.uri}, {"http_method", one.methods}};
    if (one.has_pages) {
      url["limit"] = {{"default", pages.by_default},
                      {"maximum", pages.maximum}};
    }
    urls.push_back(std::move(url));
  }
  return urls;
}

std::string HashOf(const std::string& what, const std::string& tenant_name) {
  return Hex(crypto::Digest(crypto::DigestAlgorithm::kSha256,
                            what + " of " + tenant_name));
}

}  // namespace

std::string AccountJson(const Account& account, int protocol_version,
                        const PageLimits& pages) {
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
    json["urls"] = Urls(protocol_version, pages);
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

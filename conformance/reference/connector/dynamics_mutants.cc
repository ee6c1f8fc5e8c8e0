#include <functional>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/twists.h"
#include "protocol/base/encoding.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

bool IsNotice(const http::Request& request) {
  return request.target.find("notifyCertificateReceived") != std::string::npos;
}

// What a careless connector makes of a finding: that it does not matter.
using Waives = std::function<bool(const Finding&)>;

Waives Of(std::initializer_list<std::string_view> codes) {
  return [all = std::set<std::string_view>(codes)](const Finding& finding) {
    return all.count(finding.rule->code) > 0;
  };
}

// One rule may be broken in several ways: this is one of them.
Waives Where(std::string_view code, std::string_view expected) {
  return [code, expected](const Finding& finding) {
    return finding.rule->code == code && finding.expected == expected;
  };
}

std::vector<Mutant> CarelessRenewals() {
  std::vector<Mutant> mutants;
  const auto add = [&mutants](std::string_view code, std::string_view name,
                              std::string_view does, Waives waives) {
    mutants.push_back({.name = name,
                       .code = code,
                       .does = does,
                       .waives = std::move(waives)});
  };
  add("D-05", "signature-not-verified",
      "does not verify the signature of a renewal",
      Where("connector.renewal.signature",
            "a signature over the signed attributes"));
  add("D-06", "content-not-verified",
      "does not compare a renewal to its digest",
      Where("connector.renewal.signature", "the digest of the content"));
  add("D-07", "signing-time-ignored",
      "does not look at a renewal's signingTime",
      Of({"connector.renewal.signing-time"}));
  add("D-08", "any-certificate-renews",
      "renews by certificates that it did not issue",
      Of({"connector.renewal.signer-unknown"}));
  add("D-09", "anybody-renews", "renews one user's certificate for another",
      Of({"connector.renewal.signer-of-another"}));
  add("D-10", "expired-certificate-renews",
      "renews by certificates that have expired",
      Of({"connector.renewal.signer-expired"}));
  add("D-11", "weak-algorithms-renew", "takes SHA-1 and RSA-1024",
      Of({"connector.renewal.algorithm", "connector.renewal.key"}));
  add("D-12", "possession-not-proved",
      "does not verify the request for the new key",
      Of({"connector.renewal.possession"}));
  add("D-13", "renewals-replayed", "renews twice by the same message",
      Of({"connector.renewal.replayed"}));
  add("D-14", "renews-by-anything", "renews without looking at cmsSigned",
      [](const Finding&) { return true; });
  add("D-15", "detached-renews", "renews by a signature without contents",
      Where("connector.renewal.message-form",
            "the CertRequest inside the message"));
  return mutants;
}

// Changes the answers to notifications.
After EditNotice(Edit edit) {
  return [edit = std::move(edit)](const http::Request& request,
                                  http::Response& response, Memory&) {
    if (!IsNotice(request) || response.status != 200) return;
    Json json = Json::parse(response.body, nullptr, false);
    if (!json.is_object()) return;
    edit(json);
    response.body = json.dump();
  };
}

}  // namespace

std::vector<Mutant> DynamicsMutants() {
  const connector::Profile profile = connector::Profile::kDynamics;
  std::vector<Mutant> mutants{
      {.name = "device-fields-refused",
       .code = "D-01",
       .does = "refuses deviceId",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (!IsKeyPair(request) || Field(request, "deviceId").empty()) {
           return std::nullopt;
         }
         return PlainAnswer(400, "deviceId?\n");
       }},
      {.name = "second-without-id",
       .code = "D-02",
       .does = "leaves reqId out of getUserKeyPair2's answers",
       .after = EditReply([](Json& json) {
         json.erase("reqId");
         json.erase("regID");
       })},
      {.name = "second-password-wrong",
       .code = "D-03",
       .does = "announces a password that does not open the file",
       .after = EditSuccess([](Json& json) { json["password"] = "nonsense"; })},
      {.name = "renewals-refused",
       .code = "D-04",
       .does = "refuses every renewal",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (!IsRenewal(request)) return std::nullopt;
         return PlainAnswer(200,
                            R"({"status":"failure","failureInfo":"unknown"})",
                            "application/json");
       }},
      {.name = "notices-404",
       .code = "D-16",
       .does = "does not answer notifications",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (!IsNotice(request)) return std::nullopt;
         return PlainAnswer(404, "nothing here\n");
       }},
      {.name = "bad-notice-400",
       .code = "D-17",
       .does = "answers 400 to a notification that is wrong",
       .after =
           [](const http::Request& request, http::Response& response, Memory&) {
             if (IsNotice(request) &&
                 response.body.find("failure") != std::string::npos) {
               response.status = 400;
             }
           }},
      {.name = "notices-for-anybody",
       .code = "D-18",
       .does = "takes notifications for users whom it does not know",
       .after = EditNotice([](Json& json) {
         if (json.value("failureInfo", "") != "unknownUser") return;
         json = Json{{"status", "success"}};
       })},
      {.name = "removes-a-string",
       .code = "D-19",
       .does = "writes removeCerts as a string",
       .after = EditNotice([](Json& json) { json["removeCerts"] = "none"; })},
      {.name = "notices-once",
       .code = "D-20",
       .does = "fails over a notification that comes again",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         if (!IsNotice(request)) return std::nullopt;
         const std::lock_guard lock(memory.mutex);
         const std::string certificate = Field(request, "receivedCert");
         if (memory.counts[certificate]++ == 0) return std::nullopt;
         return PlainAnswer(500, "duplicate key\n");
       }},
  };
  for (Mutant& mutant : CarelessRenewals()) {
    mutants.push_back(std::move(mutant));
  }
  for (Mutant& mutant : mutants) mutant.profile = profile;
  return mutants;
}

}  // namespace mdmock::reference::pki

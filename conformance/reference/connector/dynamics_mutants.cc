#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"
#include "protocol/base/encoding.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

bool IsNotice(const http::Request& request) {
  return request.target.find("notifyCertificateReceived") != std::string::npos;
}

bool IsRenewal(const http::Request& request) {
  return IsKeyPair(request) && Field(request, "mType") == "renewCert";
}

// Grants a renewal whatever is wrong with it: as an enrolment.
Before GrantRenewals() {
  return [](http::Request& request, const Exchange&,
            Memory&) -> std::optional<http::Response> {
    if (!IsRenewal(request)) return std::nullopt;
    request.body = Json{
        {"mType", "initialCert"},
        {"user", kFirstUser},
        {"authToken", kFirstOtp},
        {"reqId", "1"}}.dump();
    return std::nullopt;
  };
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
  for (const auto& [name, code, does] :
       {std::tuple{"signature-not-verified", "D-05",
                   "does not verify the signature of a renewal"},
        std::tuple{"content-not-verified", "D-06",
                   "does not compare a renewal to its digest"},
        std::tuple{"signing-time-ignored", "D-07",
                   "does not look at a renewal's signingTime"},
        std::tuple{"any-certificate-renews", "D-08",
                   "renews by certificates that it did not issue"},
        std::tuple{"anybody-renews", "D-09",
                   "renews one user's certificate for another"},
        std::tuple{"expired-certificate-renews", "D-10",
                   "renews by certificates that have expired"},
        std::tuple{"weak-algorithms-renew", "D-11", "takes SHA-1 and RSA-1024"},
        std::tuple{"possession-not-proved", "D-12",
                   "does not verify the request for the new key"},
        std::tuple{"renewals-replayed", "D-13",
                   "renews twice by the same message"},
        std::tuple{"renews-by-anything", "D-14",
                   "renews without looking at cmsSigned"},
        std::tuple{"detached-renews", "D-15",
                   "renews by a signature without contents"}}) {
    mutants.push_back(
        {.name = name, .code = code, .does = does, .before = GrantRenewals()});
  }
  for (Mutant& mutant : mutants) mutant.profile = profile;
  return mutants;
}

}  // namespace mdmock::reference::pki

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/twists.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;

// Says `instead` where the CA has given `reason`.
After Renamed(std::string_view reason, std::string_view instead) {
  return EditFailure([reason, instead](Json& json) {
    if (json.value("failureInfo", "") == reason) json["failureInfo"] = instead;
  });
}

// Fails itself where the CA has given `reason`.
After FailsOver(std::string_view reason) {
  return [said = "\"" + std::string(reason) + "\""](
             const http::Request& request, http::Response& response, Memory&) {
    if (!IsKeyPair(request) || response.body.find(said) == std::string::npos) {
      return;
    }
    response = PlainAnswer(500, "<html>Bad Gateway</html>", "text/html");
  };
}

// Says success where the CA has said nothing of use.
After Succeeds() {
  return EditFailure([](Json& json) {
    if (json.value("failureInfo", "") != "unknown") return;
    json["status"] = "success";
    json.erase("failureInfo");
  });
}

}  // namespace

std::vector<Mutant> BackEndMutants() {
  return {
      {.name = "message-check-unknown",
       .code = "B-01",
       .does = "says unknown where the CA finds a signature wrong",
       .after = Renamed("badMessageCheck", "unknown")},
      {.name = "time-as-message-check",
       .code = "B-02",
       .does = "says badMessageCheck where the CA finds the time wrong",
       .after = Renamed("badTime", "badMessageCheck")},
      {.name = "algorithm-as-badrequest",
       .code = "B-03",
       .does = "says badRequest where the CA does not know an algorithm",
       .after = Renamed("badAlg", "badRequest")},
      {.name = "certificate-by-its-cmp-name",
       .code = "B-04",
       .does = "says badCertId, as CMP does, for unknownCert",
       .after = Renamed("unknownCert", "badCertId")},
      {.name = "not-permitted-as-badrequest",
       .code = "B-05",
       .does = "says badRequest where the CA does not permit something",
       .after = Renamed("unknown", "badRequest")},
      {.name = "cmp-names-leak",
       .code = "B-06",
       .does = "passes systemFailure on",
       .after = Renamed("unknown", "systemFailure")},
      {.name = "gateway-error",
       .code = "B-07",
       .does = "answers 500 where the CA is not there",
       .after = FailsOver("unknown")},
      {.name = "pending-as-success",
       .code = "B-09",
       .does = "says success, without a payload, where the CA wants time",
       .after = Succeeds()},
      {.name = "wrong-certificate-500",
       .code = "B-10",
       .does = "fails over a certificate for another key",
       .after = FailsOver("badMessageCheck")},
      {.name = "garbage-500",
       .code = "B-11",
       .does = "fails over random bytes from the CA",
       .after = FailsOver("unknown")},
  };
}

}  // namespace mdmock::reference::pki

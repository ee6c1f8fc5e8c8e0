#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

constexpr char kPayload[] = "payload of ";
constexpr char kNumNow[] = "now asking with ";

// A password that was good is good again: what it was good for comes again.
After Again() {
  return [](const http::Request& request, http::Response& response,
            Memory& memory) {
    const std::string otp = Field(request, "authToken");
    if (otp.empty()) return;
    EditReply([&](Json& json) {
      const std::lock_guard lock(memory.mutex);
      std::string& payload = memory.texts[kPayload + otp];
      if (json.value("status", "") == "success") {
        payload = json.value("payload", "");
      } else if (!payload.empty()) {
        json = Json{{"status", "success"},
                    {"reqId", json.value("reqId", "")},
                    {"payloadType", "pkcs12"},
                    {"payload", payload}};
      }
    })(request, response, memory);
  };
}

}  // namespace

std::vector<Mutant> OtpMutants() {
  return {
      {.name = "otp-good-twice",
       .code = "F-10",
       .does = "takes a one-time password again",
       .after = Again()},
      {.name = "otp-race",
       .code = "C-05",
       .does = "looks a password up, and only later uses it",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::string otp = Field(request, "authToken");
         {
           const std::lock_guard lock(memory.mutex);
           ++memory.counts[kNumNow + otp];
         }
         // Long enough for another to come in between, on a busy machine too.
         if (Field(request, "user") == kThirdUser) {
           std::this_thread::sleep_for(std::chrono::milliseconds(300));
         }
         return std::nullopt;
       },
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             Again()(request, response, memory);
             const std::string otp = Field(request, "authToken");
             const std::lock_guard lock(memory.mutex);
             if (--memory.counts[kNumNow + otp] > 0) return;
             memory.counts.erase(kNumNow + otp);
             memory.texts.erase(kPayload + otp);
           }},
  };
}

}  // namespace mdmock::reference::pki

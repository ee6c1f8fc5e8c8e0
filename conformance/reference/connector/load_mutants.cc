#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

}  // namespace

std::vector<Mutant> LoadMutants() {
  return {
      {.name = "answers-crossed",
       .code = "C-01",
       .does = "answers with the reqId of whoever came last",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         if (!IsKeyPair(request)) return std::nullopt;
         const std::string id = Field(request, "reqId");
         {
           const std::lock_guard lock(memory.mutex);
           memory.texts["last"] = id;
         }
         // Long enough for another to come in between.
         std::this_thread::sleep_for(std::chrono::milliseconds(20));
         return std::nullopt;
       },
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             EditReply([&memory](Json& json) {
               const std::lock_guard lock(memory.mutex);
               json["reqId"] = memory.texts["last"];
             })(request, response, memory);
           }},
      {.name = "files-crossed",
       .code = "C-01",
       .does = "answers with the file of whoever came last",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         // Long enough for others to have come.
         if (IsKeyPair(request)) {
           std::this_thread::sleep_for(std::chrono::milliseconds(20));
         }
         return std::nullopt;
       },
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             EditSuccess([&memory](Json& json) {
               const std::lock_guard lock(memory.mutex);
               const std::string own = json.value("payload", "");
               std::string& last = memory.texts["last"];
               if (!last.empty()) json["payload"] = last;
               last = own;
             })(request, response, memory);
           }},
      {.name = "busy-at-a-third",
       .code = "C-01",
       .does = "answers 500 to a third request at once",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         if (!IsKeyPair(request)) return std::nullopt;
         {
           const std::lock_guard lock(memory.mutex);
           if (memory.counts["now"]++ > 1) {
             --memory.counts["now"];
             return PlainAnswer(500, "no thread is left\n");
           }
         }
         std::this_thread::sleep_for(std::chrono::milliseconds(50));
         const std::lock_guard lock(memory.mutex);
         --memory.counts["now"];
         return std::nullopt;
       }},
      {.name = "one-at-a-time",
       .code = "C-02",
       .does = "answers 503 to a second request of a user",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         if (!IsKeyPair(request)) return std::nullopt;
         {
           const std::lock_guard lock(memory.mutex);
           if (memory.counts["now"]++ > 0) {
             --memory.counts["now"];
             return PlainAnswer(503, "busy\n");
           }
         }
         std::this_thread::sleep_for(std::chrono::milliseconds(50));
         const std::lock_guard lock(memory.mutex);
         --memory.counts["now"];
         return std::nullopt;
       }},
      {.name = "merged-by-reqid",
       .code = "C-03",
       .does = "gives the same file to everybody with that reqId",
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             const std::string id = Field(request, "reqId");
             EditSuccess([&](Json& json) {
               const std::lock_guard lock(memory.mutex);
               std::string& kept = memory.texts[id];
               if (kept.empty()) kept = json.value("payload", "");
               json["payload"] = kept;
             })(request, response, memory);
           }},
      {.name = "gives-up-in-a-burst",
       .code = "C-06",
       .does = "answers 500 after fifty requests",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::lock_guard lock(memory.mutex);
         if (!IsKeyPair(request) || memory.counts["pairs"]++ < 50) {
           return std::nullopt;
         }
         return PlainAnswer(500, "no connection in the pool\n");
       }},
      {.name = "lost-client-blocks",
       .code = "C-08",
       .does = "refuses everybody after the second key pair",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::lock_guard lock(memory.mutex);
         if (!IsKeyPair(request) || memory.counts["pairs"]++ < 2) {
           return std::nullopt;
         }
         return PlainAnswer(503, "locked\n");
       }},
      {.name = "keep-alive-drops",
       .code = "C-09",
       .does = "answers 400 to what comes third on HTTP/1.1",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::lock_guard lock(memory.mutex);
         if (request.version != "HTTP/1.1" || memory.counts["1.1"]++ < 2) {
           return std::nullopt;
         }
         return PlainAnswer(400, "what?\n");
       }},
      {.name = "keep-alive-stale",
       .code = "C-09",
       .does = "refuses whoever asks for a key pair over HTTP/1.1 after a bad "
               "request",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         if (!IsKeyPair(request) || request.version != "HTTP/1.1") {
           return std::nullopt;
         }
         const std::lock_guard lock(memory.mutex);
         if (Field(request, "reqId").empty()) {
           ++memory.counts["bad"];
         } else if (memory.counts["bad"] > 0) {
           request.body.clear();
         }
         return std::nullopt;
       }},
      {.name = "pieces-refused",
       .code = "T-25",
       .does = "is out of step by the third key pair",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::lock_guard lock(memory.mutex);
         if (!IsKeyPair(request) || memory.counts["pairs"]++ < 2) {
           return std::nullopt;
         }
         return PlainAnswer(400, "half a request\n");
       }},
      {.name = "expectations-ignored",
       .code = "T-24",
       .does = "answers 500 to Expect",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.Find("Expect") == nullptr) return std::nullopt;
         return PlainAnswer(500, "Expect?\n");
       }},
      {.name = "query-exact",
       .code = "T-19",
       .does = "compares the whole query",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (!request.target.ends_with("&x=1")) return std::nullopt;
         return PlainAnswer(404, "nothing here\n");
       }},
      {.name = "get-of-two-operations",
       .code = "T-20",
       .does = "takes the last of two operations, even of a GET",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.method == "GET" && IsKeyPair(request) && IsInfo(request)) {
           request.method = "POST";
           request.target = "/pki?operation=getUserKeyPair";
         }
         return std::nullopt;
       }},
  };
}

}  // namespace mdmock::reference::pki

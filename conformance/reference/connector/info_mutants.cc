#include <nlohmann/json.hpp>
#include <string>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/twists.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

void SetType(http::Response& response, const std::string& type) {
  for (http::Header& header : response.headers) {
    if (EqualsIgnoreCase(header.name, "Content-Type")) header.value = type;
  }
}

}  // namespace

std::vector<Mutant> InfoMutants() {
  return {
      {.name = "no-info",
       .code = "I-01",
       .does = "does not implement getInfo",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsInfo(request)) return PlainAnswer(404, "no such operation\n");
         return std::nullopt;
       }},
      {.name = "info-get-only",
       .code = "I-02",
       .does = "refuses POST of getInfo",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsInfo(request) && request.method == "POST") {
           return PlainAnswer(405, "GET\n");
         }
         return std::nullopt;
       }},
      {.name = "info-curly-quotes",
       .code = "I-04",
       .does = "writes typographic quotation marks, as the guide's sample",
       .after = OnInfo([](http::Response& response) {
         bool opens = true;
         std::string text;
         for (const char c : response.body) {
           if (c != '"') {
             text += c;
             continue;
           }
           text += opens ? "\xE2\x80\x9C" : "\xE2\x80\x9D";
           opens = !opens;
         }
         response.body = text;
       })},
      {.name = "info-trailing-comma",
       .code = "I-04",
       .does = "leaves a comma at the end of the list",
       .after = OnInfo([](http::Response& response) {
         ReplaceAll(response.body, "]", ",]");
       })},
      {.name = "info-latin1",
       .code = "I-05",
       .does = "writes ISO 8859-1",
       .after = OnInfo([](http::Response& response) {
         ReplaceAll(response.body, "{", "{\"vendor\":\"M\xFCller\",");
       })},
      {.name = "info-byte-order-mark",
       .code = "I-05",
       .does = "puts a byte order mark before its JSON",
       .after = OnInfo([](http::Response& response) {
         response.body.insert(0, "\xEF\xBB\xBF");
       })},
      {.name = "info-text-html",
       .code = "I-06",
       .does = "calls its JSON text/html",
       .after = OnInfo(
           [](http::Response& response) { SetType(response, "text/html"); })},
      {.name = "operations-capital",
       .code = "I-07",
       .does = "calls the field Operations",
       .after = EditInfo([](Json& json) {
         json["Operations"] = json["operations"];
         json.erase("operations");
       })},
      {.name = "operations-string",
       .code = "I-08",
       .does = "writes the list as one string",
       .after = EditInfo(
           [](Json& json) { json["operations"] = "getInfo,getUserKeyPair"; })},
      {.name = "operations-objects",
       .code = "I-08",
       .does = "lists objects",
       .after = EditInfo([](Json& json) {
         json["operations"] = Json::array(
             {Json{{"name", "getInfo"}}, Json{{"name", "getUserKeyPair"}}});
       })},
      {.name = "operations-empty",
       .code = "I-09",
       .does = "lists nothing",
       .after =
           EditInfo([](Json& json) { json["operations"] = Json::array(); })},
      {.name = "info-not-listed",
       .code = "I-10",
       .does = "does not list getInfo",
       .after = EditInfo([](Json& json) {
         json["operations"] = Json::array({"getUserKeyPair"});
       })},
      {.name = "key-pair-not-listed",
       .code = "I-11",
       .does = "does not list getUserKeyPair",
       .after = EditInfo(
           [](Json& json) { json["operations"] = Json::array({"getInfo"}); })},
      {.name = "operations-twice",
       .code = "I-12",
       .does = "lists getInfo twice",
       .after = EditInfo(
           [](Json& json) { json["operations"].push_back("getInfo"); })},
      {.name = "operations-other-case",
       .code = "I-13",
       .does = "lists GetInfo beside the right names",
       .after = EditInfo(
           [](Json& json) { json["operations"].push_back("GetInfo"); })},
      {.name = "listed-only",
       .code = "I-15",
       .does = "lists notifyCertificateReceived, which it does not have",
       .after = EditInfo([](Json& json) {
         json["operations"].push_back("notifyCertificateReceived");
       })},
      {.name = "list-changes",
       .code = "I-17",
       .does = "lists another operation every other time",
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             if (!IsInfo(request) || response.status != 200) return;
             const std::lock_guard lock(memory.mutex);
             if (memory.counts["info"]++ % 2 == 0) return;
             ReplaceAll(response.body, "]", ",\"getExtra\"]");
           }},
      {.name = "info-uses-up",
       .code = "I-18",
       .does = "forgets every password when getInfo was asked ten times",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::lock_guard lock(memory.mutex);
         if (IsInfo(request)) ++memory.counts["info"];
         if (!IsKeyPair(request) || memory.counts["info"] < 10) {
           return std::nullopt;
         }
         return PlainAnswer(
             200, R"({"status":"failure","failureInfo":"authFailure"})",
             "application/json");
       }},
  };
}

}  // namespace mdmock::reference::pki

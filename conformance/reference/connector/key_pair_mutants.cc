#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

// Refuses what `whom` is true of, as a connector does that cannot read it.
Before Refuse(std::function<bool(const http::Request&)> whom) {
  return [whom = std::move(whom)](http::Request& request, const Exchange&,
                                  Memory&) -> std::optional<http::Response> {
    if (!IsKeyPair(request) || !whom(request)) return std::nullopt;
    const Json json{{"status", "failure"},
                    {"failureInfo", "badRequest"},
                    {"reqId", Field(request, "reqId")}};
    return PlainAnswer(200, json.dump(), "application/json");
  };
}

std::string Pem(const std::string& base64) {
  return "-----BEGIN PKCS12-----\n" + base64 + "\n-----END PKCS12-----\n";
}

}  // namespace

std::vector<Mutant> KeyPairMutants() {
  return {
      {.name = "always-refuses",
       .code = "K-01",
       .does = "says badRequest to everybody",
       .before = Refuse([](const http::Request&) { return true; })},
      {.name = "reply-text-plain",
       .code = "K-02",
       .does = "calls its JSON text/plain",
       .after = OnKeyPair([](http::Response& response) {
         for (http::Header& header : response.headers) {
           if (EqualsIgnoreCase(header.name, "Content-Type")) {
             header.value = "text/plain";
           }
         }
       })},
      {.name = "reply-in-a-list",
       .code = "K-03",
       .does = "puts its object into a list",
       .after = OnKeyPair([](http::Response& response) {
         response.body = "[" + response.body + "]";
       })},
      {.name = "status-twice",
       .code = "K-03",
       .does = "writes status twice",
       .after = OnKeyPair([](http::Response& response) {
         ReplaceAll(response.body, "{", R"({"status":"success",)");
       })},
      {.name = "status-capital",
       .code = "K-04",
       .does = "says Success",
       .after = EditSuccess([](Json& json) { json["status"] = "Success"; })},
      {.name = "status-boolean",
       .code = "K-04",
       .does = "says true",
       .after = EditSuccess([](Json& json) { json["status"] = true; })},
      {.name = "reqid-left-out",
       .code = "K-05",
       .does = "leaves reqId out of a success",
       .after = EditSuccess([](Json& json) { json.erase("reqId"); })},
      {.name = "reqid-null",
       .code = "K-05",
       .does = "answers null for reqId",
       .after = EditSuccess([](Json& json) { json["reqId"] = nullptr; })},
      {.name = "reqid-other-case",
       .code = "K-05",
       .does = "calls it reqID",
       .after = EditReply([](Json& json) {
         if (!json.contains("reqId")) return;
         json["reqID"] = json["reqId"];
         json.erase("reqId");
       })},
      {.name = "reqid-through-a-number",
       .code = "K-06",
       .does = "drops the leading zeros of reqId",
       .after = EditReply([](Json& json) {
         std::string id = json.value("reqId", "");
         if (!IsDigits(id)) return;
         id.erase(0, id.find_first_not_of('0'));
         json["reqId"] = id;
       })},
      {.name = "reqid-through-a-double",
       .code = "K-06",
       .does = "keeps 15 digits of reqId",
       .after = EditReply([](Json& json) {
         std::string id = json.value("reqId", "");
         if (id.size() < 16 || !IsDigits(id)) return;
         id.replace(15, std::string::npos, id.size() - 15, '0');
         json["reqId"] = id;
       })},
      {.name = "reqid-cut",
       .code = "K-06",
       .does = "keeps 64 characters of reqId",
       .after = EditReply([](Json& json) {
         json["reqId"] = json.value("reqId", "").substr(0, 64);
       })},
      {.name = "reqid-escapes-kept",
       .code = "K-07",
       .does = "repeats reqId with its escapes undone wrongly",
       .after = EditReply([](Json& json) {
         std::string id = json.value("reqId", "");
         ReplaceAll(id, "\\", "\\\\");
         json["reqId"] = id;
       })},
      {.name = "reqid-ascii",
       .code = "K-07",
       .does = "puts ? in the place of letters that are not ASCII",
       .after = EditReply([](Json& json) {
         std::string id = json.value("reqId", "");
         for (char& c : id) {
           if ((c & 0x80) != 0) c = '?';
         }
         json["reqId"] = id;
       })},
      {.name = "reqid-number",
       .code = "K-08",
       .does = "writes reqId as a number",
       .after = EditReply([](Json& json) {
         const std::string id = json.value("reqId", "");
         if (IsDigits(id) && id.size() < 10) json["reqId"] = std::stol(id);
       })},
      {.name = "payloadtype-capital",
       .code = "K-09",
       .does = "says PKCS12",
       .after =
           EditSuccess([](Json& json) { json["payloadType"] = "PKCS12"; })},
      {.name = "payloadtype-left-out",
       .code = "K-09",
       .does = "leaves payloadType out",
       .after = EditSuccess([](Json& json) { json.erase("payloadType"); })},
      {.name = "payload-left-out",
       .code = "K-10",
       .does = "says success and gives nothing",
       .after = EditSuccess([](Json& json) { json.erase("payload"); })},
      {.name = "payload-pem",
       .code = "K-11",
       .does = "puts armour around the base64",
       .after = AlterPayload(Pem)},
      {.name = "payload-hex",
       .code = "K-11",
       .does = "writes hexadecimal digits",
       .after = AlterPayload([](const std::string& base64) {
         return Hex(ReadBase64(base64).value_or(""));
       })},
      {.name = "payload-wrapped",
       .code = "K-12",
       .does = "breaks the base64 into lines",
       .after = AlterPayload([](const std::string& base64) {
         std::string lines;
         for (size_t at = 0; at < base64.size(); at += 76) {
           lines += base64.substr(at, 76) + "\r\n";
         }
         return lines;
       })},
      {.name = "payload-base64url",
       .code = "K-12",
       .does = "writes base64url",
       .after = AlterPayload([](std::string base64) {
         for (char& c : base64) {
           if (c == '+') c = '-';
           if (c == '/') c = '_';
         }
         return base64;
       })},
      {.name = "payload-base64-twice",
       .code = "K-13",
       .does = "encodes twice",
       .after = AlterPayload(
           [](const std::string& base64) { return Base64(base64); })},
      {.name = "payload-certificate",
       .code = "K-13",
       .does = "gives the bare certificate",
       .after =
           Repack([](const crypto::Identity& identity, const std::string&) {
             return identity.certificate.Der();
           })},
      {.name = "password-plain",
       .code = "K-14",
       .does = "announces the password without base64",
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             const std::string otp = Field(request, "authToken");
             EditSuccess([&otp](Json& json) {
               json["decryptionPassword"] = otp;
             })(request, response, memory);
           }},
      {.name = "password-misspelt",
       .code = "K-15",
       .does = "calls it descryptionPassword, as the guide's prose",
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             const std::string otp = Field(request, "authToken");
             EditSuccess([&otp](Json& json) {
               json["descryptionPassword"] = Base64(otp);
             })(request, response, memory);
           }},
      {.name = "failureinfo-on-success",
       .code = "K-16",
       .does = "has an empty failureInfo in a success",
       .after = EditSuccess([](Json& json) { json["failureInfo"] = ""; })},
      {.name = "nulls",
       .code = "K-17",
       .does = "writes null for what it does not say",
       .after = EditSuccess([](Json& json) {
         json["failureInfo"] = nullptr;
         json["decryptionPassword"] = nullptr;
       })},
      {.name = "unknown-fields-refused",
       .code = "K-18",
       .does = "refuses fields that it does not know",
       .before = Refuse([](const http::Request& request) {
         return request.body.find("deviceId") != std::string::npos;
       })},
      {.name = "order-matters",
       .code = "K-19",
       .does = "wants mType to be first",
       .before = Refuse([](const http::Request& request) {
         return !request.body.starts_with("{\"mType\"");
       })},
      {.name = "charset-refused",
       .code = "K-20",
       .does = "refuses a parameter of application/json",
       .before = Refuse([](const http::Request& request) {
         const std::string* type = request.Find("Content-Type");
         return type != nullptr && type->find(';') != std::string::npos;
       })},
      {.name = "no-token-500",
       .code = "K-21",
       .does = "fails over a request without authToken",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsKeyPair(request) && !request.body.empty() &&
             request.body.find("authToken") == std::string::npos) {
           return PlainAnswer(500, "NullPointerException\n");
         }
         return std::nullopt;
       }},
      {.name = "empty-token-passes",
       .code = "K-22",
       .does = "takes an empty password for a right one",
       .before = Mend([](Json& json) {
         if (json.value("authToken", "x").empty()) {
           json["authToken"] = kFirstOtp;
         }
       })},
      {.name = "same-file",
       .code = "K-23",
       .does = "gives the same key pair again and again",
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             const std::string user = Field(request, "user");
             EditSuccess([&](Json& json) {
               const std::lock_guard lock(memory.mutex);
               std::string& kept = memory.texts[user];
               if (kept.empty()) kept = json.value("payload", "");
               json["payload"] = kept;
             })(request, response, memory);
           }},
      {.name = "stored",
       .code = "K-24",
       .does = "lets its answers be stored",
       .after =
           [](const http::Request&, http::Response& response, Memory&) {
             std::erase_if(response.headers, [](const http::Header& header) {
               return EqualsIgnoreCase(header.name, "Cache-Control");
             });
           }},
      {.name = "key-pairs-by-get",
       .code = "K-25",
       .does = "reads the fields out of the query too",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (!IsKeyPair(request) || request.method != "GET") {
           return std::nullopt;
         }
         request.method = "POST";
         const size_t end = request.target.find('&');
         request.target.resize(std::min(end, request.target.size()));
         request.body = Json{
             {"mType", "initialCert"},
             {"user", kFirstUser},
             {"authToken", kFirstOtp},
             {"reqId", "1"}}.dump();
         return std::nullopt;
       }},
      {.name = "key-pairs-by-put",
       .code = "K-26",
       .does = "takes PUT for POST",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.method == "PUT") request.method = "POST";
         return std::nullopt;
       }},
      {.name = "password-in-header",
       .code = "K-27",
       .does = "writes the password into a header, for debugging",
       .after =
           [](const http::Request& request, http::Response& response, Memory&) {
             response.headers.push_back(
                 {"X-Debug", Field(request, "authToken")});
           }},
  };
}

}  // namespace mdmock::reference::pki

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using Json = nlohmann::ordered_json;
using server::Exchange;

// Makes a request right that has something wrong, so that it is granted.
Json RightOne() {
  return Json{{"mType", "initialCert"},
              {"user", kFirstUser},
              {"authToken", kFirstOtp},
              {"reqId", "1"}};
}

Before Grant(std::function<bool(const http::Request&)> what) {
  return [what = std::move(what)](http::Request& request, const Exchange&,
                                  Memory&) -> std::optional<http::Response> {
    if (!IsKeyPair(request) || !what(request)) return std::nullopt;
    Json right = RightOne();
    if (const std::string id = Field(request, "reqId"); !id.empty()) {
      right["reqId"] = id;
    }
    request.body = right.dump();
    return std::nullopt;
  };
}

// Fails over it.
Before Stumble(std::function<bool(const http::Request&)> what) {
  return [what = std::move(what)](http::Request& request, const Exchange&,
                                  Memory&) -> std::optional<http::Response> {
    if (!IsKeyPair(request) || !what(request)) return std::nullopt;
    return PlainAnswer(500, "<html>Internal Server Error</html>", "text/html");
  };
}

bool Holds(const http::Request& request, std::string_view text) {
  return request.body.find(text) != std::string::npos;
}

// The password of a user who has the same one for ever; "" of others.
std::string OtpOf(std::string_view user) {
  if (user == kFirstUser) return kFirstOtp;
  return user == kSecondUser ? kSecondOtp : "";
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

After ReasonInstead(std::string_view of, std::string_view instead) {
  return EditFailure([of, instead](Json& json) {
    if (json.value("failureInfo", "") == of) json["failureInfo"] = instead;
  });
}

}  // namespace

std::vector<Mutant> FailureMutants() {
  return {
      {.name = "failure-in-html",
       .code = "F-01",
       .does = "says failures in HTML",
       .after =
           [](const http::Request& request, http::Response& response, Memory&) {
             if (IsKeyPair(request) && response.status == 200 &&
                 response.body.find("failureInfo") != std::string::npos) {
               response = PlainAnswer(200, "<html>no</html>", "text/html");
             }
           }},
      {.name = "reason-other-case",
       .code = "F-02",
       .does = "says AuthFailure",
       .after = ReasonInstead("authFailure", "AuthFailure")},
      {.name = "reason-of-its-own",
       .code = "F-02",
       .does = "says userNotFound",
       .after = ReasonInstead("unknownUser", "userNotFound")},
      {.name = "reason-left-out",
       .code = "F-03",
       .does = "does not say why",
       .after = EditFailure([](Json& json) { json.erase("failureInfo"); })},
      {.name = "failure-with-400",
       .code = "F-04",
       .does = "says failures with status 400",
       .after =
           [](const http::Request& request, http::Response& response, Memory&) {
             if (IsKeyPair(request) && response.status == 200 &&
                 response.body.find("failure") != std::string::npos) {
               response.status = 400;
             }
           }},
      {.name = "payload-on-failure",
       .code = "F-05",
       .does = "gives a payload with a failure",
       .after = EditFailure([](Json& json) { json["payload"] = "AAAA"; })},
      {.name = "unknown-users-served",
       .code = "F-06",
       .does = "issues for users whom it does not know",
       .before = Mend([](Json& json) {
         const auto user = json.find("user");
         if (user == json.end() || !user->is_string() || *user == kThirdUser ||
             !OtpOf(user->get<std::string>()).empty()) {
           return;
         }
         json["user"] = kFirstUser;
         json["authToken"] = kFirstOtp;
       })},
      {.name = "wrong-otp-passes",
       .code = "F-08",
       .does = "does not look at the one-time password",
       .before = Mend([](Json& json) {
         if (!json.contains("user") || !json["user"].is_string()) return;
         const std::string otp = OtpOf(json["user"].get<std::string>());
         if (!otp.empty()) json["authToken"] = otp;
       })},
      {.name = "wrong-otp-500",
       .code = "F-08",
       .does = "fails over a wrong one-time password",
       .before = Stumble([](const http::Request& request) {
         const std::string right = OtpOf(Field(request, "user"));
         return !right.empty() && Field(request, "authToken") != right;
       })},
      {.name = "expired-otp-passes",
       .code = "F-09",
       .does = "takes passwords that have expired",
       .before = Grant([](const http::Request& request) {
         return Holds(request, kExpiredOtp);
       })},
      {.name = "anybodys-otp",
       .code = "F-11",
       .does = "takes one user's password for another's",
       .before = Mend([](Json& json) {
         if (json.value("user", "") == kSecondUser &&
             json.value("authToken", "") == kFirstOtp) {
           json["authToken"] = kSecondOtp;
         }
       })},
      {.name = "otp-number-passes",
       .code = "F-12",
       .does = "takes a number for a password",
       .before = Mend([](Json& json) {
         if (json.contains("authToken") && json["authToken"].is_number()) {
           json["authToken"] = kFirstOtp;
         }
       })},
      {.name = "malformed-json-500",
       .code = "F-13",
       .does = "fails over JSON that is cut off",
       .before = Stumble([](const http::Request& request) {
         return request.body.starts_with("{") &&
                request.body.find('}') == std::string::npos;
       })},
      {.name = "malformed-json-in-html",
       .code = "F-13",
       .does = "answers 400 and HTML to JSON that is cut off",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (!IsKeyPair(request) || !request.body.starts_with("{") ||
             Holds(request, "}")) {
           return std::nullopt;
         }
         return PlainAnswer(400, "<html>Bad Request</html>", "text/html");
       }},
      {.name = "curly-quotes-read",
       .code = "F-14",
       .does = "reads typographic quotation marks",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         ReplaceAll(request.body, "\xE2\x80\x9C", "\"");
         ReplaceAll(request.body, "\xE2\x80\x9D", "\"");
         return std::nullopt;
       }},
      {.name = "trailing-comma-read",
       .code = "F-15",
       .does = "reads a comma before a bracket",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         ReplaceAll(request.body, ",}", "}");
         return std::nullopt;
       }},
      {.name = "empty-body-500",
       .code = "F-16",
       .does = "fails over an empty body",
       .before = Stumble([](const http::Request& request) {
         return request.method == "POST" && request.body.empty();
       })},
      {.name = "list-500",
       .code = "F-17",
       .does = "fails over a list",
       .before = Stumble([](const http::Request& request) {
         return request.body.starts_with("[");
       })},
      {.name = "mtype-optional",
       .code = "F-18",
       .does = "does not ask for mType",
       .before = Mend([](Json& json) {
         if (!json.contains("mType")) json["mType"] = "initialCert";
       })},
      {.name = "user-optional",
       .code = "F-19",
       .does = "finds the user by his password",
       .before = Mend([](Json& json) {
         if (!json.contains("user")) json["user"] = kFirstUser;
       })},
      {.name = "reqid-optional",
       .code = "F-20",
       .does = "does not ask for reqId",
       .before = Mend([](Json& json) {
         if (!json.contains("reqId")) json["reqId"] = "0";
       })},
      {.name = "empty-user-served",
       .code = "F-21",
       .does = "finds a user for an empty name",
       .before = Mend([](Json& json) {
         if (json.contains("user") && json["user"] == "") {
           json["user"] = kFirstUser;
         }
       })},
      {.name = "empty-mtype-taken",
       .code = "F-21",
       .does = "takes an empty mType",
       .before = Mend([](Json& json) {
         if (json.contains("mType") && json["mType"] == "") {
           json["mType"] = "initialCert";
         }
       })},
      {.name = "user-null-500",
       .code = "F-22",
       .does = "fails over a user that is null",
       .before = Stumble([](const http::Request& request) {
         return Holds(request, "\"user\":null");
       })},
      {.name = "user-number-served",
       .code = "F-22",
       .does = "issues for a user that is a number",
       .before = Mend([](Json& json) {
         if (json.contains("user") && json["user"].is_number()) {
           json["user"] = kFirstUser;
         }
       })},
      {.name = "any-mtype",
       .code = "F-23",
       .does = "does not look at mType",
       .before = Mend([](Json& json) {
         if (json.contains("mType") && json["mType"].is_string()) {
           json["mType"] = "initialCert";
         }
       })},
      {.name = "mtype-any-case",
       .code = "F-24",
       .does = "takes InitialCert",
       .before = Mend([](Json& json) {
         if (json.value("mType", "") == "InitialCert") {
           json["mType"] = "initialCert";
         }
       })},
      {.name = "renews-without-proof",
       .code = "F-25",
       .does = "issues for renewCert without a signature",
       .before = Mend([](Json& json) {
         if (json.value("mType", "") == "renewCert") {
           json["mType"] = "initialCert";
         }
       })},
      {.name = "unknown-operation-as-getinfo",
       .code = "F-26",
       .does = "takes every operation that it does not know for getInfo",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (Holds(request, "mType") && !IsKeyPair(request)) {
           request.method = "GET";
           request.target = "/pki?operation=getInfo";
           request.body.clear();
         }
         return std::nullopt;
       }},
      {.name = "any-operation",
       .code = "F-26",
       .does = "takes every operation for getUserKeyPair",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         const size_t at = request.target.find("operation=");
         if (request.method == "POST" && at != std::string::npos &&
             !IsInfo(request)) {
           request.target.resize(at);
           request.target += "operation=getUserKeyPair";
         }
         return std::nullopt;
       }},
      {.name = "no-operation-500",
       .code = "F-27",
       .does = "fails where there is no operation",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.target.find('?') == std::string::npos) {
           return PlainAnswer(500, "operation is null\n");
         }
         return std::nullopt;
       }},
      {.name = "no-content-type-500",
       .code = "F-29",
       .does = "fails where there is no Content-Type",
       .before = Stumble([](const http::Request& request) {
         return request.Find("Content-Type") == nullptr;
       })},
      {.name = "form-taken",
       .code = "F-30",
       .does = "takes JSON that is called a form",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         for (http::Header& header : request.headers) {
           if (header.value == "application/x-www-form-urlencoded") {
             header.value = "application/json";
           }
         }
         return std::nullopt;
       }},
      {.name = "last-user-wins",
       .code = "F-31",
       .does = "takes the last of two users",
       .before = Mend([](Json&) {})},
      {.name = "bom-500",
       .code = "F-32",
       .does = "fails over a byte order mark",
       .before = Stumble([](const http::Request& request) {
         return request.body.starts_with("\xEF\xBB\xBF");
       })},
      {.name = "invalid-utf8-passes",
       .code = "F-33",
       .does = "leaves out bytes that are not UTF-8",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         ReplaceAll(request.body, "\xFF", "");
         return std::nullopt;
       }},
      {.name = "utf16-500",
       .code = "F-34",
       .does = "fails over UTF-16",
       .before = Stumble([](const http::Request& request) {
         return request.body.find('\0') != std::string::npos;
       })},
      {.name = "surrogate-500",
       .code = "F-35",
       .does = "fails over half a surrogate pair",
       .before = Stumble([](const http::Request& request) {
         return Holds(request, "\\ud800");
       })},
      {.name = "nul-cuts",
       .code = "F-36",
       .does = "ends a name at its zero byte",
       .before = Mend([](Json& json) {
         if (!json.contains("user") || !json["user"].is_string()) return;
         const auto user = json["user"].get<std::string>();
         json["user"] = user.substr(0, user.find('\0'));
       })},
      {.name = "deep-nesting-500",
       .code = "F-37",
       .does = "fails over ten thousand brackets",
       .before = Stumble([](const http::Request& request) {
         return request.body.starts_with("[[[[[[[[[[");
       })},
      {.name = "huge-user-500",
       .code = "F-38",
       .does = "fails over a long name",
       .before = Stumble([](const http::Request& request) {
         return request.body.size() > 500'000;
       }),
       .max_body = size_t{128} << 20},
      {.name = "huge-body-500",
       .code = "F-39",
       .does = "fails over a large body",
       .before = Stumble([](const http::Request& request) {
         return request.body.size() > 60'000'000;
       }),
       .max_body = size_t{128} << 20},
      {.name = "injection-served",
       .code = "F-44",
       .does = "looks users up with a filter that they can end",
       .before = Mend([](Json& json) {
         if (json.contains("user") && json["user"].is_string() &&
             json["user"].get<std::string>().find("*)") != std::string::npos) {
           json["user"] = kFirstUser;
         }
       })},
      {.name = "letters-lost",
       .code = "F-45",
       .does = "takes a name in letters that are not ASCII for another",
       .before = Mend([](Json& json) {
         if (json.contains("user") && json["user"].is_string() &&
             !IsAscii(json["user"].get<std::string>())) {
           json["user"] = kFirstUser;
         }
       })},
      {.name = "stack-trace",
       .code = "F-47",
       .does = "shows where it failed",
       .after = EditFailure([](Json& json) {
         json["detail"] = "at org.example.pki.Connector(Connector.java:42)";
       })},
      {.name = "reasons-vary",
       .code = "F-48",
       .does = "says another reason every time",
       .after =
           [](const http::Request& request, http::Response& response,
              Memory& memory) {
             const std::string asked =
                 Field(request, "user") + ' ' + Field(request, "authToken");
             EditFailure([&](Json& json) {
               const std::lock_guard lock(memory.mutex);
               const int before = memory.counts[asked]++;
               if (before % 3 == 1) json["failureInfo"] = "unknown";
               if (before % 3 == 2) json["failureInfo"] = "badRequest";
             })(request, response, memory);
           }},
      {.name = "failure-without-reqid",
       .code = "F-49",
       .does = "leaves reqId out of failures",
       .after = EditFailure([](Json& json) { json.erase("reqId"); })},
      {.name = "serves-once",
       .code = "F-51",
       .does = "answers nobody any more after its first key pair",
       .before = [](http::Request& request, const Exchange&,
                    Memory& memory) -> std::optional<http::Response> {
         const std::lock_guard lock(memory.mutex);
         if (!IsKeyPair(request) || memory.counts["pairs"]++ == 0) {
           return std::nullopt;
         }
         return PlainAnswer(503, "out of memory\n");
       }},
  };
}

}  // namespace mdmock::reference::pki

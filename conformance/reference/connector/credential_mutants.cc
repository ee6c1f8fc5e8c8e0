#include <fmt/format.h>

#include <string>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/reference_connector.h"
#include "conformance/reference/connector/twists.h"
#include "mocks/server/tls_habits.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using server::Exchange;

// What stands before and behind the colon of Authorization; "" both where there
// is none.
std::pair<std::string, std::string> Given(const http::Request& request) {
  const std::string* value = request.Find("Authorization");
  if (value == nullptr || !value->starts_with("Basic ")) return {};
  const auto text = ReadBase64(value->substr(6));
  if (!text) return {};
  const size_t colon = text->find(':');
  if (colon == std::string::npos) return {};
  return {text->substr(0, colon), text->substr(colon + 1)};
}

bool HasCredentials(const http::Request& request) {
  return request.Find("Authorization") != nullptr;
}

}  // namespace

std::vector<Mutant> CredentialMutants() {
  return {
      {.name = "info-refuses-password",
       .code = "A-01",
       .does = "refuses the right password, for getInfo",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsInfo(request) && HasCredentials(request)) {
           return PlainAnswer(403, "no\n");
         }
         return std::nullopt;
       }},
      {.name = "no-challenge",
       .code = "A-02",
       .does = "answers 403 where it should ask for credentials",
       .after =
           [](const http::Request&, http::Response& response, Memory&) {
             if (response.status == 401) response.status = 403;
           }},
      {.name = "info-open",
       .code = "A-03",
       .does = "answers getInfo without credentials",
       .before = LetIn([](const http::Request& request, const Exchange&) {
         return IsInfo(request) && !HasCredentials(request);
       })},
      {.name = "any-password",
       .code = "A-04",
       .does = "looks at the user name alone",
       .before = LetIn([](const http::Request& request, const Exchange&) {
         return Given(request).first == kUsername;
       })},
      {.name = "any-name",
       .code = "A-05",
       .does = "looks at the password alone",
       .before = LetIn([](const http::Request& request, const Exchange&) {
         return Given(request).second == kPassword;
       })},
      {.name = "no-www-authenticate",
       .code = "A-06",
       .does = "answers 401 without WWW-Authenticate",
       .after =
           [](const http::Request&, http::Response& response, Memory&) {
             std::erase_if(response.headers, [](const http::Header& header) {
               return EqualsIgnoreCase(header.name, "WWW-Authenticate");
             });
           }},
      {.name = "key-pairs-open",
       .code = "A-07",
       .does = "asks for credentials at getInfo alone",
       .before = LetIn([](const http::Request& request, const Exchange&) {
         return IsKeyPair(request) && !HasCredentials(request);
       })},
      {.name = "colon-last",
       .code = "A-08",
       .does = "takes the last colon for the separator",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsInfo(request) &&
             Given(request).second.find(':') != std::string::npos) {
           return PlainAnswer(401, "who are you?\n");
         }
         return std::nullopt;
       }},
      {.name = "malformed-authorization-500",
       .code = "A-10",
       .does = "fails over an Authorization that is not base64",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         const std::string* value = request.Find("Authorization");
         if (value != nullptr && *value == "Basic !!!") {
           return PlainAnswer(500, "java.lang.IllegalArgumentException\n");
         }
         return std::nullopt;
       }},
      {.name = "certificates-refused",
       .code = "A-11",
       .does = "takes no certificates",
       .options =
           [](connector::ConnectorOptions& options) {
             options.takes_certificate = false;
           }},
      {.name = "certificate-optional",
       .code = "A-12",
       .does = "lets in whoever shows neither certificate nor password",
       .before = LetIn([](const http::Request& request,
                          const Exchange& exchange) {
         return exchange.client_certificate.empty() && !HasCredentials(request);
       })},
      {.name = "any-certificate",
       .code = "A-13",
       .does = "takes any certificate",
       .before = LetIn([](const http::Request&, const Exchange& exchange) {
         return !exchange.client_certificate.empty();
       })},
      {.name = "expired-certificate",
       .code = "A-14",
       .does = "does not look at a certificate's dates",
       .before = LetIn([](const http::Request&, const Exchange& exchange) {
         return !exchange.client_certificate.empty();
       })},
      {.name = "any-name-of-the-ca",
       .code = "A-15",
       .does = "takes every certificate of its CA",
       .before = LetIn([](const http::Request&, const Exchange& exchange) {
         return !exchange.client_certificate.empty();
       })},
      {.name = "certificate-not-asked-for",
       .code = "A-16",
       .does = "asks for no certificate, and takes everybody for its owner",
       .before = LetIn([](const http::Request& request, const Exchange&) {
         return !HasCredentials(request);
       }),
       .tls = server::AskForNoCertificate},
      {.name = "layers-mixed",
       .code = "A-18",
       .does = "says authFailure where UEM's own password is wrong",
       .after =
           [](const http::Request& request, http::Response& response, Memory&) {
             if (response.status != 401 || !IsKeyPair(request)) return;
             response = PlainAnswer(
                 200,
                 fmt::format(
                     R"({{"status":"failure","failureInfo":"authFailure",)"
                     R"("reqId":"{}"}})",
                     Field(request, "reqId")),
                 "application/json");
           }},
      {.name = "echoes-password",
       .code = "A-19",
       .does = "repeats the password in its refusal",
       .after =
           [](const http::Request& request, http::Response& response, Memory&) {
             if (response.status == 401) {
               response.body = "wrong: " + Given(request).second + "\n";
             }
           }},
  };
}

}  // namespace mdmock::reference::pki

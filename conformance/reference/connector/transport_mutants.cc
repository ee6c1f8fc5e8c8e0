#include <nlohmann/json.hpp>
#include <string>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/twists.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using connector::ConnectorOptions;
using server::Exchange;

std::optional<http::Response> Nothing() { return std::nullopt; }

}  // namespace

std::vector<Mutant> TransportMutants() {
  return {
      {.name = "certificate-expired",
       .code = "T-06",
       .does = "shows a certificate that expired a year ago",
       .certificate_age_days = 3 * 365},
      {.name = "certificate-for-another",
       .code = "T-07",
       .does = "shows a certificate for another host",
       .certificate_names = "DNS:pki.example.org"},
      {.name = "plaintext",
       .code = "T-08",
       .does = "takes credentials over http",
       .options = [](ConnectorOptions& options) { options.plaintext = true; }},
      {.name = "http10-refused",
       .code = "T-09",
       .does = "answers 505 to HTTP/1.0",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.version == "HTTP/1.0" && IsInfo(request)) {
           return PlainAnswer(505, "HTTP/1.1, please\n");
         }
         return Nothing();
       }},
      {.name = "http11-refused",
       .code = "T-10",
       .does = "answers 505 to HTTP/1.1",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.version == "HTTP/1.1" && IsInfo(request)) {
           return PlainAnswer(505, "HTTP/1.0, please\n");
         }
         return Nothing();
       }},
      {.name = "chunked-to-10",
       .code = "T-11",
       .does = "chunks its answer to HTTP/1.0",
       .after = OnInfo([](http::Response& response) {
         response.headers.push_back({"Transfer-Encoding", "chunked"});
         const std::string body = std::exchange(response.body, {});
         std::string size;
         for (size_t left = body.size(); left > 0; left /= 16) {
           size.insert(size.begin(), "0123456789abcdef"[left % 16]);
         }
         response.body = size + "\r\n" + body + "\r\n0\r\n\r\n";
       })},
      {.name = "length-short",
       .code = "T-12",
       .does = "counts characters for bytes: Content-Length is one too small",
       .after = OnInfo([](http::Response& response) {
         response.headers.push_back(
             {"Content-Length", std::to_string(response.body.size() - 1)});
       })},
      {.name = "root-only",
       .code = "T-14",
       .does = "answers getInfo at / alone",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsInfo(request)) return PlainAnswer(404, "nothing here\n");
         return Nothing();
       }},
      {.name = "anywhere",
       .code = "T-16",
       .does = "answers under any prefix",
       .before =
           [](http::Request& request, const Exchange&, Memory&) {
             const size_t at = request.target.find("/pki?");
             if (at != std::string::npos) request.target.erase(0, at);
             return Nothing();
           }},
      {.name = "operation-any-case",
       .code = "T-18",
       .does = "takes GETINFO for getInfo",
       .before =
           [](http::Request& request, const Exchange&, Memory&) {
             ReplaceAll(request.target, "GETINFO", "getInfo");
             return Nothing();
           }},
      {.name = "redirects",
       .code = "T-23",
       .does = "redirects getInfo to http",
       .after = OnInfo([](http::Response& response) {
         response.status = 301;
         response.headers.push_back({"Location", "http://127.0.0.1/pki"});
       })},
  };
}

}  // namespace mdmock::reference::pki

#include <nlohmann/json.hpp>
#include <string>

#include "conformance/reference/connector/mutant_tables.h"
#include "conformance/reference/connector/twists.h"
#include "mocks/server/tls_habits.h"
#include "protocol/base/text.h"

namespace mdmock::reference::pki {
namespace {

using connector::ConnectorOptions;
using server::Exchange;

std::optional<http::Response> Nothing() { return std::nullopt; }

}  // namespace

std::vector<Mutant> TransportMutants() {
  return {
      {.name = "no-tls",
       .code = "T-01",
       .does = "speaks HTTP, and no TLS",
       .front = Habits{.speaks_tls = false}},
      {.name = "tls13-only",
       .code = "T-02",
       .does = "speaks TLS 1.3, and nothing older",
       .tls = server::SpeakOnlyTls13},
      {.name = "tls10",
       .code = "T-04",
       .does = "speaks TLS 1.0",
       .tls = server::SpeakOldTls},
      {.name = "any-cipher",
       .code = "T-05",
       .does = "takes every cipher that the library has",
       .tls = server::TakeWeakCiphers},
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
      {.name = "stays-connected",
       .code = "T-13",
       .does = "keeps connections of HTTP/1.0 open",
       .front = Habits{.reads_on = true}},
      {.name = "root-only",
       .code = "T-14",
       .does = "answers getInfo at / alone",
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (IsInfo(request)) return PlainAnswer(404, "nothing here\n");
         return Nothing();
       }},
      {.name = "prefix-ignored",
       .code = "T-15",
       .does = "answers at /pki, whatever prefix is set",
       .options = [](ConnectorOptions& options) { options.prefix = "/foo"; },
       .before = [](http::Request& request, const Exchange&,
                    Memory&) -> std::optional<http::Response> {
         if (request.target.starts_with("/foo/")) {
           return PlainAnswer(404, "nothing here\n");
         }
         request.target.insert(0, "/foo");
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
      {.name = "resumed-session-passes",
       .code = "A-17",
       .does = "lets in whoever resumes a session",
       .tls = server::ResumeSessions,
       .front = Habits{.trusts_resumed_sessions = true}},
      {.name = "short-body-passes",
       .code = "F-40",
       .does = "takes a body for whole that was cut off",
       .front = Habits{.takes_short_bodies = true}},
      {.name = "rest-is-a-request",
       .code = "F-41",
       .does = "takes what follows a body for a request of the same caller",
       .front = Habits{.reads_on = true}},
      {.name = "both-lengths-pass",
       .code = "F-42",
       .does = "reads chunks beside a Content-Length, and stays connected",
       .front = Habits{.both_lengths = Habits::BothLengths::kChunked}},
      {.name = "length-before-chunks",
       .code = "F-42",
       .does = "goes by Content-Length where there are chunks",
       .front = Habits{.both_lengths = Habits::BothLengths::kLength}},
      {.name = "one-connection-at-a-time",
       .code = "C-07",
       .does = "serves one connection after the other",
       .front = Habits{.one_at_a_time = true}},
  };
}

}  // namespace mdmock::reference::pki

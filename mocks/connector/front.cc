#include "mocks/connector/front.h"

#include <fmt/format.h>

#include <algorithm>

#include "mocks/connector/refusals.h"
#include "mocks/connector/replies.h"
#include "mocks/connector/rules.h"
#include "protocol/base/text.h"
#include "protocol/connector/request.h"
#include "protocol/http/form.h"
#include "protocol/http/url.h"

namespace mdmock::connector {
namespace {

namespace rules = service_rules;

constexpr char kPki[] = "/pki";
constexpr char kOperation[] = "operation";
constexpr char kChallenge[] =
    "Basic realm=\"mdmock PKI connector\", charset=\"UTF-8\"";

// What the query names; nothing where it is refused.
std::optional<std::string> ReadOperation(const http::Request& request,
                                         const ConnectorOptions& options,
                                         Verdict& verdict) {
  const std::vector<std::string> listed = OperationsOf(options);
  const std::vector<std::string> named = OperationsNamed(request);
  const std::string expected = fmt::format("{}", fmt::join(listed, ", "));
  if (named.empty()) {
    verdict.Add({&rules::kOperationMissing, kOperation, expected, "none"});
  } else if (named.size() > 1) {
    verdict.Add({&rules::kOperationRepeated, kOperation, "one operation",
                 fmt::format("{}", named.size())});
  } else if (std::find(listed.begin(), listed.end(), named.front()) ==
             listed.end()) {
    verdict.Add({&rules::kOperationUnknown, kOperation, expected,
                 fmt::format("\"{}\"", Printable(named.front(), 80))});
  } else {
    return named.front();
  }
  return std::nullopt;
}

void CheckMethod(const http::Request& request, const std::string& operation,
                 Verdict& verdict) {
  const bool is_post = request.method == "POST";
  const bool is_get = request.method == "GET" || request.method == "HEAD";
  if (is_post || (is_get && operation == kGetInfo)) return;
  verdict.Add({&rules::kMethod, "the request line",
               operation == kGetInfo ? "GET or POST" : "POST",
               Printable(request.method, 20)});
}

}  // namespace

std::vector<std::string> OperationsNamed(const http::Request& request) {
  std::vector<std::string> named;
  const auto query = http::SplitTarget(request.target).query;
  for (const http::Parameter& one : http::ReadForm(query.value_or(""))) {
    if (one.name == kOperation) named.push_back(one.value);
  }
  return named;
}

std::optional<std::string> JudgeFront(const server::Exchange& exchange,
                                      const ConnectorOptions& options,
                                      const Callers& callers,
                                      Verdict& verdict) {
  const std::string_view path = http::SplitTarget(exchange.request.target).path;
  if (exchange.scheme != "https" && !options.plaintext) {
    verdict.Add({&rules::kPlaintext, "the connection", "https", "http"});
    return std::nullopt;
  }
  if (path != options.prefix + kPki) {
    verdict.Add({&rules::kPathUnknown, "the request target",
                 options.prefix + kPki, Printable(path, 120)});
    return std::nullopt;
  }
  callers.Judge(exchange, options, verdict);
  if (!verdict.accepted()) return std::nullopt;
  const auto operation = ReadOperation(exchange.request, options, verdict);
  if (operation) CheckMethod(exchange.request, *operation, verdict);
  if (!verdict.accepted()) return std::nullopt;
  return operation;
}

http::Response RefuseAtFront(const http::Request& request,
                             const ConnectorOptions& options,
                             const Verdict& verdict) {
  const Refusal refusal = FirstRefusal(verdict);
  if (!refusal.reason.empty()) {
    return Write({.failure_info = refusal.reason,
                  .req_id = ReadReqId(request.body),
                  .payload = "",
                  .password = std::nullopt});
  }
  if (refusal.rule->code == rules::kPlaintext.code) {
    return WritePlain(403, "this connector is spoken to over https\n");
  }
  if (refusal.status == 404) {
    return WritePlain(
        404, fmt::format("the connector is at {}{}\n", options.prefix, kPki));
  }
  if (refusal.status == 405) {
    const std::vector<std::string> named = OperationsNamed(request);
    http::Response response = WritePlain(405, "this method is not for that\n");
    response.headers.push_back(
        {"Allow", named.front() == kGetInfo ? "GET, HEAD, POST" : "POST"});
    return response;
  }
  // One text for all that can be wrong: it tells nobody what was right.
  if (refusal.status == 401 && options.takes_password) {
    http::Response response = WritePlain(401, "who are you?\n");
    response.headers.push_back({"WWW-Authenticate", kChallenge});
    return response;
  }
  return WritePlain(403, "who are you?\n");
}

}  // namespace mdmock::connector

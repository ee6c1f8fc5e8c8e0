#include "mocks/control/json/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>

#include "mocks/control/json/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxFindings = 20;

// Text from outside is checked before it gets here; should a byte have slipped
// through, it costs that character and not the answer.
std::string Written(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

server::Answer Says(std::string text, std::string_view media_type) {
  return {.response = {.status = 200,
                       .headers = {{"Content-Type", std::string(media_type)}},
                       .body = std::move(text)},
          .verdict = Verdict("control")};
}

server::Answer Says(const Json& document) {
  return Says(Written(document), "application/json");
}

server::Answer Refuses(int status, const Rule& rule, const Problems& problems) {
  assert(!problems.empty());
  Verdict verdict("control");
  Json errors = Json::array();
  for (size_t i = 0; i < std::min(problems.size(), kMaxFindings); ++i) {
    const Problem& one = problems[i];
    errors.push_back(Sentence(one));
    verdict.Add({&rule, one.where, one.expected, one.actual});
  }
  Json document{{"error", errors[0]}};
  if (errors.size() > 1) document["errors"] = std::move(errors);
  return {.response = {.status = status,
                       .headers = {{"Content-Type", "application/json"}},
                       .body = Written(document)},
          .verdict = std::move(verdict)};
}

server::Answer RefusesRequest(const std::vector<server::ControlPath>& paths,
                              const http::Request& request) {
  const std::string_view path = http::SplitTarget(request.target).path;
  std::string allowed;
  std::string all;
  for (const server::ControlPath& one : paths) {
    all +=
        fmt::format("{}{} {}", all.empty() ? "" : ", ", one.method, one.path);
    if (one.path != path) continue;
    allowed += (allowed.empty() ? "" : ", ") + std::string(one.method);
  }
  if (allowed.empty()) {
    return Refuses(404, rules::kPathUnknown, {{"path", all, Quoted(path)}});
  }
  server::Answer answer = Refuses(405, rules::kMethodNotAllowed,
                                  {{"method of " + std::string(path), allowed,
                                    Printable(request.method, 40)}});
  answer.response.headers.push_back({"Allow", allowed});
  return answer;
}

}  // namespace mdmock::control

#include "mocks/server/unreadable.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "mocks/server/rules.h"

namespace mdmock::server {
namespace {

struct Line {
  const Rule* rule;
  std::string_view expected;
};
constexpr Line kLines[] = {
    {&rules::kMalformed, "a request line, header fields, and an empty line"},
    {&rules::kVersion, "HTTP/1.1 or HTTP/1.0"},
    {&rules::kHost, "one Host header"},
    {&rules::kFraming, "one Content-Length, or chunks"},
    {&rules::kTargetTooLong, "a target within the limit"},
    {&rules::kHeadTooLarge, "a request line and headers within the limit"},
    {&rules::kBodyTooLarge, "a body within the limit"},
    {&rules::kIncomplete, "a whole request"},
    {&rules::kTooSlow, "a whole request within the time limit"}};

}  // namespace

Verdict UnreadableVerdict(std::string subject, const Rule& rule,
                          const http::Malformed& problem) {
  const auto* line =
      std::find_if(std::begin(kLines), std::end(kLines),
                   [&](const Line& one) { return one.rule == &rule; });
  Verdict verdict(std::move(subject));
  verdict.Add({.rule = &rule,
               .where = fmt::format("byte {}", problem.offset),
               .expected = std::string(
                   line == std::end(kLines) ? rule.sentence : line->expected),
               .actual = problem.what});
  return verdict;
}

}  // namespace mdmock::server

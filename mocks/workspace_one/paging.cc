#include "mocks/workspace_one/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mocks/workspace_one/rules.h"
#include "protocol/base/text.h"

namespace mdmock::workspace_one {
namespace {

using nlohmann::ordered_json;

constexpr size_t kMaxPageSize = 500;

}  // namespace

std::optional<Span> ReadSpan(const Visit& visit, size_t total) {
  const auto read = [&](std::string_view name, size_t value) {
    const std::string* text = visit.Find(name);
    if (text == nullptr) return value;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error == std::errc() && stop == end) return value;
    visit.verdict.Add({&rules::kQueryValue, std::string(name), "a whole number",
                       Printable(*text, 60)});
    return value;
  };
  Span span;
  span.page = read("page", 0);
  span.size = read("pagesize", kMaxPageSize);
  if (span.size == 0) {
    visit.verdict.Add({&rules::kQueryValue, "pagesize", "1 to 500", "0"});
  }
  if (!visit.verdict.accepted()) return std::nullopt;
  if (span.size > kMaxPageSize) {
    visit.verdict.Add({&rules::kPageSize, "pagesize", "500 at most",
                       fmt::format("{}: 500 then", span.size)});
    span.size = kMaxPageSize;
  }
  // A page far beyond the end is at the end; nothing overflows on the way.
  const size_t num_pages = total / span.size + 1;
  span.first = std::min(std::min(span.page, num_pages) * span.size, total);
  span.last = std::min(span.first + span.size, total);
  return span;
}

Page WriteList(const Visit& visit, const ListShape& shape, size_t total,
               const std::function<ordered_json(const Span&)>& make) {
  const auto span = ReadSpan(visit, total);
  if (!span) return std::nullopt;
  if (span->first == span->last && span->page > 0) return Done(204);
  ordered_json document;
  document[std::string(shape.list)] = make(*span);
  document[std::string(shape.page)] = span->page;
  document[std::string(shape.page_size)] = span->size;
  document[std::string(shape.total)] = total;
  return Write(visit.wanted, 200, shape.root, document);
}

std::function<ordered_json(const Span&)> EachOf(
    std::function<ordered_json(size_t index)> make) {
  return [make = std::move(make)](const Span& span) {
    ordered_json list = ordered_json::array();
    for (size_t i = span.first; i < span.last; ++i) list.push_back(make(i));
    return list;
  };
}

}  // namespace mdmock::workspace_one

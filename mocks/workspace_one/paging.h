#ifndef MDMOCK_MOCKS_WORKSPACE_ONE_PAGING_H_
#define MDMOCK_MOCKS_WORKSPACE_ONE_PAGING_H_

#include <cstddef>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>

#include "mocks/workspace_one/visit.h"

namespace mdmock::workspace_one {

// Span is a part of a list that a query asks for.
struct Span {
  size_t page = 0;  // Counted from 0.
  size_t size = 500;
  size_t first = 0;
  size_t last = 0;  // One past it.
};

// ReadSpan reads page and pagesize: 0 and 500 unless they are given, and never
// more than 500. Nothing where they are no numbers.
std::optional<Span> ReadSpan(const Visit& visit, size_t total);

// How one list of the API is written: the names differ from one to the next,
// and from one version to the next.
struct ListShape {
  std::string_view root;
  std::string_view list;
  std::string_view page = "Page";
  std::string_view page_size = "PageSize";
  std::string_view total = "Total";
};

// WriteList writes the part of a list that the query asks for, which `make`
// makes, in order. A page behind the last one is 204.
Page WriteList(const Visit& visit, const ListShape& shape, size_t total,
               const std::function<nlohmann::ordered_json(const Span&)>& make);

// EachOf gives a `make` that makes items one by one, of what numbers them.
std::function<nlohmann::ordered_json(const Span&)> EachOf(
    std::function<nlohmann::ordered_json(size_t index)> make);

}  // namespace mdmock::workspace_one

#endif  // MDMOCK_MOCKS_WORKSPACE_ONE_PAGING_H_

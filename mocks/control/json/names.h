#ifndef MDMOCK_MOCKS_CONTROL_JSON_NAMES_H_
#define MDMOCK_MOCKS_CONTROL_JSON_NAMES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "mocks/control/json/fields.h"
#include "mocks/control/json/problem.h"

namespace mdmock::control {

// NameTable says how the values of an enumeration are written.
template <typename Value, size_t N>
using NameTable = std::pair<Value, std::string_view>[N];

// ReadName reads a field that holds one of the names of a table; a value that
// is there already stays where the field is absent.
template <typename Value, size_t N>
void ReadName(Fields& fields, std::string_view field,
              const NameTable<Value, N>& names, Value& value) {
  const auto text = fields.Text(field);
  if (!text) return;
  std::string expected;
  for (size_t i = 0; i < N; ++i) {
    if (names[i].second == *text) {
      value = names[i].first;
      return;
    }
    expected.append(i == 0 ? "" : i + 1 < N ? ", " : " or ");
    expected.append(names[i].second);
  }
  fields.Complain(field, expected, Quoted(*text));
}

// NameIn gives the name in a table that has every value.
template <typename Value, size_t N>
std::string_view NameIn(const NameTable<Value, N>& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return names[0].second;
}

}  // namespace mdmock::control

#endif  // MDMOCK_MOCKS_CONTROL_JSON_NAMES_H_

#ifndef MDMOCK_PROTOCOL_CONNECTOR_JSON_VALUE_H_
#define MDMOCK_PROTOCOL_CONNECTOR_JSON_VALUE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mdmock::connector {

struct JsonMember;

// JsonValue is a JSON text as it was written: members keep their order, and one
// that stands there twice is there twice.
struct JsonValue {
  enum class Kind { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  std::string text;  // A string, decoded; else a number or literal, as JSON.
  std::vector<JsonValue> elements = {};
  std::vector<JsonMember> members;

  bool is_string() const { return kind == Kind::kString; }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_null() const { return kind == Kind::kNull; }

  // Find gives the last member of that name, as most parsers do, or null.
  const JsonValue* Find(std::string_view name) const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

std::string_view Name(JsonValue::Kind kind);  // "string"

// What a JSON text is allowed to be; what goes beyond is not read.
inline constexpr size_t kMaxJsonDepth = 64;
inline constexpr size_t kMaxJsonValues = 100'000;

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_JSON_VALUE_H_

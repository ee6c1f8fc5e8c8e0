#ifndef MDMOCK_PROTOCOL_CONNECTOR_JSON_TEXT_H_
#define MDMOCK_PROTOCOL_CONNECTOR_JSON_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/connector/json_value.h"

namespace mdmock::connector {

// JsonFault is one way in which a text is not, or should not be, JSON.
struct JsonFault {
  enum class Kind {
    kSyntax,         // And nothing below explains it.
    kEmpty,          // There is nothing but white space.
    kUtf8,           // Bytes that are not UTF-8.
    kUtf16,          // UTF-16 or UTF-32, by its zero bytes or its mark.
    kByteOrderMark,  // EF BB BF. Read without it.
    kCurlyQuotes,    // Typographic quotation marks. Read as straight ones.
    kTrailingComma,  // Before '}' or ']'. Read without it.
    kDuplicateKey,   // Read; `what` is the member's name.
    kTooDeep         // Deeper, or more, than is read here.
  };

  Kind kind = Kind::kSyntax;
  size_t offset = 0;  // In bytes; not known of kDuplicateKey.
  std::string what;   // One sentence, or a name. Never a value of the text.
};

// JsonText is what a text says, and what is wrong with how it says so. Where
// the only faults are such as a person would read over, there is a value all
// the same: it is for telling what was meant, never for accepting it.
struct JsonText {
  std::optional<JsonValue> value;
  std::vector<JsonFault> faults;

  bool Has(JsonFault::Kind kind) const;

  // Whether a strict parser takes it. A repeated key is grammatical.
  bool well_formed() const;
};

// ReadJsonText reads one text by RFC 8259, in time and memory that are linear.
JsonText ReadJsonText(std::string_view bytes);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_JSON_TEXT_H_

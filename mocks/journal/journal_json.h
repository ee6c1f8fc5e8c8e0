#ifndef MDMOCK_MOCKS_JOURNAL_JOURNAL_JSON_H_
#define MDMOCK_MOCKS_JOURNAL_JOURNAL_JSON_H_

#include <nlohmann/json_fwd.hpp>

#include "mocks/journal/entry.h"
#include "protocol/verdict/redact.h"

namespace mdmock::journal {

// ToJson gives an entry as the control port shows it: what `known` hides, the
// secrets of the entry itself and what is secret by its place
// (private_fields.h) are taken out of every part before it is encoded. A
// redactor that hides nothing gives the bytes as they were. Strings are always
// well-formed UTF-8: what is not has \xNN instead, and stands whole in raw_b64
// and body_b64.
nlohmann::ordered_json ToJson(const Entry& entry, const Redactor& known);

}  // namespace mdmock::journal

#endif  // MDMOCK_MOCKS_JOURNAL_JOURNAL_JSON_H_

#ifndef MDMOCK_PROTOCOL_TOKEN_TOKEN_JSON_H_
#define MDMOCK_PROTOCOL_TOKEN_TOKEN_JSON_H_

#include <optional>
#include <string_view>
#include <vector>

#include "protocol/token/server_token.h"
#include "protocol/verdict/finding.h"

namespace mdmock::token {

// TokenReading is what a token's JSON holds, and what is wrong with it. There
// is a token exactly where no finding is a refusal.
struct TokenReading {
  std::optional<ServerToken> token;
  std::vector<Finding> findings;
};

// ReadTokenFields judges the JSON of a token. Its findings never quote a value.
TokenReading ReadTokenFields(std::string_view json);

}  // namespace mdmock::token

#endif  // MDMOCK_PROTOCOL_TOKEN_TOKEN_JSON_H_

#ifndef MDMOCK_MOCKS_ADE_DIALECT_H_
#define MDMOCK_MOCKS_ADE_DIALECT_H_

#include <optional>
#include <string_view>
#include <vector>

#include "protocol/http/message.h"

namespace mdmock::ade {

// Dialect is a way of saying no. Apple's documentation, what Apple's service
// was seen to send, and Apple's old simulator differ in statuses and bodies.
enum class Dialect {
  kAppleDoc,    // As documented: bare codes; a dead session is 401.
  kAppleField,  // As seen: codes with the reason phrase glued on, more 403s.
  kDepsim  // As the simulator: codes in JSON quotes; 403 for dead sessions.
};

std::string_view Name(Dialect dialect);  // "apple-doc"
std::optional<Dialect> ReadDialect(std::string_view name);
inline constexpr std::string_view kDialectNames =
    "apple-doc, apple-field or depsim";

// FindAnswer gives an answer of the dialect's table by its name ("bad_request",
// "T_C_NOT_SIGNED", a response name of depsim's, or a body that was seen, such
// as "token_expiredForbidden"); nothing where the table has none by that name.
std::optional<http::Response> FindAnswer(Dialect dialect,
                                         std::string_view name);

// AnswerNames gives every name that FindAnswer knows.
std::vector<std::string_view> AnswerNames();

// The media type of every JSON body, in Apple's spelling.
inline constexpr std::string_view kJsonType = "application/json;charset=UTF8";

}  // namespace mdmock::ade

#endif  // MDMOCK_MOCKS_ADE_DIALECT_H_

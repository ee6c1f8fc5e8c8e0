#include "mocks/ade/dialect.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

namespace mdmock::ade {
namespace {

// Wire is one answer in one dialect.
struct Wire {
  int status;
  std::string_view body;
};

// Row is an answer as the three dialects give it: apple-doc, apple-field,
// depsim (whose body still lacks its quotes).
struct Row {
  std::string_view name;
  Wire wire[3];
};

// Of one status and one code in all dialects.
constexpr Row Code(int status, std::string_view code) {
  return {code, {{status, code}, {status, code}, {status, code}}};
}

// Where Apple documents a status and no body, apple-doc has the reason phrase
// or the code that was seen, without what is glued to it.
constexpr Row kRows[] = {
    // What OAuth refuses at /session.
    {"bad_request",
     {{400, "Bad Request"},
      {400, "oauth_problem_adviceBad Request"},
      {400, ""}}},
    {"unauthorized",
     {{401, "Unauthorized"},
      {401, "oauth_problem_adviceUnauthorized"},
      {401, "UNAUTHORIZED"}}},
    {"token_expired",
     {{401, "token_expired"},
      {403, "token_expiredForbidden"},
      {401, "token_expired"}}},
    {"token_rejected",
     {{401, "token_rejected"},
      {403, "token_rejectedForbidden"},
      {401, "token_rejected"}}},
    {"signature_invalid",
     {{401, "signature_invalid"},
      {403, "signature_invalidForbidden"},
      {401, "signature_invalid"}}},
    {"message_format_error",
     {{400, "message_format_error"},
      {400, "message_format_errorBad Request"},
      {400, "message_format_error"}}},

    // What is wrong with a session. The documentation of today answers 401 to
    // all; the old reference, 403 to one that is not valid.
    {"session_missing",
     {{401, "UNAUTHORIZED"}, {401, "UNAUTHORIZED"}, {401, "UNAUTHORIZED"}}},
    {"session_expired",
     {{401, "UNAUTHORIZED"}, {401, "UNAUTHORIZED"}, {403, "FORBIDDEN"}}},
    {"session_replaced",
     {{401, "UNAUTHORIZED"}, {401, "UNAUTHORIZED"}, {403, "FORBIDDEN"}}},
    {"session_unknown",
     {{401, "UNAUTHORIZED"}, {403, "FORBIDDEN"}, {403, "FORBIDDEN"}}},

    // What is wrong with the tenant.
    Code(403, "T_C_NOT_SIGNED"),
    Code(403, "ACCESS_DENIED"),
    Code(403, "FORBIDDEN"),
    Code(403, "SERVER_INACTIVE"),
    Code(403, "APPLE_SEED_FOR_IT_TURNED_OFF"),
    Code(401, "UNAUTHORIZED"),
    Code(401, "EXPIRED_TOKEN"),

    // HTTP's own.
    Code(400, "USER_AGENT_MISSING"),
    Code(400, "USER_AGENT_INVALID"),
    Code(400, "MALFORMED_REQUEST_BODY"),
    {"method_not_allowed",
     {{405, "Method Not Allowed"}, {405, "Method Not Allowed"}, {405, ""}}},
    {"not_found", {{404, "Not Found"}, {404, "NOT_FOUND"}, {404, "NOT_FOUND"}}},
    Code(429, "TOO_MANY_REQUESTS"),
    {"internal_server_error",
     {{500, "Internal Server Error"},
      {500, "internal_server_error"},
      {500, "INTERNAL_SERVER_ERROR"}}},
    {"service_unavailable",
     {{503, "Service Unavailable"},
      {503, "The DEP service reported an error."},
      {503, "SERVICE_UNAVAILABLE"}}},

    // Devices and profiles.
    Code(400, "CURSOR_REQUIRED"),
    Code(400, "INVALID_CURSOR"),
    Code(400, "EXHAUSTED_CURSOR"),
    Code(400, "EXPIRED_CURSOR"),
    Code(400, "DEVICE_ID_REQUIRED"),
    {"DEVICE_NOT_FOUND",
     {{404, "DEVICE_NOT_FOUND"},
      {400, "DEVICE_NOT_FOUND"},
      {400, "DEVICE_NOT_FOUND"}}},
    Code(400, "PROFILE_UUID_REQUIRED"),
    Code(400, "NOT_FOUND"),
    {"PROFILE_NOT_FOUND",
     {{404, "PROFILE_NOT_FOUND"},
      {404, "PROFILE_NOT_FOUND"},
      {400, "PROFILE_NOT_FOUND"}}},
    Code(400, "CONFIG_NAME_REQUIRED"),
    Code(400, "CONFIG_NAME_INVALID"),
    Code(400, "CONFIG_URL_REQUIRED"),
    Code(400, "CONFIG_URL_INVALID"),
    Code(400, "DEPARTMENT_REQUIRED"),
    Code(400, "DEPARTMENT_INVALID"),
    Code(400, "DESCRIPTION_INVALID"),
    Code(400, "FLAGS_INVALID"),
    Code(400, "LOCALE_INVALID"),
    Code(400, "MAGIC_INVALID"),
    Code(400, "SUPPORT_EMAIL_INVALID"),
    Code(400, "SUPPORT_PHONE_REQUIRED"),
    Code(400, "SUPPORT_PHONE_INVALID"),
    Code(400, "ORG_NOT_SUPPORTED"),
    Code(400, "MDM_SERVICE_DISCOVERY_URL_REQUIRED"),
    Code(400, "MDM_SERVICE_DISCOVERY_URL_NOT_VALID"),
    {"DISCOVERY_NOT_FOUND",
     {{404, "NOT_FOUND"}, {404, "NOT_FOUND"}, {404, "NOT_FOUND"}}},
};

// Bodies that were seen, under their own name in every dialect, as they came.
struct Seen {
  int status;
  std::string_view body;
};
constexpr Seen kSeen[] = {{400, "oauth_problem_adviceBad Request"},
                          {401, "oauth_problem_adviceUnauthorized"},
                          {401, "token_expiredUnauthorized"},
                          {403, "token_expiredForbidden"},
                          {401, "token_rejectedUnauthorized"},
                          {403, "token_rejectedForbidden"},
                          {401, "signature_invalidUnauthorized"},
                          {403, "signature_invalidForbidden"}};

// The response names of depsim's configuration that are answers as a whole.
struct Alias {
  std::string_view name;
  std::string_view row;
};
constexpr Alias kDepsimNames[] = {
    {"bad_request_malformed_request_body", "MALFORMED_REQUEST_BODY"},
    {"bad_request_invalid_cursor", "INVALID_CURSOR"},
    {"bad_request_exhausted_cursor", "EXHAUSTED_CURSOR"},
    {"bad_request_cursor_required", "CURSOR_REQUIRED"},
    {"bad_request_device_id_required", "DEVICE_ID_REQUIRED"},
    {"bad_request_config_url_required", "CONFIG_URL_REQUIRED"},
    {"bad_request_config_name_required", "CONFIG_NAME_REQUIRED"},
    {"bad_request_department_required", "DEPARTMENT_REQUIRED"},
    {"bad_request_support_phone_required", "SUPPORT_PHONE_REQUIRED"},
    {"bad_request_profile_uuid_required", "PROFILE_UUID_REQUIRED"},
    {"bad_request_profile_not_found", "PROFILE_NOT_FOUND"},
    {"forbidden", "FORBIDDEN"},
    {"forbidden_access_denied", "ACCESS_DENIED"},
    {"forbidden_t_c_not_signed", "T_C_NOT_SIGNED"},
    {"invalid_method", "method_not_allowed"},
    {"too_many_requests", "TOO_MANY_REQUESTS"}};

http::Response Plain(int status, std::string_view body) {
  http::Response response{.status = status, .body = std::string(body)};
  if (!body.empty()) {
    response.headers.push_back({"Content-Type", "text/plain;charset=UTF-8"});
  }
  return response;
}

http::Response Spoken(Dialect dialect, const Row& row) {
  const auto& [status, body] = row.wire[static_cast<size_t>(dialect)];
  if (dialect != Dialect::kDepsim) return Plain(status, body);
  if (body.empty()) return {.status = status};
  return {.status = status,
          .headers = {{"Content-Type", std::string(kJsonType)}},
          .body = "\"" + std::string(body) + "\""};
}

constexpr std::array<std::string_view, 3> kNames{"apple-doc", "apple-field",
                                                 "depsim"};

}  // namespace

std::string_view Name(Dialect dialect) {
  return kNames[static_cast<size_t>(dialect)];
}

std::optional<Dialect> ReadDialect(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Dialect>(found - kNames.begin());
}

std::optional<http::Response> FindAnswer(Dialect dialect,
                                         std::string_view name) {
  for (const Alias& alias : kDepsimNames) {
    if (alias.name == name) name = alias.row;
  }
  for (const Row& row : kRows) {
    if (row.name == name) return Spoken(dialect, row);
  }
  for (const Seen& seen : kSeen) {
    if (seen.body == name) return Plain(seen.status, seen.body);
  }
  return std::nullopt;
}

std::vector<std::string_view> AnswerNames() {
  std::vector<std::string_view> names;
  for (const Row& row : kRows) names.push_back(row.name);
  for (const Seen& seen : kSeen) names.push_back(seen.body);
  for (const Alias& alias : kDepsimNames) names.push_back(alias.name);
  return names;
}

}  // namespace mdmock::ade

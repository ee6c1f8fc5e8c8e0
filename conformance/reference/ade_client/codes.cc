#include "conformance/reference/ade_client/codes.h"

#include <fmt/format.h>

#include <array>

#include "protocol/base/text.h"

namespace mdmock::reference {
namespace {

struct Meaning {
  std::string_view code;
  std::string_view advice;
  std::string_view hidden_by;  // The mutant that says nothing of it.
};

constexpr auto kMeanings = std::to_array<Meaning>({
    {"T_C_NOT_SIGNED", "new terms wait to be accepted in the portal",
     "terms-unnamed"},
    {"token_expired", "the server token has expired: renew it", ""},
    {"token_rejected", "the server token was replaced: upload the new one",
     "rejected-unnamed"},
    {"signature_invalid", "the server token was replaced: upload the new one",
     "rejected-unnamed"},
    {"ACCESS_DENIED", "this server has no access", ""},
    {"SERVER_INACTIVE", "this server was removed in the portal", ""},
});

}  // namespace

bool Says(const http::Response& response, std::string_view code,
          const Mutation& mutation) {
  if (mutation.Is("bare-codes-only")) return response.body == code;
  const std::string_view body = Trim(response.body, " \t\r\n\"");
  return body == code ||
         body == std::string(code) +
                     std::string(http::ReasonPhrase(response.status));
}

bool IsDeadSession(const http::Response& response, const Mutation& mutation) {
  if (mutation.Is("never-renews")) return false;
  if (mutation.Is("agent-refusal-renews") &&
      Says(response, "USER_AGENT_INVALID", mutation)) {
    return true;
  }
  if (response.status == 401) {
    if (mutation.Is("bare-codes-only")) {
      return Says(response, "UNAUTHORIZED", mutation);
    }
    return !Says(response, "token_expired", mutation) &&
           !Says(response, "token_rejected", mutation) &&
           !Says(response, "signature_invalid", mutation);
  }
  if (response.status != 403) return false;
  if (mutation.Is("bare-codes-only")) {
    return !Says(response, "T_C_NOT_SIGNED", mutation);
  }
  return Says(response, "FORBIDDEN", mutation) ||
         (mutation.Is("terms-renew") &&
          Says(response, "T_C_NOT_SIGNED", mutation));
}

std::string Complaint(std::string_view what, const http::Response& response,
                      const Mutation& mutation) {
  if (mutation.Is("body-hidden")) {
    return fmt::format("{}: status {}", what, response.status);
  }
  if (mutation.Is("profile-error-hidden") && what == "define-profile") {
    return fmt::format("{}: status {}", what, response.status);
  }
  for (const Meaning& meaning : kMeanings) {
    if (!Says(response, meaning.code, mutation)) continue;
    if (!meaning.hidden_by.empty() && mutation.Is(meaning.hidden_by)) {
      return fmt::format("{}: it did not work", what);
    }
    return fmt::format("{}: {}: {} (status {})", what, meaning.code,
                       meaning.advice, response.status);
  }
  return fmt::format("{}: status {}: {}", what, response.status,
                     Printable(response.body, 400));
}

}  // namespace mdmock::reference

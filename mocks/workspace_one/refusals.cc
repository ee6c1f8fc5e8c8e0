#include "mocks/workspace_one/refusals.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "mocks/workspace_one/rules.h"

namespace mdmock::workspace_one {
namespace {

constexpr std::string_view kTenantPrefix = "cmsurl.tenant-code.";
constexpr std::string_view kCredentials =
    "An error occurred while validating remote service client credentials";
constexpr std::string_view kTenant =
    "Tenant code does not identify an Organization Group.";
constexpr std::string_view kLocked =
    "Your account has been locked. Please reset the password to unlock your "
    "account or contact your IT Administrator.";

constexpr std::string_view kRole =
    "The administrator's role does not allow this.";

// What is refused for the request itself, and how; statuses are those of HTTP,
// and stand for the errorCode where no other is known.
struct Line {
  const Rule* rule;
  int status;
  int code;
  std::string_view message;
  bool is_known = false;
};
constexpr Line kRequest[] = {
    {&rules::kPathUnknown, 404, 404, "The resource was not found"},
    {&rules::kMethodNotAllowed, 405, 405, "The method is not allowed here"},
    {&rules::kNotAcceptable, 406, 406, "Nothing here suits the Accept header"},
    {&rules::kContentType, 415, 415, "The body's media type is not supported"},
    {&rules::kBodySyntax, 400, 400, "The body cannot be read"},
    {&rules::kQueryValue, 400, 400, "A value in the query is not valid"},
    {&rules::kBodyValue, 400, 400, "A value in the body is not valid"},
    {&rules::kResourceUnknown, 404, 404, "The resource was not found"},
    {&rules::kProfileUnknown, 400, 400, "Invalid Profile.", true},
    {&rules::kApplicationUnknown, 401, 7000,
     "Application not found or user does not have access to it.", true},
    {&rules::kNoRoom, 400, 400, "There is no room for more"},
};

ErrorText Refuse(const Refused& as, std::string_view message) {
  return {as.status, as.code, std::string(message)};
}

// The rank of a refusal, the lowest being noticed first, and what it says.
struct Place {
  size_t rank;
  ErrorText error;
  bool is_known = false;
};
Place PlaceOf(const Rule& rule, const WorkspaceOneOptions& options) {
  if (rule.code == rules::kRateLimited.code) {
    return {0, {429, 429, "Too many calls"}};
  }
  if (rule.code.starts_with(kTenantPrefix)) {
    return {1, Refuse(options.tenant_refused, kTenant)};
  }
  if (rule.code == rules::kAccountLocked.code) {
    return {2, Refuse(options.account_locked, kLocked)};
  }
  if (rule.code == rules::kRoleInsufficient.code) {
    return {4, Refuse(options.role_refused, kRole)};
  }
  for (size_t i = 0; i < std::size(kRequest); ++i) {
    const Line& line = kRequest[i];
    if (line.rule->code != rule.code) continue;
    return {5 + i,
            {line.status, line.code, std::string(line.message)},
            line.is_known};
  }
  return {3, Refuse(options.certificate_refused, kCredentials)};
}

}  // namespace

Refusal FirstRefusal(const Verdict& verdict,
                     const WorkspaceOneOptions& options) {
  Refusal first{nullptr, {}, false};
  size_t best = SIZE_MAX;
  for (const Finding& finding : verdict.findings()) {
    if (verdict.SeverityOf(finding) != Severity::kRefusal) continue;
    Place place = PlaceOf(*finding.rule, options);
    if (place.rank >= best) continue;
    best = place.rank;
    first = {finding.rule, place.error, place.is_known};
    // The one message that is known to name what was asked for.
    if (finding.rule->code == rules::kProfileUnknown.code) {
      first.error.message = "Invalid Profile " + finding.actual + ".";
    }
  }
  assert(first.rule != nullptr);
  return first;
}

std::optional<ErrorText> NamedError(std::string_view name,
                                    const WorkspaceOneOptions& options) {
  if (name == "certificate_refused") {
    return Refuse(options.certificate_refused, kCredentials);
  }
  if (name == "tenant_refused") return Refuse(options.tenant_refused, kTenant);
  if (name == "account_locked") return Refuse(options.account_locked, kLocked);
  if (name == "role_refused") return Refuse(options.role_refused, kRole);
  if (name == "not_found") return PlaceOf(rules::kPathUnknown, options).error;
  if (name == "rate_limited") {
    return PlaceOf(rules::kRateLimited, options).error;
  }
  return std::nullopt;
}

std::string Explanation(const Rule& rule, const Verdict& verdict) {
  std::string text(rule.code);
  const Cause& cause = verdict.cause();
  if (cause.status == Cause::Status::kNone) return text;
  text.append("; ").append(Name(cause.status));
  for (const Mistake* one : cause.mistakes) text.append(" ").append(one->id);
  return text;
}

}  // namespace mdmock::workspace_one

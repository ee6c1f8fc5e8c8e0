#include "mocks/workspace_one/door.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "mocks/workspace_one/api.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_checks.h"
#include "protocol/cms/cmsurl_rules.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/http/url.h"

namespace mdmock::workspace_one {
namespace {

// What stands behind "Basic " or "Bearer "; nothing for another scheme.
std::optional<std::string_view> Behind(std::string_view scheme,
                                       const http::Request& request) {
  const std::string* value = request.Find("Authorization");
  if (value == nullptr || value->size() <= scheme.size() ||
      (*value)[scheme.size()] != ' ' ||
      !EqualsIgnoreCase(value->substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  return Trim(std::string_view(*value).substr(scheme.size()));
}

cms::CmsUrlOptions CmsOptions(const Call& call, EarlierPaths& earlier) {
  const WorkspaceOneOptions& options = call.options();
  cms::CmsUrlOptions cms;
  cms.base.scheme = std::string(call.scheme);
  if (options.as) {
    cms.base = {options.as->scheme, options.as->authority};
  } else if (const std::string* host = call.request.Find("Host")) {
    if (auto authority = http::ReadAuthority(*host)) {
      cms.base.authority = *std::move(authority);
    }
  }
  cms.header.separator = options.separator;
  cms.known = call.in_force->known;
  cms.trust = call.in_force->trust;
  cms.tenant_code = options.tenant_code;
  cms.window = options.window;
  if (options.strict) cms.strictness = Verdict::Strictness::kStrict;
  cms.earlier_paths = earlier.Note(call.path());
  return cms;
}

// The paths that may have been signed instead: those of the API, and this one
// as it is on the other side of a proxy.
std::vector<std::string> OtherPaths(const Call& call) {
  std::vector<std::string> paths = ApiPaths();
  const std::string_view before = call.options().path_before();
  if (before.empty()) return paths;
  if (call.path_in_api() != call.path()) {
    paths.emplace_back(call.path_in_api());
  } else {
    paths.push_back(std::string(before).append(call.path()));
  }
  return paths;
}

void CheckStanding(const Admin* admin, const std::string& who,
                   Verdict& verdict) {
  const AdminState state =
      admin == nullptr ? AdminState::kDeleted : admin->state;
  switch (state) {
    case AdminState::kActive:
      return;
    case AdminState::kLocked:
      verdict.Add({&rules::kAccountLocked, who, "an account in use",
                   "one that is locked"});
      return;
    case AdminState::kDeleted:
      verdict.Add(
          {&rules::kAccountDeleted, who, "an account", "one that was deleted"});
      return;
    case AdminState::kRevoked:
      verdict.Add({&rules::kCertificateRevoked, who, "a certificate in use",
                   "one that was revoked"});
      return;
    case AdminState::kExpired:
      if (verdict.Has(cms::rules::kCertificateExpired.code)) return;
      verdict.Add({&cms::rules::kCertificateExpired, who,
                   "a certificate in use", "one that has run out"});
  }
}

// What is wrong with an account is so without its certificate as well; what is
// wrong with the certificate is not.
void CheckPerson(const Admin& admin, Verdict& verdict) {
  if (admin.state == AdminState::kLocked ||
      admin.state == AdminState::kDeleted) {
    CheckStanding(&admin, admin.name, verdict);
  }
}

// What scenarios say of certificates.
void PlayCertificates(const Scenes& scenes, Verdict& verdict) {
  if (scenes.IsOn(Scene::kCertificateExpired)) {
    verdict.Add({&cms::rules::kCertificateExpired, "certificate", "one in use",
                 "one that has run out"});
    AddScene(Scene::kCertificateExpired, verdict);
  }
  if (scenes.IsOn(Scene::kCertificateUnknown)) {
    verdict.Add({&cms::rules::kCertificateUnknown, "certificate",
                 "one of an administrator who is known",
                 "one that the console has replaced"});
    AddScene(Scene::kCertificateUnknown, verdict);
  }
}

Verdict Unsigned(const Call& call) {
  return Verdict("ws1", call.options().strict ? Verdict::Strictness::kStrict
                                              : Verdict::Strictness::kLenient);
}

void CheckTenant(const Call& call, Verdict& verdict) {
  cms::CmsUrlOptions options;
  options.tenant_code = call.options().tenant_code;
  cms::CheckTenantCode(call.request, options, verdict);
}

Admission JudgeBasic(const Call& call, std::string_view credentials) {
  Admission admission{.verdict = Unsigned(call)};
  Verdict& verdict = admission.verdict;
  const auto text = ReadBase64(credentials);
  const size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    verdict.Add({&rules::kBasicForm, "Authorization", "base64 of user:password",
                 text ? "text without a colon" : "text that is not base64"});
  } else {
    const std::string name = text->substr(0, colon);
    const Admin* admin = call.in_force->Find(name);
    if (admin == nullptr || admin->password != text->substr(colon + 1)) {
      verdict.Add({&rules::kBasicWrong, "Authorization",
                   "the user name and password of an administrator",
                   admin == nullptr ? "an unknown user " + Printable(name, 60)
                                    : "another password of " + name});
    } else {
      admission.who = admin;
      CheckPerson(*admin, verdict);
    }
  }
  CheckTenant(call, verdict);
  return admission;
}

}  // namespace

std::vector<std::string> EarlierPaths::Note(std::string_view path) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> before = paths_;
  if (path.size() > kMaxPathLen) return before;
  const auto found = std::find(paths_.begin(), paths_.end(), path);
  if (found != paths_.end()) {
    paths_.erase(found);
  } else if (paths_.size() == kMaxPaths) {
    paths_.erase(paths_.begin());
  }
  paths_.emplace_back(path);
  return before;
}

void EarlierPaths::Clear() {
  const std::lock_guard lock(mutex_);
  paths_.clear();
}

// A header that does not fit is judged once more, with the search for its
// cause: what fits stays fast, and a flood finds the gate closed.
Admission Door::JudgeSigned(const Call& call) {
  cms::CmsUrlOptions options = CmsOptions(call, earlier_);
  options.cause = cms::CmsUrlOptions::Cause::kDoNotSearch;
  cms::Judgement judgement = cms::JudgeCmsUrl(call.request, options, call.now);
  if (!judgement.authentic && call.request.Find("Authorization") != nullptr) {
    const server::SearchGate::Pass pass(searches_);
    if (pass.granted()) {
      ++num_searched_;
      options.cause = cms::CmsUrlOptions::Cause::kSearch;
      options.api_paths = OtherPaths(call);
      judgement = cms::JudgeCmsUrl(call.request, options, call.now);
    } else {
      ++num_skipped_;
      judgement.verdict.Add({&rules::kSearchSkipped, "the mock",
                             "few refusals at once",
                             "so many that this one was not searched"});
      const bool fits_not =
          judgement.verdict.Has(cms::rules::kMessageDigestMismatch.code) ||
          judgement.verdict.Has(cms::rules::kSignatureMismatch.code);
      if (fits_not) {
        Cause cause;
        cause.status = Cause::Status::kUnknown;
        judgement.verdict.Explain(std::move(cause));
      }
    }
  }
  const Admin* who = nullptr;
  // What a message says of its signer counts once the signature fits.
  if (judgement.authentic &&
      call.in_force->known->FindDer(judgement.signer->der) != nullptr) {
    who = call.in_force->FindHolder(judgement.signer->der);
    CheckStanding(who, judgement.signer->subject, judgement.verdict);
  }
  PlayCertificates(scenes_, judgement.verdict);
  return {.verdict = std::move(judgement.verdict), .who = who};
}

// Clients disagree about the tenant code beside an access token: without one
// is right, with one it has to be the tenant's.
Admission Door::JudgeBearer(const Call& call, std::string_view token) const {
  Admission admission{.verdict = Unsigned(call)};
  Verdict& verdict = admission.verdict;
  const Tokens::Found found = tokens_.Find(token, call.now);
  if (found.standing != Tokens::Standing::kGood) {
    verdict.Add({&rules::kBearerUnknown, "Authorization",
                 "a token that POST /connect/token gave in the last hour",
                 found.standing == Tokens::Standing::kExpired
                     ? "an older one"
                     : "an unknown one"});
  } else {
    admission.who = call.in_force->Find(found.admin);
    if (admission.who == nullptr) {
      CheckStanding(nullptr, "the access token", verdict);
    } else {
      CheckPerson(*admission.who, verdict);
    }
  }
  if (call.request.Find("aw-tenant-code") != nullptr) {
    CheckTenant(call, verdict);
  }
  return admission;
}

Admission Door::Judge(const Call& call) {
  const auto basic = Behind("Basic", call.request);
  const auto bearer = Behind("Bearer", call.request);
  Admission admission = basic    ? JudgeBasic(call, *basic)
                        : bearer ? JudgeBearer(call, *bearer)
                                 : JudgeSigned(call);
  Verdict& verdict = admission.verdict;
  const size_t num_values =
      http::FindAll(call.request.headers, "Authorization").size();
  if ((basic || bearer) && num_values > 1) {  // JudgeSigned says it itself.
    verdict.Add({&cms::rules::kAuthorizationRepeated, "headers",
                 "one Authorization header",
                 fmt::format("{} of them", num_values)});
  }
  if (scenes_.IsOn(Scene::kWrongTenant)) {
    verdict.Add({&cms::rules::kTenantCodeWrong, "aw-tenant-code",
                 "the tenant's code", "one that the console has replaced"});
    AddScene(Scene::kWrongTenant, verdict);
  }
  if (scenes_.IsOn(Scene::kAccountLocked)) {
    verdict.Add({&rules::kAccountLocked, "the administrator",
                 "an account in use", "one that is locked"});
    AddScene(Scene::kAccountLocked, verdict);
  }
  return admission;
}

void Door::ForgetPaths() { earlier_.Clear(); }

void Door::Clear() {
  ForgetPaths();
  num_searched_ = 0;
  num_skipped_ = 0;
}

}  // namespace mdmock::workspace_one

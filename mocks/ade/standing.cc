#include "mocks/ade/standing.h"

#include <string>

#include "mocks/ade/refusals.h"
#include "mocks/ade/rules.h"

namespace mdmock::ade {
namespace {

const Rule* RuleOf(TenantState state, Place place) {
  switch (state) {
    case TenantState::kActive:
      return nullptr;
    case TenantState::kTermsNotSigned:
      return &rules::kTermsNotSigned;
    case TenantState::kTermsNotSignedAtResources:
      return place == Place::kResource ? &rules::kTermsNotSigned : nullptr;
    case TenantState::kTokenExpired:
      return nullptr;
    case TenantState::kTokenRejected:
      return &rules::kTokenRejected;
    case TenantState::kUserDeleted:
      return &rules::kUserDeleted;
    case TenantState::kServerInactive:
      return &rules::kServerInactive;
    case TenantState::kAccessDenied:
      return &rules::kAccessDenied;
  }
  return nullptr;
}

}  // namespace

void CheckTenant(const State& state, const Tenant& tenant, Place place,
                 Verdict& verdict) {
  const bool scene = state.scenes.IsOn(Scene::kTermsNotSigned);
  const Rule* rule =
      scene ? &rules::kTermsNotSigned : RuleOf(tenant.state, place);
  if (rule == nullptr) return;
  verdict.Add({rule, "tenant \"" + tenant.name + "\"", "in good standing",
               scene ? "what the scenario makes of it" : "otherwise"});
  if (scene) AddScene("ade.terms-not-signed", verdict);
}

}  // namespace mdmock::ade

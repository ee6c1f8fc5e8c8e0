#include "conformance/suites/ade_client/subjects.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mdmock::conformance {
namespace {

struct Subject {
  std::string_view file;
  std::vector<ClientCheck> (*checks)();
};

constexpr Subject kSubjects[] = {
    {"header_form", &HeaderFormChecks},
    {"header_signature", &HeaderSignatureChecks},
    {"header_freshness", &HeaderFreshnessChecks},
    {"http_headers", &HttpHeaderChecks},
    {"http_connections", &HttpConnectionChecks},
    {"session_use", &SessionUseChecks},
    {"session_rotation", &SessionRotationChecks},
    {"session_renewal", &SessionRenewalChecks},
    {"error_meaning", &ErrorMeaningChecks},
    {"back_off", &BackOffChecks},
    {"token_life", &TokenLifeChecks},
    {"sync_pages", &SyncPageChecks},
    {"sync_cursors", &SyncCursorChecks},
    {"sync_changes", &SyncChangeChecks},
    {"assignments", &AssignmentChecks},
    {"profile_calls", &ProfileCallChecks},
    {"token_forms", &TokenFormChecks},
    {"token_care", &TokenCareChecks},
};

}  // namespace

std::vector<ClientCheck> AllAdeChecks() {
  std::vector<ClientCheck> all;
  for (const Subject& subject : kSubjects) {
    for (ClientCheck& check : subject.checks()) {
      check.file =
          fmt::format("conformance/suites/ade_client/{}.cc", subject.file);
      all.push_back(std::move(check));
    }
  }
  std::sort(all.begin(), all.end(),
            [](const ClientCheck& a, const ClientCheck& b) {
              return a.code < b.code;
            });
  return all;
}

}  // namespace mdmock::conformance

#include "conformance/suites/connector/subjects.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mdmock::conformance::pki {
namespace {

struct Subject {
  std::string_view file;
  std::vector<ConnectorCheck> (*checks)();
};

constexpr Subject kSubjects[] = {
    {"transport_tls", &TlsChecks},
    {"transport_http", &HttpChecks},
    {"transport_url", &UrlChecks},
    {"credentials", &CredentialChecks},
    {"client_certificates", &ClientCertificateChecks},
    {"info", &InfoChecks},
    {"info_behaviour", &InfoBehaviourChecks},
    {"control", &ControlChecks},
    {"key_pair_reply", &KeyPairReplyChecks},
    {"key_pair_request", &KeyPairRequestChecks},
    {"failures_shape", &FailureShapeChecks},
    {"failures_user", &FailureUserChecks},
    {"failures_field", &FailureFieldChecks},
    {"failures_text", &FailureTextChecks},
    {"failures_http", &FailureHttpChecks},
    {"back_end", &BackEndChecks},
    {"payload_checks", &PayloadChecks},
    {"payload_behaviour", &PayloadBehaviourChecks},
    {"load", &LoadChecks},
    {"connections", &ConnectionChecks},
    {"dynamics", &DynamicsChecks},
    {"notifications", &NotificationChecks},
};

// T, A, I, K, F, B, P, C, D: as the tables have them.
size_t Place(std::string_view code) {
  return std::string_view("TAIKFBPCD").find(code.front());
}

}  // namespace

Check ConnectorCheck::AsCheck() const {
  return {.id = fmt::format("connector/{}-{}", code, slug),
          .level = level,
          .requirement = std::string(requirement),
          .source = std::string(source),
          .provenance = provenance,
          .file = file,
          .kind = kind};
}

std::vector<ConnectorCheck> AllConnectorChecks() {
  std::vector<ConnectorCheck> all;
  for (const Subject& subject : kSubjects) {
    for (ConnectorCheck& check : subject.checks()) {
      check.file =
          fmt::format("conformance/suites/connector/{}.cc", subject.file);
      all.push_back(std::move(check));
    }
  }
  std::sort(all.begin(), all.end(),
            [](const ConnectorCheck& a, const ConnectorCheck& b) {
              return std::pair(Place(a.code), a.code) <
                     std::pair(Place(b.code), b.code);
            });
  return all;
}

}  // namespace mdmock::conformance::pki

#include "conformance/suites/ws1_client/subjects.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace mdmock::conformance::ws1 {
namespace {

struct Subject {
  std::string_view file;
  std::vector<ClientCheck> (*checks)();
};

constexpr Subject kSubjects[] = {
    {"header_text", &HeaderTextChecks},
    {"message_form", &MessageFormChecks},
    {"attributes", &AttributeChecks},
    {"algorithms", &AlgorithmChecks},
    {"signed_bytes", &SignedBytesChecks},
    {"path_forms", &PathFormChecks},
    {"header_reuse", &HeaderReuseChecks},
    {"certificates", &CertificateChecks},
    {"key_files", &KeyFileChecks},
    {"time_and_secrets", &TimeAndSecretChecks},
    {"requests", &RequestChecks},
    {"refusals", &RefusalChecks},
    {"answers", &AnswerChecks},
    {"sign_alone", &SignAloneChecks},
};

ClientCheck Of(Level level, std::string source, Provenance provenance,
               std::string code, std::string slug, std::string requirement,
               std::string correct, std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = std::move(source),
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

}  // namespace

std::vector<ClientCheck> AllWs1Checks() {
  std::vector<ClientCheck> all;
  for (const Subject& subject : kSubjects) {
    for (ClientCheck& check : subject.checks()) {
      check.file =
          fmt::format("conformance/suites/ws1_client/{}.cc", subject.file);
      all.push_back(std::move(check));
    }
  }
  std::sort(all.begin(), all.end(),
            [](const ClientCheck& a, const ClientCheck& b) {
              return a.code < b.code;
            });
  return all;
}

ClientCheck Must(std::string code, std::string slug, std::string requirement,
                 std::string correct, std::vector<Step> steps) {
  return Of(Level::kMust, "field: what working CMSURL clients send",
            Provenance::kObserved, std::move(code), std::move(slug),
            std::move(requirement), std::move(correct), std::move(steps));
}

ClientCheck Should(std::string code, std::string slug, std::string requirement,
                   std::string correct, std::vector<Step> steps) {
  return Of(Level::kShould, "good practice; the server's rule is not known",
            Provenance::kChosen, std::move(code), std::move(slug),
            std::move(requirement), std::move(correct), std::move(steps));
}

}  // namespace mdmock::conformance::ws1

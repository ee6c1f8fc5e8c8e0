#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "protocol/pkcs12/inspect.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace {

using namespace mdmock;  // NOLINT: a program of one page.

constexpr std::string_view kPassword = "Xk7d-Rf31q_mT";

void Require(bool holds) {
  if (!holds) std::abort();
}

void Check(const pkcs12::Inspection& inspection) {
  const Verdict& verdict = inspection.verdict;
  const Cause& cause = verdict.cause();
  bool refusal = false;
  for (const Finding& one : verdict.findings()) {
    refusal |= verdict.SeverityOf(one) == Severity::kRefusal;
  }
  Require(verdict.accepted() != refusal);
  // What is blamed on password or wrapping is refused.
  if (cause.status != Cause::Status::kNone) Require(!verdict.accepted());
  Require((cause.status == Cause::Status::kProved ||
           cause.status == Cause::Status::kAmbiguous) ==
          !cause.mistakes.empty());
  const std::string json = ToJson(verdict).dump();
  Require(json.find(kPassword) == std::string::npos);
  Require(!Explain(verdict).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const unsigned switches = data[0];
  const std::string_view payload(reinterpret_cast<const char*>(data) + 1,
                                 size - 1);
  pkcs12::Announcement announcement;
  if ((switches & 1) == 0) announcement.password = std::string(kPassword);
  if ((switches & 2) != 0) announcement.otp = "56ht12d0";
  if ((switches & 4) != 0) announcement.password_text = std::string(kPassword);
  pkcs12::Settings settings;
  settings.max_hash_iterations = 200;
  Check(pkcs12::Inspect(payload, announcement, settings,
                        FromEpochSeconds(1767225600)));
  return 0;
}

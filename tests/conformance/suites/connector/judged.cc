#include "tests/conformance/suites/connector/judged.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "conformance/drivers/scratch.h"

namespace mdmock::conformance {
namespace {

namespace ref = reference::pki;
using nlohmann::json;

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().what.c_str());
  std::abort();
}

void Write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

std::filesystem::path WriteConfiguration(ref::ReferenceConnector& connector,
                                         const std::filesystem::path& folder,
                                         const std::string& more) {
  Write(folder / "ca.pem", connector.ca_pem());
  Write(folder / "issuer.pem", connector.issuer_pem());
  const auto identity = [&](const char* name, connector::CallerKind kind) {
    const auto file = OrEnd(connector.service().CallerFileOf(kind));
    Write(folder / (std::string(name) + ".p12"), file.p12);
    return json{{"p12", std::string(name) + ".p12"},
                {"password", file.password}};
  };
  json certificate = identity("good", connector::CallerKind::kGood);
  certificate["expired"] = identity("expired", connector::CallerKind::kExpired);
  certificate["other"] = identity("other", connector::CallerKind::kOtherName);
  json configuration{
      {"auth", {{"username", ref::kUsername}, {"password", ref::kPassword}}},
      {"certificate", certificate},
      {"trust", "ca.pem"},
      {"issuer", "issuer.pem"},
      {"users",
       {{{"user", ref::kFirstUser},
         {"otp", ref::kFirstOtp},
         {"otp_reusable", true}},
        {{"user", ref::kSecondUser},
         {"otp", ref::kSecondOtp},
         {"otp_reusable", true}}}},
      {"expired_otp", {{"user", ref::kFirstUser}, {"otp", ref::kExpiredOtp}}}};
  std::string text = configuration.dump();
  text.insert(text.size() - 1, more);
  Write(folder / "connector.json", text);
  return folder / "connector.json";
}

Results JudgeMutant(const ref::Mutant* mutant, const std::string& run,
                    ConnectorSettings settings) {
  const auto connector = OrEnd(ref::ReferenceConnector::Start(mutant));
  const auto scratch = OrEnd(drivers::Scratch::Make());
  const auto configuration = OrEnd(
      pki::ReadConfiguration(WriteConfiguration(*connector, scratch.path())));
  if (!run.empty()) settings.selection.run = {run};
  settings.command_line = "mdmock check connector";
  return RunConnectorSuite(configuration,
                           OrEnd(pki::ReadOrigin(connector->Url())), settings);
}

const CheckResult& CheckOf(const Results& results, std::string_view code) {
  for (const CheckResult& result : results.checks) {
    if (result.check.id.starts_with(fmt::format("connector/{}-", code))) {
      return result;
    }
  }
  std::fprintf(stderr, "no result for %s\n", std::string(code).c_str());
  std::abort();
}

std::string Lines(const Results& results) {
  std::string lines;
  for (const CheckResult& result : results.checks) {
    if (result.outcome == Outcome::kPass) continue;
    lines +=
        fmt::format("{} {} ({}): {}\n", result.check.id, Name(result.outcome),
                    Name(result.speaks_of), result.message);
  }
  return lines;
}

}  // namespace mdmock::conformance

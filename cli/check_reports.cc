#include "cli/check_reports.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/input.h"
#include "cli/output.h"
#include "conformance/report/report_html.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_junit.h"
#include "conformance/report/report_markdown.h"

namespace mdmock::cli {
namespace {

std::vector<std::string> IdsOf(const std::vector<conformance::Check>& checks) {
  std::vector<std::string> ids;
  for (const conformance::Check& check : checks) ids.push_back(check.id);
  return ids;
}

void AddFile(CLI::App& command, const std::string& option, std::string& path,
             const std::string& purpose) {
  command.add_option(option, path, purpose)->type_name("FILE");
}

}  // namespace

void AddReportOptions(CLI::App& command, ReportFiles& files) {
  AddFile(command, "--junit", files.junit, "JUnit XML goes here");
  AddFile(command, "--json-out", files.json, "the results as JSON");
  AddFile(command, "--html", files.html, "a page for people");
  AddFile(command, "--markdown", files.markdown, "for $GITHUB_STEP_SUMMARY");
}

Result<void> CanWriteReports(const ReportFiles& files) {
  for (const auto& [option, path] :
       {std::pair{"--junit", &files.junit},
        std::pair{"--json-out", &files.json}, std::pair{"--html", &files.html},
        std::pair{"--markdown", &files.markdown}}) {
    if (path->empty()) continue;
    if (const auto can = CanWriteFile(option, *path); !can) return can;
  }
  return {};
}

Result<void> WriteReports(const ReportFiles& files, const std::string& title,
                          const conformance::Results& results) {
  const std::vector<conformance::Results> runs{results};
  Result<void> outcome;
  const auto write = [&outcome](const char* option, const std::string& path,
                                const auto& report) {
    if (path.empty()) return;
    const auto written = WriteFile(option, path, report(), Access::kEveryone);
    if (outcome) outcome = written;
  };
  write("--junit", files.junit, [&] { return conformance::ReportJunit(runs); });
  write("--json-out", files.json,
        [&] { return conformance::ReportJson(results); });
  write("--html", files.html, [&] {
    return conformance::ReportHtml(runs, {.title = title, .lead = ""});
  });
  write("--markdown", files.markdown,
        [&] { return conformance::ReportMarkdown(runs); });
  return outcome;
}

void AddBaselineOptions(CLI::App& command, BaselineOptions& options) {
  AddFile(command, "--baseline", options.file,
          "what is known to fail; exact both ways");
  command.add_flag("--update-baseline", options.is_updated,
                   "write what fails now into the baseline");
}

Result<conformance::Baseline> LoadBaseline(
    const BaselineOptions& options,
    const std::vector<conformance::Check>& checks) {
  if (options.file.empty()) {
    if (!options.is_updated) return conformance::Baseline();
    return Failure{"--update-baseline wants --baseline FILE"};
  }
  if (options.is_updated) {
    const auto can = CanWriteFile("--baseline", options.file);
    if (!can) return can.error();
  }
  std::error_code error;
  if (options.is_updated && !std::filesystem::exists(options.file, error)) {
    return conformance::Baseline();
  }
  const auto text = ReadInput("--baseline", options.file);
  if (!text) return text.error();
  const auto in_file = [&options](const Failure& failure) {
    return Failure{
        fmt::format("--baseline {}: {}", options.file, failure.what)};
  };
  auto baseline = conformance::ReadBaseline(*text);
  if (!baseline) return in_file(baseline.error());
  conformance::Results nothing;
  const auto known =
      conformance::ApplyBaseline(*baseline, IdsOf(checks), nothing);
  if (!known) return in_file(known.error());
  return baseline;
}

Result<void> UseBaseline(const BaselineOptions& options,
                         conformance::Baseline baseline,
                         const std::vector<conformance::Check>& checks,
                         conformance::Results& results) {
  if (options.file.empty()) return {};
  if (options.is_updated) {
    baseline = conformance::UpdatedBaseline(baseline, results);
    const auto written =
        WriteFile("--baseline", options.file,
                  conformance::WriteBaseline(baseline), Access::kEveryone);
    if (!written) return written;
  }
  return conformance::ApplyBaseline(baseline, IdsOf(checks), results);
}

}  // namespace mdmock::cli

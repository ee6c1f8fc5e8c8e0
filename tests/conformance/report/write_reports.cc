// Writes the reports of a run that holds every outcome into a folder, for
// consumers_test.py to read as their consumers do.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "conformance/report/report_html.h"
#include "conformance/report/report_json.h"
#include "conformance/report/report_junit.h"
#include "conformance/report/report_markdown.h"
#include "conformance/report/report_text.h"
#include "tests/conformance/report/specimen.h"

namespace mdmock::conformance {
namespace {

bool Write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  return static_cast<bool>(file.flush());
}

bool WriteAll(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const Results run = Specimen();
  Results strict = run;
  strict.strict = true;
  Results green = run;
  green.suite = "ade-client";
  green.checks.resize(1);
  green.planned = 1;
  Results cut_short = run;
  cut_short.planned = 20;
  const std::vector<Results> two = {run, green};
  return Write(folder / "results.json", ReportJson(run)) &&
         Write(folder / "results.xml", ReportJunit({&run, 1})) &&
         Write(folder / "strict.json", ReportJson(strict)) &&
         Write(folder / "strict.xml", ReportJunit({&strict, 1})) &&
         Write(folder / "cut_short.json", ReportJson(cut_short)) &&
         Write(folder / "cut_short.xml", ReportJunit({&cut_short, 1})) &&
         Write(folder / "results.html", ReportHtml({&run, 1})) &&
         Write(folder / "green.html", ReportHtml({&green, 1})) &&
         Write(folder / "two.html", ReportHtml(two)) &&
         Write(folder / "results.md", ReportMarkdown(two)) &&
         Write(folder / "results.txt", ReportText(run));
}

}  // namespace
}  // namespace mdmock::conformance

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_reports FOLDER\n", stderr);
    return 2;
  }
  return mdmock::conformance::WriteAll(argv[1]) ? 0 : 1;
}

#ifndef MDMOCK_CLI_CHECK_REPORTS_H_
#define MDMOCK_CLI_CHECK_REPORTS_H_

#include <string>
#include <vector>

#include "conformance/baseline.h"
#include "conformance/check.h"
#include "conformance/results.h"
#include "protocol/base/result.h"

namespace CLI {
class App;
}

// What `mdmock check` keeps of a run in files, whatever is checked.
namespace mdmock::cli {

// ReportFiles are the names of the reports; "" for one that nobody wants.
struct ReportFiles {
  std::string junit;
  std::string json;
  std::string html;
  std::string markdown;
};
void AddReportOptions(CLI::App& command, ReportFiles& files);

// CanWriteReports fails where a report could not be written, naming its option.
Result<void> CanWriteReports(const ReportFiles& files);

// WriteReports writes all that it can. The Failure is of the first that it
// cannot.
Result<void> WriteReports(const ReportFiles& files, const std::string& title,
                          const conformance::Results& results);

struct BaselineOptions {
  std::string file;  // "" for none.
  bool is_updated = false;
};
void AddBaselineOptions(CLI::App& command, BaselineOptions& options);

// LoadBaseline reads the file, every line of which has to be about one of
// `checks`. Without a file, and for a new one that is to be written, it gives
// an empty baseline.
Result<conformance::Baseline> LoadBaseline(
    const BaselineOptions& options,
    const std::vector<conformance::Check>& checks);

// UseBaseline writes the file anew where that is asked for, and turns the
// outcomes into what was expected and what was not.
Result<void> UseBaseline(const BaselineOptions& options,
                         conformance::Baseline baseline,
                         const std::vector<conformance::Check>& checks,
                         conformance::Results& results);

}  // namespace mdmock::cli

#endif  // MDMOCK_CLI_CHECK_REPORTS_H_

#include "conformance/report/report_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "conformance/report/html_check.h"
#include "conformance/report/html_style.h"
#include "conformance/report/summary.h"

namespace mdmock::conformance {
namespace {

std::string_view Tone(int exit_code) {
  return exit_code == 0 ? "good" : exit_code == 1 ? "bad" : "doubt";
}

// A page in the making, one run at a time.
class Page {
 public:
  explicit Page(std::span<const Results> runs) : runs_(runs) {}

  std::string Write(const HtmlPage& page);

 private:
  void Head(const HtmlPage& page);
  void Verdict(const HtmlPage& page);
  void Bar();
  void Jump();
  void Overview();
  void Run(size_t number);
  void Kinds(const Results& run);
  void Facts(const Results& run);
  void Sources(const Results& run);

  size_t NumIn(Group group) const;
  static std::string Anchor(size_t run, Group group) {
    return fmt::format("run-{}-{}", run + 1, HtmlClass(group));
  }

  template <typename... T>
  void Put(fmt::format_string<T...> format, T&&... values) {
    html_ += fmt::format(format, std::forward<T>(values)...);
  }

  std::span<const Results> runs_;
  size_t num_checks_ = 0;  // Written so far; numbers the anchors.
  std::string html_;
};

size_t Page::NumIn(Group group) const {
  size_t count = 0;
  for (const Results& run : runs_) count += InGroup(run, group).size();
  return count;
}

void Page::Head(const HtmlPage& page) {
  Put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\"/>\n"
      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<a class=\"skip-link\" href=\"#results\">Skip to the results</a>\n",
      HtmlLine(page.title), HtmlStyle());
}

void Page::Bar() {
  std::string spans;
  std::string label;
  for (const Group group : kGroups) {
    const size_t count = NumIn(group);
    if (count == 0) continue;
    spans += fmt::format("<span class=\"{}\" style=\"flex:{}\"></span>",
                         HtmlClass(group), count);
    label +=
        fmt::format("{}{} {}", label.empty() ? "" : ", ", count, Title(group));
  }
  if (spans.empty()) return;
  Put("<div class=\"bar\" role=\"img\" aria-label=\"{}\">{}</div>\n", label,
      spans);
}

void Page::Jump() {
  Put("<nav aria-label=\"Groups of results\"><ul class=\"jump\">\n");
  for (const Group group : kGroups) {
    const size_t count = NumIn(group);
    if (count == 0) continue;
    size_t first = 0;
    while (InGroup(runs_[first], group).empty()) ++first;
    Put("<li><a href=\"#{}\"><b>{}</b> {}</a></li>\n", Anchor(first, group),
        count, Title(group));
  }
  Put("</ul></nav>\n");
}

void Page::Verdict(const HtmlPage& page) {
  // The worst run speaks for all; 1 (not conforming) before 3 before 2.
  const auto badness = [](const Results& run) {
    constexpr int kBadness[] = {0, 3, 1, 2};
    return kBadness[ExitCode(run)];
  };
  const auto worst = std::max_element(runs_.begin(), runs_.end(),
                                      [&](const Results& a, const Results& b) {
                                        return badness(a) < badness(b);
                                      });
  if (worst == runs_.end()) {
    Put("<header><div class=\"verdict doubt\"><h1>Nothing was checked</h1>"
        "</div></header>\n");
    return;
  }
  Put("<header>\n<div class=\"verdict {}\">\n<p class=\"kicker\">{}</p>\n"
      "<h1>{}</h1>\n",
      Tone(ExitCode(*worst)), HtmlLine(page.title), HtmlLine(Headline(*worst)));
  if (runs_.size() > 1) {
    const auto good =
        std::count_if(runs_.begin(), runs_.end(),
                      [](const Results& run) { return ExitCode(run) == 0; });
    Put("<p class=\"subject\">{} of {} suites conform</p>\n", good,
        runs_.size());
  } else {
    Put("<p class=\"subject\"><strong>{}</strong> at <code>{}</code></p>\n",
        HtmlLine(worst->suite), HtmlLine(worst->implementation));
  }
  if (!page.lead.empty()) Put("<p>{}</p>\n", HtmlLine(page.lead));
  Bar();
  Jump();
  Put("</div>\n</header>\n");
}

void Page::Overview() {
  Put("<section aria-labelledby=\"overview\">\n<h2 "
      "id=\"overview\">Suites</h2>\n"
      "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Suite</th>"
      "<th scope=\"col\">Implementation</th><th scope=\"col\">Verdict</th>"
      "<th scope=\"col\" class=\"n\">Run</th>"
      "<th scope=\"col\" class=\"n\">Failed</th>"
      "<th scope=\"col\" class=\"n\">Warnings</th>"
      "<th scope=\"col\" class=\"n\">Skipped</th>"
      "<th scope=\"col\" class=\"n\">Time</th></tr></thead>\n<tbody>\n");
  for (size_t i = 0; i < runs_.size(); ++i) {
    const Results& run = runs_[i];
    Put("<tr><th scope=\"row\"><a href=\"#run-{}\">{}</a></th><td>{}</td>"
        "<td class=\"word-{}\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td></tr>\n",
        i + 1, HtmlLine(run.suite), HtmlLine(run.implementation),
        Tone(ExitCode(run)), HtmlLine(Headline(run)), run.checks.size(),
        InGroup(run, Group::kFailed).size(),
        InGroup(run, Group::kWarned).size(),
        InGroup(run, Group::kSkipped).size(), Seconds(run.took));
  }
  Put("</tbody>\n</table></div>\n</section>\n");
}

// How the checks of each kind went, where the suite tells them apart.
void Page::Kinds(const Results& run) {
  const std::vector<KindLine> lines = KindLines(run);
  if (lines.empty()) return;
  Put("<dl>\n");
  for (const KindLine& line : lines) {
    Put("<dt>{}</dt><dd>{}</dd>\n", Name(line.kind), line.counts);
  }
  Put("</dl>\n");
}

void Page::Facts(const Results& run) {
  Put("<dl>\n<dt>Implementation</dt><dd><code>{}</code></dd>\n"
      "<dt>Started</dt><dd>{}, took {}</dd>\n"
      "<dt>Seed, clock</dt><dd>{}, {}</dd>\n",
      HtmlLine(run.implementation), FormatTime(run.started), Seconds(run.took),
      run.seed, HtmlLine(run.clock));
  if (!run.command_line.empty()) {
    Put("<dt>Command</dt><dd><code>{}</code></dd>\n",
        HtmlLine(run.command_line));
  }
  Put("<dt>Result</dt><dd>{}; exit {}{}</dd>\n</dl>\n", CountLine(run),
      ExitCode(run), run.strict ? " (strict)" : "");
}

void Page::Sources(const Results& run) {
  struct Tally {
    size_t num_checks = 0;
    size_t num_passed = 0;
    size_t num_failed = 0;
  };
  std::map<std::string_view, Tally> sources;
  for (const CheckResult& result : run.checks) {
    Tally& tally = sources[result.check.source];
    ++tally.num_checks;
    const Group group = GroupOf(result, run.strict);
    if (group == Group::kPassed) ++tally.num_passed;
    if (group == Group::kFailed) ++tally.num_failed;
  }
  Put("<details class=\"plain\">\n<summary>By source ({})</summary>\n"
      "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Source</th>"
      "<th scope=\"col\" class=\"n\">Checks</th>"
      "<th scope=\"col\" class=\"n\">Passed</th>"
      "<th scope=\"col\" class=\"n\">Failed</th></tr></thead>\n<tbody>\n",
      sources.size());
  for (const auto& [source, tally] : sources) {
    Put("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
        "<td class=\"n\">{}</td></tr>\n",
        HtmlLine(source), tally.num_checks, tally.num_passed, tally.num_failed);
  }
  Put("</tbody>\n</table></div>\n</details>\n");
}

void Page::Run(size_t number) {
  const Results& run = runs_[number];
  const EvidenceBySeq evidence = BySeq(run);
  Put("<section id=\"run-{0}\" aria-labelledby=\"title-{0}\">\n"
      "<h2 id=\"title-{0}\">{1}</h2>\n",
      number + 1,
      runs_.size() == 1 ? "Results"
                        : HtmlLine(run.suite + ": " + Headline(run)));
  Kinds(run);
  for (const Group group : kGroups) {
    const auto members = InGroup(run, group);
    if (members.empty()) continue;
    Put("<h3 id=\"{}\">{} <span class=\"num\">{}</span></h3>\n",
        Anchor(number, group), Title(group), members.size());
    for (const CheckResult* result : members) {
      html_ += HtmlOfCheck(*result, group, ++num_checks_, evidence);
    }
  }
  Put("<h3>The run</h3>\n");
  Facts(run);
  if (!run.checks.empty()) Sources(run);
  Put("</section>\n");
}

std::string Page::Write(const HtmlPage& page) {
  Head(page);
  Verdict(page);
  Put("<main id=\"results\">\n");
  if (runs_.size() > 1) Overview();
  for (size_t i = 0; i < runs_.size(); ++i) Run(i);
  Put("</main>\n<footer><p>Made by mdmock. Exit codes: 0 conforming, 1 not "
      "conforming, 2 configuration, 3 the harness failed.</p></footer>\n"
      "</body>\n</html>\n");
  return std::move(html_);
}

}  // namespace

std::string ReportHtml(std::span<const Results> runs, const HtmlPage& page) {
  return Page(runs).Write(page);
}

}  // namespace mdmock::conformance

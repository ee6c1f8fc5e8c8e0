#include "conformance/report/report_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "conformance/report/report_text.h"
#include "conformance/report/safe_text.h"
#include "conformance/report/summary.h"

namespace mdmock::conformance {
namespace {

constexpr size_t kMaxBlock = 8 * 1024;
constexpr size_t kMaxTail = 512;  // Left for the line about what was left out.

// Inline makes text of a peer inert in a paragraph or a cell of a table: no
// markup of Markdown or HTML survives, and no @name calls somebody.
std::string Inline(std::string_view text) {
  std::string inert;
  for (const char c : SafeLine(text, 400)) {
    if (std::string_view("\\`*_{}[]()#+!|<>~&@$:").find(c) !=
        std::string_view::npos) {
      inert += fmt::format("&#{};", static_cast<int>(c));
    } else {
      inert += c;
    }
  }
  return inert;
}

// Fenced puts text in a code block whose fence is longer than any run of
// backticks in it.
std::string Fenced(std::string_view text) {
  size_t longest = 2;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("{0}text\n{1}{2}{0}\n", fence, text,
                     text.ends_with('\n') ? "" : "\n");
}

std::string_view Sign(int exit_code) {
  return exit_code == 0 ? "✅" : exit_code == 1 ? "❌" : "⚠️";
}

std::string Table(std::span<const Results> runs) {
  std::string text =
      "| suite | implementation | verdict | checks | time |\n"
      "|---|---|---|---|---:|\n";
  for (const Results& run : runs) {
    text +=
        fmt::format("| {} | {} | {} {} | {} | {} |\n", Inline(run.suite),
                    Inline(run.implementation), Sign(ExitCode(run)),
                    Inline(Headline(run)), CountLine(run), Seconds(run.took));
  }
  return text;
}

// How the checks of each kind went; "" where there are no kinds.
std::string Kinds(const Results& run) {
  std::string text;
  for (const KindLine& line : KindLines(run)) {
    text += fmt::format("| {} | {} |\n", Name(line.kind), line.counts);
  }
  return text.empty() ? ""
                      : fmt::format("| {} | checks |\n|---|---|\n{}\n",
                                    Inline(run.suite), text);
}

std::string Urgent(const CheckResult& result) {
  return fmt::format(
      "<details open><summary>{} {}<b>{}</b>: {}</summary>\n\n{}\n"
      "</details>\n\n",
      Symbol(result.outcome), IsAlarm(result) ? "CRITICAL " : "",
      Inline(result.check.id), Inline(result.check.requirement),
      Fenced(SafeText(ResultBlock(result), kMaxBlock)));
}

std::string Brief(const CheckResult& result) {
  const std::string why =
      result.expected ? BaselineNote(result) : result.message;
  // The symbol of a skip would be a bullet in the bullet.
  const std::string symbol = result.outcome == Outcome::kSkip
                                 ? ""
                                 : std::string(Symbol(result.outcome)) + " ";
  return fmt::format("- {}**{}** {}\n", symbol, Inline(result.check.id),
                     Inline(why));
}

bool IsUrgent(Group group) {
  return group == Group::kFailed || group == Group::kNotJudged;
}

}  // namespace

std::string ReportMarkdown(std::span<const Results> runs) {
  std::string text = "## mdmock conformance\n\n" + Table(runs) + "\n";
  size_t left_out = 0;
  // Once a piece does not fit, the rest is only counted.
  const auto add = [&](const std::string& piece) {
    if (text.size() + piece.size() + kMaxTail > kMaxMarkdown) return false;
    text += piece;
    return true;
  };
  for (const Results& run : runs) {
    add(Kinds(run));
    for (const Group group : kGroups) {
      const auto members = InGroup(run, group);
      if (group == Group::kPassed || members.empty()) continue;
      add(fmt::format("### {}: {} ({})\n\n", Inline(run.suite), Title(group),
                      members.size()));
      for (const CheckResult* result : members) {
        const bool fits =
            left_out == 0 &&
            add(IsUrgent(group) ? Urgent(*result) : Brief(*result));
        if (!fits) ++left_out;
      }
      add("\n");
    }
  }
  if (left_out > 0) {
    text += fmt::format(
        "\n{} more results did not fit here; the HTML and JSON reports have "
        "them.\n",
        left_out);
  }
  return text;
}

}  // namespace mdmock::conformance

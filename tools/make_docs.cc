// Writes docs/rules.md and docs/mistakes.md from the catalogues in the code, or
// with --check says whether the committed ones are what it would write.

#include <fmt/format.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/ade/rules.h"
#include "mocks/connector/rules.h"
#include "mocks/control/json/rules.h"
#include "mocks/server/rules.h"
#include "mocks/workspace_one/rules.h"
#include "protocol/cms/cmsurl_mistake_names.h"
#include "protocol/cms/cmsurl_mistakes.h"
#include "protocol/cms/cmsurl_rules.h"
#include "protocol/connector/request_rules.h"
#include "protocol/connector/rules.h"
#include "protocol/oauth1/mistakes.h"
#include "protocol/oauth1/rules.h"
#include "protocol/pkcs12/candidates.h"
#include "protocol/pkcs12/mistakes.h"
#include "protocol/pkcs12/rules.h"
#include "protocol/token/mistakes.h"
#include "protocol/token/rules.h"

namespace mdmock {
namespace {

// A table cell of Markdown.
std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|' || c == '\\') cell += '\\';
    cell += c;
  }
  return cell;
}

struct RuleRoom {
  std::string_view title;
  std::span<const Rule* const> rules;
};

std::string RulesPage() {
  const std::vector<RuleRoom> rooms{
      {"OAuth 1.0a at ADE's `/session`", oauth1::rules::kAll},
      {"ADE server tokens", token::rules::kAll},
      {"CMSURL and CMS headers of the UEM REST API", cms::rules::kAll},
      {"Replies of a PKI connector", connector::rules::kReply},
      {"Requests to a PKI connector", connector::request_rules::kAll},
      {"The PKI connector", connector::service_rules::kAll},
      {"PKCS#12 files of a PKI connector", pkcs12::rules::kAll},
      {"The ADE service", ade::rules::kAll},
      {"Workspace ONE's REST API", workspace_one::rules::kAll},
      {"HTTP, before any service looks", server::rules::kAll},
      {"The control port", control::rules::kAll},
  };
  std::string page =
      "# Rules\n\n"
      "Everything that a verdict can hold against a message. Written by "
      "`tools/make_docs` from the\ncode; do not edit.\n\n"
      "A *refusal* makes the message refused, a *doubt* only under `--strict`, "
      "a *remark* never.\n*Documented* is what a vendor or an RFC says, "
      "*observed* what real clients and servers do,\n*chosen* what nobody has "
      "said: our choice, configurable where it matters.\n";
  for (const RuleRoom& room : rooms) {
    page += fmt::format(
        "\n## {}\n\n| rule | severity | provenance | what is asked | source |\n"
        "|---|---|---|---|---|\n",
        room.title);
    for (const Rule* rule : room.rules) {
      page += fmt::format("| `{}` | {} | {} | {} | {} |\n", rule->code,
                          Name(rule->severity), Name(rule->provenance),
                          Cell(rule->sentence), Cell(rule->source));
    }
  }
  return page;
}

std::string MistakeRow(const Mistake& mistake, std::string_view readings) {
  return fmt::format("| `{}` | {} | {} | {} |\n", mistake.id,
                     Cell(mistake.sentence), readings, Cell(mistake.fix));
}

// What CMSURL's readings say, by mistake.
std::map<const Mistake*, std::string> CmsUrlReadings() {
  std::map<const Mistake*, std::string> readings;
  const auto add = [&](const auto& all) {
    for (const auto& one : all) {
      std::string& cell = readings[one.mistake];
      if (!cell.empty() && !one.says.empty()) cell += " · ";
      cell += Cell(one.says);
    }
  };
  add(cms::ContentReadings());
  add(cms::EncodingReadings());
  return readings;
}

std::string MistakesPage() {
  std::map<const Mistake*, std::string> readings;
  for (const oauth1::Reading& one : oauth1::Readings(1, 1)) {
    std::string& cell = readings[one.mistake];
    if (one.says.empty()) continue;
    if (!cell.empty()) cell += " · ";
    cell += Cell(one.says);
  }
  constexpr std::string_view kHead =
      "| mistake | what the client did | readings | what to do |\n"
      "|---|---|---|---|\n";
  std::string page =
      "# Mistakes\n\n"
      "The known ways to go wrong that mdmock proves by doing the same: it "
      "recomputes the signature\n(or opens the file) under each of them, and "
      "under up to three OAuth mistakes together, until\nthe outcome is the "
      "one that was received. Written by `tools/make_docs` from the code; do "
      "not\nedit.\n\n"
      "A mistake's *readings* are the ways in which it is made. Readings of "
      "one mistake that do not\nexclude each other may come together, and "
      "still "
      "count as one mistake.\n\n"
      "## OAuth 1.0a at ADE's `/session`\n\n";
  page += kHead;
  for (const Mistake* mistake : oauth1::Mistakes()) {
    page += MistakeRow(*mistake, readings[mistake]);
  }
  page += "\n## ADE server tokens\n\n";
  page += kHead;
  for (const Mistake* mistake : token::mistakes::kAll) {
    page += MistakeRow(*mistake, "");
  }
  page +=
      "\n## CMSURL and CMS headers of the UEM REST API\n\n"
      "What was signed is proved by the digest in the message, or by its "
      "signature: one mistake of\ncontent, one of encoding, or one of each. "
      "Mistakes of the header and the message's form are\nnamed by the "
      "finding of the same id, beside whatever else is wrong.\n\n";
  page += kHead;
  std::map<const Mistake*, std::string> cms_readings = CmsUrlReadings();
  for (const Mistake* mistake : cms::mistakes::kAll) {
    page += MistakeRow(*mistake, cms_readings[mistake]);
  }
  page +=
      "\n## PKCS#12 files of a PKI connector\n\n"
      "A password is proved by what it opens: the MAC, and whatever is "
      "encrypted. A wrapping is proved\nby taking it off. One mistake of the "
      "payload and one of the password are found together.\n\n";
  page += kHead;
  std::map<const Mistake*, std::string> passwords;
  for (const pkcs12::PasswordReading& one : pkcs12::PasswordReadings()) {
    std::string& cell = passwords[one.mistake];
    if (!cell.empty()) cell += " · ";
    cell += Cell(one.says);
  }
  for (const Mistake* mistake : pkcs12::mistakes::kAll) {
    page += MistakeRow(*mistake, passwords[mistake]);
  }
  return page;
}

std::string Load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int Run(const std::string& folder, bool check) {
  const std::vector<std::pair<std::string, std::string>> pages{
      {folder + "/rules.md", RulesPage()},
      {folder + "/mistakes.md", MistakesPage()}};
  int num_stale = 0;
  for (const auto& [path, page] : pages) {
    if (Load(path) == page) continue;
    ++num_stale;
    if (check) {
      fmt::print("{} is not what the code says; run make_docs {}\n", path,
                 folder);
      continue;
    }
    std::ofstream(path, std::ios::binary) << page;
    fmt::print("wrote {}\n", path);
  }
  return check && num_stale > 0 ? 1 : 0;
}

}  // namespace
}  // namespace mdmock

int main(int argc, char** argv) {
  const bool check = argc == 3 && std::strcmp(argv[1], "--check") == 0;
  if (argc != 2 && !check) {
    fmt::print(stderr, "usage: make_docs [--check] DOCS_FOLDER\n");
    return 2;
  }
  return mdmock::Run(argv[argc - 1], check);
}

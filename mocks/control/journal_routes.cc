#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "mocks/control/json/answers.h"
#include "mocks/control/json/query.h"
#include "mocks/control/json/rules.h"
#include "mocks/control/route.h"
#include "mocks/journal/journal_json.h"
#include "protocol/http/url.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::ordered_json;
using journal::Journal;
using server::Answer;
using server::Exchange;
using std::chrono::milliseconds;

constexpr std::uint64_t kMaxWaitMs = 30'000;
constexpr std::uint64_t kDefaultWaitMs = 5'000;

std::shared_ptr<const Redactor> RedactorOf(const Mocks& mocks) {
  if (mocks.redact) return mocks.secrets.Snapshot();
  return std::make_shared<const Redactor>();
}

std::string Written(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// One entry a line, each written on its own: a journal in memory costs its text
// and not a tree of nodes.
std::string EntriesText(const std::vector<Journal::EntryPtr>& entries,
                        const Redactor& redactor) {
  std::string text = "{\"entries\":[";
  for (const Journal::EntryPtr& one : entries) {
    text += text.back() == '[' ? "\n" : ",\n";
    text += Written(journal::ToJson(*one, redactor));
  }
  return text + "]";
}

// A service that could run here has no entries where it does not; another name
// is a slip.
bool IsService(const Mocks& mocks, std::string_view service) {
  constexpr std::array<std::string_view, 4> kNames{"ade", "ws1", "connector",
                                                   "control"};
  return std::find(kNames.begin(), kNames.end(), service) != kNames.end() ||
         std::any_of(mocks.services.begin(), mocks.services.end(),
                     [&](const server::Service* one) {
                       return one->name() == service;
                     });
}

Answer GetJournal(const Mocks& mocks, const Exchange& exchange) {
  Problems problems;
  Query query(exchange.request.target, problems);
  const std::uint64_t after = query.Whole("after", 0).value_or(0);
  const std::string service = query.Text("service").value_or("");
  if (!service.empty() && !IsService(mocks, service)) {
    query.Complain("service", "the name of a service: ade, ws1, connector",
                   Quoted(service));
  }
  const std::uint64_t limit = query.Whole("limit", 1).value_or(UINT64_MAX);
  const auto wait = query.Whole("wait", 1);
  const auto timeout = query.Whole("timeout_ms", 0, kMaxWaitMs);
  query.Finish();
  if (!problems.empty()) return Refuses(400, rules::kQueryField, problems);

  bool timed_out = false;
  if (wait) {
    const auto there = mocks.journal.WaitFor(
        *wait, service,
        milliseconds(
            static_cast<milliseconds::rep>(timeout.value_or(kDefaultWaitMs))),
        after);
    timed_out = there.size() < *wait;
  }
  const auto redactor = RedactorOf(mocks);
  std::string text =
      EntriesText(mocks.journal.After(after, service, limit), *redactor);
  if (wait) text += timed_out ? ",\"timed_out\":true" : ",\"timed_out\":false";
  return Says(text + "}\n", "application/json");
}

Answer GetEntry(const Mocks& mocks, const Exchange& exchange) {
  const std::string_view path = http::SplitTarget(exchange.request.target).path;
  const std::string_view text = path.substr(path.rfind('/') + 1);
  const auto seq = ReadWholeText(text, 1);
  if (!seq) {
    return Refuses(400, rules::kQueryField,
                   {{"seq", "a whole number of 1 or more", Quoted(text)}});
  }
  const auto entry = mocks.journal.Find(*seq);
  if (!entry) {
    return Refuses(404, rules::kEntryUnknown,
                   {{"seq", "an entry that is in the journal (GET /journal)",
                     std::to_string(*seq)}});
  }
  return Says(journal::ToJson(*entry, *RedactorOf(mocks)));
}

}  // namespace

std::vector<Route> JournalRoutes(Mocks& mocks) {
  return {
      {"GET", "/journal",
       "what was asked and answered: ?after=SEQ&service=ade&limit=N, and "
       "&wait=N&timeout_ms=5000 to wait for N entries",
       [&mocks](const Exchange& exchange) {
         return GetJournal(mocks, exchange);
       }},
      {"DELETE", "/journal", "forget all entries",
       [&mocks](const Exchange&) {
         for (server::Service* one : mocks.services) one->ForgetRequests();
         mocks.journal.Clear();
         return Says(Json{{"entries", Json::array()}});
       }},
      {"GET", "/journal/SEQ", "one entry",
       [&mocks](const Exchange& exchange) {
         return GetEntry(mocks, exchange);
       }},
  };
}

}  // namespace mdmock::control

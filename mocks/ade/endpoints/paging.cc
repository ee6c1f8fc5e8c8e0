#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "mocks/ade/endpoints/body.h"
#include "mocks/ade/endpoints/endpoints.h"
#include "mocks/ade/endpoints/visit.h"
#include "mocks/ade/fleet/json_text.h"
#include "mocks/ade/refusals.h"
#include "mocks/ade/rules.h"
#include "mocks/control/json/fields.h"
#include "protocol/base/text.h"

// POST /server/devices and POST /devices/sync: the devices, page by page.
namespace mdmock::ade {
namespace {

using Json = nlohmann::json;
using Stage = Cursor::Stage;

constexpr std::string_view kMethods = "POST";
enum class Service { kFetch, kSync };

// What a page is asked for with.
struct PageRequest {
  std::optional<std::string> cursor;
  std::uint32_t limit = 0;
};

std::uint32_t ReadLimit(const Json& body, const PageLimits& pages,
                        Verdict& verdict) {
  const auto found = body.find("limit");
  if (found == body.end() || found->is_null()) return pages.by_default;
  if (!found->is_number()) {
    AddMalformed({{"limit", "a whole number", control::Shown(*found)}},
                 verdict);
    return pages.by_default;
  }
  if (const auto limit = control::ReadWhole(*found, 1, pages.maximum)) {
    return static_cast<std::uint32_t>(*limit);
  }
  verdict.Add({&rules::kLimitRange, "limit",
               control::WholeExpected(1, pages.maximum),
               control::Shown(*found)});
  return found->get<double>() > pages.maximum ? pages.maximum
                                              : pages.by_default;
}

PageRequest ReadPageRequest(const Visit& visit, Service service) {
  constexpr std::string_view kKnown[] = {"cursor", "limit"};
  Verdict& verdict = visit.verdict;
  const Json body = ReadBody(
      visit.call.request,
      service == Service::kFetch ? Absent::kDoubtful : Absent::kMalformed,
      verdict);
  RemarkUnknown(body, kKnown, verdict);
  PageRequest asked{.cursor = TextField(body, "cursor", verdict),
                    .limit = ReadLimit(body, visit.options().pages, verdict)};
  const auto found = body.find("cursor");
  const bool is_void =
      found != body.end() && (found->is_null() || *found == "");
  if (is_void) {
    verdict.Add({&rules::kCursorNull, "cursor", "no such field",
                 control::Shown(*found)});
    asked.cursor.reset();
  }
  if (service == Service::kSync && !asked.cursor &&
      !verdict.Has(rules::kBodyMalformed.code)) {
    verdict.Add({&rules::kCursorRequired, "cursor",
                 "the cursor of the answer before", "nothing"});
  }
  return asked;
}

void AddExpired(const Visit& visit, Service service, const Cursor& cursor) {
  // The page of the fetch service does not know of EXPIRED_CURSOR.
  const Rule* rule = service == Service::kFetch ? &rules::kCursorInvalid
                                                : &rules::kCursorExpired;
  visit.verdict.Add({rule, "cursor", "one of the last seven days",
                     "one of " + WireTime(cursor.issued) + ", and now is " +
                         WireTime(visit.call.now)});
}

// The place that a cursor stands for, or nothing, with a finding.
std::optional<Cursor> Resolve(const Visit& visit, Service service,
                              const std::string& text) {
  Verdict& verdict = visit.verdict;
  Holdings& holdings = *visit.holdings;
  Cursors::Found found = holdings.cursors.Find(text, visit.call.now);
  const Cursor& cursor = found.cursor;
  const ChangeLog& log = holdings.fleet.log();
  if (found.state != Cursors::State::kUnknown && cursor.event > log.next()) {
    found = {Cursors::State::kUnknown, {}, "a cursor of an earlier run"};
  }
  if (found.state == Cursors::State::kUnknown) {
    verdict.Add({&rules::kCursorInvalid, "cursor",
                 "one that an answer to this server has brought",
                 "\"" + Printable(text, 120) + "\": " + found.hint});
    return std::nullopt;
  }
  if (service == Service::kSync && found.state == Cursors::State::kGood &&
      visit.state.scenes.TakeCursorExpiry()) {
    holdings.cursors.ExpireAll();
    found.state = Cursors::State::kExpired;
    AddScene("ade.cursor-expired", verdict);
  }
  if (found.state == Cursors::State::kExpired || cursor.event < log.first()) {
    AddExpired(visit, service, cursor);
    return std::nullopt;
  }
  if (service == Service::kFetch && cursor.stage != Stage::kFetching) {
    verdict.Add({&rules::kCursorExhausted, "cursor",
                 "one of an answer with more_to_follow true",
                 "one that belongs to the sync service by now"});
    return std::nullopt;
  }
  if (service == Service::kSync && cursor.stage == Stage::kFetching) {
    verdict.Add({&rules::kCursorUnfinished, "cursor",
                 "one of an answer with more_to_follow false",
                 "one with which there are devices left to fetch"});
  }
  return cursor;
}

// The end of the answer: the cursor, and whether to go on with it.
http::Response Finished(const Visit& visit, const PageRequest& asked,
                        std::string devices, Cursor next, bool more) {
  std::string cursor;
  if (asked.cursor && visit.state.scenes.IsOn(Scene::kCursorRepeated)) {
    cursor = *asked.cursor;
    more = true;
    AddScene("ade.cursor-repeated", visit.verdict);
  } else {
    cursor = visit.holdings->cursors.Issue(next, visit.call.now);
  }
  std::string body = "{";
  AppendField(body, "cursor", cursor);
  AppendName(body, "devices");
  body.append("[").append(devices).append("]");
  AppendField(body, "fetched_until", WireTime(visit.call.now));
  AppendName(body, "more_to_follow");
  body += more ? "true}" : "false}";
  return JsonAnswer(std::move(body));
}

http::Response Fetch(Visit& visit) {
  const PageRequest asked = ReadPageRequest(visit, Service::kFetch);
  if (!visit.may_act()) return {};
  const Fleet& fleet = visit.holdings->fleet;
  Cursor cursor{.began = visit.call.now};
  cursor.event = fleet.log().next();
  if (asked.cursor) {
    const auto resolved = Resolve(visit, Service::kFetch, *asked.cursor);
    if (!resolved || !visit.may_act()) return {};
    cursor = *resolved;
  }
  const Fleet::Listed page = fleet.List(cursor.slot, asked.limit);
  const DeviceWriter writer = visit.Writer();
  std::string devices;
  for (const std::uint32_t slot : page.slots) {
    devices += devices.empty() ? "{" : ",{";
    writer.Append(devices, slot);
    devices += '}';
  }
  cursor.slot = page.next;
  cursor.stage = page.more ? Stage::kFetching : Stage::kFetched;
  return Finished(visit, asked, std::move(devices), cursor, page.more);
}

// The events of a page, as unfriendly as the service may be: everything comes
// twice, the older op_date last, and the newest first.
std::vector<Event> Muddled(const std::vector<Event>& events) {
  constexpr std::chrono::hours kEarlier(1);
  std::vector<Event> muddled;
  for (auto one = events.rbegin(); one != events.rend(); ++one) {
    muddled.push_back(*one);
    Event stale = *one;
    stale.at -= kEarlier;
    stale.op = one->op == Op::kDeleted ? Op::kAdded : Op::kDeleted;
    muddled.push_back(stale);
  }
  return muddled;
}

http::Response Sync(Visit& visit) {
  const PageRequest asked = ReadPageRequest(visit, Service::kSync);
  if (!visit.may_act() || !asked.cursor) return {};
  const auto resolved = Resolve(visit, Service::kSync, *asked.cursor);
  if (!resolved || !visit.may_act()) return {};
  const ChangeLog& log = visit.holdings->fleet.log();
  const bool muddles = visit.options().duplicates && asked.limit > 1;
  std::vector<Event> events =
      log.Since(resolved->event, muddles ? asked.limit / 2 : asked.limit);
  Cursor cursor = *resolved;
  cursor.stage = Stage::kSyncing;
  cursor.slot = 0;
  cursor.event += events.size();
  if (muddles) events = Muddled(events);
  const DeviceWriter writer = visit.Writer();
  std::string devices;
  for (const Event& event : events) {
    devices += devices.empty() ? "{" : ",{";
    writer.AppendEvent(devices, event);
    devices += '}';
  }
  const bool more = cursor.event < log.next();
  return Finished(visit, asked, std::move(devices), cursor, more);
}

}  // namespace

server::Answer AnswerFetch(State& state, const Call& call) {
  return Receive(state, call, kMethods, &Fetch);
}

server::Answer AnswerSync(State& state, const Call& call) {
  return Receive(state, call, kMethods, &Sync);
}

}  // namespace mdmock::ade

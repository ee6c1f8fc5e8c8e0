#include "conformance/suites/ade_client/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/script.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::conformance {
namespace {

enum class Service { kNone, kFetch, kSync };

Service ServiceOf(const journal::Entry& entry) {
  const auto path = http::SplitTarget(entry.request.target).path;
  if (path == "/server/devices") return Service::kFetch;
  return path == "/devices/sync" ? Service::kSync : Service::kNone;
}

std::optional<Page> PageOf(const journal::Entry& entry) {
  if (entry.response.status != 200 || entry.fault.starts_with(kCut)) {
    return std::nullopt;
  }
  return ReadPage(entry.response.body);
}

std::string Shown(const std::string& cursor) {
  return cursor.empty() ? "no cursor" : "\"" + Printable(cursor, 120) + "\"";
}

// Where a client is, according to the answers that it got.
class Follower {
 public:
  // The complaint about one request; "" where it is right.
  std::string Judge(const journal::Entry& call, Service service) {
    const std::string sent = CursorSent(call);
    const bool begins = service == Service::kFetch && sent.empty();
    if (!begins && sent != cursor_) {
      return fmt::format("request {}: expected {}, got {}", call.seq,
                         Shown(cursor_), Shown(sent));
    }
    if (!begins && service == Service::kFetch && !more_) {
      return fmt::format(
          "request {} fetches on, and the answer before said that nothing more "
          "is to follow",
          call.seq);
    }
    if (const auto page = PageOf(call)) {
      cursor_ = page->cursor;
      more_ = page->more_to_follow;
    }
    return "";
  }

  bool more() const { return more_; }

 private:
  std::string cursor_;
  bool more_ = false;
};

// The latest record of each device in the pages of the last operation.
std::map<std::string, Record> LatestRecords(const Lab& lab) {
  std::map<std::string, Record> latest;
  for (const auto& call : lab.Calls()) {
    if (ServiceOf(*call) == Service::kNone) continue;
    const auto page = PageOf(*call);
    if (!page) continue;
    for (const Record& record : page->records) {
      const auto [known, is_new] = latest.emplace(record.serial, record);
      // Dates of one form and zone are in the order of their texts.
      if (!is_new && record.op_date >= known->second.op_date) {
        known->second = record;
      }
    }
  }
  return latest;
}

Said JudgeDevice(const Performed& done, const std::vector<std::string>& serials,
                 const Record& record) {
  const auto count = std::count(serials.begin(), serials.end(), record.serial);
  const std::string device = DeviceText(done, record.serial);
  if (record.op_type == "deleted") {
    if (count == 0 || TextField(device, "op_type") == "deleted") return {};
    return Wrong(
        fmt::format("{} was deleted at {}, and the client still has it: {}",
                    record.serial, record.op_date, Printable(device, 200)));
  }
  if (count != 1 || TextField(device, "op_type") == "deleted") {
    return Wrong(fmt::format("expected the device {} once, got it {} time(s){}",
                             record.serial, count,
                             count == 1 ? ", as deleted" : ""));
  }
  if (record.op_date.empty() || !IsObject(device) ||
      !HasField(device, "op_date") ||
      TextField(device, "op_date") == record.op_date) {
    return {};
  }
  return Wrong(fmt::format("{}: expected the record of {}, got {}",
                           record.serial, record.op_date,
                           Printable(device, 200)));
}

}  // namespace

ade::AdeOptions SmallPages() {
  ade::AdeOptions options;
  options.fleet.fleet.size = 12;
  options.fleet.pages = {.by_default = 5, .maximum = 5};
  return options;
}

server::Effect WritePage(const std::vector<std::string>& devices,
                         const std::string& cursor, More more) {
  return Json(fmt::format(
      R"({{"cursor":"{}","devices":[{}],)"
      R"("fetched_until":"2026-01-01T00:00:00Z","more_to_follow":{}}})",
      cursor, fmt::join(devices, ","), more == More::kYes));
}

std::string WriteDevice(const std::string& serial) {
  return fmt::format(
      R"({{"serial_number":"{}","model":"iPad","device_family":"iPad",)"
      R"("os":"iPadOS","profile_status":"empty"}})",
      serial);
}

std::string CursorSent(const journal::Entry& entry) {
  return TextField(entry.request.body, "cursor").value_or("");
}

std::string LastCursor(const Lab& lab) {
  std::string cursor;
  for (const auto& call : lab.AllCalls()) {
    if (ServiceOf(*call) == Service::kNone) continue;
    if (const auto page = PageOf(*call)) cursor = page->cursor;
  }
  return cursor;
}

Step ExpectFollowed() {
  return Expect("pages are asked for with the cursor that came", [](Lab& lab) {
    Follower follower;
    int num_pages = 0;
    for (const auto& call : lab.AllCalls()) {
      const Service service = ServiceOf(*call);
      if (service == Service::kNone) continue;
      ++num_pages;
      const std::string complaint = follower.Judge(*call, service);
      if (!complaint.empty()) return Wrong(complaint);
    }
    if (num_pages == 0) return Wrong("no request of devices came");
    if (!follower.more()) return Said{};
    return Wrong(
        "the last answer said that more is to follow, and nobody asked for it");
  });
}

Step ExpectDevicesKept() {
  return Expect("the client has the devices that came, where it prints them",
                [](Lab& lab) -> Said {
                  const Performed& done = lab.last().front();
                  const auto serials = Serials(done);
                  if (!serials) return Noted("the client prints no devices");
                  for (const auto& [serial, record] : LatestRecords(lab)) {
                    if (Said said = JudgeDevice(done, *serials, record);
                        !said.passed()) {
                      return said;
                    }
                  }
                  return {};
                });
}

Step ExpectNothingSkipped() {
  return Expect("the page that did not come is asked for", [](Lab& lab) {
    for (const auto& call : lab.Calls()) {
      const Service service = ServiceOf(*call);
      if (service == Service::kFetch) return Said{};
      if (service == Service::kNone) continue;
      return Wrong(
          fmt::format("request {} syncs from {}, and the pages behind it were "
                      "never fetched",
                      call->seq, Shown(CursorSent(*call))));
    }
    return Wrong("no request of devices came");
  });
}

}  // namespace mdmock::conformance

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "conformance/reference/ade_client/codes.h"
#include "conformance/reference/ade_client/operations.h"
#include "protocol/base/text.h"

namespace mdmock::reference {
namespace {

using nlohmann::json;

constexpr size_t kMaxBatch = 1000;
constexpr int kMaxRounds = 3;

json Parsed(const std::string& text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

std::vector<std::string> DevicesOf(const json& arguments) {
  std::vector<std::string> devices;
  if (!arguments.is_object()) return devices;
  const auto field = arguments.find("devices");
  if (field == arguments.end() || !field->is_array()) return devices;
  for (const json& one : *field) {
    if (one.is_string()) devices.push_back(one.get<std::string>());
  }
  return devices;
}

// What became of each device, and how long the throttled are to wait.
struct Statuses {
  std::map<std::string, std::string> by_serial;
  std::chrono::seconds retry_after{0};
};

Statuses ReadStatuses(const std::string& body) {
  Statuses statuses;
  const json answer = Parsed(body);
  if (!answer.is_object()) return statuses;
  const auto devices = answer.find("devices");
  if (devices != answer.end() && devices->is_object()) {
    for (const auto& [serial, status] : devices->items()) {
      if (status.is_string()) statuses.by_serial[serial] = status;
    }
  }
  const auto after = answer.find("retry_after_seconds");
  if (after != answer.end() && after->is_number_integer()) {
    statuses.retry_after =
        std::chrono::seconds(std::clamp(after->get<long>(), 0L, 3600L));
  }
  return statuses;
}

// One kind of call for many devices: in batches, with what failed or was
// throttled tried again, alone.
class Round {
 public:
  Round(Service& service, std::string method, std::string profile_uuid)
      : service_(service),
        method_(std::move(method)),
        profile_uuid_(std::move(profile_uuid)) {}

  Result<std::string> Do(std::vector<std::string> devices) {
    const Mutation& mutation = service_.mutation();
    const int most = mutation.Is("failed-ever") ? 8 : kMaxRounds;
    const size_t batch = mutation.Is("one-batch") ? 1'000'000 : kMaxBatch;
    for (int round = 0; !devices.empty() && round < most; ++round) {
      if (round > 0) Pause();
      again_.clear();
      for (size_t begin = 0; begin < devices.size(); begin += batch) {
        const size_t end = std::min(devices.size(), begin + batch);
        if (const auto put = Put({devices.begin() + static_cast<long>(begin),
                                  devices.begin() + static_cast<long>(end)});
            !put) {
          return put.error();
        }
      }
      devices = again_;
    }
    json output{{"devices", json(statuses_)}};
    return output.dump();
  }

 private:
  void Pause() const {
    if (retry_after_.count() == 0 ||
        service_.mutation().Is("throttled-at-once")) {
      return;
    }
    std::this_thread::sleep_for(retry_after_ + std::chrono::milliseconds(20));
  }

  Result<void> Put(const std::vector<std::string>& devices) {
    json body{{"devices", devices}};
    if (!profile_uuid_.empty()) body["profile_uuid"] = profile_uuid_;
    std::string target = "/profile/devices";
    std::string text = body.dump();
    if (service_.mutation().Is("remove-without-body") && method_ == "DELETE") {
      target += "?devices=" + devices.front();
      text.clear();
    }
    const auto response = service_.Call(method_, target, text);
    if (!response) return response.error();
    if (service_.mutation().Is("not-found-hidden") && response->status == 404) {
      return {};
    }
    if (response->status != 200) {
      return Failure{
          Complaint("devices of a profile", *response, service_.mutation())};
    }
    const Statuses statuses = ReadStatuses(response->body);
    retry_after_ = std::max(retry_after_, statuses.retry_after);
    for (const std::string& serial : devices) {
      const auto found = statuses.by_serial.find(serial);
      const std::string status =
          found == statuses.by_serial.end() ? "UNKNOWN" : found->second;
      statuses_[serial] = status;
      if (status == "FAILED" || status == "THROTTLED") again_.push_back(serial);
    }
    return {};
  }

  Service& service_;
  const std::string method_;
  const std::string profile_uuid_;
  std::map<std::string, std::string> statuses_;
  std::vector<std::string> again_;
  std::chrono::seconds retry_after_{0};
};

}  // namespace

Result<std::string> Details(Service& service, const std::string& arguments) {
  const Mutation& mutation = service.mutation();
  const std::vector<std::string> devices = DevicesOf(Parsed(arguments));
  if (devices.empty() && !mutation.Is("nothing-asked")) return std::string();
  const auto response = service.Call(
      "POST", mutation.Is("details-path") ? "/devices/details" : "/devices",
      json{{"devices", devices}}.dump());
  if (!response) return response.error();
  if (mutation.Is("nothing-asked") && devices.empty()) return std::string();
  if (response->status != 200) {
    return Failure{Complaint("details", *response, mutation)};
  }
  const json answer = Parsed(response->body);
  if (!answer.is_object()) return Failure{"details: the answer is no JSON"};
  return answer.dump();
}

Result<std::string> DefineProfile(Service& service,
                                  const std::string& arguments) {
  const json given = Parsed(arguments);
  if (!given.is_object() || !given.contains("profile")) {
    return Failure{"define-profile: no profile was given"};
  }
  const auto response =
      service.Call("POST", "/profile", given["profile"].dump());
  if (!response) return response.error();
  if (response->status != 200) {
    return Failure{Complaint("define-profile", *response, service.mutation())};
  }
  const json answer = Parsed(response->body);
  if (!answer.is_object() || !answer.contains("profile_uuid")) {
    return Failure{"define-profile: the answer names no profile"};
  }
  return answer.dump();
}

Result<std::string> AssignProfile(Service& service,
                                  const std::string& arguments) {
  const json given = Parsed(arguments);
  if (!given.is_object()) return Failure{"assign-profile: no arguments"};
  std::string uuid = given.value("profile_uuid", "");
  if (service.mutation().Is("uuid-lower-case")) uuid = ToLower(uuid);
  return Round(service,
               service.mutation().Is("assign-by-patch") ? "PATCH" : "PUT", uuid)
      .Do(DevicesOf(given));
}

Result<std::string> RemoveProfile(Service& service,
                                  const std::string& arguments) {
  const std::vector<std::string> devices = DevicesOf(Parsed(arguments));
  if (service.mutation().Is("disowns")) {
    const auto gone = service.Call("POST", "/devices/disown",
                                   json{{"devices", devices}}.dump());
    if (!gone) return gone.error();
  }
  return Round(service, "DELETE", "").Do(devices);
}

}  // namespace mdmock::reference

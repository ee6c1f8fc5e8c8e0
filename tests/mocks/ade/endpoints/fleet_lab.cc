#include "tests/mocks/ade/endpoints/fleet_lab.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <utility>

namespace mdmock::ade {

AdeOptions Sized(std::uint32_t size) {
  AdeOptions options;
  options.fleet.fleet = {.size = size, .seed = 1};
  return options;
}

FleetLab::FleetLab(AdeOptions options) : AdeLab(std::move(options)) {
  session = NewSession();
}

http::Request FleetLab::Request(std::string_view method,
                                std::string_view target, std::string body) {
  http::Request request = Get(target);
  request.method = method;
  request.headers.back().value = std::to_string(version);
  request.headers.push_back({"X-ADM-Auth-Session", session});
  if (!body.empty()) {
    request.headers.push_back(
        {"Content-Type", "application/json;charset=UTF8"});
  }
  request.body = std::move(body);
  return request;
}

server::Answer FleetLab::Send(std::string_view method, std::string_view target,
                              std::string body) {
  return Ask(Request(method, target, std::move(body)));
}

server::Answer FleetLab::Post(std::string_view target, const Json& body) {
  return Send("POST", target, body.dump());
}

Json FleetLab::Good(const server::Answer& answer) {
  EXPECT_EQ(answer.response.status, 200) << answer.response.body;
  EXPECT_TRUE(answer.verdict.accepted());
  return Json::parse(answer.response.body, nullptr, false);
}

Json FleetLab::Fetch() { return Fetch(Json::object()); }

Json FleetLab::Fetch(const Json& body) {
  return Good(Post("/server/devices", body));
}

Json FleetLab::Sync(const Json& cursor) {
  return Good(Post("/devices/sync", {{"cursor", cursor}}));
}

std::string FleetLab::Cursor() {
  Json page = Fetch();
  while (page["more_to_follow"].get<bool>()) {
    page = Fetch({{"cursor", page["cursor"]}});
  }
  return page["cursor"];
}

std::vector<std::string> FleetLab::Serials(size_t count) {
  const Json page = Fetch({{"limit", count}});
  std::vector<std::string> serials;
  for (const Json& one : page["devices"]) {
    serials.push_back(one["serial_number"]);
  }
  return serials;
}

std::string FleetLab::Profile() {
  const Json profile{{"profile_name", "p"}, {"url", "https://m.example/"}};
  return Good(Post("/profile", profile))["profile_uuid"];
}

void FleetLab::Put(const Json& state) {
  const server::Answer answer = Control("PUT", "/ade/state", state.dump());
  EXPECT_EQ(answer.response.status, 200) << answer.response.body;
}

std::string Refused(const server::Answer& answer, int status) {
  EXPECT_EQ(answer.response.status, status) << answer.response.body;
  EXPECT_FALSE(answer.verdict.accepted());
  return answer.response.body;
}

}  // namespace mdmock::ade

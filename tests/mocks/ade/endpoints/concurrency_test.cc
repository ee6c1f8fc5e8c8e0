#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "tests/mocks/ade/endpoints/fleet_lab.h"

namespace mdmock::ade {
namespace {

// Many clients at once, in the same fleet: run under tsan.
TEST(Concurrency, LosesNoDevice) {
  AdeLab lab(Sized(3000));
  const std::string session = lab.NewSession();
  const auto ask = [&](std::string_view method, std::string_view path,
                       const Json& body) {
    http::Request request = AdeLab::Get(path);
    request.method = method;
    request.headers.push_back({"X-ADM-Auth-Session", session});
    request.body = body.dump();
    const auto answer = lab.service.Handle({.request = request,
                                            .scheme = "http",
                                            .now = lab.clock.Now(),
                                            .seq = 0,
                                            .client_certificate = ""});
    return Json::parse(answer->response.body, nullptr, false);
  };
  const std::string profile =
      ask("POST", "/profile",
          {{"profile_name", "p"}, {"url", "https://m/"}})["profile_uuid"];
  std::atomic<size_t> num_devices = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      Json page = ask("POST", "/server/devices", Json::object());
      for (;;) {
        Json serials = Json::array();
        for (const Json& one : page["devices"]) {
          serials.push_back(one["serial_number"]);
        }
        num_devices += serials.size();
        ask("PUT", "/profile/devices",
            {{"profile_uuid", profile}, {"devices", serials}});
        if (!page["more_to_follow"].get<bool>()) return;
        page = ask("POST", "/server/devices", {{"cursor", page["cursor"]}});
      }
    });
  }
  for (std::thread& one : clients) one.join();
  EXPECT_EQ(num_devices, 12'000u);
}

}  // namespace
}  // namespace mdmock::ade

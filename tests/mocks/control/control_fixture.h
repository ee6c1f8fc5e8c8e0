#ifndef MDMOCK_TESTS_MOCKS_CONTROL_CONTROL_FIXTURE_H_
#define MDMOCK_TESTS_MOCKS_CONTROL_CONTROL_FIXTURE_H_

#include <gmock/gmock.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/control_service.h"

namespace mdmock::control {

// PlayfulService remembers what it was told.
class PlayfulService : public server::Service {
 public:
  explicit PlayfulService(std::string name) : name_(std::move(name)) {
    for (const char* slug : {"session-expired", "throttled"}) {
      ids_.push_back(name_ + "." + slug);
    }
  }

  std::string_view name() const override { return name_; }

  Result<server::Answer> Handle(const server::Exchange&) override {
    return Failure{"this service answers on the control port only"};
  }

  Result<server::Answer> Control(const server::Exchange& exchange) override {
    if (exchange.request.target == "/" + name_ + "/broken") {
      return Failure{"the state is lost"};
    }
    return server::Answer{
        .response = {.body = name_ + " was asked " + exchange.request.target},
        .verdict = Verdict(name_)};
  }

  std::optional<http::Response> Named(std::string_view answer) const override {
    if (answer != "token_expired") return std::nullopt;
    return http::Response{.status = 403};
  }

  std::vector<server::Scenario> Scenarios() const override {
    std::vector<server::Scenario> scenarios;
    for (const std::string& id : ids_) {
      scenarios.push_back({id, "What it does.", "What to do."});
    }
    return scenarios;
  }

  bool Play(std::string_view id) override {
    told.push_back("play " + std::string(id));
    return !id.empty() || takes_empty_id;
  }

  void Reset() override { told.emplace_back("reset"); }

  std::vector<std::string> told;
  bool takes_empty_id = true;

 private:
  std::string name_;
  std::vector<std::string> ids_;
};

class ControlFixture : public ::testing::Test {
 protected:
  using Json = nlohmann::json;

  server::Answer Ask(const std::string& method, const std::string& target,
                     const std::string& body = "") {
    const http::Request request{method, target, "HTTP/1.1", {}, body};
    const auto answer = control_.Handle(
        {.request = request, .scheme = "http", .now = clock_.Now(), .seq = 0});
    EXPECT_TRUE(answer) << answer.error().what;
    if (answer) return *answer;
    return {.response = {.status = 500}, .verdict = Verdict("none")};
  }

  // The document of an answer that accepts.
  Json Good(const std::string& method, const std::string& target,
            const std::string& body = "") {
    const server::Answer answer = Ask(method, target, body);
    EXPECT_EQ(answer.response.status, 200) << answer.response.body;
    EXPECT_TRUE(answer.verdict.accepted());
    EXPECT_EQ(answer.verdict.subject(), "control");
    return Json::parse(answer.response.body);
  }

  // The sentence of an answer 400.
  std::string Error(const std::string& method, const std::string& target,
                    const std::string& body = "") {
    const server::Answer answer = Ask(method, target, body);
    EXPECT_EQ(answer.response.status, 400) << answer.response.body;
    EXPECT_FALSE(answer.verdict.accepted());
    EXPECT_EQ(answer.verdict.subject(), "control");
    return Json::parse(answer.response.body)["error"];
  }

  world::Clock clock_{{.mode = world::Clock::Mode::kFrozen,
                       .time = FromEpochSeconds(1'767'225'600)}};
  world::Entropy entropy_{42};
  journal::Journal journal_;
  journal::Secrets secrets_;
  server::Faults faults_;
  PlayfulService ade_{"ade"};
  PlayfulService ws1_{"ws1"};
  ControlService control_{
      {clock_, entropy_, journal_, secrets_, faults_, {&ade_, &ws1_}}};
};

}  // namespace mdmock::control

#endif  // MDMOCK_TESTS_MOCKS_CONTROL_CONTROL_FIXTURE_H_

#include "tests/mocks/control/control_fixture.h"

#include <nlohmann/json.hpp>

namespace mdmock::control {

PlayfulService::PlayfulService(std::string name)
    : name_(std::move(name)), toys_path_("/" + name_ + "/toys") {
  for (const char* slug : {".session-expired", ".throttled"}) {
    ids_.push_back(name_ + slug);
  }
}

Result<server::Answer> PlayfulService::Handle(const server::Exchange&) {
  return Failure{"this service answers on the control port only"};
}

Result<server::Answer> PlayfulService::Control(
    const server::Exchange& exchange) {
  if (exchange.request.target == "/" + name_ + "/broken") {
    return Failure{"the state is lost"};
  }
  return server::Answer{
      .response = {.body = name_ + " was asked " + exchange.request.target},
      .verdict = Verdict(name_)};
}

std::vector<server::ControlPath> PlayfulService::ControlPaths() const {
  return {{"GET", toys_path_, "what there is to play with"}};
}

std::optional<http::Response> PlayfulService::Named(
    std::string_view answer) const {
  if (answer != "token_expired") return std::nullopt;
  return http::Response{.status = 403};
}

std::vector<server::Scenario> PlayfulService::Scenarios() const {
  std::vector<server::Scenario> scenarios;
  for (const std::string& id : ids_) {
    scenarios.push_back({id, "What it does.", "What to do."});
  }
  return scenarios;
}

bool PlayfulService::Play(std::string_view id) {
  told.push_back("play " + std::string(id));
  return !id.empty() || takes_empty_id;
}

server::Answer ControlFixture::Ask(const std::string& method,
                                   const std::string& target,
                                   const std::string& body) {
  const http::Request request{method, target, "HTTP/1.1", {}, body};
  const auto answer = control_.Handle(
      {.request = request, .scheme = "http", .now = clock_.Now(), .seq = 0});
  if (answer) return *answer;
  ADD_FAILURE() << answer.error().what;
  return {.response = {.status = 500}, .verdict = Verdict("none")};
}

nlohmann::json ControlFixture::Good(const std::string& method,
                                    const std::string& target,
                                    const std::string& body) {
  const server::Answer answer = Ask(method, target, body);
  EXPECT_EQ(answer.response.status, 200) << answer.response.body;
  EXPECT_TRUE(answer.verdict.accepted());
  EXPECT_EQ(answer.verdict.subject(), "control");
  return nlohmann::json::parse(answer.response.body);
}

std::string ControlFixture::Error(const std::string& method,
                                  const std::string& target,
                                  const std::string& body) {
  const server::Answer answer = Ask(method, target, body);
  EXPECT_EQ(answer.response.status, 400) << answer.response.body;
  EXPECT_FALSE(answer.verdict.accepted());
  EXPECT_EQ(answer.verdict.subject(), "control");
  return nlohmann::json::parse(answer.response.body)["error"];
}

}  // namespace mdmock::control

#ifndef MDMOCK_TESTS_MOCKS_CONTROL_CONTROL_FIXTURE_H_
#define MDMOCK_TESTS_MOCKS_CONTROL_CONTROL_FIXTURE_H_

#include <gmock/gmock.h>

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/control/control_service.h"

namespace mdmock::control {

// PlayfulService remembers what it was told. It knows the answer
// "token_expired" and two scenarios.
class PlayfulService : public server::Service {
 public:
  explicit PlayfulService(std::string name);

  std::string_view name() const override { return name_; }
  Result<server::Answer> Handle(const server::Exchange&) override;
  // Answers with the target; "/<name>/broken" is a Failure.
  Result<server::Answer> Control(const server::Exchange& exchange) override;
  std::vector<server::ControlPath> ControlPaths() const override;
  std::optional<http::Response> Named(std::string_view answer) const override;
  std::vector<server::Scenario> Scenarios() const override;
  bool Play(std::string_view id) override;
  void ForgetRequests() override { told.emplace_back("forget requests"); }
  void Reset() override { told.emplace_back("reset"); }

  std::vector<std::string> told;  // "play ade.throttled", "reset"
  bool takes_empty_id = true;

 private:
  std::string name_;
  std::string toys_path_;
  std::vector<std::string> ids_;
};

// ControlFixture is a control port over two services and a clock that is frozen
// at the beginning of 2026.
class ControlFixture : public ::testing::Test {
 protected:
  server::Answer Ask(const std::string& method, const std::string& target,
                     const std::string& body = "");

  // Good gives the document of an answer that accepts.
  nlohmann::json Good(const std::string& method, const std::string& target,
                      const std::string& body = "");

  // Error gives the sentence of an answer 400.
  std::string Error(const std::string& method, const std::string& target,
                    const std::string& body = "");

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

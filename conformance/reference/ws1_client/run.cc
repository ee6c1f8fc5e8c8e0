#include "conformance/reference/ws1_client/run.h"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/reference/client/settings.h"
#include "conformance/reference/ws1_client/operations.h"

namespace mdmock::reference {
namespace {

using nlohmann::json;

constexpr int kNotSupported = 89;

// What came of an operation.
struct Outcome {
  bool is_supported = true;
  Result<std::string> output{std::string()};
};

Result<std::string> DoOverNetwork(const Settings& settings) {
  auto service = ws1::Service::Open(settings);
  if (!service) return service.error();
  if (settings.op == "get") return ws1::Get(*service, settings.arguments);
  if (settings.op == "post") return ws1::Post(*service, settings.arguments);
  return ws1::List(*service);
}

Outcome Do(const Settings& settings) {
  const std::string& op = settings.op;
  if (op == "cmsurl.sign") return {true, ws1::SignAlone(settings)};
  if (op == "cmsurl.verify") return {true, ws1::VerifyAlone(settings)};
  if (op == "get" || op == "list" || op == "post") {
    return {true, DoOverNetwork(settings)};
  }
  return {false, std::string()};
}

json AnswerTo(const json& message, Mutation mutation) {
  const auto settings = ReadRunLine(message, mutation);
  if (!settings) return {{"error", {{"message", settings.error().what}}}};
  const Outcome outcome = Do(*settings);
  if (!outcome.is_supported) {
    return {{"skip", {{"reason", "no such operation: " + settings->op}}}};
  }
  if (!outcome.output) {
    return {{"rejected",
             {{"class", "other"}, {"detail", outcome.output.error().what}}}};
  }
  return {{"ok", outcome.output->empty() ? json::object()
                                         : json::parse(*outcome.output)}};
}

}  // namespace

int RunWs1Client(Mutation mutation) {
  const auto report = [](const std::string& what) {
    fmt::print(stderr, "error: {}\n", what);
    return 1;
  };
  const auto settings = ReadEnvironment(mutation);
  if (!settings) return report(settings.error().what);
  const Outcome outcome = Do(*settings);
  if (!outcome.is_supported) return kNotSupported;
  if (!outcome.output) return report(outcome.output.error().what);
  if (!outcome.output->empty()) fmt::print("{}\n", *outcome.output);
  return 0;
}

int RunWs1Shim(Mutation mutation) {
  for (std::string line; std::getline(std::cin, line);) {
    const json message = json::parse(line, nullptr, /*allow_exceptions=*/false);
    const std::string command =
        message.is_object() ? message.value("cmd", "") : "";
    if (command == "stop") break;
    json answer = {{"ok", {{"protocol", 1}, {"name", "mdmock-reference"}}}};
    if (command == "run") answer = AnswerTo(message, mutation);
    answer["seq"] = message.value("seq", 0);
    fmt::print("{}\n",
               answer.dump(-1, ' ', false, json::error_handler_t::replace));
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace mdmock::reference

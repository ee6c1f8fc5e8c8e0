#include "conformance/suites/client/script.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace mdmock::conformance {

Step Do(const std::string& says, const std::function<Result<void>(Lab&)>& act) {
  return {says, [=](Lab& lab) {
            const auto done = act(lab);
            return done ? Said{} : Broken(done.error().what);
          }};
}

Step Scene(const std::string& says, const std::string& id) {
  return Do(says, [id](Lab& lab) -> Result<void> {
    if (lab.service().Play(id)) return {};
    return Failure{"the mock has no scenario " + id};
  });
}

Step ForgetState() {
  return Do("the client starts anew, with an empty folder",
            [](Lab& lab) -> Result<void> {
              const std::string fresh = lab.target().state + "-2";
              std::error_code error;
              std::filesystem::create_directories(fresh, error);
              if (error) return Failure{"cannot make " + fresh};
              lab.target().state = fresh;
              return {};
            });
}

server::Effect Reply(int status, const std::string& body,
                     http::Headers headers) {
  if (http::Find(headers, "Content-Type") == nullptr) {
    headers.push_back({"Content-Type", status == 200
                                           ? "application/json;charset=UTF8"
                                           : "text/plain;charset=UTF-8"});
  }
  return {.kind = server::Effect::Kind::kResponse,
          .text = "",
          .response = {
              .status = status, .headers = std::move(headers), .body = body}};
}

server::Effect Json(const std::string& body) { return Reply(200, body); }

server::Effect Cut(server::Effect::Kind kind) {
  return {.kind = kind, .text = "", .response = {}};
}

server::Effect Truncated(size_t count) {
  return {.kind = server::Effect::Kind::kTruncate,
          .text = "",
          .response = {},
          .bytes = count};
}

server::Effect Stalled(std::chrono::milliseconds delay) {
  return {.kind = server::Effect::Kind::kStall,
          .text = "",
          .response = {},
          .bytes = 0,
          .delay = delay};
}

Step Play(const std::vector<Script>& scripts) {
  std::string says = scripts.empty() ? "the service answers by itself"
                                     : "the service answers by a script:";
  std::vector<server::Fault> faults;
  for (const Script& script : scripts) {
    says += fmt::format(
        " {} ({}{} answer{}{})", script.endpoint,
        script.own_first == 0
            ? ""
            : fmt::format("after {} of its own, ", script.own_first),
        script.answers.size(), script.answers.size() == 1 ? "" : "s",
        script.then == Then::kRepeat ? ", the last for ever" : "");
    const size_t blank = script.endpoint.find(' ');
    for (size_t i = 0; i < script.answers.size(); ++i) {
      const size_t before = script.own_first + i;
      server::Schedule schedule;
      if (script.then == Then::kRepeat && i + 1 == script.answers.size()) {
        schedule.after = before;
      } else {
        schedule.nth.push_back(before + 1);
      }
      const bool whole =
          script.answers[i].kind == server::Effect::Kind::kResponse;
      faults.push_back({.id = fmt::format("{}{} #{}", whole ? "" : kCut,
                                          script.endpoint, i + 1),
                        .service = "",
                        .method = script.endpoint.substr(0, blank),
                        .path = script.endpoint.substr(blank + 1),
                        .schedule = std::move(schedule),
                        .effect = script.answers[i]});
    }
  }
  return Do(says, [faults](Lab& lab) -> Result<void> {
    std::vector<server::Fault> of_this_service = faults;
    for (server::Fault& fault : of_this_service) {
      fault.service = lab.service().name();
    }
    lab.faults().Set(std::move(of_this_service));
    return {};
  });
}

}  // namespace mdmock::conformance

#include "conformance/suites/ade_client/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance {
namespace {

using drivers::Ending;
using nlohmann::json;

// What an ending alone means, whatever the check is about.
Said Judge(const Performed& performed) {
  const drivers::Done& done = performed.done;
  switch (done.ending) {
    case Ending::kSucceeded:
    case Ending::kReportedError:
      return {};
    case Ending::kNotSupported:
      return Skipped(fmt::format("the client does not support '{}': {}",
                                 performed.op, done.detail));
    case Ending::kCrashed:
      return {Outcome::kCrash, Class::kImplementation,
              fmt::format("{}: {}", performed.op, done.detail)};
    case Ending::kTimedOut:
      return {Outcome::kTimeout, Class::kImplementation,
              fmt::format("{}: {}", performed.op, done.detail)};
    case Ending::kGarbage:
      return Wrong(fmt::format("{}: {}", performed.op, done.detail));
    case Ending::kUnusable:
      return {Outcome::kFail, Class::kConfiguration,
              fmt::format("{}: {}", performed.op, done.detail)};
  }
  return {};
}

enum class Wish { kAny, kSuccess, kError };

Said Met(const Performed& performed, Wish wish) {
  if (Said said = Judge(performed); said.outcome != Outcome::kPass) return said;
  if (wish == Wish::kSuccess && !performed.succeeded()) {
    return Wrong(
        fmt::format("{} was to succeed, and the client reports an "
                    "error ({}): {}",
                    performed.op, performed.done.detail,
                    Printable(Trim(performed.done.errors_text, " \n"), 300)));
  }
  if (wish == Wish::kError && performed.succeeded()) {
    return Wrong(
        fmt::format("{} could not succeed, and the client reports that it did",
                    performed.op));
  }
  return {};
}

Step Put(const std::string& op, const std::string& arguments, Wish wish,
         std::string says, size_t at_once = 1) {
  return {.says = std::move(says), .run = [=](Lab& lab) -> Said {
            const auto asked = lab.Ask(op, arguments, at_once);
            if (!asked) return Broken(asked.error().what);
            for (const Performed& one : lab.last()) {
              if (Said said = Met(one, wish); said.outcome != Outcome::kPass) {
                return said;
              }
            }
            return {};
          }};
}

// Nothing of what a client prints is trusted to have any shape.
json Parsed(const std::string& text) {
  return json::parse(text, nullptr, /*allow_exceptions=*/false);
}

const json* Field(const json& object, const std::string& name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

std::string SerialOf(const json& device) {
  if (device.is_string()) return device.get<std::string>();
  const json* serial = Field(device, "serial_number");
  return serial != nullptr && serial->is_string() ? serial->get<std::string>()
                                                  : std::string();
}

}  // namespace

Said Wrong(std::string message) {
  return {Outcome::kFail, Class::kImplementation, std::move(message)};
}

Said Skipped(std::string reason) {
  return {Outcome::kSkip, Class::kImplementation, std::move(reason)};
}

Said Broken(std::string reason) {
  return {Outcome::kBroken, Class::kHarness, std::move(reason)};
}

Check ClientCheck::AsCheck() const {
  static constexpr std::string_view kFiles[] = {
      "a_header", "b_http",     "c_session", "d_errors",
      "e_sync",   "f_profiles", "g_token"};
  const std::string_view file = kFiles[static_cast<size_t>(code.at(0) - 'A')];
  return {
      .id = fmt::format("ade-client/{}-{}", code, slug),
      .level = level,
      .requirement = requirement,
      .source = source,
      .provenance = provenance,
      .speaks_of = Class::kImplementation,
      .file = fmt::format("conformance/suites/ade_client/group_{}.cc", file)};
}

Step Ask(const std::string& op, const std::string& arguments) {
  return Put(op, arguments, Wish::kAny, fmt::format("the client does {}", op));
}

Step Succeeds(const std::string& op, const std::string& arguments) {
  return Put(op, arguments, Wish::kSuccess,
             fmt::format("the client does {}, and succeeds", op));
}

Step Refused(const std::string& op, const std::string& arguments) {
  return Put(op, arguments, Wish::kError,
             fmt::format("the client does {}, and reports an error", op));
}

Step AtOnce(size_t count, const std::string& op, const std::string& arguments) {
  return Put(op, arguments, Wish::kSuccess,
             fmt::format("the client does {} {} times at once", op, count),
             count);
}

Step Change(const std::string& says,
            const std::function<void(ade::AdeOptions&)>& change) {
  return {says, [=](Lab& lab) {
            lab.mock().service().Change(change);
            return Said{};
          }};
}

Step Do(const std::string& says, const std::function<void(Lab&)>& act) {
  return {says, [=](Lab& lab) {
            act(lab);
            return Said{};
          }};
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
  std::string says = scripts.empty() ? "the service answers by itself again"
                                     : "the service answers by a script:";
  std::vector<server::Fault> faults;
  for (const Script& script : scripts) {
    says += fmt::format(
        " {} ({} answer{}{})", script.endpoint, script.answers.size(),
        script.answers.size() == 1 ? "" : "s",
        script.then == Then::kRepeat ? ", the last for ever" : "");
    const size_t blank = script.endpoint.find(' ');
    for (size_t i = 0; i < script.answers.size(); ++i) {
      server::Schedule schedule;
      if (script.then == Then::kRepeat && i + 1 == script.answers.size()) {
        schedule.after = i;
      } else {
        schedule.nth.push_back(i + 1);
      }
      faults.push_back({.id = fmt::format("{} #{}", script.endpoint, i + 1),
                        .service = "ade",
                        .method = script.endpoint.substr(0, blank),
                        .path = script.endpoint.substr(blank + 1),
                        .schedule = std::move(schedule),
                        .effect = script.answers[i]});
    }
  }
  return {std::move(says), [faults](Lab& lab) {
            lab.mock().faults().Set(faults);
            return Said{};
          }};
}

Step Expect(const std::string& says, const std::function<Said(Lab&)>& judge) {
  return {says, judge};
}

Step ExpectCalls(const std::string& endpoint, size_t least, size_t most) {
  const std::string range = least == most
                                ? fmt::to_string(least)
                                : fmt::format("{} to {}", least, most);
  return {
      fmt::format("{}: {} request{}", endpoint, range, most == 1 ? "" : "s"),
      [=](Lab& lab) -> Said {
        const size_t count = lab.Calls(endpoint).size();
        if (count >= least && count <= most) return {};
        return Wrong(fmt::format("expected {} requests of {}, got {}", range,
                                 endpoint, count));
      }};
}

Step ExpectNoRule(std::initializer_list<std::string_view> codes) {
  const std::vector<std::string> rules(codes.begin(), codes.end());
  return {
      fmt::format("no /session request breaks {}", fmt::join(rules, ", ")),
      [=](Lab& lab) -> Said {
        const auto calls = lab.Calls("GET /session");
        if (calls.empty()) {
          return Wrong("no request for /session came");
        }
        for (const Lab::EntryPtr& call : calls) {
          for (const std::string& rule : rules) {
            if (!call->verdict.Has(rule)) continue;
            return Wrong(fmt::format("{}\n{}", rule, Explain(call->verdict)));
          }
        }
        return {};
      }};
}

Step ExpectSaid(std::initializer_list<std::string_view> words) {
  const std::vector<std::string> wanted(words.begin(), words.end());
  return {fmt::format("the client says one of: {}", fmt::join(wanted, ", ")),
          [=](Lab& lab) -> Said {
            for (const Performed& one : lab.last()) {
              const std::string said = ToLower(one.Said());
              const bool found = std::any_of(
                  wanted.begin(), wanted.end(), [&](const std::string& word) {
                    return said.find(ToLower(word)) != std::string::npos;
                  });
              if (!found) {
                return Wrong(fmt::format(
                    "none of these stands in what the client says: {}",
                    fmt::join(wanted, ", ")));
              }
            }
            return {};
          }};
}

std::optional<std::vector<std::string>> Serials(const Performed& performed) {
  const json output = Parsed(performed.done.output);
  const json* devices = Field(output, "devices");
  if (devices == nullptr || !devices->is_array()) return std::nullopt;
  std::vector<std::string> serials;
  for (const json& device : *devices) serials.push_back(SerialOf(device));
  return serials;
}

std::string DeviceText(const Performed& performed, const std::string& serial) {
  const json output = Parsed(performed.done.output);
  const json* devices = Field(output, "devices");
  if (devices == nullptr || !devices->is_array()) return "";
  for (const json& device : *devices) {
    if (SerialOf(device) == serial) return device.dump();
  }
  return "";
}

std::optional<std::string> TextField(const std::string& text,
                                     const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  if (field == nullptr || !field->is_string()) return std::nullopt;
  return field->get<std::string>();
}

bool IsObject(const std::string& text) { return Parsed(text).is_object(); }

bool HasField(const std::string& text, const std::string& name) {
  const json object = Parsed(text);
  return Field(object, name) != nullptr;
}

std::vector<std::string> Texts(const std::string& text,
                               const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  std::vector<std::string> texts;
  if (field == nullptr || !field->is_array()) return texts;
  for (const json& one : *field) {
    texts.push_back(one.is_string() ? one.get<std::string>() : one.dump());
  }
  return texts;
}

std::optional<long long> Number(const std::string& text,
                                const std::string& name) {
  const json object = Parsed(text);
  const json* field = Field(object, name);
  if (field == nullptr || !field->is_number_integer()) return std::nullopt;
  return field->get<long long>();
}

std::string SessionSent(const journal::Entry& entry) {
  const std::string* session = entry.request.Find("X-ADM-Auth-Session");
  return session == nullptr ? "" : *session;
}

}  // namespace mdmock::conformance

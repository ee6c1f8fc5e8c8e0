#include "conformance/drivers/shim_message.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

#include "conformance/drivers/json_text.h"
#include "protocol/base/text.h"

namespace mdmock::drivers {
namespace {

using nlohmann::json;

constexpr int kProtocol = 1;
constexpr size_t kMostAtOnce = 64;

json ObjectOf(const Target& target) {
  json object = json::object();
  const auto add = [&object](const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
  };
  add("url", target.url);
  add("https_url", target.https_url);
  add("ca", target.ca);
  add("token", target.token);
  add("state", target.state);
  add("p12", target.p12);
  add("p12_password", target.p12_password);
  add("tenant_code", target.tenant_code);
  return object;
}

std::string LineOf(const json& message) {
  return message.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string Quoted(std::string_view line) {
  constexpr size_t kShown = 200;
  return fmt::format("\"{}\"", Printable(line, kShown));
}

std::string TextOf(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return "";
  return found->is_string() ? found->get<std::string>() : found->dump();
}

// Fills in the part of the answer that its kind has; "" or what is wrong.
std::string ReadBody(ShimAnswer::Kind kind, const json& body,
                     ShimAnswer& answer) {
  if (!body.is_object()) return "its value is not an object";
  answer.kind = kind;
  switch (kind) {
    case ShimAnswer::Kind::kOk:
      answer.output = body.dump();
      return "";
    case ShimAnswer::Kind::kRejected:
      answer.error_class = TextOf(body, "class");
      answer.detail = TextOf(body, "detail");
      if (answer.error_class.empty()) return "rejected has no class";
      return "";
    case ShimAnswer::Kind::kSkip:
      answer.detail = TextOf(body, "reason");
      return "";
    case ShimAnswer::Kind::kError:
      answer.detail = TextOf(body, "message");
      return "";
  }
  return "";
}

}  // namespace

std::string HelloLine() {
  return LineOf({{"cmd", "hello"}, {"seq", 0}, {"protocol", {kProtocol}}});
}

std::string RunLine(std::uint64_t seq, const Operation& operation) {
  json input = json::parse(operation.arguments, nullptr, false);
  assert(input.is_object());
  json message = {{"cmd", "run"},
                  {"seq", seq},
                  {"op", operation.op},
                  {"deadline_ms", operation.deadline.count()},
                  {"clock", nullptr},
                  {"target", ObjectOf(operation.target)},
                  {"input", std::move(input)}};
  if (operation.clock) message["clock"] = FormatTime(*operation.clock);
  return LineOf(message);
}

std::string StopLine() { return LineOf({{"cmd", "stop"}}); }

std::variant<ShimAnswer, NotAnAnswer> ReadAnswer(std::string_view line) {
  if (NestsTooDeep(line)) return NotAnAnswer{"a line nests too deep"};
  const json message = json::parse(line, nullptr, false);
  if (message.is_discarded()) {
    return NotAnAnswer{"a line is not JSON: " + Quoted(line)};
  }
  const auto wrong = [line](std::string_view why) {
    return NotAnAnswer{
        fmt::format("a line is not an answer, {}: {}", why, Quoted(line))};
  };
  if (!message.is_object()) return wrong("for it is not an object");
  ShimAnswer answer;
  if (const auto seq = message.find("seq"); seq != message.end()) {
    if (!seq->is_number_unsigned()) return wrong("seq is not a whole number");
    answer.seq = seq->get<std::uint64_t>();
  }
  using Kind = ShimAnswer::Kind;
  constexpr std::array<std::pair<const char*, Kind>, 4> kKinds{
      {{"ok", Kind::kOk},
       {"rejected", Kind::kRejected},
       {"skip", Kind::kSkip},
       {"error", Kind::kError}}};
  int num_kinds = 0;
  for (const auto& [name, kind] : kKinds) {
    const auto body = message.find(name);
    if (body == message.end()) continue;
    ++num_kinds;
    const std::string problem = ReadBody(kind, *body, answer);
    if (!problem.empty()) return wrong(problem);
  }
  if (num_kinds != 1) {
    return wrong("it has to have one of ok, rejected, skip and error");
  }
  return answer;
}

std::variant<Greeting, NotAnAnswer> ReadGreeting(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  assert(object.is_object());
  if (const auto protocol = object.find("protocol");
      protocol != object.end() && *protocol != kProtocol) {
    return NotAnAnswer{fmt::format("it speaks protocol {}, and not {}",
                                   protocol->dump(), kProtocol)};
  }
  Greeting greeting{.name = TextOf(object, "name"),
                    .version = TextOf(object, "version"),
                    .language = TextOf(object, "language")};
  if (const auto at_once = object.find("concurrency");
      at_once != object.end()) {
    if (!at_once->is_number_unsigned() || *at_once == 0) {
      return NotAnAnswer{"concurrency is not a number from 1"};
    }
    greeting.concurrency =
        std::min<size_t>(at_once->get<size_t>(), kMostAtOnce);
  }
  return greeting;
}

}  // namespace mdmock::drivers

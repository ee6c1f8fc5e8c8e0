#include "mocks/control/effect_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mocks/control/json/fields.h"
#include "mocks/control/transport_text.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::control {
namespace {

using Json = nlohmann::json;
using Kind = server::Effect::Kind;

bool IsToken(std::string_view text) {
  return !text.empty() &&
         ToLower(text).find_first_not_of(
             "abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~") ==
             std::string::npos;
}

http::Headers ReadHeaders(const Json& pairs, const std::string& where,
                          Problems& problems) {
  http::Headers headers;
  if (!pairs.is_array()) {
    problems.push_back({where, "a list of [name, value]", Shown(pairs)});
    return headers;
  }
  for (size_t i = 0; i < pairs.size(); ++i) {
    const Json& pair = pairs[i];
    const std::string here = fmt::format("{}[{}]", where, i);
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() ||
        !pair[1].is_string()) {
      problems.push_back({here, "two strings, [name, value]", Shown(pair)});
      continue;
    }
    http::Header header{pair[0].get<std::string>(), pair[1].get<std::string>()};
    if (!IsToken(header.name)) {
      problems.push_back({here, "a header name", Quoted(header.name)});
    } else if (BreaksLine(header.value)) {
      problems.push_back({here, "a value on one line", Quoted(header.value)});
    } else {
      headers.push_back(std::move(header));
    }
  }
  return headers;
}

http::Response ReadResponse(Fields& fields, Problems& problems) {
  http::Response response;
  if (const auto status = fields.Whole("status", 200, 599)) {
    response.status = static_cast<int>(*status);
  }
  if (const Json* headers = fields.Take("headers")) {
    response.headers = ReadHeaders(*headers, fields.Where("headers"), problems);
  }
  const auto body = fields.Text("body");
  const auto base64 = fields.Text("body_b64");
  if (body && base64) {
    fields.Complain("body_b64", "nothing beside body", Quoted(*base64));
  }
  if (body) response.body = *body;
  if (base64) {
    const auto bytes = ReadBase64(*base64);
    if (!bytes) fields.Complain("body_b64", "base64", Quoted(*base64));
    response.body = bytes.value_or("");
  }
  return response;
}

server::Effect Named(std::string answer) {
  return {.kind = Kind::kAnswer, .text = std::move(answer)};
}

}  // namespace

server::Effect ReadEffect(const Json& then, const std::string& where,
                          Problems& problems) {
  constexpr std::string_view kForms =
      "a string, or an object with answer, effect or status";
  if (then.is_string()) {
    const auto& text = then.get_ref<const std::string&>();
    if (const auto transport = ReadTransport(text, where, problems)) {
      return *transport;
    }
    return Named(text);
  }
  if (!then.is_object()) {
    problems.push_back({where, std::string(kForms), Shown(then)});
    return {};
  }
  Fields fields(then, where, problems);
  server::Effect effect;
  if (then.contains("answer")) {
    effect = Named(fields.Text("answer").value_or(""));
  } else if (then.contains("effect")) {
    if (const auto text = fields.Text("effect")) {
      const auto read = ReadTransport(*text, fields.Where("effect"), problems);
      if (read) effect = *read;
      if (!read) {
        fields.Complain("effect", "one of " + std::string(TransportSpellings()),
                        Quoted(*text));
      }
    }
  } else if (then.contains("status")) {
    effect.kind = Kind::kResponse;
    effect.response = ReadResponse(fields, problems);
  } else {
    problems.push_back({where, std::string(kForms), "none of them"});
    return effect;
  }
  fields.Finish();
  return effect;
}

nlohmann::ordered_json ToJson(const server::Effect& effect) {
  if (effect.kind == Kind::kAnswer) return {{"answer", effect.text}};
  if (effect.kind != Kind::kResponse) return TransportText(effect);
  const http::Response& response = effect.response;
  auto headers = nlohmann::ordered_json::array();
  for (const http::Header& one : response.headers) {
    headers.push_back(nlohmann::ordered_json::array({one.name, one.value}));
  }
  const bool is_text = IsUtf8(response.body);
  return {{"status", response.status},
          {"headers", std::move(headers)},
          {is_text ? "body" : "body_b64",
           is_text ? response.body : Base64(response.body)}};
}

}  // namespace mdmock::control

#include "mocks/connector/replies.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

namespace mdmock::connector {
namespace {

using Json = nlohmann::ordered_json;

http::Response WriteJson(std::string text) {
  return {.status = 200,
          .headers = {{"Content-Type", "application/json"},
                      {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

// Every second one opens: no string of ours has a quotation mark in it but
// reqId, which may.
std::string WithCurlyQuotes(std::string_view json) {
  std::string text;
  bool opens = true;
  for (size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '"' || (i > 0 && json[i - 1] == '\\')) {
      text += json[i];
      continue;
    }
    text += opens ? "\u201C" : "\u201D";
    opens = !opens;
  }
  return text;
}

http::Response WriteIn(ReplyForm form, Json json) {
  const auto dump = [](const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  switch (form) {
    case ReplyForm::kRight:
      break;
    case ReplyForm::kWrongReqId:
      json["reqId"] = "0";
      break;
    case ReplyForm::kNumericReqId:
      json["reqId"] = 12487;
      break;
    case ReplyForm::kNoReqId:
      json.erase("reqId");
      break;
    case ReplyForm::kCurlyQuotes:
      return WriteJson(WithCurlyQuotes(dump(json)));
    case ReplyForm::kTrailingComma: {
      std::string text = dump(json);
      text.insert(text.size() - 1, ",");
      return WriteJson(std::move(text));
    }
    case ReplyForm::kTruncated: {
      const std::string text = dump(json);
      return WriteJson(text.substr(0, text.size() / 2));
    }
    case ReplyForm::kEmpty:
      return WriteJson("");
    case ReplyForm::kHtml:
      return {.status = 200,
              .headers = {{"Content-Type", "text/html; charset=utf-8"},
                          {"Cache-Control", "no-store"}},
              .body =
                  "<!DOCTYPE html>\n<html><head><title>Sign in</title>"
                  "</head><body>Please sign in.</body></html>\n"};
  }
  return WriteJson(dump(json));
}

}  // namespace

http::Response Write(const KeyPairReply& reply, ReplyForm form) {
  Json json;
  json["status"] = reply.failure_info.empty() ? "success" : "failure";
  if (!reply.failure_info.empty()) json["failureInfo"] = reply.failure_info;
  if (reply.req_id) json["reqId"] = *reply.req_id;
  if (reply.failure_info.empty()) {
    json["payloadType"] = "pkcs12";
    if (reply.password && reply.second) json["password"] = *reply.password;
    if (reply.password && !reply.second) {
      json["decryptionPassword"] = Base64(*reply.password);
    }
    json["payload"] = Base64(reply.payload);
  }
  return WriteIn(form, std::move(json));
}

http::Response WriteOperations(const std::vector<std::string>& operations) {
  return WriteIn(ReplyForm::kRight, {{"operations", operations}});
}

http::Response WriteNotice(std::string_view failure_info,
                           const std::vector<std::string>& remove,
                           ReplyForm form) {
  Json json;
  json["status"] = failure_info.empty() ? "success" : "failure";
  if (!failure_info.empty()) json["failureInfo"] = failure_info;
  if (!remove.empty()) {
    json["removeCerts"] = Json::array();
    for (const std::string& one : remove) {
      json["removeCerts"].push_back(Base64(one));
    }
  }
  return WriteIn(form, std::move(json));
}

http::Response WritePlain(int status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"},
                      {"Cache-Control", "no-store"}},
          .body = std::move(text)};
}

}  // namespace mdmock::connector

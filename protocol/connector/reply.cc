#include "protocol/connector/reply.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/connector/json_text.h"
#include "protocol/connector/reply_head.h"
#include "protocol/connector/rules.h"
#include "protocol/verdict/redact.h"

namespace mdmock::connector {
namespace {

constexpr char kReqId[] = "reqId";
constexpr char kRegId[] = "regID";  // So in the documentation of Dynamics.
constexpr char kDecryptionPassword[] = "decryptionPassword";
constexpr char kPassword[] = "password";
constexpr char kMisspeltPassword[] = "descryptionPassword";
constexpr size_t kMaxNamed = 8;

constexpr std::array<std::string_view, 6> kFields{
    "status",  "failureInfo",       "payloadType",
    "payload", kDecryptionPassword, kReqId};

// A value of a field that is no secret, for a person.
std::string Shown(const JsonValue& value) {
  if (value.is_string())
    return fmt::format("\"{}\"", Printable(value.text, 80));
  if (value.is_array() || value.is_object()) {
    return fmt::format("an {}", Name(value.kind));
  }
  if (value.text == Name(value.kind)) return value.text;  // null
  return fmt::format("{} {}", Name(value.kind), Printable(value.text, 40));
}

const Rule& RuleOf(JsonFault::Kind kind) {
  switch (kind) {
    case JsonFault::Kind::kUtf8:
    case JsonFault::Kind::kUtf16:
      return rules::kUtf8;
    case JsonFault::Kind::kByteOrderMark:
      return rules::kByteOrderMark;
    case JsonFault::Kind::kCurlyQuotes:
      return rules::kCurlyQuotes;
    case JsonFault::Kind::kTrailingComma:
      return rules::kTrailingComma;
    case JsonFault::Kind::kDuplicateKey:
      return rules::kDuplicateKey;
    case JsonFault::Kind::kSyntax:
    case JsonFault::Kind::kEmpty:
    case JsonFault::Kind::kTooDeep:
      break;
  }
  return rules::kJsonSyntax;
}

// ReplyReader judges the JSON, field by field.
class ReplyReader {
 public:
  explicit ReplyReader(const ReplyWish& wish)
      : wish_(wish),
        judged_{.verdict = Verdict("reply", wish.strictness), .reply = {}} {}

  Verdict& verdict() { return judged_.verdict; }
  const Reply& reply() const { return judged_.reply; }

  void Read(std::string_view json) {
    const JsonText text = ReadJsonText(json);
    for (const JsonFault& fault : text.faults) AddFault(fault);
    if (!text.value) return;
    if (!text.value->is_object()) {
      return Add(rules::kNotAnObject, "the body", "an object",
                 std::string(Name(text.value->kind)));
    }
    object_ = &*text.value;
    ReadStatus();
    ReadFailureInfo();
    ReadReqId();
    ReadPayload();
    ReadPassword();
    NoteNames();
    Show();
    object_ = nullptr;
  }

  JudgedReply Take() && {
    Redactor redactor;
    if (judged_.reply.password) redactor.Hide(*judged_.reply.password);
    if (judged_.reply.announced) redactor.Hide(*judged_.reply.announced);
    redactor.Redact(judged_.verdict);
    return std::move(judged_);
  }

  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    judged_.verdict.Add(
        {&rule, std::move(where), std::move(expected), std::move(actual)});
  }

 private:
  bool dynamics() const { return wish_.profile == Profile::kDynamics; }

  void AddFault(const JsonFault& fault) {
    if (fault.kind == JsonFault::Kind::kDuplicateKey) {
      return Add(rules::kDuplicateKey, fault.what, "once",
                 "more than once; most parsers take the last");
    }
    const bool placed = fault.kind != JsonFault::Kind::kEmpty &&
                        fault.kind != JsonFault::Kind::kTooDeep;
    Add(RuleOf(fault.kind),
        placed ? fmt::format("byte {} of the body", fault.offset) : "the body",
        "JSON (RFC 8259)", fault.what);
  }

  // A field's string. Null and absent are the same but for a doubt; a value of
  // another type is a finding under `type_rule`.
  const std::string* Text(std::string_view name, const Rule& type_rule) {
    const JsonValue* value = object_->Find(name);
    if (value == nullptr) return nullptr;
    if (value->is_string()) return &value->text;
    if (value->is_null() && &type_rule == &rules::kFieldType) {
      Add(rules::kNullField, std::string(name), "no field, or a string",
          "null");
    } else {
      Add(type_rule, std::string(name), "a string",
          std::string(Name(value->kind)));
    }
    return nullptr;
  }

  // What is there where a string should be, and is none.
  std::string Instead(std::string_view name) const {
    const JsonValue* value = object_->Find(name);
    return value == nullptr ? "no such field" : std::string(Name(value->kind));
  }

  void ReadStatus() {
    constexpr char kExpected[] = R"("success" or "failure")";
    const JsonValue* value = object_->Find("status");
    if (value == nullptr) {
      return Add(rules::kStatusValue, "status", kExpected, "no such field");
    }
    if (value->is_string() && value->text == "success") {
      judged_.reply.status = Reply::Status::kSuccess;
    } else if (value->is_string() && value->text == "failure") {
      judged_.reply.status = Reply::Status::kFailure;
    } else {
      Add(rules::kStatusValue, "status", kExpected, Shown(*value));
    }
  }

  void ReadFailureInfo() {
    const std::string* info = Text("failureInfo", rules::kFieldType);
    const bool failed = judged_.reply.status == Reply::Status::kFailure;
    if (info == nullptr) {
      if (failed) {
        Add(rules::kFailureInfoMissing, "failureInfo", "one of the nine names",
            "no name");
      }
      return;
    }
    judged_.reply.failure_info = *info;
    if (judged_.reply.status == Reply::Status::kSuccess) {
      Add(rules::kFailureInfoOnSuccess, "failureInfo", "no such field",
          fmt::format("\"{}\"", Printable(*info, 80)));
      return;
    }
    if (FindFailureReason(*info) != nullptr) return;
    std::string expected = "one of the nine names";
    for (const FailureReason& reason : kFailureReasons) {
      if (EqualsIgnoreCase(reason.name, *info)) expected = reason.name;
    }
    Add(rules::kFailureInfoVocabulary, "failureInfo", std::move(expected),
        fmt::format("\"{}\"", Printable(*info, 80)));
  }

  // reqId under its name, or another spelling of it.
  const JsonMember* FindReqId() const {
    const JsonMember* found = nullptr;
    for (const auto& member : object_->members) {
      if (member.name == kReqId) return &member;
      if (EqualsIgnoreCase(member.name, kReqId) ||
          EqualsIgnoreCase(member.name, kRegId)) {
        found = &member;
      }
    }
    return found;
  }

  void ReadReqId() {
    const auto* member = FindReqId();
    if (member == nullptr) {
      if (!wish_.request_readable) return;
      return Add(dynamics() ? rules::kFieldName : rules::kReqIdMissing, kReqId,
                 "the request's reqId", "no such field");
    }
    const auto& [name, value] = *member;
    if (name != kReqId && !(dynamics() && name == kRegId)) {
      Add(dynamics() ? rules::kFieldName : rules::kReqIdName,
          Printable(name, 40), kReqId, Printable(name, 40));
    }
    if (!value.is_string()) {
      if (value.is_null() && !wish_.request_readable) return;
      return Add(rules::kReqIdType, kReqId, "a string", Shown(value));
    }
    judged_.reply.req_id = value.text;
    if (!wish_.request_readable && value.text.empty()) return;
    if (wish_.req_id && value.text != *wish_.req_id) {
      Add(rules::kReqIdDiffers, kReqId,
          fmt::format("\"{}\"", Printable(*wish_.req_id, 80)), Shown(value));
    }
  }

  void ReadPayload() {
    const bool succeeded = judged_.reply.status == Reply::Status::kSuccess;
    const std::string* type = Text("payloadType", rules::kFieldType);
    if (type != nullptr && *type != "pkcs12") {
      Add(rules::kPayloadType, "payloadType", "\"pkcs12\"",
          fmt::format("\"{}\"", Printable(*type, 80)));
    }
    if (type == nullptr && succeeded) {
      Add(rules::kPayloadTypeMissing, "payloadType", "\"pkcs12\"",
          Instead("payloadType"));
    }
    const std::string* payload = Text("payload", rules::kFieldType);
    if (payload != nullptr && !payload->empty()) {
      judged_.reply.payload = *payload;
      if (judged_.reply.status == Reply::Status::kFailure) {
        Add(rules::kPayloadOnFailure, "payload", "no such field",
            fmt::format("{} characters", payload->size()));
      }
      return CheckBase64(*payload);
    }
    if (succeeded) {
      Add(rules::kPayloadMissing, "payload", "a PKCS#12 file in base64",
          payload == nullptr ? Instead("payload") : "an empty string");
    }
  }

  // What keeps text that is base64 in some manner from being it strictly.
  static std::string MannersOf(const std::string& text) {
    if (text.find_first_of("-_") != std::string::npos) {
      return "base64url ('-' and '_')";
    }
    return text.find_first_of(" \t\r\n") != std::string::npos
               ? "white space or line ends in it"
               : "padding that is missing or too much";
  }

  void CheckBase64(const std::string& payload) {
    if (ReadBase64(payload)) return;
    const bool url_alphabet = payload.find_first_of("-_") != std::string::npos;
    const bool loose = ReadBase64Loosely(payload).has_value();
    Add(loose && !url_alphabet ? rules::kPayloadBase64Strict
                               : rules::kPayloadBase64,
        "payload", "base64 on one line, padded",
        loose ? MannersOf(payload) : "text that is not base64");
  }

  // The names that a password is looked for under: the right one, those that
  // are taken for it, and what is the right one but for its case.
  std::vector<std::string> PasswordNames() const {
    std::vector<std::string> names{kDecryptionPassword, kPassword,
                                   kMisspeltPassword};
    for (const auto& [name, value] : object_->members) {
      if (name != kDecryptionPassword && IsPasswordName(name)) {
        names.push_back(name);
      }
    }
    return names;
  }

  static bool IsPasswordName(std::string_view name) {
    return name == kPassword || name == kMisspeltPassword ||
           EqualsIgnoreCase(name, kDecryptionPassword);
  }

  void ReadPassword() {
    Reply& reply = judged_.reply;
    for (const std::string& name : PasswordNames()) {
      const std::string* password = Text(name, rules::kFieldType);
      if (password == nullptr || reply.password) continue;
      reply.password = *password;
      reply.password_name = name;
    }
    if (!reply.password) return;
    const std::string name = Printable(reply.password_name, 40);
    const bool plain = name == kPassword && dynamics();
    if (name != kDecryptionPassword && !plain) {
      Add(rules::kDecryptionPasswordName, name, kDecryptionPassword, name);
    }
    if (plain) {
      reply.announced = reply.password;
      return;
    }
    reply.announced = ReadBase64Loosely(*reply.password);
    if (!reply.announced) {
      Add(rules::kDecryptionPasswordBase64, name, "base64",
          "text that is not base64");
    } else if (!ReadBase64(*reply.password)) {
      Add(rules::kDecryptionPasswordBase64Strict, name,
          "base64 on one line, padded", MannersOf(*reply.password));
    }
  }

  void NoteNames() {
    size_t num_named = 0;
    for (const auto& [name, value] : object_->members) {
      const bool known =
          std::find(kFields.begin(), kFields.end(), name) != kFields.end() ||
          IsPasswordName(name) || EqualsIgnoreCase(name, kReqId) ||
          EqualsIgnoreCase(name, kRegId);
      if (known || num_named++ >= kMaxNamed) continue;
      const auto* meant = std::find_if(kFields.begin(), kFields.end(),
                                       [&name = name](std::string_view one) {
                                         return EqualsIgnoreCase(one, name);
                                       });
      if (meant != kFields.end()) {
        Add(rules::kFieldName, Printable(name, 40), std::string(*meant),
            Printable(name, 40));
      } else {
        Add(rules::kUnknownField, Printable(name, 40), "no such field",
            std::string(Name(value.kind)));
      }
    }
  }

  void Show() {
    const Reply& reply = judged_.reply;
    Verdict& verdict = judged_.verdict;
    if (reply.status != Reply::Status::kNone) {
      verdict.Show("status", reply.status == Reply::Status::kSuccess
                                 ? "success"
                                 : "failure");
    }
    if (const FailureReason* reason = FindFailureReason(reply.failure_info)) {
      verdict.Show("failureInfo",
                   fmt::format("{}: {}", reason->name, reason->means));
    }
    if (reply.req_id) verdict.Show("reqId", *reply.req_id);
    if (reply.payload) {
      verdict.Show("payload",
                   fmt::format("{} characters", reply.payload->size()));
    }
  }

  const ReplyWish& wish_;
  JudgedReply judged_;
  const JsonValue* object_ = nullptr;  // While it is read.
};

}  // namespace

JudgedReply JudgeReply(const http::ReceivedResponse& response,
                       const ReplyWish& wish) {
  ReplyReader reader(wish);
  reader.Read(response.response.body);
  const bool said_why = reader.reply().status == Reply::Status::kFailure;
  JudgeHead(response, said_why, reader.verdict());
  return std::move(reader).Take();
}

JudgedReply JudgeReplyText(std::string_view json, const ReplyWish& wish) {
  ReplyReader reader(wish);
  reader.Read(json);
  return std::move(reader).Take();
}

}  // namespace mdmock::connector

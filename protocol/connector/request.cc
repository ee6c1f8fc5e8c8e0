#include "protocol/connector/request.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/connector/json_text.h"
#include "protocol/connector/request_rules.h"

namespace mdmock::connector {
namespace {

namespace rules = request_rules;

constexpr size_t kMaxNamed = 8;
constexpr size_t kMaxOtherCertificates = 64;

const Rule& RuleOf(JsonFault::Kind kind) {
  switch (kind) {
    case JsonFault::Kind::kEmpty:
      return rules::kEmpty;
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
    case JsonFault::Kind::kTooDeep:
      break;
  }
  return rules::kJsonSyntax;
}

enum class Need { kRequired, kOptional };

// ObjectReader reads one JSON object, field by field, and complains of what it
// finds. `place` is what findings call the text.
class ObjectReader {
 public:
  ObjectReader(std::string_view text, std::string place, Verdict& verdict)
      : text_(ReadJsonText(text)), place_(std::move(place)), verdict_(verdict) {
    for (const JsonFault& fault : text_.faults) AddFault(fault);
    if (!text_.value) return;
    if (text_.value->is_object()) {
      object_ = &*text_.value;
    } else {
      Add(rules::kNotAnObject, place_, "an object",
          std::string(Name(text_.value->kind)));
    }
  }

  bool readable() const { return object_ != nullptr; }

  // Text gives a string; nothing where there is none.
  std::optional<std::string> Text(std::string_view name, Need need) {
    const JsonValue* value = Take(name, need);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return value->text;
    WrongType(name, "a string", *value);
    return std::nullopt;
  }

  // Bytes gives what a string holds in base64.
  std::optional<std::string> Bytes(std::string_view name, Need need) {
    const auto text = Text(name, need);
    return text ? Decode(name, *text) : std::nullopt;
  }

  std::vector<std::string> ListOfBytes(std::string_view name) {
    std::vector<std::string> all;
    const JsonValue* value = Take(name, Need::kOptional);
    if (value == nullptr) return all;
    if (!value->is_array() || value->elements.size() > kMaxOtherCertificates) {
      WrongType(name, "a list of strings", *value);
      return all;
    }
    for (const JsonValue& one : value->elements) {
      if (!one.is_string()) {
        WrongType(name, "a list of strings", one);
        return all;
      }
      if (auto bytes = Decode(name, one.text)) all.push_back(*std::move(bytes));
    }
    return all;
  }

  // Finish looks at the names that nobody has asked for.
  void Finish() {
    size_t num_named = 0;
    if (object_ == nullptr) return;
    for (const auto& [name, value] : object_->members) {
      if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) {
        continue;
      }
      if (num_named++ >= kMaxNamed) return;
      const auto meant = std::find_if(asked_.begin(), asked_.end(),
                                      [&name = name](const std::string& one) {
                                        return EqualsIgnoreCase(one, name);
                                      });
      if (meant != asked_.end()) {
        Add(rules::kFieldName, Printable(name, 40), *meant,
            Printable(name, 40));
      } else {
        Add(rules::kUnknownField, Printable(name, 40), "no such field",
            std::string(Name(value.kind)));
      }
    }
  }

  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    verdict_.Add(
        {&rule, std::move(where), std::move(expected), std::move(actual)});
  }

 private:
  void AddFault(const JsonFault& fault) {
    if (fault.kind == JsonFault::Kind::kDuplicateKey) {
      return Add(rules::kDuplicateKey, Printable(fault.what, 40), "once",
                 "more than once");
    }
    const bool placed = fault.kind != JsonFault::Kind::kEmpty &&
                        fault.kind != JsonFault::Kind::kTooDeep;
    Add(RuleOf(fault.kind),
        placed ? fmt::format("byte {} of {}", fault.offset, place_) : place_,
        "JSON (RFC 8259)", fault.what);
  }

  const JsonValue* Take(std::string_view name, Need need) {
    if (object_ == nullptr) return nullptr;
    asked_.emplace_back(name);
    const JsonValue* value = object_->Find(name);
    if (value != nullptr && value->is_null() && need == Need::kOptional) {
      Add(rules::kNullField, std::string(name), "no such field", "null");
      return nullptr;
    }
    if (value == nullptr && need == Need::kRequired) {
      Add(rules::kFieldMissing, std::string(name), "this field",
          "no such field");
    }
    return value;
  }

  void WrongType(std::string_view name, std::string expected,
                 const JsonValue& value) {
    Add(rules::kFieldType, std::string(name), std::move(expected),
        std::string(Name(value.kind)));
  }

  std::optional<std::string> Decode(std::string_view name,
                                    const std::string& text) {
    auto bytes = ReadBase64(text);
    if (bytes && !bytes->empty()) return bytes;
    Add(rules::kBase64, std::string(name), "base64",
        text.empty()              ? "an empty string"
        : ReadBase64Loosely(text) ? "base64 in another form"
                                  : "text that is not base64");
    return std::nullopt;
  }

  const JsonText text_;
  const std::string place_;
  Verdict& verdict_;
  const JsonValue* object_ = nullptr;
  std::vector<std::string> asked_;
};

void CheckHead(const http::Request& request, ObjectReader& reader) {
  const std::string* type = request.Find("Content-Type");
  if (type == nullptr) {
    reader.Add(rules::kContentTypeMissing, "Content-Type", "application/json",
               "no such header");
  } else if (http::MediaType(*type) != "application/json") {
    reader.Add(rules::kContentType, "Content-Type", "application/json",
               Printable(*type, 80));
  }
  const std::string* encoding = request.Find("Content-Encoding");
  if (encoding != nullptr && !EqualsIgnoreCase(*encoding, "identity")) {
    reader.Add(rules::kContentEncoding, "Content-Encoding", "no such header",
               Printable(*encoding, 80));
  }
}

// "" where it is not one that the operation knows; that is refused then.
std::string ReadMessageType(std::string_view operation, ObjectReader& reader) {
  const auto text = reader.Text("mType", Need::kRequired);
  if (!text) return "";
  const bool renewable = operation == kGetUserKeyPair2;
  if (*text == kInitialCert || (renewable && *text == kRenewCert)) return *text;
  reader.Add(
      text->empty() ? rules::kMessageTypeEmpty : rules::kMessageTypeUnknown,
      "mType",
      renewable ? R"("initialCert" or "renewCert")" : R"("initialCert")",
      fmt::format("\"{}\"", Printable(*text, 80)));
  return "";
}

std::string ReadUser(ObjectReader& reader) {
  const auto text = reader.Text("user", Need::kRequired);
  if (!text) return "";
  const auto control = std::find_if(text->begin(), text->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (text->empty()) {
    reader.Add(rules::kUserEmpty, "user", "who the certificate is for",
               "an empty string");
  } else if (control != text->end()) {
    reader.Add(rules::kUserCharacters, "user", "no control characters",
               fmt::format("\"{}\"", Printable(*text, 80)));
  }
  return *text;
}

void ReadKeyPairRequest(std::string_view operation, ObjectReader& reader,
                        Request& read) {
  const bool second = operation == kGetUserKeyPair2;
  read.message_type = ReadMessageType(operation, reader);
  read.user = ReadUser(reader);
  read.auth_token = reader.Text("authToken", Need::kOptional);
  const auto req_id =
      reader.Text("reqId", second ? Need::kOptional : Need::kRequired);
  if (req_id && req_id->empty()) {
    reader.Add(rules::kReqIdEmpty, "reqId", "some text", "an empty string");
  }
  if (!second) return;
  read.device_id = reader.Text("deviceId", Need::kOptional);
  read.device_name = reader.Text("deviceName", Need::kOptional);
  const auto cms = reader.Bytes(
      "cmsSigned", read.renews() ? Need::kRequired : Need::kOptional);
  if (read.renews()) read.cms_signed = cms.value_or("");
}

}  // namespace

Request JudgeRequest(std::string_view operation, const http::Request& request,
                     Verdict& verdict) {
  Request read;
  ObjectReader reader(request.body, "the body", verdict);
  CheckHead(request, reader);
  read.req_id = ReadReqId(request.body);
  if (!reader.readable()) return read;
  if (operation == kNotifyCertificateReceived) {
    read.user = ReadUser(reader);
    read.received_certificate =
        reader.Bytes("receivedCert", Need::kRequired).value_or("");
    read.other_certificates = reader.ListOfBytes("otherCerts");
    read.device_id = reader.Text("deviceId", Need::kOptional);
    read.device_name = reader.Text("deviceName", Need::kOptional);
  } else {
    ReadKeyPairRequest(operation, reader, read);
  }
  reader.Finish();
  return read;
}

std::optional<std::string> ReadReqId(std::string_view body) {
  const JsonText text = ReadJsonText(body);
  if (!text.value || !text.value->is_object()) return std::nullopt;
  const JsonValue* only = nullptr;
  for (const auto& [name, value] : text.value->members) {
    if (name != "reqId") continue;
    if (only != nullptr || !value.is_string()) return std::nullopt;
    only = &value;
  }
  if (only == nullptr) return std::nullopt;
  return only->text;
}

std::string_view FailureReasonOf(const Rule& rule) {
  return rule.code == rules::kMessageTypeUnknown.code ? "unknownRequest"
                                                      : "badRequest";
}

CertificateRequest JudgeCertificateRequest(std::string_view json,
                                           Verdict& verdict) {
  ObjectReader reader(json, "the CertRequest", verdict);
  CertificateRequest read;
  read.req_id = reader.Text("reqId", Need::kOptional);
  read.device_id = reader.Text("deviceId", Need::kOptional);
  read.device_name = reader.Text("deviceName", Need::kOptional);
  read.pkcs10 = reader.Bytes("pkcs10", Need::kRequired).value_or("");
  reader.Finish();
  return read;
}

}  // namespace mdmock::connector

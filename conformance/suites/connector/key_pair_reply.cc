#include <fmt/format.h>

#include <string>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

// K-02 to K-04, K-08 to K-17, K-24, K-27 to K-29: the form of the answer that
// the control got.
namespace mdmock::conformance::pki {
namespace {

using Slugs = std::vector<std::string_view>;

// A row that looks at the control's answer: what stands under `fails` fails it,
// what stands under `warns` is a warning.
ConnectorCheck OnReply(ConnectorCheck check, Slugs fails, Slugs warns = {}) {
  check.needs_control = false;
  check.run = [fails = std::move(fails),
               warns = std::move(warns)](Probe& probe) {
    const auto& control = probe.site().control;
    if (!control || NoAnswer(control->answered)) {
      return Skip("there is no answer to look at: K-01");
    }
    const Verdict& verdict = control->judged.verdict;
    std::string found = FindingsOf(verdict, fails);
    if (!found.empty()) return Fail(found);
    found = FindingsOf(verdict, warns);
    return found.empty() ? Pass() : Warn(found);
  };
  return check;
}

ConnectorCheck OnControl(ConnectorCheck check,
                         Said (*judge)(Probe&, const Heard&)) {
  check.needs_control = false;
  check.run = [judge](Probe& probe) {
    const auto& control = probe.site().control;
    if (!control || NoAnswer(control->answered)) {
      return Skip("there is no answer to look at: K-01");
    }
    return judge(probe, *control);
  };
  return check;
}

Said PayloadType(Probe&, const Heard& heard) {
  const Verdict& verdict = heard.judged.verdict;
  std::string found = FindingsOf(verdict, {"payload-type"});
  if (!found.empty()) return Fail(found);
  found = FindingsOf(verdict, {"payload-type-missing"});
  return found.empty() ? Pass() : Warn(found);
}

// Either alphabet and any padding is K-12's business.
Said PayloadBase64(Probe& probe, const Heard& heard) {
  const auto& payload = heard.judged.reply.payload;
  if (!payload) return Skip("there is no payload: K-10");
  if (payload->find("-----BEGIN") != std::string::npos) {
    return Fail("the payload is PEM");
  }
  const auto inspection =
      InspectPayload(heard, SettingsFor(probe.site(), heard.user));
  const std::string hex = FindingsUnder(inspection.verdict, {"payload-hex"});
  if (!hex.empty()) return Fail(hex);
  return ReadBase64Loosely(*payload) ? Pass()
                                     : Fail("the payload is not base64");
}

Said PayloadStrict(Probe&, const Heard& heard) {
  if (!heard.judged.reply.payload) return Skip("there is no payload: K-10");
  const std::string found = FindingsOf(
      heard.judged.verdict, {"payload-base64", "payload-base64-strict"});
  return found.empty() ? Pass() : Warn(found);
}

Said PayloadIsPfx(Probe& probe, const Heard& heard) {
  if (!heard.judged.reply.payload) return Skip("there is no payload: K-10");
  const auto inspection =
      InspectPayload(heard, SettingsFor(probe.site(), heard.user));
  const std::string found = FindingsUnder(
      inspection.verdict,
      {"structure", "size", "version", "trailing-bytes", "payload-pem",
       "payload-base64-twice", "payload-hex", "payload-certificate-only",
       "payload-key-only", "payload-truncated"});
  return found.empty() ? Pass() : Fail(found);
}

Said PasswordEncoded(Probe& probe, const Heard& heard) {
  const connector::Reply& reply = heard.judged.reply;
  const std::string found =
      FindingsOf(heard.judged.verdict, {"decryption-password-base64"});
  if (!found.empty()) return Fail(found);
  const connector::JsonText text =
      connector::ReadJsonText(heard.answered.body());
  const connector::JsonValue* value =
      text.value && text.value->is_object()
          ? text.value->Find("decryptionPassword")
          : nullptr;
  if (value != nullptr && !value->is_string() && !value->is_null()) {
    return Fail("decryptionPassword is " + WithArticle(value->kind));
  }
  if (!reply.password || !reply.payload) return Pass("there is none");
  // Plain text may happen to be base64 too: which of the two opens the file
  // tells.
  const auto inspection =
      InspectPayload(heard, SettingsFor(probe.site(), heard.user));
  for (const Mistake* mistake : inspection.verdict.cause().mistakes) {
    if (mistake->id == "pkcs12.password-not-base64") {
      return Fail(
          "the file opens under the text of decryptionPassword as it "
          "stands there, which should be its base64");
    }
  }
  return Pass();
}

Said NoStore(Probe&, const Heard& heard) {
  const std::string* control = heard.answered.Find("Cache-Control");
  if (control != nullptr &&
      ToLower(*control).find("no-store") != std::string::npos) {
    return Pass();
  }
  return Warn(control == nullptr
                  ? "no Cache-Control: no-store, and the body is a private key"
                  : "Cache-Control: " + Printable(*control, 80));
}

Said NotInHeaders(Probe&, const Heard& heard) {
  const connector::Reply& reply = heard.judged.reply;
  for (const auto& [name, value] : heard.answered.received->response.headers) {
    for (const auto& secret : {heard.otp, reply.announced, reply.password}) {
      if (secret && secret->size() >= 4 &&
          value.find(*secret) != std::string::npos) {
        return Fail("a password stands in the header " + Printable(name, 60));
      }
    }
  }
  return Pass();
}

Said ExtraFields(Probe&, const Heard& heard) {
  const std::string found =
      FindingsOf(heard.judged.verdict, {"unknown-field", "field-name"});
  return Info(found.empty() ? "none" : found);
}

Said BodySize(Probe&, const Heard& heard) {
  constexpr size_t kMost = size_t{64} << 10;
  const size_t size = heard.answered.body().size();
  const std::string told = fmt::format("{} bytes", size);
  return size < kMost ? Pass(told) : Warn(told);
}

}  // namespace

std::vector<ConnectorCheck> KeyPairReplyChecks() {
  using sources::kKeyPair;
  return {
      OnReply({.code = "K-02",
               .slug = "content-type",
               .requirement = "The answer is called application/json.",
               .source = kKeyPair,
               .correct = "with parameters or without"},
              {"content-type"}),
      OnReply({.code = "K-03",
               .slug = "top-level-object",
               .requirement = "The answer is one JSON object.",
               .source = kKeyPair,
               .correct = "writes RFC 8259's JSON, each name once"},
              {"json-syntax", "curly-quotes", "trailing-comma", "utf8",
               "duplicate-key", "not-an-object"},
              {"byte-order-mark"}),
      OnReply({.code = "K-04",
               .slug = "status-value",
               .requirement = "status is success or failure, in just this "
                              "spelling.",
               .source = kKeyPair,
               .correct = R"("status":"success")"},
              {"status-value"}),
      OnReply({.code = "K-08",
               .slug = "reqid-type",
               .requirement = "reqId is a string.",
               .source = kKeyPair,
               .correct = R"("reqId":"12487")"},
              {"reqid-type"}),
      OnControl({.code = "K-09",
                 .slug = "payloadtype",
                 .requirement = "payloadType of a success is pkcs12.",
                 .source = kKeyPair,
                 .correct = R"("payloadType":"pkcs12")"},
                PayloadType),
      OnReply({.code = "K-10",
               .slug = "payload-present",
               .requirement = "A success has a payload.",
               .source = kKeyPair,
               .correct = "gives the file"},
              {"payload-missing"}),
      OnControl({.code = "K-11",
                 .slug = "payload-base64",
                 .requirement = "The payload is base64.",
                 .source = kKeyPair,
                 .correct = "encodes the bytes of the file"},
                PayloadBase64),
      OnControl({.code = "K-12",
                 .slug = "payload-base64-strict",
                 .level = Level::kShould,
                 .kind = Kind::kInterop,
                 .requirement = "The base64 is that of RFC 4648, 4: padded, in "
                                "the standard alphabet, on one line.",
                 .source = "RFC 4648, 4",
                 .correct = "Java's Base64.getEncoder, openssl base64 -A"},
                PayloadStrict),
      OnControl({.code = "K-13",
                 .slug = "payload-is-pfx",
                 .requirement = "What the base64 holds is a PKCS#12 file, and "
                                "nothing else.",
                 .source = "UEM 12.10 configuration guide; RFC 7292, 4",
                 .correct = "no armour, no bare certificate, no base64 in "
                            "base64"},
                PayloadIsPfx),
      OnControl({.code = "K-14",
                 .slug = "decryptionpassword-type",
                 .requirement = "decryptionPassword, if it is there, is the "
                                "password in base64.",
                 .source = kKeyPair,
                 .correct = R"("decryptionPassword":"NTZodDEyZDA=")"},
                PasswordEncoded),
      OnReply({.code = "K-15",
               .slug = "decryptionpassword-name",
               .requirement = "The field is called decryptionPassword.",
               .source = kKeyPair,
               .correct = "not password, nor descryptionPassword, which is a "
                          "slip of the guide"},
              {"decryption-password-name"}),
      OnReply({.code = "K-16",
               .slug = "no-failureinfo-on-success",
               .level = Level::kShould,
               .requirement = "A success has no failureInfo.",
               .source = kKeyPair,
               .provenance = Provenance::kChosen,
               .correct = "leaves it out"},
              {}, {"failureinfo-on-success"}),
      OnReply({.code = "K-17",
               .slug = "nulls",
               .level = Level::kShould,
               .kind = Kind::kInterop,
               .requirement = "A field that has no value is left out.",
               .source = kKeyPair,
               .provenance = Provenance::kChosen,
               .correct = "writes no null"},
              {}, {"null-field", "field-type"}),
      OnControl({.code = "K-24",
                 .slug = "no-store",
                 .level = Level::kShould,
                 .kind = Kind::kRobustness,
                 .requirement = "The answer, which holds a private key, is not "
                                "to be stored.",
                 .source = "RFC 9111, 5.2.2.5",
                 .provenance = Provenance::kChosen,
                 .correct = "Cache-Control: no-store"},
                NoStore),
      OnControl({.code = "K-27",
                 .slug = "password-not-in-headers",
                 .requirement = "No password stands in a header.",
                 .source = sources::kChosen,
                 .provenance = Provenance::kChosen,
                 .correct = "headers are logged"},
                NotInHeaders),
      OnControl({.code = "K-28",
                 .slug = "extra-response-fields",
                 .level = Level::kMay,
                 .requirement = "The answer may have more fields.",
                 .source = sources::kChosen,
                 .provenance = Provenance::kChosen,
                 .correct = "either"},
                ExtraFields),
      OnControl({.code = "K-29",
                 .slug = "body-size",
                 .level = Level::kShould,
                 .kind = Kind::kInterop,
                 .requirement = "The answer is smaller than 64 KiB.",
                 .source = sources::kChosen,
                 .provenance = Provenance::kChosen,
                 .correct = "a key and its chain take some 6 KiB"},
                BodySize),
  };
}

}  // namespace mdmock::conformance::pki

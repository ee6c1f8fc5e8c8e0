#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/pages.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

// B01 to B04, B08 and B09: what requests say of themselves, and what answers
// may hold.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services";

std::string JudgeAgent(const journal::Entry& entry) {
  const std::string* agent = entry.request.Find("User-Agent");
  const bool named = agent != nullptr && !Trim(*agent).empty();
  return named ? "" : "expected a User-Agent, got none, or an empty one";
}

std::string JudgeVersion(const journal::Entry& entry) {
  const std::string* version = entry.request.Find("X-Server-Protocol-Version");
  if (version != nullptr && IsDigits(*version)) return "";
  return "expected X-Server-Protocol-Version with a whole number, got " +
         (version == nullptr ? std::string("none") : Printable(*version, 40));
}

Step ExpectOneVersion() {
  return Expect("every call says the same protocol version", [](Lab& lab) {
    std::string first;
    for (const auto& call : lab.AllCalls()) {
      const std::string* version =
          call->request.Find("X-Server-Protocol-Version");
      if (version == nullptr) return Wrong("a request has no version");
      if (first.empty()) first = *version;
      if (*version == first) continue;
      return Wrong(
          fmt::format("request {}: expected version {} as before, got "
                      "{}",
                      call->seq, first, Printable(*version, 40)));
    }
    return Noted("version " + first);
  });
}

Step ExpectJsonBodies() {
  return Expect("every body is announced as JSON in UTF-8", [](Lab& lab) {
    std::string spelling;
    for (const auto& call : lab.AllCalls()) {
      if (call->request.body.empty()) continue;
      const std::string* type = call->request.Find("Content-Type");
      spelling = type == nullptr ? "" : *type;
      const std::string charset = ToLower(spelling);
      const bool json = http::MediaType(spelling) == "application/json" &&
                        (charset.find("charset") == std::string::npos ||
                         charset.find("utf-8") != std::string::npos ||
                         charset.find("utf8") != std::string::npos);
      if (json) continue;
      return Wrong(fmt::format(
          "request {}: expected application/json;charset=UTF8, got {}",
          call->seq,
          type == nullptr ? std::string("nothing") : Printable(*type, 80)));
    }
    if (spelling.empty()) return Wrong("no request with a body came");
    // depsim takes no other spelling.
    return spelling == "application/json;charset=UTF8"
               ? Said{}
               : Noted("spelt " + Printable(spelling, 80));
  });
}

// CRC-32 of RFC 1952.
std::uint32_t Crc32(const std::string& bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) {
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
    }
  }
  return ~crc;
}

void AppendLittle(std::string& out, std::uint32_t value, int num_bytes) {
  for (int i = 0; i < num_bytes; ++i) {
    out += static_cast<char>(value >> (8 * i) & 0xFF);
  }
}

// Gzip holds `bytes` (fewer than 65536) as one block that is not compressed.
std::string Gzip(const std::string& bytes) {
  const auto len = static_cast<std::uint32_t>(bytes.size());
  std::string out("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
  out += '\x01';
  AppendLittle(out, len, 2);
  AppendLittle(out, ~len & 0xFFFF, 2);
  out += bytes;
  AppendLittle(out, Crc32(bytes), 4);
  AppendLittle(out, len, 4);
  return out;
}

// Only who asks for gzip gets it.
Step GzipWhereAsked() {
  return Expect(
      "where it asked for gzip, the client gets it, and reads it",
      [](Lab& lab) -> Said {
        const auto calls = lab.Calls("GET /account");
        if (calls.empty()) return Wrong("no request of /account came");
        const std::string* accepts =
            calls.back()->request.Find("Accept-Encoding");
        if (accepts == nullptr ||
            ToLower(*accepts).find("gzip") == std::string::npos) {
          return Noted("the client does not ask for gzip");
        }
        const Step play = Play(
            {{.endpoint = "GET /account",
              .answers = {Reply(
                  200, Gzip(R"({"server_name":"mdmock","server_uuid":"0"})"),
                  {{"Content-Type", "application/json;charset=UTF8"},
                   {"Content-Encoding", "gzip"}})},
              .then = Then::kRepeat}});
        if (Said said = play.run(lab); !said.passed()) return said;
        return Succeeds("account").run(lab);
      });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               std::vector<Step> steps,
               Provenance provenance = Provenance::kDocumented) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = kApple,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck UnknownJson() {
  const std::string odd =
      R"({"serial_number":"B81","device_family":"Vision","os":"visionOS",)"
      R"("profile_status":"hovering","new_field":7})";
  return Of(
      "B08", "unknown-json", Level::kMust,
      "Fields and values that are new, and fields that are not there, do no "
      "harm.",
      "It takes what it knows and passes over the rest.",
      {Play({{.endpoint = "GET /session",
              .answers = {Json(R"({"auth_session_token":"1745786035268O1Onew",)"
                               R"("sparkle":{"a":[1,null]}})")}},
             {.endpoint = "GET /account",
              .answers = {Json(R"({"server_name":"mdmock","sparkle":[],)"
                               R"("org_type":"orbital"})")}},
             {.endpoint = kFetch,
              .answers = {Json(
                  R"({"cursor":"c1","fetched_until":"2026-01-01T00:00:00Z",)"
                  R"("sparkle":{"a":[1,null]},"more_to_follow":false,)"
                  R"("devices":[)" +
                  odd + R"(,{"serial_number":"B82","color":"BLACK"}]})")},
              .then = Then::kRepeat}}),
       Succeeds("session"), Succeeds("account"), Succeeds("fetch"),
       ExpectDevicesKept()},
      Provenance::kObserved);
}

ClientCheck GzipRead() {
  ClientCheck check =
      Of("B09", "gzip", Level::kShould, "Who asks for gzip can read it.",
         "It decodes what it asked for, or does not ask.",
         {Succeeds("session"), Succeeds("account"), GzipWhereAsked()});
  check.source = "RFC 9110, 12.5.3";
  return check;
}

}  // namespace

std::vector<ClientCheck> HttpHeaderChecks() {
  return {
      Of("B01", "user-agent", Level::kMust,
         "Every request names the client in User-Agent, those to /session too.",
         "It sends its name and version.",
         {Ask("session"), Ask("account"),
          ExpectEach("every request has a User-Agent", &JudgeAgent)}),
      Of("B02", "user-agent-error", Level::kShould,
         "A refusal of the User-Agent is reported, without a new session and "
         "without trying over and over.",
         "It shows USER_AGENT_INVALID and stops.",
         {Succeeds("session"),
          Play({{.endpoint = "GET /account",
                 .answers = {Reply(400, "USER_AGENT_INVALID")},
                 .then = Then::kRepeat}}),
          Refused("account"), ExpectCalls("GET /account", 1, 2),
          ExpectCalls("GET /session", 0, 0),
          ExpectSaid({"USER_AGENT_INVALID"})},
         Provenance::kObserved),
      Of("B03", "protocol-version", Level::kShould,
         "Every request says the same protocol version, a whole number.",
         "It sends X-Server-Protocol-Version with each call, /session too.",
         {Ask("session"), Ask("account"),
          ExpectEach("every request has a protocol version", &JudgeVersion),
          ExpectOneVersion()}),
      Of("B04", "content-type", Level::kShould, "A body is announced as JSON.",
         "It sends Content-Type: application/json;charset=UTF8.",
         {Ask("fetch"), ExpectCalls(kFetch, 1, 4), ExpectJsonBodies()}),
      UnknownJson(),
      GzipRead()};
}

}  // namespace mdmock::conformance

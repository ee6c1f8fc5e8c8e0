#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/groups.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Device Assignment Services";
constexpr char kPage[] =
    R"({"cursor":"c1","devices":[{"serial_number":"B1"}],"more_to_follow":false})";

Step ExpectEach(
    const std::string& says,
    const std::function<std::string(const journal::Entry&)>& judge) {
  return Expect(says, [judge](Lab& lab) {
    const auto calls = lab.AllCalls();
    if (calls.empty()) return Wrong("no request came");
    for (const auto& call : calls) {
      const std::string complaint = judge(*call);
      if (complaint.empty()) continue;
      return Wrong(fmt::format("request {} ({} {}): {}", call->seq,
                               call->request.method,
                               Printable(call->request.target, 80), complaint));
    }
    return Said{};
  });
}

Step ExpectOneVersion() {
  return Expect("every call says the same protocol version", [](Lab& lab) {
    std::string first;
    for (const auto& call : lab.AllCalls()) {
      const std::string* version =
          call->request.Find("X-Server-Protocol-Version");
      if (version == nullptr || !IsDigits(*version)) {
        return Wrong(fmt::format(
            "request {} has no X-Server-Protocol-Version that is a number",
            call->seq));
      }
      if (first.empty()) first = *version;
      if (*version != first) {
        return Wrong(fmt::format("request {} says {}, and the first said {}",
                                 call->seq, *version, first));
      }
    }
    return first.empty() ? Wrong("no request came") : Said{};
  });
}

std::function<void(Lab&)> Redirect(const std::string& endpoint) {
  return [endpoint](Lab& lab) {
    const size_t blank = endpoint.find(' ');
    const std::string path = endpoint.substr(blank + 1);
    server::Fault fault{.id = "redirect",
                        .service = "ade",
                        .method = endpoint.substr(0, blank),
                        .path = path,
                        .schedule = {.nth = {}, .every = 1},
                        .effect = {.kind = server::Effect::Kind::kRedirect,
                                   .text = lab.elsewhere().Url(path),
                                   .response = {}}};
    lab.mock().faults().Set({fault});
  };
}

Step ExpectNothingElsewhere() {
  return Expect("no credentials go to the other server", [](Lab& lab) {
    for (const auto& entry : lab.elsewhere().journal().After(0)) {
      if (entry->request.Find("Authorization") != nullptr ||
          entry->request.Find("X-ADM-Auth-Session") != nullptr) {
        return Wrong(fmt::format("{} {} went there, with credentials",
                                 entry->request.method,
                                 Printable(entry->request.target, 80)));
      }
    }
    return Said{};
  });
}

Step OnlyTls() {
  return Do("the client is given https URLs only",
            [](Lab& lab) { lab.target().url = lab.target().https_url; });
}

Step WrongCa() {
  return Do("the CA that the client trusts is another one", [](Lab& lab) {
    const auto path = lab.Write("other-ca.pem", lab.elsewhere().ca_pem());
    if (path) lab.target().ca = *path;
  });
}

Step SucceedsOrCannot(const std::string& op) {
  return Expect(
      fmt::format("the client does {} over https", op), [op](Lab& lab) -> Said {
        if (Said said = Ask(op).run(lab); said.outcome != Outcome::kPass) {
          return said;
        }
        if (lab.last().front().succeeded()) return {};
        return Skipped("the client cannot do https at all here");
      });
}

Step ExpectNothingCame() {
  return Expect("no request comes through", [](Lab& lab) {
    if (lab.Calls().empty()) return Said{};
    return Wrong(
        fmt::format("{} came, though the certificate is not to be trusted",
                    Printable(lab.Calls().front()->request.target, 80)));
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
          return {};
        }
        const Step play = Play(
            {{.endpoint = "GET /account",
              .answers = {Reply(
                  200, Gzip(R"({"server_name":"mdmock","server_uuid":"0"})"),
                  {{"Content-Type", "application/json;charset=UTF8"},
                   {"Content-Encoding", "gzip"}})},
              .then = Then::kRepeat}});
        play.run(lab);
        return Succeeds("account").run(lab);
      });
}

Step ExpectSerials(std::vector<std::string> wanted) {
  return Expect("all devices are there, where the client prints them",
                [wanted](Lab& lab) {
                  const auto serials = Serials(lab.last().front());
                  if (!serials) return Said{};
                  for (const std::string& one : wanted) {
                    if (std::find(serials->begin(), serials->end(), one) ==
                        serials->end()) {
                      return Wrong("the device " + one + " is not there");
                    }
                  }
                  return Said{};
                });
}

}  // namespace

std::vector<ClientCheck> HttpChecks() {
  std::vector<ClientCheck> checks;
  checks.push_back(
      {.code = "B01",
       .slug = "user-agent",
       .level = Level::kMust,
       .requirement = "Every request names the client in User-Agent, those to "
                      "/session too.",
       .source = kApple,
       .provenance = Provenance::kDocumented,
       .correct = "It sends its name and version.",
       .steps = {Ask("session"), Ask("account"),
                 ExpectEach("every request has a User-Agent",
                            [](const journal::Entry& entry) -> std::string {
                              const std::string* agent =
                                  entry.request.Find("User-Agent");
                              if (agent != nullptr && !Trim(*agent).empty()) {
                                return "";
                              }
                              return "no User-Agent, or an empty one";
                            })}});
  checks.push_back(
      {.code = "B02",
       .slug = "user-agent-error",
       .level = Level::kShould,
       .requirement = "A refusal of the User-Agent is reported, without a new "
                      "session and without trying over and over.",
       .source = kApple,
       .provenance = Provenance::kObserved,
       .correct = "It shows USER_AGENT_INVALID and stops.",
       .steps = {Succeeds("session"),
                 Play({{.endpoint = "GET /account",
                        .answers = {Reply(400, "USER_AGENT_INVALID")},
                        .then = Then::kRepeat}}),
                 Refused("account"), ExpectCalls("GET /account", 1, 2),
                 ExpectCalls("GET /session", 0, 0),
                 ExpectSaid({"USER_AGENT_INVALID"})}});
  checks.push_back(
      {.code = "B03",
       .slug = "protocol-version",
       .level = Level::kShould,
       .requirement = "Every request says the same protocol version, a whole "
                      "number.",
       .source = kApple,
       .provenance = Provenance::kDocumented,
       .correct = "It sends X-Server-Protocol-Version with each call.",
       .steps = {Ask("session"), Ask("account"), ExpectOneVersion()}});
  checks.push_back(
      {.code = "B04",
       .slug = "content-type",
       .level = Level::kShould,
       .requirement = "A body is announced as JSON.",
       .source = kApple,
       .provenance = Provenance::kDocumented,
       .correct = "It sends Content-Type: application/json;charset=UTF8.",
       .steps = {Play({{.endpoint = "POST /server/devices",
                        .answers = {Json(kPage)},
                        .then = Then::kRepeat}}),
                 Ask("fetch"),
                 ExpectEach("every body is announced as JSON",
                            [](const journal::Entry& entry) -> std::string {
                              if (entry.request.body.empty()) return "";
                              const std::string* type =
                                  entry.request.Find("Content-Type");
                              if (type != nullptr && http::MediaType(*type) ==
                                                         "application/json") {
                                return "";
                              }
                              return "expected application/json, got " +
                                     (type == nullptr ? std::string("nothing")
                                                      : Printable(*type, 80));
                            }),
                 ExpectCalls("POST /server/devices", 1, 4)}});
  checks.push_back(
      {.code = "B05",
       .slug = "no-redirect-credentials",
       .level = Level::kShould,
       .requirement = "A redirect to another server gets neither signature nor "
                      "session.",
       .source = "RFC 9110, 15.4",
       .provenance = Provenance::kDocumented,
       .correct = "It does not follow, or leaves its credentials behind.",
       .steps = {
           Succeeds("session"),
           Do("/account redirects to another server", Redirect("GET /account")),
           Ask("account"), ExpectCalls("GET /account", 1, 4),
           Do("/session redirects to another server", Redirect("GET /session")),
           Ask("session"), ExpectCalls("GET /session", 1, 4),
           ExpectNothingElsewhere()}});
  checks.push_back(
      {.code = "B06",
       .slug = "tls",
       .level = Level::kMust,
       .requirement = "A server whose certificate is not trusted gets no "
                      "request.",
       .source = "RFC 8446, 4.4.2.4",
       .provenance = Provenance::kDocumented,
       .correct = "It ends the handshake and reports it; it does not turn to "
                  "plain http.",
       .steps = {OnlyTls(), SucceedsOrCannot("session"), WrongCa(),
                 Refused("session"), ExpectNothingCame()}});
  checks.push_back(
      {.code = "B07",
       .slug = "keep-alive-close",
       .level = Level::kShould,
       .requirement = "A connection that the service closes is opened again.",
       .source = "RFC 9112, 9.6",
       .provenance = Provenance::kDocumented,
       .correct = "It connects anew after Connection: close.",
       .steps = {
           Play(
               {{.endpoint = "POST /server/devices",
                 .answers =
                     {Reply(
                          200,
                          R"({"cursor":"c1","devices":[],"more_to_follow":true})",
                          {{"Connection", "close"}}),
                      Reply(
                          200,
                          R"({"cursor":"c2","devices":[],"more_to_follow":true})",
                          {{"Connection", "close"}}),
                      Reply(
                          200,
                          R"({"cursor":"c3","devices":[],"more_to_follow":false})",
                          {{"Connection", "close"}})}}}),
           Succeeds("fetch"), ExpectCalls("POST /server/devices", 3, 3)}});
  checks.push_back(
      {.code = "B08",
       .slug = "unknown-json",
       .level = Level::kMust,
       .requirement = "Fields and values that are new, and fields that are "
                      "not there, do no harm.",
       .source = kApple,
       .provenance = Provenance::kObserved,
       .correct = "It takes what it knows and passes over the rest.",
       .steps = {
           Play(
               {{.endpoint = "POST /server/devices",
                 .answers = {Json(
                     R"({"cursor":"c1","fetched_until":"2026-01-01T00:00:00Z",)"
                     R"("sparkle":{"a":[1,null]},"more_to_follow":false,)"
                     R"("devices":[{"serial_number":"B81",)"
                     R"("device_family":"Vision","os":"visionOS",)"
                     R"("profile_status":"hovering","new_field":7},)"
                     R"({"serial_number":"B82","color":"BLACK"}]})")},
                 .then = Then::kRepeat}}),
           Succeeds("fetch"), ExpectSerials({"B81", "B82"})}});
  checks.push_back(
      {.code = "B09",
       .slug = "gzip",
       .level = Level::kShould,
       .requirement = "Who asks for gzip can read it.",
       .source = "RFC 9110, 12.5.3",
       .provenance = Provenance::kDocumented,
       .correct = "It decodes what it asked for, or does not "
                  "ask.",
       .steps = {Succeeds("session"), Succeeds("account"), GzipWhereAsked()}});
  return checks;
}

}  // namespace mdmock::conformance

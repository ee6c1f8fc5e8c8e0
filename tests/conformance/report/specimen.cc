#include "tests/conformance/report/specimen.h"

#include <fmt/format.h>

#include <utility>

namespace mdmock::conformance {
namespace {

using std::chrono::milliseconds;

CheckResult Of(Outcome outcome, std::string_view slug, std::string requirement,
               Class speaks_of = Class::kImplementation) {
  CheckResult result;
  result.check = {
      .id = fmt::format("connector/{}", slug),
      .level = outcome == Outcome::kWarn ? Level::kShould : Level::kMust,
      .requirement = std::move(requirement),
      .source = "BlackBerry UEM PKI connector, getUserKeyPair",
      .provenance = Provenance::kDocumented,
      .file = "conformance/suites/connector.cc"};
  result.outcome = outcome;
  result.speaks_of = speaks_of;
  result.took = milliseconds(42);
  result.rerun = fmt::format(
      "mdmock check connector http://127.0.0.1:8803/foo --config c.json "
      "--run {} --seed 7",
      result.check.id);
  return result;
}

CheckResult Failed() {
  CheckResult result = Of(Outcome::kFail, "K-05-reqid-echo",
                          "The connector echoes reqId as it was sent.");
  result.message = "the reply holds another reqId: " + HostileBytes();
  result.detail =
      "expected  \"reqId\": 1234\nactual    \"reqId\": \"1234\"\n"
      "                   ^ byte 9: a digit expected, '\"' actual\n" +
      HostileBytes();
  result.evidence = {17, 18};
  return result;
}

CheckResult Expecting(CheckResult result, Outcome expected, Outcome observed) {
  result.expected = Expected{.outcome = expected,
                             .observed = observed,
                             .reason = "mended in 4.3",
                             .link = "https://bugs.example/7"};
  return result;
}

}  // namespace

std::string HostileBytes() {
  using namespace std::string_literals;
  return "\0 \xED\xA0\x80 \xFF\xC3 ]]> <script>alert(1)</script> \x1b[31m "
         "\xE2\x80\xAE \xEF\xBF\xBF ```` </pre> & \"'"s;
}

Results Specimen() {
  Results run;
  run.suite = "connector";
  run.implementation = "http://127.0.0.1:8803/foo";
  run.seed = 7;
  run.started = FromEpochSeconds(1767225600);
  run.took = milliseconds(4210);
  run.clock = "frozen at 2026-01-01T00:00:00Z";
  run.command_line =
      "mdmock check connector http://127.0.0.1:8803/foo --config c.json";
  run.control = "connector/K-01-positive-control";

  CheckResult pass = Of(Outcome::kPass, "K-01-positive-control",
                        "A well-formed request is answered with a key pair.");
  pass.evidence = {17};
  CheckResult skip = Of(Outcome::kSkip, "A-14-expired-certificate",
                        "An expired client certificate is refused.");
  skip.message = "the configuration names no expired certificate";
  CheckResult warn = Of(Outcome::kWarn, "F-03-failure-info",
                        "failureInfo is one of the nine reasons.");
  warn.message = "an unlisted reason: <b>\"nope\"</b>";
  warn.check.provenance = Provenance::kObserved;
  CheckResult info = Of(Outcome::kInfo, "I-01-server", "The server is noted.");
  info.message = "Server: acme/4.2";
  CheckResult broken = Of(Outcome::kBroken, "T-20-renegotiation",
                          "A renegotiation is refused.", Class::kHarness);
  broken.message = "no socket was left";
  CheckResult otp =
      Of(Outcome::kBroken, "K-30-one-time", "A one-time password works once.",
         Class::kConfiguration);
  otp.message = "otp_command gave nothing for ann@example.com";
  CheckResult crash = Of(Outcome::kCrash, "J-09-deep-nesting",
                         "Deeply nested JSON is refused.");
  crash.message = "the connection ended without an answer: " + HostileBytes();
  CheckResult timeout = Of(Outcome::kTimeout, "C-07-slow-client",
                           "A slow client does not hold up others.");
  timeout.message = "no answer within 30 s";
  timeout.check.provenance = Provenance::kChosen;

  run.checks = {
      std::move(pass),
      Failed(),
      std::move(warn),
      std::move(info),
      std::move(skip),
      std::move(broken),
      std::move(otp),
      std::move(crash),
      std::move(timeout),
      Expecting(Of(Outcome::kXfail, "P-02-mac", "The MAC is SHA-256."),
                Outcome::kFail, Outcome::kFail),
      Expecting(Of(Outcome::kXpass, "P-03-pbes2", "The key bag is PBES2."),
                Outcome::kFail, Outcome::kPass),
      Expecting(Of(Outcome::kXfailChanged, "P-04-chain", "The chain is whole."),
                Outcome::kFail, Outcome::kCrash)};
  run.planned = run.checks.size();
  run.evidence = {
      {.seq = 17,
       .what = "POST /foo/pki?operation=getUserKeyPair -> 200",
       .parts = {{"request",
                  "POST /foo/pki?operation=getUserKeyPair HTTP/1.1\r\n"
                  "Host: 127.0.0.1:8803\r\n\r\n{\"reqId\":1234}"},
                 {"response", "HTTP/1.1 200 OK\r\n\r\n" + HostileBytes()}}},
      {.seq = 18,
       .what = "GET /<script>alert(2)</script> -> 404",
       .parts = {{"request", "GET /<script>alert(2)</script> HTTP/1.1\r\n"}}}};
  return run;
}

}  // namespace mdmock::conformance

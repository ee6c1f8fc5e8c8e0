#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/oauth1/authorization.h"
#include "protocol/oauth1/verify.h"
#include "protocol/verdict/redact.h"

// A18 to A25: timestamps, nonces, and what is never sent.
namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Authenticating with the ADE program";
constexpr char kErrors[] = "Apple, Interpreting ADE program error codes";

std::string Parameter(const journal::Entry& entry, std::string_view name) {
  const std::string* header = entry.request.Find("Authorization");
  const std::string text = header == nullptr ? "" : *header;
  return std::string(oauth1::ReadAuthorization(text).Value(name));
}

Step ExpectParameter(const std::string& name) {
  return Expect(fmt::format("there is an {}", name), [name](Lab& lab) {
    for (const auto& call : SessionCalls(lab)) {
      if (!Parameter(*call, name).empty()) continue;
      return Wrong(fmt::format("request {} has no {}", call->seq, name));
    }
    return Said{};
  });
}

// Wants `name` of every /session request to be there, and to differ.
Step ExpectAllDiffer(const std::string& name, size_t least) {
  return Expect(fmt::format("no {} comes twice", name), [=](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.size() < least) {
      return Wrong(
          fmt::format("expected {} or more requests of /session, got "
                      "{}",
                      least, calls.size()));
    }
    std::set<std::string> seen;
    for (const auto& call : calls) {
      const std::string value = Parameter(*call, name);
      if (value.empty()) {
        return Wrong(fmt::format("request {} has no {}", call->seq, name));
      }
      if (seen.insert(value).second) continue;
      return Wrong(fmt::format("request {}: expected another {}, got {} again",
                               call->seq, name, Printable(value, 80)));
    }
    return Said{};
  });
}

// The number that a nonce spells at its end, in hexadecimal or decimal.
unsigned long long Tail(const std::string& nonce) {
  const std::string end =
      nonce.substr(nonce.size() - std::min<size_t>(nonce.size(), 15));
  unsigned long long number = 0;
  for (const char c : end) {
    const int digit = HexDigit(c);
    if (digit < 0) return 0;
    number = number * 16 + static_cast<unsigned>(digit);
  }
  return number;
}

// The random bits that a nonce can hold at most, by the characters it is of.
double Bits(const std::string& nonce) {
  const bool decimal = IsDigits(nonce);
  const bool hex = std::all_of(nonce.begin(), nonce.end(),
                               [](char c) { return HexDigit(c) >= 0; });
  const double a_character = decimal ? 3.33 : hex ? 4.0 : 6.0;
  return a_character * static_cast<double>(nonce.size());
}

Step ExpectRandomNonces() {
  return Expect("nonces are long and follow no count", [](Lab& lab) {
    const auto calls = SessionCalls(lab);
    if (calls.size() < 3) {
      return Wrong(
          fmt::format("expected 3 or more requests of /session, got "
                      "{}",
                      calls.size()));
    }
    std::string before;
    int num_steps = 0;
    for (const auto& call : calls) {
      const std::string nonce = Parameter(*call, "oauth_nonce");
      if (Bits(nonce) < 64) {
        return Wrong(
            fmt::format("expected 64 random bits or more, got {} "
                        "characters: {}",
                        nonce.size(), Printable(nonce, 80)));
      }
      const unsigned long long now = Tail(nonce);
      if (!before.empty() && now > Tail(before) && now - Tail(before) < 16) {
        ++num_steps;
      }
      before = nonce;
    }
    if (num_steps < 2) return Said{};
    return Wrong("one nonce follows the other by counting");
  });
}

Step ExpectNoSecrets() {
  return Expect("no secret is sent, in any spelling", [](Lab& lab) {
    const auto credentials = MockOf(lab).service().Credentials();
    if (!credentials) return Broken(credentials.error().what);
    Redactor redactor;
    redactor.Hide(credentials->consumer_secret);
    redactor.Hide(credentials->access_secret);
    for (const std::string& one : oauth1::EncodedSecrets(*credentials)) {
      redactor.Hide(one);
    }
    const auto calls = lab.AllCalls();
    if (calls.empty()) return Wrong("no request came");
    for (const auto& call : calls) {
      if (redactor.Redact(call->raw) == call->raw) continue;
      return Wrong(
          fmt::format("request {} ({}) holds a secret of the server token",
                      call->seq, Printable(call->request.target, 80)));
    }
    return Said{};
  });
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string source, std::string correct,
               std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = std::move(source),
          .provenance = Provenance::kDocumented,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

ClientCheck SkewedClock() {
  ClientCheck check =
      Of("A20", "timestamp-skewed-clock", Level::kShould,
         "Where the service's Date shows that a clock is wrong, the client "
         "says so and does not try over and over.",
         "field: refusals over a wrong clock",
         "It compares Date with its own clock when it is refused, and tells "
         "the difference.",
         {Scene("the service's clock is a day ahead", "ade.clock-skew"),
          Refused("session"), ExpectCalls("GET /session", 1, 3),
          ExpectSaid({"clock", "skew", "time mismatch", "timemismatch",
                      "system time", "server time", "local time",
                      "timestamp_out_of_window"})});
  check.provenance = Provenance::kObserved;
  return check;
}

}  // namespace

std::vector<ClientCheck> HeaderFreshnessChecks() {
  return {
      Of("A18", "timestamp-form", Level::kMust,
         "The timestamp is a whole number of seconds.", "RFC 5849, 3.3",
         "It sends seconds since 1970, in decimal digits.",
         {Ask("session"), ExpectNoRule({"oauth1.timestamp.form"}),
          ExpectParameter("oauth_timestamp")}),
      Of("A19", "timestamp-window", Level::kMust,
         "The timestamp is near the service's time.", kErrors,
         "It takes the time of the request.",
         {Ask("session"),
          ExpectNoRule({"oauth1.timestamp.stale", "oauth1.timestamp.ahead",
                        "oauth1.timestamp.form"}),
          ExpectParameter("oauth_timestamp")}),
      SkewedClock(),
      Of("A21", "nonce-unique", Level::kMust,
         "No nonce is used twice, not even by processes that run at once.",
         kApple, "It draws every nonce from a random source.",
         {Ask("session"), Ask("session"), AskAtOnce(8, "session"),
          ExpectAllDiffer("oauth_nonce", 10)}),
      Of("A22", "nonce-random", Level::kMay,
         "Nonces are cryptographically random.", kApple,
         "It takes 64 or more random bits, and no counter.",
         {Ask("session"), Ask("session"), Ask("session"), Ask("session"),
          ExpectRandomNonces()}),
      Of("A23", "nonce-retry", Level::kMust,
         "A request that is tried again is signed anew, with a new nonce.",
         "RFC 5849, 3.3",
         "It makes a whole new request for every attempt: the service may have "
         "seen the first.",
         {Play({{.endpoint = "GET /session",
                 .answers = {Cut(server::Effect::Kind::kClose)}}}),
          Ask("session"), Ask("session"), ExpectAllDiffer("oauth_nonce", 2),
          ExpectAllDiffer("oauth_signature", 2)}),
      Of("A24", "doc-paste", Level::kMust,
         "Timestamp, nonce and signature are not those of the documentation's "
         "example.",
         kApple, "It makes its own: those were never valid.",
         {Ask("session"), ExpectNoRule({"oauth1.documentation.pasted"})}),
      Of("A25", "secret-leak", Level::kMust,
         "The secrets of the server token are never sent.", "RFC 5849, 3.4.2",
         "It sends what it signed with them, and nothing else.",
         {Ask("session"), Ask("account"), ExpectNoSecrets()})};
}

}  // namespace mdmock::conformance

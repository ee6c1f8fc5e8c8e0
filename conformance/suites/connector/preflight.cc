#include "conformance/suites/connector/preflight.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <memory>
#include <optional>
#include <utility>

#include "conformance/drivers/dial.h"
#include "conformance/suites/connector/server_certificate.h"
#include "protocol/base/text.h"

namespace mdmock::conformance::pki {
namespace {

using drivers::Dialled;

constexpr std::chrono::seconds kPatience(10);
constexpr std::chrono::seconds kClockSlack(120);

std::string Fix(Dialled::Problem problem) {
  switch (problem) {
    case Dialled::Problem::kName:
      return "check the host in the URL, and the resolver";
    case Dialled::Problem::kRefused:
      return "start the connector, or check the port";
    case Dialled::Problem::kUnreachable:
    case Dialled::Problem::kTimeout:
      return "check the address, routes and firewalls";
    default:
      return "try again";
  }
}

// A handshake that shows what a client would be shown.
drivers::Shaken Shake(const Site& site, const drivers::TlsWish& wish) {
  Answered answered;
  drivers::Shaken shaken;
  Line::Open(site.origin(), site.origin().port, &wish,
             std::chrono::steady_clock::now() + kPatience, answered, &shaken);
  if (shaken.what.empty() && !shaken.done) shaken.what = answered.what;
  return shaken;
}

Said JudgeName(const Site& site, const crypto::Certificate& certificate) {
  drivers::TlsWish wish = site.Wish();
  wish.verifies = true;  // The certificate is its own anchor: names count only.
  wish.checks_time = false;
  wish.ca_pem = certificate.Pem();
  const drivers::Shaken shaken = Shake(site, wish);
  const bool differs =
      !shaken.done && shaken.what.find("mismatch") != std::string::npos;
  const std::string& host = site.origin().host;
  const std::string common_name = CommonName(certificate);
  if (!differs && !HasNames(certificate)) {
    return Warn(
        fmt::format("{} stands in the common name only; there is no "
                    "subjectAltName, and strict clients refuse that",
                    host));
  }
  if (!differs) return Pass();
  if (EqualsIgnoreCase(common_name, host)) {
    return Warn(
        fmt::format("{} stands in the common name only, and not in the "
                    "subjectAltName; strict clients refuse that",
                    host));
  }
  return Fail(fmt::format("the certificate {} is not for {}",
                          Printable(certificate.Subject(), 120), host));
}

// What the user ought to know first of credentials that are refused.
std::string WithIdentity(const Before& before, std::string what) {
  return before.identity.empty() ? what : what + "; " + before.identity;
}

void JudgeTls(Site& site, SystemTime now) {
  Before& before = site.before;
  drivers::TlsWish wish = site.Wish();
  if (site.configuration().certificate) {
    wish.identity = &*site.configuration().certificate;
  }
  before.shaken = Shake(site, wish);
  if (!before.shaken.done) {
    before.tls = drivers::IsAboutIdentity(before.shaken.alert)
                     ? Misconfigured(WithIdentity(
                           before,
                           "credentials: the connector breaks off the TLS "
                           "handshake with the alert '" +
                               drivers::AlertName(before.shaken.alert) +
                               "', which is about UEM's certificate"))
                     : Fail("no TLS at this address: " + before.shaken.what);
    before.unable = before.tls;
    before.chain = before.name = Skip("no handshake: T-01");
    return;
  }
  before.tls = Pass(
      fmt::format("{} with {}", before.shaken.version, before.shaken.cipher));
  before.chain =
      JudgeChain(before.shaken.chain, site.configuration().trust_pem, now);
  if (before.shaken.chain.empty()) {
    before.name = before.chain;
    return;
  }
  before.name = JudgeName(site, before.shaken.chain.front());
  if (before.chain.outcome != Outcome::kPass ||
      before.name.outcome == Outcome::kFail) {
    return;
  }
  wish.verifies = true;
  wish.ca_pem = site.configuration().trust_pem;
  const drivers::Shaken verified = Shake(site, wish);
  before.is_trusted = verified.done;
  if (!verified.done && before.name.outcome == Outcome::kPass) {
    before.chain = Fail(
        "the chain is whole, and a client refuses it all the "
        "same: " +
        verified.what);
  }
}

// Both ways "Sun, 06 Nov 1994 08:49:37 GMT" is off; nothing where it is no
// date.
std::optional<std::chrono::seconds> ClockAhead(const std::string& date,
                                               SystemTime now) {
  std::tm parts{};
  if (::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts) ==
      nullptr) {
    return std::nullopt;
  }
  return std::chrono::seconds(::timegm(&parts) - EpochSeconds(now));
}

void NoteClock(Before& before, const Answered& answered, SystemTime now) {
  const std::string* date = answered.Find("Date");
  if (date == nullptr) return;
  const auto ahead = ClockAhead(*date, now);
  if (!ahead || std::chrono::abs(*ahead) <= kClockSlack) return;
  before.clock = fmt::format(
      "its clock is {} {} ours: certificates and one-time passwords are judged "
      "by time",
      FormatDuration(std::chrono::abs(*ahead)),
      ahead->count() > 0 ? "ahead of" : "behind");
}

void NoteIdentity(Site& site, SystemTime now) {
  const auto& identity = site.configuration().certificate;
  const std::string why = identity ? WhyNotNow(identity->certificate, now) : "";
  if (!why.empty()) site.before.identity = "certificate.p12 " + why;
}

}  // namespace

void Preflight(Site& site, Probe& probe, SystemTime now) {
  Before& before = site.before;
  const Origin& origin = site.origin();
  NoteIdentity(site, now);
  Dialled dialled =
      drivers::Dial(origin.host, origin.port, probe.Within(kPatience));
  if (!dialled.socket) {
    before.unable = Misconfigured(
        fmt::format("connection: {}; {}", dialled.what, Fix(dialled.problem)));
    before.tls = before.chain = before.name = Skip("no connection: K-01");
    return;
  }
  // Where handshakes are made one after another, ours would wait for this one.
  dialled.socket = {};
  if (origin.secure) {
    JudgeTls(site, now);
  } else {
    before.tls = Fail("the URL is http: UEM makes its calls over TLS");
    before.chain = before.name = Skip("the URL is http");
  }
  if (before.unable) return;
  site.info = probe.Info();
  NoteClock(before, site.info->answered, now);
}

}  // namespace mdmock::conformance::pki

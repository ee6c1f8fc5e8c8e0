#include <fmt/format.h>

#include <string>

#include "conformance/suites/connector/server_certificate.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "mocks/world/clock.h"
#include "protocol/base/text.h"
#include "protocol/crypto/mismatched_key.h"

// the certificate that UEM has at the connector.
namespace mdmock::conformance::pki {
namespace {

using End = Answered::End;

constexpr char kTwoWays[] =
    "UEM 12.10 configuration guide: certificate-based authentication";
constexpr char kNoCertificate[] = "the configuration has no certificate";

Listed InfoAs(Probe& probe, const crypto::Identity* identity) {
  Call call = probe.site().Info();
  call.Remove("Authorization");
  call.identity = identity;
  return ReadListed(probe.Ask(call));
}

// In TLS 1.3 the alert comes after the client's handshake, and may be lost in
// a reset: no answer at all is a refusal too.
bool Refuses(const Answered& answered) {
  return answered.status() == 401 || answered.status() == 403 ||
         answered.end == End::kNoHandshake || answered.end == End::kClosed ||
         answered.end == End::kReset;
}

Said ExpectRefusal(const Listed& listed, Outcome otherwise) {
  if (Refuses(listed.answered)) return Pass(listed.Shown());
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  const std::string told =
      listed.Shown() + "; expected 401, 403 or an alert of TLS";
  if (!listed.lists()) return Warn(told);
  return {.outcome = otherwise,
          .message = told,
          .critical = otherwise == Outcome::kFail};
}

Said Good(Probe& probe) {
  const Listed listed =
      InfoAs(probe, &*probe.site().configuration().certificate);
  if (listed.answered.status() == 200) return Pass();
  const std::string& expired = probe.site().before.identity;
  if (!expired.empty() && Refuses(listed.answered)) {
    return Misconfigured(expired + ", and is refused: " + listed.Shown());
  }
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  return Fail(listed.Shown());
}

Said Missing(Probe& probe) {
  return ExpectRefusal(InfoAs(probe, nullptr), Outcome::kFail);
}

// Anybody can write any name into a certificate.
Said Untrusted(Probe& probe) {
  const crypto::Certificate& good =
      probe.site().configuration().certificate->certificate;
  auto key = crypto::PrivateKey::GenerateEc();
  if (!key) return Broken(key.error().what);
  const SystemTime now = world::Clock().Now();
  const std::string name = CommonName(good);
  auto forged = crypto::Certificate::MakeSelfSigned(
      *key, {.common_name = name.empty() ? "uem" : name,
             .serial = good.Serial(),
             .not_before = now - std::chrono::hours(24),
             .not_after = now + std::chrono::hours(24)});
  if (!forged) return Broken(forged.error().what);
  const crypto::Identity identity{*std::move(key), *std::move(forged), {}};
  return ExpectRefusal(InfoAs(probe, &identity), Outcome::kFail);
}

Said Expired(Probe& probe) {
  const auto& expired = probe.site().configuration().expired_certificate;
  if (!expired) return Skip("the configuration has no certificate.expired");
  if (expired->certificate.NotAfter() > world::Clock().Now()) {
    return Misconfigured(
        "certificate.expired has not expired yet: it is good to " +
        FormatTime(expired->certificate.NotAfter()));
  }
  return ExpectRefusal(InfoAs(probe, &*expired), Outcome::kFail);
}

Said Other(Probe& probe) {
  const auto& other = probe.site().configuration().other_certificate;
  if (!other) return Skip("the configuration has no certificate.other");
  const crypto::Certificate& own =
      probe.site().configuration().certificate->certificate;
  const crypto::Certificate& others = other->certificate;
  if (others.Der() == own.Der()) {
    return Misconfigured("certificate.other is the certificate itself");
  }
  if (others.Subject() == own.Subject()) {
    return Misconfigured(
        "certificate.other has the subject of the certificate itself: " +
        Printable(own.Subject(), 120));
  }
  if (const std::string why = WhyNotNow(others, world::Clock().Now());
      !why.empty()) {
    return Misconfigured("certificate.other " + why +
                         ": its refusal would say nothing");
  }
  return ExpectRefusal(InfoAs(probe, &*other), Outcome::kWarn);
}

// getInfo over TLS 1.2 without a certificate, resuming a session if there is
// one.
Answered InfoResuming(Probe& probe, SSL_SESSION* session,
                      drivers::Shaken& shaken) {
  constexpr int kTls12 = 0x0303;
  drivers::TlsWish wish = probe.site().Wish();
  wish.version = kTls12;
  wish.resumes = session;
  Call call = probe.site().Info();
  call.Remove("Authorization");
  Answered answered;
  const Origin& origin = probe.site().origin();
  const auto line = Line::Open(origin, origin.port, &wish, probe.deadline(),
                               answered, &shaken);
  if (line) {
    line->Send(call.Bytes(), probe.deadline());
    line->Read(false, probe.deadline(), answered);
  }
  probe.Note(call.Bytes(), answered);
  return answered;
}

// One that was set up with a certificate stays authenticated: TLS means it to.
Said Resumed(Probe& probe) {
  drivers::Shaken first;
  InfoResuming(probe, nullptr, first);
  if (!first.done) return Pass("no handshake without a certificate");
  drivers::Shaken second;
  const Listed listed =
      ReadListed(InfoResuming(probe, first.session.get(), second));
  if (listed.lists()) {
    return Warn("a session without a certificate, resumed, is let in");
  }
  return Pass(second.resumed ? listed.Shown() : "sessions are not resumed");
}

// A key of the same kind as another; a Failure where that is neither RSA nor EC
// on a curve of NIST.
Result<crypto::PrivateKey> KeyLike(const crypto::PrivateKey& key) {
  if (key.is_rsa()) return crypto::PrivateKey::GenerateRsa();
  const std::string kind = key.kind();
  constexpr std::string_view kEc = "EC-";
  if (!kind.starts_with(kEc)) return Failure{kind + " keys cannot be forged"};
  return crypto::PrivateKey::GenerateEc("P-" + kind.substr(kEc.size()));
}

// Whoever has a certificate from the network, and not its key, signs with
// another. The library refuses such a pair: the key says that it is the right
// one.
Said WrongKey(Probe& probe) {
  const crypto::Identity& own = *probe.site().configuration().certificate;
  const auto other = KeyLike(own.key);
  if (!other) return Skip(other.error().what);
  auto forged = crypto::MakeMismatchedKey(*own.key.get(), *other);
  if (!forged) return Broken(forged.error().what);
  const crypto::Identity identity{*std::move(forged), own.certificate,
                                  own.others};
  const Listed listed = InfoAs(probe, &identity);
  if (listed.answered.end == End::kNoHandshake &&
      listed.answered.what.starts_with("cannot prepare")) {
    return Broken(listed.answered.what);
  }
  return ExpectRefusal(listed, Outcome::kFail);
}

std::function<Said(Probe&)> WithCertificate(Said (*run)(Probe&)) {
  return [run](Probe& probe) {
    if (!probe.site().origin().secure) return Skip("the URL is http");
    return probe.site().configuration().certificate ? run(probe)
                                                    : Skip(kNoCertificate);
  };
}

}  // namespace

std::vector<ConnectorCheck> ClientCertificateChecks() {
  return {
      {.code = "A-11",
       .slug = "client-cert-ok",
       .requirement = "The right certificate lets UEM in.",
       .source = kTwoWays,
       .correct = "answers getInfo with 200",
       .run = WithCertificate(Good),
       .needs_control = false},
      {.code = "A-12",
       .slug = "client-cert-missing",
       .requirement = "Without a certificate, and a password, nothing is told.",
       .source = kTwoWays,
       .correct = "fails the handshake, or answers 401 or 403",
       .run = WithCertificate(Missing),
       .needs_control = false},
      {.code = "A-13",
       .slug = "client-cert-untrusted",
       .critical = true,
       .requirement = "A certificate that anybody could have made is refused, "
                      "whatever name is in it.",
       .source = kTwoWays,
       .correct = "asks for a chain to its own CA",
       .run = WithCertificate(Untrusted),
       .needs_control = false},
      {.code = "A-14",
       .slug = "client-cert-expired",
       .requirement = "A certificate that has expired is refused.",
       .source = "RFC 5280, 6.1.3",
       .correct = "looks at notAfter",
       .run = WithCertificate(Expired),
       .needs_control = false},
      {.code = "A-15",
       .slug = "client-cert-wrong-subject",
       .level = Level::kShould,
       .requirement = "Somebody else's certificate by the same CA is refused.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "knows UEM by its name, and not by its CA alone",
       .run = WithCertificate(Other),
       .needs_control = false},
      {.code = "A-16",
       .slug = "client-cert-wrong-key",
       .requirement = "A certificate is of use to its key alone.",
       .source = "RFC 8446, 4.4.3",
       .correct = "verifies CertificateVerify",
       .run = WithCertificate(WrongKey),
       .needs_control = false},
      {.code = "A-17",
       .slug = "session-resumption-auth",
       .level = Level::kShould,
       .requirement = "A session without a certificate stays one without.",
       .source = "RFC 8446, 4.6.1",
       .provenance = Provenance::kChosen,
       .correct = "asks for credentials after a resumption as well",
       .run = WithCertificate(Resumed),
       .needs_control = false},
  };
}

}  // namespace mdmock::conformance::pki

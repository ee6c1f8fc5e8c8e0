#include <fmt/format.h>

#include <string>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "conformance/suites/connector/weak_hello.h"

// T-01 to T-08: what stands between UEM and the first byte of HTTP.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::seconds;
using End = Answered::End;

constexpr int kVersion12 = 0x0303;
constexpr int kVersion13 = 0x0304;
constexpr seconds kHandshake(10);
constexpr char kBaseline[] = "mdmock; RFC 9325, 3.1.1";
constexpr char kOverSsl[] =
    "UEM 12.10 configuration guide, getUserKeyPair: over the SSL connection";

// Hands shaken in that version alone, without verification.
drivers::Shaken ShakeIn(Probe& probe, int version) {
  drivers::TlsWish wish = probe.site().Wish();
  wish.verifies = false;
  wish.version = version;
  wish.patience = kHandshake;
  if (probe.site().configuration().certificate) {
    wish.identity = &*probe.site().configuration().certificate;
  }
  Answered answered;
  drivers::Shaken shaken;
  Line::Open(probe.site().origin(), probe.site().origin().port, &wish,
             probe.deadline(), answered, &shaken);
  if (!shaken.done && shaken.what.empty()) shaken.what = answered.what;
  return shaken;
}

// What the server answers to a hello made by hand, as far as its cipher; ""
// where it does not go along.
std::string TakesHello(Probe& probe, int version,
                       const std::vector<std::uint16_t>& ciphers) {
  constexpr size_t kEnough = 5 + 4 + 2 + 32 + 1 + 32 + 2;
  const Origin& origin = probe.site().origin();
  Answered answered;
  const auto line =
      Line::Open(origin, origin.port, nullptr, probe.deadline(), answered);
  if (!line) return "";
  line->Send(ClientHello(version, ciphers, origin.host),
             probe.Within(kHandshake));
  std::string bytes;
  while (bytes.size() < kEnough) {
    const std::string more = line->stream().Receive(probe.Within(kHandshake));
    if (more.empty()) break;
    bytes += more;
    if (bytes.size() >= 6 && !IsServerHello(bytes)) break;
  }
  return IsServerHello(bytes) ? bytes : "";
}

Said Tls12(Probe& probe) {
  if (!probe.site().origin().secure) return Skip("the URL is http");
  const drivers::Shaken shaken = ShakeIn(probe, kVersion12);
  return shaken.done ? Pass(shaken.cipher)
                     : Fail("no handshake with TLS 1.2: " + shaken.what);
}

Said Tls13(Probe& probe) {
  if (!probe.site().origin().secure) return Skip("the URL is http");
  const drivers::Shaken shaken = ShakeIn(probe, kVersion13);
  return Info(shaken.done ? "TLS 1.3: yes" : "TLS 1.3: no; " + shaken.what);
}

Said OldTls(Probe& probe) {
  if (!probe.site().origin().secure) return Skip("the URL is http");
  std::string taken;
  if (!TakesHello(probe, kTls10, UsualCiphers()).empty()) taken = "TLS 1.0";
  if (!TakesHello(probe, kTls11, UsualCiphers()).empty()) {
    taken += taken.empty() ? "TLS 1.1" : " and TLS 1.1";
  }
  return taken.empty() ? Pass() : Warn("it takes " + taken);
}

Said WeakTls(Probe& probe) {
  if (!probe.site().origin().secure) return Skip("the URL is http");
  const std::string hello = TakesHello(probe, kTls12, WeakCiphers());
  if (hello.empty()) return Pass();
  return Warn(fmt::format(
      "it takes {}, out of a list that has none but NULL, EXPORT, RC4, DES, "
      "3DES and anonymous ciphers",
      CipherTaken(hello)));
}

// What a port says to getInfo in the clear, without credentials and with them.
Said InTheClear(Probe& probe, int port) {
  Call call = probe.site().Info();
  call.plain = true;
  call.port = port;
  call.identity = nullptr;
  Call bare = call;
  bare.Remove("Authorization");
  const Listed without = ReadListed(probe.Ask(bare));
  if (without.lists()) {
    return Fail("it answers over plain HTTP, and asks for no credentials");
  }
  if (without.answered.status() != 401) return Pass(without.Shown());
  const Listed with = ReadListed(probe.Ask(call));
  if (with.lists()) {
    return Fail(
        "it takes credentials over plain HTTP, where anybody reads "
        "them");
  }
  return Warn("it asks for credentials over plain HTTP: " + without.Shown());
}

Said Plaintext(Probe& probe) {
  const Origin& origin = probe.site().origin();
  Worst worst;
  worst.Add(fmt::format("port {}", origin.port),
            InTheClear(probe, origin.port));
  // An open port 80 belongs to the same service where that is on 443.
  if (origin.port == 443) worst.Add("port 80", InTheClear(probe, 80));
  return worst.Take();
}

}  // namespace

std::vector<ConnectorCheck> TlsChecks() {
  return {
      {.code = "T-01",
       .slug = "tls-available",
       .requirement = "The connector is reached over TLS.",
       .source = kOverSsl,
       .correct = "shakes hands at the address that the administrator typed",
       .run = [](Probe& probe) { return probe.site().before.tls; },
       .needs_control = false},
      {.code = "T-02",
       .slug = "tls12",
       .requirement = "The connector speaks TLS 1.2.",
       .source = kBaseline,
       .provenance = Provenance::kChosen,
       .correct = "shakes hands with a client that has TLS 1.2 and nothing "
                  "newer",
       .run = Tls12,
       .needs_control = false},
      {.code = "T-03",
       .slug = "tls13",
       .level = Level::kMay,
       .requirement = "The connector may speak TLS 1.3.",
       .source = kBaseline,
       .provenance = Provenance::kChosen,
       .correct = "either",
       .run = Tls13,
       .needs_control = false},
      {.code = "T-04",
       .slug = "old-tls-refused",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "The connector refuses TLS 1.0 and 1.1.",
       .source = "RFC 8996",
       .correct = "answers such a hello with an alert",
       .run = OldTls,
       .needs_control = false},
      {.code = "T-05",
       .slug = "weak-ciphers-refused",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "The connector refuses ciphers that protect nothing.",
       .source = "RFC 9325, 4.1",
       .correct = "answers a hello that offers no others with an alert",
       .run = WeakTls,
       .needs_control = false},
      {.code = "T-06",
       .slug = "server-cert-chain",
       .requirement = "A chain leads from the connector's certificate to an "
                      "anchor that UEM trusts, and all of it is valid now.",
       .source = "RFC 5280, 6; RFC 8446, 4.4.2",
       .correct = "sends its certificate and every intermediate",
       .run = [](Probe& probe) { return probe.site().before.chain; },
       .needs_control = false},
      {.code = "T-07",
       .slug = "server-cert-name",
       .requirement = "The connector's certificate is for the host in the URL.",
       .source = "RFC 9525; RFC 9110, 4.3.4",
       .correct = "has the name, or the address, in its subjectAltName",
       .run = [](Probe& probe) { return probe.site().before.name; },
       .needs_control = false},
      {.code = "T-08",
       .slug = "plaintext-refused",
       .level = Level::kShould,
       .kind = Kind::kRobustness,
       .requirement = "The connector answers nothing over plain HTTP.",
       .source = kOverSsl,
       .correct = "closes the connection, or refuses before it looks at "
                  "credentials",
       .run = Plaintext,
       .needs_control = false},
  };
}

}  // namespace mdmock::conformance::pki

#include <fmt/format.h>

#include <string>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/pages.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"

// B05 to B07: whom a client talks to, and over what.
namespace mdmock::conformance {
namespace {

std::vector<Step> Redirected(const std::string& op,
                             const std::string& endpoint) {
  const std::string path = endpoint.substr(endpoint.find(' ') + 1);
  return {Do(path + " redirects to another server",
             [path](Lab& lab) -> Result<void> {
               MockOf(lab).faults().Set(
                   {{.id = "redirect",
                     .service = "ade",
                     .method = "GET",
                     .path = path,
                     .schedule = {.nth = {}, .every = 1},
                     .effect = {.kind = server::Effect::Kind::kRedirect,
                                .text = Ade(lab).elsewhere().Url(path),
                                .response = {}}}});
               return {};
             }),
          Ask(op), ExpectCalls(endpoint, 1, 4)};
}

Step ExpectNothingElsewhere() {
  return Expect("no credentials go to the other server", [](Lab& lab) {
    std::vector<std::string> sessions;
    for (const auto& call : SessionCalls(lab)) {
      const auto token = TextField(call->response.body, "auth_session_token");
      if (token) sessions.push_back(*token);
    }
    for (const auto& entry : Ade(lab).elsewhere().journal().After(0)) {
      bool told = entry->request.Find("Authorization") != nullptr ||
                  entry->request.Find("X-ADM-Auth-Session") != nullptr;
      for (const std::string& session : sessions) {
        told = told || entry->raw.find(session) != std::string::npos;
      }
      if (!told) continue;
      return Wrong(fmt::format("{} {} went there, with credentials",
                               Printable(entry->request.method, 20),
                               Printable(entry->request.target, 80)));
    }
    return Said{};
  });
}

Step OnlyTls() {
  return Do("the client is given https URLs only",
            [](Lab& lab) -> Result<void> {
              lab.target().url = lab.target().https_url;
              return {};
            });
}

Step SucceedsOrCannot(const std::string& op) {
  return Expect(fmt::format("the client does {} over https", op),
                [op](Lab& lab) -> Said {
                  if (Said said = Ask(op).run(lab); !said.passed()) return said;
                  const auto calls = lab.Calls("GET /session");
                  if (lab.last().front().succeeded() && !calls.empty()) {
                    return {};
                  }
                  return Skipped("the client cannot do https at all here");
                });
}

Step WrongCa() {
  return Do("the CA that the client trusts is another one",
            [](Lab& lab) -> Result<void> {
              const auto path =
                  lab.Write("other-ca.pem", Ade(lab).elsewhere().ca_pem());
              if (!path) return path.error();
              lab.target().ca = *path;
              return {};
            });
}

// A server under a CA that the client trusts, whose certificate is wrong.
Step WrongCertificate(const std::string& says,
                      void (*spoil)(ade::AdeMock::Setup&)) {
  return Do(says, [spoil](Lab& lab) -> Result<void> {
    ade::AdeMock::Setup setup;
    spoil(setup);
    ade::AdeMock& other = Ade(lab).OpenElsewhere(std::move(setup));
    const auto path = lab.Write("ca.pem", other.ca_pem());
    if (!path) return path.error();
    lab.target().ca = *path;
    lab.target().url = lab.target().https_url = other.HttpsUrl();
    return {};
  });
}

void OfAnotherName(ade::AdeMock::Setup& setup) {
  setup.certified_names = "DNS:mdmenrollment.apple.com";
}

void Expired(ade::AdeMock::Setup& setup) {
  setup.certified_at = world::Clock().Now() - std::chrono::hours(3 * 365 * 24);
}

Step ExpectNothingCame() {
  return Expect("no request comes through", [](Lab& lab) {
    std::vector<Lab::EntryPtr> came = lab.Calls();
    for (auto& entry : Ade(lab).elsewhere().journal().After(0)) {
      if (!entry->request.method.empty()) came.push_back(std::move(entry));
    }
    if (came.empty()) return Said{};
    return Wrong(fmt::format(
        "expected the handshake to be ended, got {} {} over {}: the "
        "certificate is not to be trusted",
        Printable(came.front()->request.method, 20),
        Printable(came.front()->request.target, 80), came.front()->scheme));
  });
}

ClientCheck Redirects() {
  ClientCheck check{
      .code = "B05",
      .slug = "no-redirect-credentials",
      .level = Level::kShould,
      .requirement =
          "A redirect to another server gets neither signature nor "
          "session.",
      .source = "RFC 9110, 15.4",
      .provenance = Provenance::kDocumented,
      .correct = "It does not follow, or leaves its credentials behind.",
      .steps = {Succeeds("session")}};
  check.steps =
      Joined(std::move(check.steps), Redirected("account", "GET /account"));
  check.steps =
      Joined(std::move(check.steps), Redirected("session", "GET /session"));
  check.steps.push_back(ExpectNothingElsewhere());
  return check;
}

ClientCheck Tls() {
  return {.code = "B06",
          .slug = "tls",
          .level = Level::kMust,
          .requirement =
              "A server whose certificate is not trusted, is another host's or "
              "has expired gets no request.",
          .source = "RFC 8446, 4.4.2.4; RFC 9110, 4.3.4",
          .provenance = Provenance::kDocumented,
          .correct =
              "It ends the handshake and reports it; it does not turn "
              "to plain http.",
          .steps = {OnlyTls(), SucceedsOrCannot("session"), WrongCa(),
                    Refused("session"), ExpectNothingCame(),
                    WrongCertificate("the certificate is trusted, and another "
                                     "host's",
                                     &OfAnotherName),
                    Refused("session"), ExpectNothingCame(),
                    WrongCertificate("the certificate is trusted, and expired "
                                     "a year ago",
                                     &Expired),
                    Refused("session"), ExpectNothingCame()}};
}

ClientCheck ConnectionClose() {
  const auto page = [](const std::string& cursor, bool more) {
    return Reply(
        200,
        fmt::format(R"({{"cursor":"{}","devices":[],"more_to_follow":{}}})",
                    cursor, more),
        {{"Connection", "close"}});
  };
  return {
      .code = "B07",
      .slug = "keep-alive-close",
      .level = Level::kShould,
      .requirement = "A connection that the service closes is opened again.",
      .source = "RFC 9112, 9.6",
      .provenance = Provenance::kDocumented,
      .correct = "It connects anew after Connection: close.",
      .steps = {Play({{.endpoint = kFetch,
                       .answers = {page("c1", true), page("c2", true),
                                   page("c3", false)}}}),
                Succeeds("fetch"), ExpectCalls(kFetch, 3, 3)}};
}

}  // namespace

std::vector<ClientCheck> HttpConnectionChecks() {
  return {Redirects(), Tls(), ConnectionClose()};
}

}  // namespace mdmock::conformance

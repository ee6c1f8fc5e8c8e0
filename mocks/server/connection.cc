#include "mocks/server/connection.h"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "mocks/server/effects.h"
#include "mocks/server/response_writer.h"
#include "mocks/server/rules.h"
#include "mocks/server/unreadable.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::server {
namespace {

using std::chrono::steady_clock;

constexpr char kFirstByteOfTls = 0x16;

// What a client has to read our last answer before the connection is closed.
constexpr std::chrono::seconds kLastWords(2);

http::Response TextResponse(int status, std::string text) {
  return {.status = status,
          .headers = {{"Content-Type", "text/plain; charset=utf-8"}},
          .body = std::move(text)};
}

void Fail(journal::Entry& entry, std::string what) {
  entry.response = TextResponse(500, "the mock failed: " + what + "\n");
  entry.failure = std::move(what);
}

// A target may be a whole URL, whose authority then counts instead of Host
// (RFC 9112, 3.2.2). Services get its path and query; nothing where it is none.
std::optional<http::Request> InOriginForm(const http::Request& request) {
  if (request.target.starts_with('/')) return std::nullopt;
  const auto url = http::ReadUrl(request.target);
  if (!url) return std::nullopt;
  http::Request origin = request;
  origin.target = url->Target();
  const auto& [host, port] = url->authority;
  std::erase_if(origin.headers, [](const http::Header& one) {
    return EqualsIgnoreCase(one.name, "Host");
  });
  origin.headers.push_back(
      {"Host", port ? fmt::format("{}:{}", host, *port) : host});
  return origin;
}

}  // namespace

void Connection::Serve() {
  if (!Open()) return;
  for (;;) {
    Reading reading = reader_.Next();
    if (stopping_ || std::holds_alternative<Ended>(reading)) return;
    if (const auto* refused = std::get_if<Refused>(&reading)) {
      return Refuse(*refused);
    }
    if (ServeOne(std::get<Received>(std::move(reading))) == Next::kClose) {
      return;
    }
  }
}

bool Connection::Open() {
  std::string first;
  if (wire_.Peek(first, steady_clock::now() + options_.limits.idle) !=
      Wire::Outcome::kDone) {
    return false;
  }
  if (first.front() != kFirstByteOfTls) return true;
  const TlsIdentity& tls = surroundings_.tls;
  std::string problem;
  const auto outcome = wire_.StartTls(
      options_.ask_client_certificate ? tls.context_with_client_certificates()
                                      : tls.context(),
      steady_clock::now() + options_.limits.request, problem);
  if (outcome == Wire::Outcome::kDone) {
    client_certificate_ = wire_.PeerCertificate();
    return true;
  }
  if (outcome == Wire::Outcome::kTooLate) {
    problem = "the TLS handshake was not finished in time";
  }
  if (stopping_ || problem.empty()) return false;
  journal::Entry entry = NewEntry();
  entry.scheme = "https";
  entry.raw = std::move(first);
  entry.response.status = 0;
  entry.verdict = Verdict("http");
  entry.verdict.Add({.rule = &rules::kHandshake,
                     .where = "the connection",
                     .expected = "a TLS handshake that is carried through",
                     .actual = problem});
  Journal(std::move(entry));
  wire_.Finish(steady_clock::now() + kLastWords);  // For the alert.
  return false;
}

journal::Entry Connection::NewEntry() const {
  journal::Entry entry;
  entry.seq = options_.observed ? surroundings_.journal.NextSeq() : 0;
  entry.time = surroundings_.clock.Now();
  entry.service = service_.name();
  entry.scheme = wire_.secure() ? "https" : "http";
  return entry;
}

void Connection::Journal(journal::Entry entry) const {
  if (options_.observed) surroundings_.journal.Add(std::move(entry));
}

Deadline Connection::AnswerBy() const {
  return steady_clock::now() + options_.limits.answer;
}

Connection::Next Connection::ServeOne(Received received) {
  journal::Entry entry = NewEntry();
  entry.request = std::move(received.request);
  entry.raw = std::move(received.raw);
  const auto origin = InOriginForm(entry.request);
  const http::Request& request = origin ? *origin : entry.request;
  std::optional<Fault> fault;
  if (options_.observed) {
    fault = surroundings_.faults.Next(entry.service, request.method,
                                      http::SplitTarget(request.target).path);
  }
  if (fault) entry.fault = fault->id;
  const Part part = fault ? PartOf(fault->effect.kind) : Part::kSending;
  if (part == Part::kAnswer) AnswerInstead(fault->effect, entry);
  std::chrono::milliseconds delay{};
  if (part == Part::kSending) delay = AskService(request, entry);

  std::string bytes;
  bool keep_alive = false;
  if (part == Part::kNothing) {
    entry.response.status = 0;
  } else {
    keep_alive =
        KeepsAlive(request) && !(fault && ClosesAfter(fault->effect.kind));
    if (fault) AlterAnswer(fault->effect, entry.response);
    keep_alive = Complete(entry.response, request, entry.time, keep_alive);
    bytes = WireBytes(entry.response, request);
  }
  Journal(std::move(entry));
  if (delay.count() > 0 && !wire_.Linger(steady_clock::now() + delay)) {
    return Next::kClose;
  }
  const bool sent =
      fault ? SendBadly(fault->effect, bytes, options_.limits.answer, wire_)
            : wire_.Write(bytes, AnswerBy()) == Wire::Outcome::kDone;
  if (!sent) return Next::kClose;
  if (keep_alive) return Next::kRequest;
  wire_.Finish(steady_clock::now() + kLastWords);
  return Next::kClose;
}

void Connection::AnswerInstead(const Effect& effect,
                               journal::Entry& entry) const {
  entry.verdict = Verdict("http");
  switch (effect.kind) {
    case Effect::Kind::kAnswer:
      if (auto named = service_.NamedFor(effect.text, entry.request)) {
        entry.response = *std::move(named);
      } else {
        Fail(entry, fmt::format("the service {} knows no answer '{}', which "
                                "the fault {} names",
                                entry.service, effect.text, entry.fault));
      }
      return;
    case Effect::Kind::kRedirect:
      entry.response = {
          .status = 302, .headers = {{"Location", effect.text}}, .body = ""};
      return;
    default:
      entry.response = effect.response;
  }
}

// Gives how long the service wants its answer to be held back.
std::chrono::milliseconds Connection::AskService(const http::Request& request,
                                                 journal::Entry& entry) const {
  const Exchange exchange{.request = request,
                          .scheme = entry.scheme,
                          .now = entry.time,
                          .seq = entry.seq,
                          .client_certificate = client_certificate_};
  try {
    Result<Answer> answer = service_.Handle(exchange);
    if (answer) {
      entry.response = std::move(answer->response);
      entry.verdict = std::move(answer->verdict);
      entry.secrets = std::move(answer->secrets);
      return answer->delay;
    }
    Fail(entry, answer.error().what);
  } catch (const std::exception& thrown) {
    // A service that throws is broken; the other clients are not to suffer.
    Fail(entry,
         fmt::format("the service {} threw: {}", entry.service, thrown.what()));
  }
  return {};
}

void Connection::Refuse(const Refused& refused) {
  journal::Entry entry = NewEntry();
  entry.raw = refused.raw;
  entry.verdict = UnreadableVerdict("http", *refused.rule, refused.problem);
  entry.response =
      TextResponse(refused.problem.status, refused.problem.what + "\n");
  Complete(entry.response, entry.request, entry.time, false);
  const std::string bytes = WireBytes(entry.response, entry.request);
  Journal(std::move(entry));
  const auto deadline = steady_clock::now() + kLastWords;
  wire_.Write(bytes, deadline);
  wire_.Finish(deadline);
}

}  // namespace mdmock::server

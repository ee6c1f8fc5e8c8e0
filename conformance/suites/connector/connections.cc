#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// C-07 to C-10: connections that are slow, broken off, kept or idle.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

Said SlowClient(Probe& probe) {
  constexpr seconds kMost(120);
  constexpr seconds kWait(5);
  Enrolment enrolment = probe.Fresh();
  // The body has to last for longer than a connector may wait.
  enrolment.body.SetText("x", std::string(kMost.count(), 'x'));
  Call call = probe.site().Post(enrolment.body.Text());
  const std::string bytes = call.Bytes();
  Answered slow;
  const auto line = probe.Open(call, slow);
  if (!line) return Warn(slow.what);
  const auto begin = steady_clock::now();
  line->Send(bytes.substr(0, bytes.size() - call.body.size()),
             probe.deadline());
  Worst worst;
  size_t at = bytes.size() - call.body.size();
  while (at < bytes.size() && steady_clock::now() - begin < kMost) {
    if (!line->Send(bytes.substr(at++, 1), probe.deadline())) break;
    // Whatever comes before the body is there ends the connection.
    const std::string early =
        line->stream().Receive(probe.Within(milliseconds(1000)));
    if (!early.empty() ||
        line->stream().end() == drivers::Stream::End::kClosed ||
        line->stream().end() == drivers::Stream::End::kReset) {
      break;
    }
    const Listed other = probe.Info();
    if (other.answered.status() != 200) {
      worst.Add("", Warn("meanwhile others get " + other.Shown()));
    } else if (other.answered.took > kWait) {
      worst.Add("", Warn(fmt::format("meanwhile others wait {} ms",
                                     other.answered.took.count())));
    }
  }
  const auto took =
      std::chrono::duration_cast<seconds>(steady_clock::now() - begin);
  if (at < bytes.size() && took >= kMost) {
    worst.Add("", Warn("a client that sends a byte a second is still "
                       "connected after 120 seconds"));
  }
  return worst.Take();
}

Said Abort(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  const Call call = probe.site().Post(enrolment.body.Text());
  Answered answered;
  const auto line = probe.Open(call, answered);
  if (!line) return Fail(answered.what);
  line->Send(call.Bytes(), probe.deadline());
  line->stream().Receive(probe.deadline());
  line->stream().Abort();
  const Heard heard = probe.Enrol(probe.Fresh());
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  return heard.success() ? Pass() : Fail("after it: " + heard.Shown());
}

Said KeepAlive(Probe& probe) {
  constexpr int kNumRequests = 50;
  Call call = probe.site().Info();
  call.version = "HTTP/1.1";
  Call bad = probe.site().Post("{\"mType\":");
  bad.version = "HTTP/1.1";
  const bool asks_for_pairs = Otps::HasMore(probe.site().user(0));
  Answered answered;
  const auto line = probe.Open(call, answered);
  if (!line) return Warn(answered.what);
  for (int i = 0; i < kNumRequests; ++i) {
    const bool is_bad = i % 5 == 4;
    // What a bad request has left behind, the next key pair shows.
    const bool is_pair = i % 10 == 5 && asks_for_pairs;
    Enrolment enrolment;
    Call pair;
    if (is_pair) {
      enrolment = probe.Fresh();
      pair = probe.site().Post(enrolment.body.Text());
      pair.version = "HTTP/1.1";
    }
    answered = {};
    const Call& next = is_pair ? pair : is_bad ? bad : call;
    if (!line->Send(next.Bytes(), probe.deadline()) && i > 0) {
      return Warn(fmt::format("the connection ends before request {}", i + 1));
    }
    line->Read(false, probe.deadline(), answered);
    if (!answered.received) {
      return Warn(fmt::format("request {} of one connection: {}", i + 1,
                              answered.what));
    }
    if (is_pair) {
      const Heard heard =
          Hear(answered, {.profile = probe.site().configuration().profile,
                          .req_id = enrolment.req_id});
      if (!heard.success()) {
        return Warn(
            fmt::format("request {} of one connection, for a key "
                        "pair: {}",
                        i + 1, heard.Shown()));
      }
    } else if (!is_bad && !ReadListed(answered).lists()) {
      return Warn(fmt::format("request {} of one connection: {}", i + 1,
                              Shown(answered)));
    }
    if (answered.SaysClose()) {
      return Info(
          fmt::format("it closes the connection after request {}", i + 1));
    }
  }
  return Pass();
}

Said IdleConnections(Probe& probe) {
  constexpr int kNumConnections = 200;
  std::vector<std::unique_ptr<Line>> lines;
  for (int i = 0; i < kNumConnections; ++i) {
    Answered answered;
    auto line = probe.Open(probe.site().Info(), answered);
    if (!line) {
      return Warn(fmt::format("connection {}: {}", i + 1, answered.what));
    }
    lines.push_back(std::move(line));
  }
  // As the probe of a load balancer: connected, and nothing more.
  Answered ignored;
  const Origin& origin = probe.site().origin();
  auto mute =
      Line::Open(origin, origin.port, nullptr, probe.deadline(), ignored);
  const Listed beside = probe.Info();
  if (!beside.lists()) {
    return Warn("beside a connection without a handshake: " + beside.Shown());
  }
  mute.reset();
  const Heard heard = probe.Enrol(probe.Fresh());
  return heard.success()
             ? Pass()
             : Warn("beside 200 idle connections: " + heard.Shown());
}

}  // namespace

std::vector<ConnectorCheck> ConnectionChecks() {
  constexpr Level kShould = Level::kShould;
  constexpr Kind kRobustness = Kind::kRobustness;
  constexpr Provenance kChosen = Provenance::kChosen;
  return {
      {.code = "C-07",
       .slug = "slow-client",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "A client that sends a byte a second keeps nobody "
                      "waiting, and is dropped within two minutes.",
       .source = sources::kChosen,
       .provenance = kChosen,
       .correct = "has a time limit for a request",
       .run = SlowClient,
       .limit = seconds(180)},
      {.code = "C-08",
       .slug = "abort-mid-response",
       .kind = kRobustness,
       .requirement = "A client that leaves amid the answer does no harm.",
       .source = sources::kChosen,
       .provenance = kChosen,
       .correct = "goes on with the next",
       .run = Abort,
       .turn = Turn::kAlone},
      {.code = "C-09",
       .slug = "keepalive-reuse",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "One connection may carry fifty requests, good and bad.",
       .source = "RFC 9112, 9.3",
       .correct = "answers each, or says that it closes",
       .run = KeepAlive},
      {.code = "C-10",
       .slug = "many-idle-connections",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "Beside 200 idle connections a key pair can be had.",
       .source = sources::kChosen,
       .provenance = kChosen,
       .correct = "spends no thread on an idle connection",
       .run = IdleConnections,
       .turn = Turn::kAlone},
  };
}

}  // namespace mdmock::conformance::pki

#include <fmt/format.h>

#include <string>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// T-09 to T-13, T-22 to T-25: HTTP as UEM speaks it.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using End = Answered::End;

constexpr char kSamples[] = "UEM 12.10 configuration guide, samples";

Said Lists(const Listed& listed) {
  if (auto nothing = NoAnswer(listed.answered)) return *nothing;
  if (listed.lists()) return Pass(listed.Shown());
  return Fail(listed.Shown() + "; expected 200 and the list of operations");
}

Said Http10(Probe& probe) { return Lists(probe.Info()); }

Said Http11(Probe& probe) {
  Call call = probe.site().Info();
  call.version = "HTTP/1.1";
  call.Set("Connection", "keep-alive");
  Answered first;
  const auto line = probe.Open(call, first);
  if (!line) return Fail(first.what);
  line->Send(call.Bytes(), probe.deadline());
  line->Read(false, probe.deadline(), first);
  probe.Note(call.Bytes(), first);
  const Listed listed = ReadListed(first);
  if (const Said said = Lists(listed); said.outcome != Outcome::kPass) {
    return said;
  }
  if (first.SaysClose()) {
    return Info(fmt::format("it answers {}, and closes every connection",
                            first.received->version));
  }
  Answered second;
  line->Send(call.Bytes(), probe.deadline());
  line->Read(false, probe.deadline(), second);
  probe.Note(call.Bytes(), second);
  if (second.end == End::kClosed || second.end == End::kReset) {
    return Warn("it closes a connection that it did not say it would close");
  }
  return Lists(ReadListed(std::move(second)));
}

Said NotChunked(const Answered& answered) {
  if (auto nothing = NoAnswer(answered)) return *nothing;
  const std::string* encoding = answered.Find("Transfer-Encoding");
  if (encoding == nullptr) return Pass();
  return Fail(
      fmt::format("Transfer-Encoding: {} in the answer to HTTP/1.0, "
                  "which has none",
                  Printable(*encoding, 60)));
}

Said NoChunks(Probe& probe) {
  Worst worst;
  worst.Add("getInfo", NotChunked(probe.Ask(probe.site().Info())));
  worst.Add("the key pair", NotChunked(probe.site().control->answered));
  return worst.Take();
}

Said LengthFits(const Answered& answered) {
  if (!answered.received) return *NoAnswer(answered);
  if (answered.received->chunked) return Pass();
  const std::string* length = answered.Find("Content-Length");
  if (length == nullptr) {
    return answered.received->whole ? Pass("the end of the connection ends it")
                                    : Fail(
                                          "no Content-Length, and the "
                                          "connection is kept open");
  }
  if (!IsDigits(*length)) {
    return Fail("Content-Length is " + Printable(*length, 40));
  }
  const auto counts =
      FindAll(answered.received->response.headers, "Content-Length");
  for (const std::string_view other : counts) {
    if (other != *length) return Fail("Content-Length is there twice");
  }
  if (!answered.received->whole) {
    return Fail(fmt::format("Content-Length is {}, and {} bytes came", *length,
                            answered.body().size()));
  }
  if (!answered.received->rest.empty()) {
    return Fail(fmt::format("Content-Length is {}, and {} bytes more came",
                            *length, answered.received->rest.size()));
  }
  return Pass();
}

Said ExactLength(Probe& probe) {
  constexpr milliseconds kSurplus(300);
  const auto ask = [&](const Call& call) {
    return LengthFits(probe.AskToEnd(call, kSurplus));
  };
  Worst worst;
  worst.Add("getInfo", ask(probe.site().Info()));
  Enrolment spoilt = probe.Bare();
  spoilt.body.Remove("mType");
  worst.Add("a failure", ask(probe.site().Post(spoilt.body.Text())));
  const Enrolment enrolment = probe.Fresh();
  worst.Add("a key pair", ask(probe.site().Post(enrolment.body.Text())));
  Call bare = probe.site().Info();
  bare.Remove("Authorization");
  bare.identity = nullptr;
  const Answered refused = probe.AskToEnd(bare, kSurplus);
  if (refused.received) worst.Add("a refusal", LengthFits(refused));
  return worst.Take();
}

Said Closes(Probe& probe) {
  constexpr seconds kPatience(2);
  const Answered answered = probe.AskToEnd(probe.site().Info(), kPatience);
  if (auto nothing = NoAnswer(answered)) return *nothing;
  return answered.closed
             ? Pass()
             : Warn(
                   "the connection of an HTTP/1.0 client is kept open, who "
                   "did not ask for that");
}

Said ResponseTime(Probe& probe) {
  const Answered info = probe.Ask(probe.site().Info());
  const milliseconds pair = probe.site().control->answered.took;
  const std::string text = fmt::format("getInfo {} ms, a key pair {} ms",
                                       info.took.count(), pair.count());
  const bool slow = info.took > seconds(10) ||
                    pair > probe.site().configuration().key_pair_limit;
  return slow ? Warn("slow: " + text) : Info(text);
}

Said NotRedirected(const Answered& answered) {
  if (auto nothing = NoAnswer(answered)) return *nothing;
  if (answered.status() / 100 != 3) return Pass();
  const std::string* place = answered.Find("Location");
  const std::string told =
      fmt::format("status {} to {}", answered.status(),
                  place != nullptr ? Printable(*place, 120) : "nowhere");
  const bool plain = place != nullptr && ToLower(*place).starts_with("http://");
  return plain ? Fail(told + ": credentials would go there in the clear")
               : Warn(told + "; whether UEM follows is not known");
}

Said NoRedirect(Probe& probe) {
  Worst worst;
  worst.Add("getInfo", NotRedirected(probe.Ask(probe.site().Info())));
  if (probe.site().control) {
    worst.Add("the key pair", NotRedirected(probe.site().control->answered));
  }
  return worst.Take();
}

Said Expect100(Probe& probe) {
  constexpr seconds kPatience(3);
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.version = "HTTP/1.1";
  call.Set("Connection", "close");
  call.Set("Expect", "100-continue");
  const std::string bytes = call.Bytes();
  const std::string head = bytes.substr(0, bytes.size() - call.body.size());
  Answered answered;
  const auto line = probe.Open(call, answered);
  if (!line) return Fail(answered.what);
  line->Send(head, probe.deadline());
  const std::string first = line->stream().Receive(probe.Within(kPatience));
  // 103 says no more than that (RFC 9110, 15.2).
  if (first.starts_with("HTTP/1.1 10") || first.empty()) {
    line->Send(call.body, probe.deadline());
    line->Read(false, probe.deadline(), answered);
  } else {
    answered.end = End::kNotHttp;
    answered.what =
        "the first line is " + Printable(first.substr(0, first.find('\r')), 60);
  }
  probe.Note(bytes, answered);
  if (first.starts_with("HTTP/1.1 417"))
    return Pass("417: it does not know it");
  if (first.empty()) {
    return Warn(
        "nothing comes for the head in three seconds: a client that "
        "waits for 100 waits in vain");
  }
  if (auto nothing = NoAnswer(answered)) return Warn(nothing->message);
  const Heard heard = Hear(std::move(answered), {});
  return heard.issued() ? Pass() : Warn("after the 100: " + heard.Shown());
}

// Each byte is a record of TLS, and with luck a segment.
Said InPieces(Probe& probe) {
  const auto judge = [](const Heard& heard) {
    if (auto nothing = NoAnswer(heard.answered)) return *nothing;
    return heard.success() ? Pass() : Fail(heard.Shown());
  };
  Worst worst;
  for (const bool halves : {true, false}) {
    const Enrolment enrolment = probe.Fresh();
    const Call call = probe.site().Post(enrolment.body.Text());
    const std::string bytes = call.Bytes();
    std::vector<std::string> parts;
    const size_t size = halves ? bytes.size() - call.body.size() / 2 : 1;
    for (size_t at = 0; at < bytes.size(); at += size) {
      parts.push_back(bytes.substr(at, size));
    }
    Answered answered = probe.AskBytes(call, parts);
    worst.Add(halves ? "in two parts" : "byte by byte",
              judge(Hear(std::move(answered),
                         {.profile = probe.site().configuration().profile,
                          .req_id = enrolment.req_id})));
  }
  return worst.Take();
}

}  // namespace

std::vector<ConnectorCheck> HttpChecks() {
  return {
      {.code = "T-09",
       .slug = "http10",
       .requirement = "The connector answers getInfo as the guide shows it: "
                      "HTTP/1.0, with Host, Content-Type and a length of 0.",
       .source = kSamples,
       .correct = "answers 200 and JSON",
       .run = Http10,
       .needs_control = false},
      {.code = "T-10",
       .slug = "http11",
       .requirement = "The connector answers HTTP/1.1 as well.",
       .source = "RFC 9112, 2.3",
       .provenance = Provenance::kChosen,
       .correct = "answers 200, and keeps the connection or says that it does "
                  "not",
       .run = Http11,
       .needs_control = false},
      {.code = "T-11",
       .slug = "no-chunked-to-10",
       .requirement = "An answer to HTTP/1.0 is not chunked.",
       .source = "RFC 9112, 6.1",
       .correct = "gives a length, or closes the connection at the end",
       .run = NoChunks},
      {.code = "T-12",
       .slug = "content-length-exact",
       .requirement = "Content-Length is the number of bytes in the body.",
       .source = "RFC 9112, 6.3; the guide's samples",
       .correct = "counts bytes, not characters",
       .run = ExactLength,
       .needs_control = false},
      {.code = "T-13",
       .slug = "connection-close-10",
       .level = Level::kShould,
       .requirement = "The connection of an HTTP/1.0 client is closed after "
                      "the answer.",
       .source = "RFC 9112, 9.3",
       .correct = "closes at once",
       .run = Closes,
       .needs_control = false},
      {.code = "T-22",
       .slug = "response-time",
       .level = Level::kMay,
       .kind = Kind::kInterop,
       .requirement = "getInfo takes less than 10 seconds, a key pair no more "
                      "than limits.keypair_s.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "has keys ready, or makes them fast",
       .run = ResponseTime},
      {.code = "T-23",
       .slug = "no-redirect",
       .level = Level::kShould,
       .requirement = "The connector answers at the URL itself.",
       .source = sources::kChosen,
       .provenance = Provenance::kChosen,
       .correct = "never answers 3xx",
       .run = NoRedirect,
       .needs_control = false},
      {.code = "T-24",
       .slug = "expect-100",
       .level = Level::kShould,
       .requirement = "A client that waits for 100 is answered in time.",
       .source = "RFC 9110, 10.1.1",
       .correct = "says 100, or answers at once",
       .run = Expect100},
      {.code = "T-25",
       .slug = "split-tcp-writes",
       .requirement = "A request may come in any number of pieces.",
       .source = "RFC 9112, 2.1",
       .correct = "reads on until the length is reached",
       .run = InPieces},
  };
}

}  // namespace mdmock::conformance::pki

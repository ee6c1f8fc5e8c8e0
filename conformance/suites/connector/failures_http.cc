#include <fmt/format.h>

#include <string>
#include <vector>

#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"

// F-28 to F-30, F-37 to F-43: media types, sizes and lengths.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::seconds;
using End = Answered::End;

constexpr size_t kMebi = size_t{1} << 20;

// A good request under another Content-Type; none where it is empty.
Heard Under(Probe& probe, const std::string& type) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.Remove("Content-Type");
  if (!type.empty()) call.Set("Content-Type", type);
  return probe.Send(call, enrolment, true);
}

Said TypeText(Probe& probe) {
  return Expect(Under(probe, "text/plain"), {.reasons = {"badRequest"},
                                             .statuses = {415},
                                             .issuing = Outcome::kInfo});
}

Said TypeMissing(Probe& probe) {
  const Heard heard = Under(probe, "");
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  return heard.answered.status() >= 500 ? Fail(heard.Shown())
                                        : Pass(heard.Shown());
}

Said TypeForm(Probe& probe) {
  return Expect(Under(probe, "application/x-www-form-urlencoded"),
                {.reasons = {"badRequest"},
                 .statuses = {415},
                 .issuing = Outcome::kWarn});
}

Said DeepNesting(Probe& probe) {
  Worst worst;
  for (const size_t depth : {size_t{10'000}, size_t{100'000}}) {
    const Enrolment enrolment = probe.Fresh();
    const Heard heard = probe.Post(
        enrolment, std::string(depth, '[') + std::string(depth, ']'), false);
    Said said = Expect(heard, {.reasons = {"badRequest"}, .statuses = {413}});
    if (said.outcome == Outcome::kPass && heard.answered.took > seconds(5)) {
      said = Fail(fmt::format("it takes {} ms", heard.answered.took.count()));
    }
    worst.Add(fmt::format("{} levels", depth), said);
  }
  return worst.Take();
}

Said HugeField(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.SetText("user", std::string(kMebi, 'u'));
  return Expect(probe.Enrol(enrolment),
                {.reasons = {"badRequest", "unknownUser"},
                 .statuses = {413},
                 .closing = true});
}

Said HugeBody(Probe& probe) {
  Enrolment enrolment = probe.Fresh();
  enrolment.body.Set("x", "\"" + std::string(64 * kMebi, 'p') + "\"");
  const Heard heard = probe.Enrol(enrolment);
  Said said =
      Expect(heard, {.reasons = {"badRequest"},
                     .statuses = {413, 400},
                     .closing = true,
                     // Unknown fields are to be left alone, and this is one.
                     .issuing = Outcome::kWarn});
  if (said.outcome != Outcome::kPass && said.outcome != Outcome::kWarn) {
    return said;
  }
  const Listed after = probe.Info();
  return after.answered.status() == 200
             ? said
             : Fail("after it getInfo is answered with " + after.Shown());
}

Said ShortBody(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.length = std::to_string(call.body.size() + 10);
  const Heard heard = Hear(probe.AskBytes(call, {call.Bytes()}, true),
                           {.profile = probe.site().configuration().profile,
                            .req_id = enrolment.req_id,
                            .request_readable = false});
  return Expect(heard,
                {.reasons = {"badRequest"}, .any_4xx = true, .closing = true});
}

// The rest of a body that is longer than it says is not another request, at
// least not one by somebody who has shown no credentials.
Said LongBody(Probe& probe) {
  const Enrolment outer = probe.Fresh();
  const Enrolment inner = probe.Fresh();
  Call hidden = probe.site().Post(inner.body.Text());
  hidden.Remove("Authorization");
  Call call = probe.site().Post(outer.body.Text());
  const size_t length = call.body.size();
  call.body += hidden.Bytes();
  call.length = std::to_string(length);
  Answered first;
  const auto line = probe.Open(call, first);
  if (!line) return Fail(first.what);
  line->Send(call.Bytes(), probe.deadline());
  line->Read(false, probe.deadline(), first);
  Answered second;
  if (first.received) {
    line->Read(false, probe.Within(seconds(2)), second);
  }
  probe.Note(call.Bytes(), first);
  if (!second.received) {
    if (auto nothing = NoAnswer(first)) {
      return first.end == End::kTimeout ? *nothing : Pass(first.what);
    }
    return Pass(Shown(first) + ", and no second answer");
  }
  const Heard heard =
      Hear(std::move(second), {.profile = probe.site().configuration().profile,
                               .req_id = inner.req_id});
  if (heard.issued()) {
    return Fail("what follows the body is executed as getUserKeyPair: " +
                heard.Shown());
  }
  const int status = heard.answered.status();
  if (status == 200 && !heard.failure()) {
    return Fail(
        "what follows the body, and has no credentials, is answered "
        "with 200");
  }
  return Info("a second answer comes: " + heard.Shown());
}

Said BothLengths(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.version = "HTTP/1.1";
  call.Set("Transfer-Encoding", "chunked");
  const std::string text = call.body;
  call.body = fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", text.size(), text);
  Answered answered;
  const auto line = probe.Open(call, answered);
  if (!line) return Fail(answered.what);
  line->Send(call.Bytes(), probe.deadline());
  line->Read(false, probe.deadline(), answered);
  if (answered.received) line->ReadToEnd(probe.Within(seconds(2)), answered);
  probe.Note(call.Bytes(), answered);
  if (answered.end == End::kClosed || answered.end == End::kReset) {
    return Pass(answered.what);
  }
  if (auto nothing = NoAnswer(answered)) return *nothing;
  const bool closed = answered.closed;
  const Heard heard = Hear(std::move(answered),
                           {.profile = probe.site().configuration().profile,
                            .req_id = enrolment.req_id});
  const int status = heard.answered.status();
  if (status / 100 == 4 || status == 501) return Pass(heard.Shown());
  if (status >= 500) return Fail(heard.Shown());
  // A body that was read by Content-Length begins with a chunk's size, and is
  // no JSON.
  if (!heard.issued()) {
    return Fail("Content-Length is followed, and Transfer-Encoding is not: " +
                heard.Shown());
  }
  return closed ? Warn("the request is answered, and the connection closed")
                : Fail(
                      "the request is answered, and the connection kept open "
                      "for whatever follows");
}

Said Gzip(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  Call call = probe.site().Post(enrolment.body.Text());
  call.Set("Content-Encoding", "gzip");
  // One stored block between gzip's head and its end: nothing is compressed.
  const std::string text = call.body;
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : text) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) {
      crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
  }
  const auto number = [](std::uint32_t value, int num_bytes) {
    std::string bytes;
    for (int i = 0; i < num_bytes; ++i) {
      bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
    }
    return bytes;
  };
  const auto size = static_cast<std::uint32_t>(text.size());
  call.body = std::string("\x1F\x8B\x08\0\0\0\0\0\0\x03\x01", 11) +
              number(size, 2) + number(~size & 0xFFFF, 2) + text +
              number(~crc, 4) + number(size, 4);
  const Heard heard = probe.Send(call, enrolment, false);
  if (auto nothing = NoAnswer(heard.answered)) return Warn(nothing->message);
  return heard.answered.status() >= 500 ? Warn(heard.Shown())
                                        : Pass(heard.Shown());
}

}  // namespace

std::vector<ConnectorCheck> FailureHttpChecks() {
  using sources::kKeyPair;
  return {
      {.code = "F-28",
       .slug = "content-type-text",
       .level = Level::kShould,
       .requirement = "JSON that is called text/plain is refused.",
       .source = kKeyPair,
       .provenance = Provenance::kChosen,
       .correct = "says badRequest, or answers 415",
       .run = TypeText},
      {.code = "F-29",
       .slug = "content-type-missing",
       .level = Level::kShould,
       .requirement = "A request without Content-Type does no harm.",
       .source = "RFC 9110, 8.3",
       .provenance = Provenance::kChosen,
       .correct = "takes it or refuses it",
       .run = TypeMissing},
      {.code = "F-30",
       .slug = "content-type-form",
       .level = Level::kShould,
       .requirement = "JSON that is called a form is refused.",
       .source = kKeyPair,
       .provenance = Provenance::kChosen,
       .correct = "says badRequest, or answers 415",
       .run = TypeForm},
      {.code = "F-37",
       .slug = "deep-nesting",
       .kind = Kind::kRobustness,
       .requirement = "A hundred thousand brackets are refused in five "
                      "seconds.",
       .source = "RFC 8259, 9",
       .provenance = Provenance::kChosen,
       .correct = "bounds the depth, and says badRequest",
       .run = DeepNesting,
       .turn = Turn::kAlone},
      {.code = "F-38",
       .slug = "huge-field",
       .kind = Kind::kRobustness,
       .requirement = "A user of 1 MiB is refused.",
       .source = "RFC 8259, 9",
       .provenance = Provenance::kChosen,
       .correct = "says badRequest or unknownUser, or answers 413",
       .run = HugeField,
       .turn = Turn::kAlone},
      {.code = "F-39",
       .slug = "huge-body",
       .kind = Kind::kRobustness,
       .requirement = "A body of 64 MiB is refused, and the connector lives "
                      "on.",
       .source = "RFC 9110, 15.5.14",
       .provenance = Provenance::kChosen,
       .correct = "answers 413, or closes the connection",
       .run = HugeBody,
       .turn = Turn::kAlone,
       .limit = seconds(120)},
      {.code = "F-40",
       .slug = "short-body",
       .kind = Kind::kRobustness,
       .requirement = "A body that ends before its length gets no key pair.",
       .source = "RFC 9112, 8",
       .correct = "answers 400, or closes the connection",
       .run = ShortBody},
      {.code = "F-41",
       .slug = "long-body",
       .kind = Kind::kRobustness,
       .requirement = "What follows a body is not taken for a request of "
                      "whoever sent the body.",
       .source = "RFC 9112, 6.3 and 9.3",
       .correct = "closes the connection of HTTP/1.0 after the answer",
       .run = LongBody},
      {.code = "F-42",
       .slug = "te-and-cl",
       .kind = Kind::kRobustness,
       .requirement = "A request with Transfer-Encoding and Content-Length is "
                      "refused.",
       .source = "RFC 9112, 6.3",
       .correct = "answers 400 and closes the connection",
       .run = BothLengths},
      {.code = "F-43",
       .slug = "gzip-request",
       .level = Level::kMay,
       .kind = Kind::kRobustness,
       .requirement = "A compressed body does no harm.",
       .source = "RFC 9110, 8.4",
       .provenance = Provenance::kChosen,
       .correct = "answers 415 or badRequest, or takes it",
       .run = Gzip},
  };
}

}  // namespace mdmock::conformance::pki

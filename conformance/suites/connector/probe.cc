#include "conformance/suites/connector/probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::conformance::pki {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr size_t kMaxEvidence = 40;            // Exchanges of one check.
constexpr size_t kMaxPart = size_t{16} << 10;  // Bytes of one message.
constexpr size_t kMaxLongText = 200;           // Characters of a JSON string.

std::string Cut(std::string_view bytes) {
  if (bytes.size() <= kMaxPart) return std::string(bytes);
  return fmt::format("{}\n[{} bytes more]", bytes.substr(0, kMaxPart),
                     bytes.size() - kMaxPart);
}

// "GET /pki?operation=getInfo"
std::string FirstLine(std::string_view sent) {
  const std::string_view line = sent.substr(0, sent.find('\r'));
  return Printable(line.substr(0, line.rfind(' ')), 120);
}

bool IsSecretField(std::string_view name) {
  return name == "authToken" || name == "decryptionPassword" ||
         name == "descryptionPassword" || name == "password" ||
         name == "payload";
}

}  // namespace

std::string Disguised(std::string_view message) {
  std::string shown;
  std::string_view name;  // The last string: the name of what follows.
  size_t at = 0;
  while (at < message.size()) {
    const size_t begin = message.find('"', at);
    if (begin == std::string_view::npos) break;
    size_t end = begin + 1;
    while (end < message.size() && message[end] != '"') {
      end += message[end] == '\\' ? size_t{2} : size_t{1};
    }
    end = std::min(end, message.size());
    const std::string_view text = message.substr(begin + 1, end - begin - 1);
    shown += message.substr(at, begin + 1 - at);
    const bool is_value =
        message.substr(at, begin - at).find(':') != std::string_view::npos;
    if (is_value && IsSecretField(name) && !text.empty()) {
      shown += fmt::format("[secret: {} characters]", text.size());
    } else if (text.size() > kMaxLongText) {
      shown += fmt::format("{}[{} characters more]", text.substr(0, 24),
                           text.size() - 24);
    } else {
      shown += text;
    }
    name = is_value ? std::string_view() : text;
    at = end;
    if (at < message.size()) shown += message[at++];
  }
  return shown.append(message.substr(std::min(at, message.size())));
}

Probe::Probe(Site& site, milliseconds limit, Secrets secrets)
    : site_(site), deadline_(steady_clock::now() + limit), secrets_(secrets) {
  if (secrets_ == Secrets::kShown) return;
  const Configuration& configuration = site.configuration();
  if (configuration.auth) {
    redactor_.Hide(BasicAuthorization(configuration.auth->username,
                                      configuration.auth->password),
                   "Basic [secret]");
    redactor_.Hide(configuration.auth->password);
  }
  for (const TestUser& user : configuration.users) {
    if (user.otp) redactor_.Hide(*user.otp, "[one-time password]");
  }
  if (configuration.expired_otp) redactor_.Hide(configuration.expired_otp->otp);
}

drivers::Deadline Probe::Within(milliseconds limit) const {
  return std::min(deadline_, steady_clock::now() + limit);
}

void Probe::Stick(Said said) {
  const std::lock_guard lock(mutex_);
  if (!stuck_) stuck_ = std::move(said);
}

Enrolment Probe::Bare(size_t user) {
  Enrolment enrolment;
  if (!site_.HasUser(user)) {
    Stick(Skip(fmt::format("users names {} of the {} users that this needs",
                           site_.configuration().users.size(), user + 1)));
    return enrolment;
  }
  enrolment.user = site_.user(user);
  enrolment.req_id = site_.NewReqId();
  enrolment.body.SetText("mType", "initialCert");
  enrolment.body.SetText("user", enrolment.user.name);
  enrolment.body.SetText("reqId", enrolment.req_id);
  return enrolment;
}

Enrolment Probe::Fresh(size_t user) {
  Enrolment enrolment = Bare(user);
  if (stuck_) return enrolment;
  Otps::Given given = site_.otps().Next(enrolment.user);
  if (given.unable) {
    Stick(*std::move(given.unable));
    return enrolment;
  }
  if (!given.otp) return enrolment;
  enrolment.body.Remove("reqId");
  enrolment.body.SetText("authToken", *given.otp);
  enrolment.body.SetText("reqId", enrolment.req_id);
  const std::lock_guard lock(mutex_);
  if (secrets_ == Secrets::kHidden && !enrolment.user.otp) {
    redactor_.Hide(*given.otp, "[one-time password]");
  }
  enrolment.otp = std::move(given.otp);
  return enrolment;
}

std::unique_ptr<Line> Probe::Open(const Call& call, Answered& answered,
                                  drivers::Shaken* shaken) {
  {
    const std::lock_guard lock(mutex_);
    if (stuck_) return nullptr;
  }
  const int port = call.port != 0 ? call.port : site_.origin().port;
  if (call.plain) {
    return Line::Open(site_.origin(), port, nullptr, deadline_, answered);
  }
  drivers::TlsWish wish = site_.Wish();
  wish.identity = call.identity;
  wish.patience = std::max(
      milliseconds(1),
      std::chrono::ceil<milliseconds>(deadline_ - steady_clock::now()));
  return Line::Open(site_.origin(), port, &wish, deadline_, answered, shaken);
}

// A connector that hangs has used up the time itself, and that is told; else
// nobody knows what it would have answered.
Answered Probe::OutOfTime() {
  if (!has_hung_) {
    Stick(Misconfigured(
        "the time of this check was used up before all was asked: give it "
        "more with --timeout, or a faster otp_command"));
  }
  Answered answered;
  answered.end = Answered::End::kNotAsked;
  answered.what = "not asked: an earlier request has used up the time";
  return answered;
}

Answered Probe::Exchange(const Call& call,
                         const std::vector<std::string>& parts, bool finishes,
                         milliseconds to_end) {
  Answered answered;
  const auto begin = steady_clock::now();
  if (begin >= deadline_) return OutOfTime();
  if (const auto line = Open(call, answered)) {
    for (const std::string& part : parts) {
      // Where it will not take all, its answer may be there all the same.
      if (!line->Send(part, deadline_)) break;
    }
    if (finishes) line->stream().FinishSending();
    line->Read(call.method == "HEAD", deadline_, answered);
    if (to_end.count() > 0 && answered.received) {
      line->ReadToEnd(Within(to_end), answered);
    }
  }
  const auto end = steady_clock::now();
  answered.took = std::chrono::duration_cast<milliseconds>(end - begin);
  if (end >= deadline_ && (!answered.received || answered.stalled)) {
    has_hung_ = true;
  }
  std::string sent;
  for (const std::string& part : parts) {
    if (sent.size() < 2 * kMaxPart) sent += part;
  }
  Note(sent, answered);
  return answered;
}

Answered Probe::Ask(const Call& call) {
  return Exchange(call, {call.Bytes()}, false, milliseconds(0));
}

Answered Probe::AskToEnd(const Call& call, milliseconds patience) {
  return Exchange(call, {call.Bytes()}, false, patience);
}

Answered Probe::AskBytes(const Call& call,
                         const std::vector<std::string>& parts, bool finishes) {
  return Exchange(call, parts, finishes, milliseconds(0));
}

Heard Probe::Send(const Call& call, const Enrolment& enrolment, bool readable) {
  Heard heard = Hear(Ask(call), {.profile = site_.configuration().profile,
                                 .req_id = enrolment.req_id,
                                 .request_readable = readable});
  heard.user = enrolment.user.name;
  heard.otp = enrolment.otp;
  return heard;
}

Heard Probe::Post(const Enrolment& enrolment, std::string body, bool readable) {
  return Send(site_.Post(std::move(body)), enrolment, readable);
}

Heard Probe::Enrol(const Enrolment& enrolment) {
  return Post(enrolment, enrolment.body.Text(), true);
}

Listed Probe::Info() { return ReadListed(Ask(site_.Info())); }

void Probe::Note(std::string_view sent, const Answered& answered) {
  const std::lock_guard lock(mutex_);
  if (stuck_ || evidence_.size() >= kMaxEvidence) return;
  const auto shown = [this](std::string_view bytes) {
    return secrets_ == Secrets::kShown ? Cut(bytes)
                                       : Cut(redactor_.Redact(Disguised(
                                             bytes.substr(0, 4 * kMaxPart))));
  };
  Evidence one;
  one.what = fmt::format("{} -> {}", shown(FirstLine(sent)), Shown(answered));
  one.parts.push_back({"request", shown(sent)});
  if (!answered.raw.empty()) {
    one.parts.push_back({"response", shown(answered.raw)});
  }
  if (!answered.what.empty()) one.parts.push_back({"end", answered.what});
  evidence_.push_back(std::move(one));
}

}  // namespace mdmock::conformance::pki

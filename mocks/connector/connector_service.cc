#include "mocks/connector/connector_service.h"

#include <fmt/format.h>

#include <utility>

#include "mocks/connector/front.h"
#include "mocks/connector/refusals.h"
#include "mocks/connector/rules.h"
#include "protocol/base/text.h"

namespace mdmock::connector {
namespace {

using server::Answer;
using server::Exchange;

namespace rules = service_rules;

constexpr std::uint64_t kSalt = 0x636F6E6E6F747073;
void AddOtpFinding(Otps::Standing standing, Verdict& verdict) {
  constexpr char kWhere[] = "authToken";
  constexpr char kExpected[] = "the user's password";
  switch (standing) {
    case Otps::Standing::kGood:
      return;
    case Otps::Standing::kMissing:
      return verdict.Add({&rules::kOtpMissing, kWhere, kExpected, "none"});
    case Otps::Standing::kWrong:
      return verdict.Add({&rules::kOtpWrong, kWhere, kExpected, "another one"});
    case Otps::Standing::kExpired:
      return verdict.Add(
          {&rules::kOtpExpired, kWhere, kExpected, "one that has expired"});
    case Otps::Standing::kUsed:
      return verdict.Add(
          {&rules::kOtpUsed, kWhere, kExpected, "one that was used before"});
    case Otps::Standing::kAnothers:
      return verdict.Add(
          {&rules::kOtpOfAnother, kWhere, kExpected, "somebody else's"});
  }
}

}  // namespace

Result<ConnectorService::Authorities> ConnectorService::Authorities::Make(
    SystemTime now) {
  auto issuing = Authority::Make("mdmock PKI", now);
  if (!issuing) return issuing.error();
  auto callers = Authority::Make("mdmock UEM", now);
  if (!callers) return callers.error();
  return Authorities{*std::move(issuing), *std::move(callers)};
}

ConnectorService::ConnectorService(ConnectorOptions options,
                                   Authorities authorities, const World& world)
    : world_(world),
      random_(world.entropy.seed() ^ kSalt),
      settings_(std::move(options), world),
      callers_(std::move(authorities.callers), world),
      desk_(std::move(authorities.issuing), world) {
  script_.Set(in_force()->script);
  desk_.Expect(in_force()->key);
}

void ConnectorService::Change(
    const std::function<void(ConnectorOptions&)>& change) {
  settings_.Change([&](ConnectorOptions& options) {
    change(options);
    return true;
  });
  script_.Set(in_force()->script);
  desk_.Expect(in_force()->key);
}

Result<std::string> ConnectorService::NewOtp(
    std::string_view user, std::optional<std::chrono::seconds> lifetime) {
  const Settings::Snapshot options = in_force();
  if (FindUser(*options, user) == nullptr) {
    return Failure{fmt::format("there is no user \"{}\"", Printable(user, 80))};
  }
  return otps_.New(
      random_, user,
      world_.clock.Now() + lifetime.value_or(options->otp_lifetime));
}

Result<CallerFile> ConnectorService::CallerFileOf(CallerKind kind) {
  return callers_.FileOf(kind, *in_force());
}

Result<Answer> ConnectorService::Handle(const Exchange& exchange) {
  const Settings::Snapshot options = in_force();
  Answer answer{
      .response = {},
      .verdict = Verdict("connector", options->strict
                                          ? Verdict::Strictness::kStrict
                                          : Verdict::Strictness::kLenient)};
  const auto operation =
      JudgeFront(exchange, *options, callers_, answer.verdict);
  if (!operation) {
    answer.response = RefuseAtFront(exchange.request, *options, answer.verdict);
  } else if (*operation == kGetInfo) {
    answer.response = WriteOperations(OperationsOf(*options));
  } else {
    const auto done = Perform(exchange, *options, *operation, answer);
    if (!done) return done.error();
  }
  if (!answer.verdict.accepted() && options->explain_header) {
    answer.response.headers.push_back(
        {"X-Mdmock-Explain",
         std::string(FirstRefusal(answer.verdict).rule->code)});
  }
  world_.secrets.Snapshot()->Redact(answer.verdict);
  return answer;
}

http::Response ConnectorService::Write(const Said& said) {
  if (said.operation == kNotifyCertificateReceived) {
    return WriteNotice(said.reply.failure_info, said.remove, said.form);
  }
  return connector::Write(said.reply, said.form);
}

Result<void> ConnectorService::Perform(const Exchange& exchange,
                                       const ConnectorOptions& options,
                                       const std::string& operation,
                                       Answer& answer) {
  const Request request =
      JudgeRequest(operation, exchange.request, answer.verdict);
  if (request.auth_token) answer.secrets.push_back(*request.auth_token);
  Said said{.operation = operation,
            .reply = {.failure_info = "",
                      .req_id = request.req_id,
                      .payload = "",
                      .password = std::nullopt,
                      .second = operation == kGetUserKeyPair2},
            .remove = {}};
  std::optional<ScriptedReply> scripted;
  if (answer.verdict.accepted()) {
    scripted = script_.Next(operation, request.user);
    said.reply.failure_info = Instead(scripted, answer.verdict);
    if (said.reply.failure_info.empty()) {
      const auto done = Do(exchange, options, request, said, answer);
      if (!done) return done.error();
    }
  }
  if (!answer.verdict.accepted()) {
    said.reply.failure_info = FirstRefusal(answer.verdict).reason;
  }
  if (scripted) {
    said.form = scripted->form;
    answer.delay = scripted->delay;
  }
  answer.response = Write(said);
  if (scripted && scripted->status != 0) {
    answer.response.status = scripted->status;
  }
  return {};
}

// The failure that is not the request's fault; "" where the truth is told.
std::string_view ConnectorService::Instead(
    const std::optional<ScriptedReply>& scripted, Verdict& verdict) const {
  const std::string_view played = scenes_.reason();
  if (!played.empty()) {
    verdict.Add({&rules::kScenario, "the mock", "no scenario",
                 fmt::format("connector.{}", played)});
  }
  if (!scripted) return played;
  const std::string& said = scripted->failure_info;
  verdict.Add({&rules::kScripted, "the mock", "no scripted reply",
               said.empty() ? "the reply's form, status or time" : said});
  return said.empty() ? played : said;
}

Result<void> ConnectorService::Do(const Exchange& exchange,
                                  const ConnectorOptions& options,
                                  const Request& request, Said& said,
                                  Answer& answer) {
  const User* user = FindUser(options, request.user);
  if (user == nullptr || !user->allowed) {
    answer.verdict.Add(
        {user == nullptr ? &rules::kUserUnknown : &rules::kUserNotAllowed,
         "user", "a user who may have a certificate",
         fmt::format("\"{}\"", Printable(request.user, 80))});
    return {};
  }
  if (said.operation == kNotifyCertificateReceived) {
    said.remove = desk_.Hear(*user, request, options, answer.verdict);
    return {};
  }
  if (!request.renews()) {
    return Enrol(exchange, options, *user, request, said, answer);
  }
  auto made = desk_.Renew(*user, request, options, exchange.now, answer.verdict,
                          said.reply.req_id);
  if (!made) return made.error();
  if (!*made) return {};
  said.reply.payload = std::move((*made)->payload);
  said.reply.password = std::move((*made)->password);
  if (said.reply.password) answer.secrets.push_back(*said.reply.password);
  return {};
}

Result<void> ConnectorService::Enrol(const Exchange& exchange,
                                     const ConnectorOptions& options,
                                     const User& user, const Request& request,
                                     Said& said, Answer& answer) {
  std::string otp;
  Otps::Taken taken;
  if (user.otp_required) {
    otp = request.auth_token.value_or("");
    taken = otps_.Take(options.users, user, otp, exchange.now);
    AddOtpFinding(taken.standing, answer.verdict);
    if (!answer.verdict.accepted()) return {};
  }
  auto made = desk_.Enrol(user, otp, options, exchange.now);
  if (!made) {
    if (user.otp_required) otps_.GiveBack(user, taken);
    return made.error();
  }
  if (const auto* refusal = std::get_if<CaRefusal>(&*made)) {
    // The password was right, and has bought nothing.
    if (user.otp_required) otps_.GiveBack(user, taken);
    answer.verdict.Add({&rules::kCaRefused, "the CA behind the connector",
                        "a certificate", refusal->why});
    said.reply.failure_info = refusal->failure_info;
    return {};
  }
  auto& file = std::get<Made>(*made);
  said.reply.payload = std::move(file.payload);
  said.reply.password = std::move(file.password);
  if (said.reply.password) answer.secrets.push_back(*said.reply.password);
  return {};
}

std::optional<http::Response> ConnectorService::Named(
    std::string_view answer) const {
  return NamedFor(answer, http::Request{});
}

std::optional<http::Response> ConnectorService::NamedFor(
    std::string_view answer, const http::Request& request) const {
  if (FindFailureReason(answer) == nullptr && answer != kRetry) {
    return std::nullopt;
  }
  Said said{.operation = "",
            .reply = {.failure_info = answer,
                      .req_id = ReadReqId(request.body),
                      .payload = "",
                      .password = std::nullopt},
            .remove = {}};
  for (const std::string& one : OperationsNamed(request)) said.operation = one;
  return Write(said);
}

std::vector<server::Scenario> ConnectorService::Scenarios() const {
  return AllScenes();
}

bool ConnectorService::Play(std::string_view scenario_id) {
  if (!scenario_id.empty()) return scenes_.Begin(scenario_id);
  scenes_.End();
  return true;
}

void ConnectorService::Reset() {
  settings_.Reset();
  scenes_.End();
  otps_.Clear();
  desk_.Clear();
  script_.Set(in_force()->script);
}

}  // namespace mdmock::connector

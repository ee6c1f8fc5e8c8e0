#include "mocks/connector/connector_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "mocks/connector/refusals.h"
#include "mocks/connector/rules.h"
#include "protocol/base/text.h"
#include "protocol/http/form.h"
#include "protocol/http/url.h"

namespace mdmock::connector {
namespace {

using server::Answer;
using server::Exchange;

namespace rules = service_rules;

constexpr std::uint64_t kSalt = 0x636F6E6E6F747073;
constexpr char kPki[] = "/pki";
constexpr char kChallenge[] =
    "Basic realm=\"mdmock PKI connector\", charset=\"UTF-8\"";

// What the query names; nothing where it is refused.
std::optional<std::string> ReadOperation(const http::Request& request,
                                         const ConnectorOptions& options,
                                         Verdict& verdict) {
  constexpr char kWhere[] = "operation";
  const std::vector<std::string> listed = OperationsOf(options);
  std::string expected;
  for (const std::string& one : listed) {
    expected += (expected.empty() ? "" : ", ") + one;
  }
  std::vector<std::string> named;
  for (const http::Parameter& one :
       http::ReadForm(http::SplitTarget(request.target).query.value_or(""))) {
    if (one.name == kWhere) named.push_back(one.value);
  }
  if (named.empty()) {
    verdict.Add({&rules::kOperationMissing, kWhere, expected, "none"});
  } else if (named.size() > 1) {
    verdict.Add({&rules::kOperationRepeated, kWhere, "one operation",
                 fmt::format("{}", named.size())});
  } else if (std::find(listed.begin(), listed.end(), named.front()) ==
             listed.end()) {
    verdict.Add({&rules::kOperationUnknown, kWhere, expected,
                 fmt::format("\"{}\"", Printable(named.front(), 80))});
  } else {
    return named.front();
  }
  return std::nullopt;
}

void CheckMethod(const http::Request& request, const std::string& operation,
                 Verdict& verdict) {
  const bool is_post = request.method == "POST";
  const bool is_get = request.method == "GET" || request.method == "HEAD";
  if (is_post || (is_get && operation == kGetInfo)) return;
  verdict.Add({&rules::kMethod, "the request line",
               operation == kGetInfo ? "GET or POST" : "POST",
               Printable(request.method, 20)});
}

// The answer to what is refused before any operation has begun.
http::Response Refuse(const Refusal& refusal, const ConnectorOptions& options,
                      const std::optional<std::string>& operation) {
  if (refusal.rule->code == rules::kPlaintext.code) {
    return WritePlain(403, "this connector is spoken to over https\n");
  }
  if (refusal.status == 404) {
    return WritePlain(
        404, fmt::format("the connector is at {}{}\n", options.prefix, kPki));
  }
  if (refusal.status == 405) {
    http::Response response = WritePlain(405, "this method is not for that\n");
    response.headers.push_back(
        {"Allow", operation == kGetInfo ? "GET, HEAD, POST" : "POST"});
    return response;
  }
  // One text for all that can be wrong: it tells nobody what was right.
  if (refusal.status == 401 && options.takes_password) {
    http::Response response = WritePlain(401, "who are you?\n");
    response.headers.push_back({"WWW-Authenticate", kChallenge});
    return response;
  }
  return WritePlain(403, "who are you?\n");
}

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
  const http::Request& request = exchange.request;
  Answer answer{
      .response = {},
      .verdict = Verdict("connector", options->strict
                                          ? Verdict::Strictness::kStrict
                                          : Verdict::Strictness::kLenient)};
  Verdict& verdict = answer.verdict;
  const std::string_view path = http::SplitTarget(request.target).path;
  std::optional<std::string> operation;
  if (exchange.scheme != "https" && !options->plaintext) {
    verdict.Add({&rules::kPlaintext, "the connection", "https", "http"});
  } else if (path != options->prefix + kPki) {
    verdict.Add({&rules::kPathUnknown, "the request target",
                 options->prefix + kPki, Printable(path, 120)});
  } else {
    callers_.Judge(exchange, *options, verdict, answer.secrets);
    if (verdict.accepted()) {
      operation = ReadOperation(request, *options, verdict);
    }
    if (operation) CheckMethod(request, *operation, verdict);
  }
  Result<Answer> done = Failure{};
  if (verdict.accepted()) {
    done = Perform(exchange, *options, *operation, std::move(answer));
  } else {
    const Refusal refusal = FirstRefusal(verdict);
    if (refusal.reason.empty()) {
      answer.response = Refuse(refusal, *options, operation);
    } else {
      answer.response = Write({.operation = "",
                               .reply = {.failure_info = refusal.reason,
                                         .req_id = ReadReqId(request.body),
                                         .payload = "",
                                         .password = std::nullopt},
                               .remove = {}});
    }
    done = std::move(answer);
  }
  if (!done) return done.error();
  if (!done->verdict.accepted() && options->explain_header) {
    done->response.headers.push_back(
        {"X-Mdmock-Explain",
         std::string(FirstRefusal(done->verdict).rule->code)});
  }
  world_.secrets.Snapshot()->Redact(done->verdict);
  return done;
}

http::Response ConnectorService::Write(const Said& said) {
  if (said.operation == kNotifyCertificateReceived) {
    return WriteNotice(said.reply.failure_info, said.remove, said.form);
  }
  return connector::Write(said.reply, said.form);
}

Result<Answer> ConnectorService::Perform(const Exchange& exchange,
                                         const ConnectorOptions& options,
                                         const std::string& operation,
                                         Answer answer) {
  if (operation == kGetInfo) {
    answer.response = WriteOperations(OperationsOf(options));
    return answer;
  }
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
  int status = 200;
  if (answer.verdict.accepted()) {
    const auto scripted = script_.Next(operation, request.user);
    std::string_view instead = scenes_.reason();
    if (!instead.empty()) {
      answer.verdict.Add({&rules::kScenario, "the mock", "no scenario",
                          fmt::format("connector.{}", instead)});
    }
    if (scripted) {
      answer.verdict.Add({&rules::kScripted, "the mock", "no scripted reply",
                          scripted->failure_info.empty()
                              ? "the reply's form, status or time"
                              : scripted->failure_info});
      if (!scripted->failure_info.empty()) instead = scripted->failure_info;
      said.form = scripted->form;
      answer.delay = scripted->delay;
      if (scripted->status != 0) status = scripted->status;
    }
    said.reply.failure_info = instead;
    if (instead.empty()) {
      const auto done = Do(exchange, options, request, said, answer);
      if (!done) return done.error();
    }
    if (!answer.verdict.accepted()) {
      said.reply.failure_info = FirstRefusal(answer.verdict).reason;
    }
    answer.response = Write(said);
    answer.response.status = status;
    return answer;
  }
  said.reply.failure_info = FirstRefusal(answer.verdict).reason;
  answer.response = Write(said);
  return answer;
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
  said.reply.payload = std::move(made->payload);
  said.reply.password = std::move(made->password);
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
  for (const http::Parameter& one :
       http::ReadForm(http::SplitTarget(request.target).query.value_or(""))) {
    if (one.name == "operation") said.operation = one.value;
  }
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

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "conformance/suites/connector/payload.h"
#include "conformance/suites/connector/sources.h"
#include "conformance/suites/connector/subjects.h"
#include "protocol/base/text.h"

// C-01 to C-06: many at once.
namespace mdmock::conformance::pki {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr char kBursts[] =
    "UEM 12.19: the console renews the certificates of all devices at once";

// Sends these enrolments all at once.
std::vector<Heard> AllAtOnce(Probe& probe,
                             const std::vector<Enrolment>& enrolments) {
  std::vector<Heard> heard(enrolments.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < enrolments.size(); ++i) {
    threads.emplace_back([&, i] { heard[i] = probe.Enrol(enrolments[i]); });
  }
  for (std::thread& thread : threads) thread.join();
  return heard;
}

// Fresh enrolments, of all users in turn; the commands run at once too.
std::vector<Enrolment> FreshOnes(Probe& probe, size_t count, size_t num_users) {
  std::vector<Enrolment> enrolments(count);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < count; ++i) {
    threads.emplace_back(
        [&, i] { enrolments[i] = probe.Fresh(i % num_users); });
  }
  for (std::thread& thread : threads) thread.join();
  return enrolments;
}

// Whether an answer is that to its own request.
Said IsOwn(const Site& site, const Heard& heard) {
  if (auto nothing = NoAnswer(heard.answered)) return *nothing;
  const std::string crossed =
      FindingsOf(heard.judged.verdict, {"reqid-differs"});
  if (!crossed.empty()) return Alarm(crossed);
  const std::string lost =
      FindingsOf(heard.judged.verdict, {"reqid-missing", "reqid-type"});
  if (!lost.empty()) return Fail(lost);
  if (!heard.success()) return Fail(heard.Shown());
  const auto inspection = InspectPayload(heard, SettingsFor(site, heard.user));
  const std::string shut = WhyShut(inspection);
  if (!shut.empty()) {
    return Fail("the file does not open for whom it was asked: " + shut);
  }
  const std::string others =
      FindingsUnder(inspection.verdict, {"not-other-user"});
  return others.empty() ? Pass() : Alarm(others);
}

// Why a user cannot be one of many: he gets nothing when he asks alone. Each
// reason that is his own is the configuration's.
std::optional<Said> Unknown(Probe& probe, size_t user) {
  if (!probe.site().HasUser(user)) return std::nullopt;
  if (!Otps::HasMore(probe.site().user(user))) return std::nullopt;
  const Heard heard = probe.Enrol(probe.Fresh(user));
  if (heard.reason() != "authFailure" && heard.reason() != "unknownUser") {
    return std::nullopt;
  }
  return Misconfigured(fmt::format(
      "users[{}]: {} gets {} when he asks alone; does the connector know him, "
      "and is his password good?",
      user, Printable(probe.site().user(user).name, 80), heard.Shown()));
}

// Whose file it is that does not open for whom it was asked: nothing where none
// of the others' passwords opens it.
std::optional<Said> OpensForAnother(const Site& site, const Heard& shut,
                                    const std::vector<Heard>& all) {
  std::set<std::string> tried{shut.otp.value_or("")};
  for (const Heard& other : all) {
    if (!other.otp || !tried.insert(*other.otp).second) continue;
    Heard as_other = shut;
    as_other.otp = other.otp;
    if (WhyShut(InspectPayload(as_other, SettingsFor(site, other.user)))
            .empty()) {
      return Alarm("the file opens with the password of another request, by " +
                   Printable(other.user, 80));
    }
  }
  return std::nullopt;
}

// Each its own, and if not, whose.
Said AllOwn(const Site& site, const std::vector<Heard>& all,
            std::string_view who) {
  Worst worst;
  bool has_traced = false;  // One is enough: it takes its time.
  size_t number = 0;
  for (const Heard& heard : all) {
    Said said = IsOwn(site, heard);
    if (said.outcome == Outcome::kFail && !said.critical && !has_traced &&
        heard.success() && heard.judged.reply.payload) {
      has_traced = true;
      if (auto traced = OpensForAnother(site, heard, all)) said = *traced;
    }
    worst.Add(fmt::format("{} {}", who, ++number), std::move(said));
  }
  return worst.Take();
}

size_t NumUsable(const Site& site) {
  size_t count = 0;
  const auto& users = site.configuration().users;
  while (count < users.size() && count < 2 && Otps::HasMore(users[count])) {
    ++count;
  }
  return count;
}

Said DistinctUsers(Probe& probe) {
  constexpr size_t kNumRequests = 32;
  const size_t num_users = NumUsable(probe.site());
  if (num_users == 0) {
    return Skip("32 requests need otp_command, or otp_reusable");
  }
  if (num_users > 1) {
    if (auto unknown = Unknown(probe, 1)) return *unknown;
  }
  const auto enrolments = FreshOnes(probe, kNumRequests, num_users);
  return AllOwn(probe.site(), AllAtOnce(probe, enrolments), "request");
}

Said SameUser(Probe& probe) {
  constexpr size_t kNumRequests = 8;
  if (NumUsable(probe.site()) == 0) {
    return Skip("8 requests need otp_command, or otp_reusable");
  }
  Worst worst;
  size_t number = 0;
  for (const Heard& heard :
       AllAtOnce(probe, FreshOnes(probe, kNumRequests, 1))) {
    const std::string name = fmt::format("request {}", ++number);
    if (auto nothing = NoAnswer(heard.answered)) {
      worst.Add(name, *nothing);
    } else if (heard.answered.status() >= 500) {
      worst.Add(name, Fail(heard.Shown()));
    } else {
      worst.Add(name, heard.success() || heard.reason() == "authFailure"
                          ? Pass()
                          : Warn(heard.Shown()));
    }
  }
  return worst.Take();
}

Said SameReqId(Probe& probe) {
  if (auto unknown = Unknown(probe, 1)) return *unknown;
  Enrolment first = probe.Fresh(0);
  Enrolment second = probe.Fresh(1);
  for (Enrolment* one : {&first, &second}) {
    one->req_id = "777";
    one->body.SetText("reqId", "777");
  }
  return AllOwn(probe.site(), AllAtOnce(probe, {first, second}), "user");
}

Said Retry(Probe& probe) {
  const Enrolment enrolment = probe.Fresh();
  const Heard first = probe.Enrol(enrolment);
  const Heard again = probe.Enrol(enrolment);
  return Info(fmt::format("first {}, then {}", first.Shown(), again.Shown()));
}

Said OtpRace(Probe& probe) {
  constexpr size_t kNumRequests = 16;
  const auto user = probe.site().UserWithSingleUse();
  if (!user) return Skip("no user has a password that is good once");
  const Enrolment one = probe.Fresh(*user);
  if (!one.otp) return Pass();  // The probe is stuck.
  const auto all = AllAtOnce(probe, std::vector<Enrolment>(kNumRequests, one));
  const auto count = std::count_if(all.begin(), all.end(),
                                   [](const Heard& h) { return h.issued(); });
  return count <= 1 ? Pass(fmt::format("{} of 16 get a key pair", count))
                    : Warn(fmt::format("{} of 16 requests with one password "
                                       "get a key pair",
                                       count));
}

// As when the console renews everybody's: answers may be refusals.
Said Burst(Probe& probe) {
  constexpr size_t kNumRequests = 200;
  constexpr size_t kAtOnce = 20;
  const Enrolment enrolment = probe.Fresh();
  const auto begin = steady_clock::now();
  Worst worst;
  for (size_t done = 0; done < kNumRequests; done += kAtOnce) {
    for (const Heard& heard :
         AllAtOnce(probe, std::vector<Enrolment>(kAtOnce, enrolment))) {
      if (heard.answered.received && heard.answered.status() < 500) continue;
      worst.Add("", Warn(heard.Shown()));
    }
    std::this_thread::sleep_until(begin +
                                  milliseconds(10'000) * done / kNumRequests);
  }
  return worst.Take();
}

}  // namespace

std::vector<ConnectorCheck> LoadChecks() {
  constexpr Level kShould = Level::kShould;
  constexpr Kind kRobustness = Kind::kRobustness;
  constexpr Provenance kChosen = Provenance::kChosen;
  return {
      {.code = "C-01",
       .slug = "parallel-distinct-users",
       .kind = kRobustness,
       .critical = true,
       .requirement = "Of 32 requests at once each gets its own answer.",
       .source = sources::kKeyPair,
       .correct = "keeps nothing of a request where another can see it",
       .run = DistinctUsers,
       .turn = Turn::kAlone},
      {.code = "C-02",
       .slug = "parallel-same-user",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "One user may ask eight times at once.",
       .source = sources::kDynamics,
       .correct = "answers each",
       .run = SameUser,
       .turn = Turn::kAlone},
      {.code = "C-03",
       .slug = "same-reqid",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "Two users may come with the same reqId.",
       .source = sources::kKeyPair,
       .provenance = kChosen,
       .correct = "does not look requests up by reqId",
       .run = SameReqId,
       .turn = Turn::kAlone},
      {.code = "C-04",
       .slug = "retry-same-request",
       .level = Level::kMay,
       .kind = kRobustness,
       .requirement = "What becomes of a request that is sent again is open.",
       .source = sources::kChosen,
       .provenance = kChosen,
       .correct = "either",
       .run = Retry,
       .turn = Turn::kAlone},
      {.code = "C-05",
       .slug = "otp-race",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "Of 16 requests with one password one gets a key pair.",
       .source = sources::kReasons,
       .provenance = kChosen,
       .correct = "looks the password up and uses it in one step",
       .run = OtpRace,
       .turn = Turn::kAlone},
      {.code = "C-06",
       .slug = "burst",
       .level = kShould,
       .kind = kRobustness,
       .requirement = "200 requests in ten seconds are answered.",
       .source = kBursts,
       .correct = "queues them",
       .run = Burst,
       .turn = Turn::kAlone,
       .limit = seconds(60)},
  };
}

}  // namespace mdmock::conformance::pki

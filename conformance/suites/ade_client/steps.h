#ifndef MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_STEPS_H_
#define MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_STEPS_H_

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/check.h"
#include "conformance/results.h"
#include "conformance/suites/ade_client/lab.h"
#include "mocks/ade/options.h"
#include "mocks/server/fault.h"

// What the checks of an ADE client are made of: steps, each a sentence and a
// function. The vocabulary is small, so that a check reads as a story.
namespace mdmock::conformance {

// Said is what a step has to say; a pass goes on to the next one.
struct Said {
  Outcome outcome = Outcome::kPass;
  Class speaks_of = Class::kImplementation;
  std::string message;
};

Said Wrong(std::string message);  // The client does not do what is asked for.
Said Skipped(std::string reason);
Said Broken(std::string reason);  // We are stuck.

struct Step {
  std::string says;
  std::function<Said(Lab&)> run;
};

// ClientCheck is a Check and how it is put.
struct ClientCheck {
  std::string code;  // "C07"; the identity of the check.
  std::string slug;  // "expired-401"
  Level level = Level::kMust;
  std::string requirement;
  std::string source;
  Provenance provenance = Provenance::kObserved;
  std::string correct;  // What a correct client does, for whoever failed.
  std::vector<Step> steps;
  ade::AdeOptions options = {};  // Of the mock when the check begins.

  Check AsCheck() const;
};

// --- The client is asked for something -------------------------------------

// Ask puts an operation and takes whatever comes of it but a crash, a hang or
// garbage; Succeeds wants a success, Refused an error that is reported.
Step Ask(const std::string& op, const std::string& arguments = "{}");
Step Succeeds(const std::string& op, const std::string& arguments = "{}");
Step Refused(const std::string& op, const std::string& arguments = "{}");
Step AtOnce(size_t count, const std::string& op,
            const std::string& arguments = "{}");

// --- The mock is changed ----------------------------------------------------

Step Change(const std::string& says,
            const std::function<void(ade::AdeOptions&)>& change);
Step Do(const std::string& says, const std::function<void(Lab&)>& act);

// Reply is what an endpoint says instead of its own answer.
server::Effect Json(const std::string& body);
server::Effect Reply(int status, const std::string& body,
                     http::Headers headers = {});
server::Effect Cut(server::Effect::Kind kind);
server::Effect Truncated(size_t count);
server::Effect Stalled(std::chrono::milliseconds delay);

// Script has an endpoint give these answers one after the other and then its
// own; with Then::kRepeat, the last of them for ever.
enum class Then { kOwn, kRepeat };
struct Script {
  std::string endpoint;  // "POST /server/devices"
  std::vector<server::Effect> answers;
  Then then = Then::kOwn;
};

// Play puts scripts in the place of those before.
Step Play(const std::vector<Script>& scripts);

// --- What came is judged ----------------------------------------------------

Step Expect(const std::string& says, const std::function<Said(Lab&)>& judge);

// ExpectCalls counts requests since the last Ask began.
Step ExpectCalls(const std::string& endpoint, size_t least, size_t most);

// ExpectNoRule wants none of these rules broken by any /session request, of
// which there must be one.
Step ExpectNoRule(std::initializer_list<std::string_view> codes);

// ExpectSaid wants one of `words` (any letter case) in what the client says of
// the last operation.
Step ExpectSaid(std::initializer_list<std::string_view> words);

// --- Looking at things ------------------------------------------------------

// Serials gives the serial numbers in the output of a fetch or sync; nothing
// where the client printed no devices.
std::optional<std::vector<std::string>> Serials(const Performed& performed);

// DeviceText gives the JSON of one device in that output, "" where it is not
// there.
std::string DeviceText(const Performed& performed, const std::string& serial);

// TextField gives a text of a JSON object, nothing where it has none.
std::optional<std::string> TextField(const std::string& json,
                                     const std::string& name);

// IsObject says whether `json` is a JSON object, HasField whether it has one.
bool IsObject(const std::string& json);
bool HasField(const std::string& json, const std::string& name);

// Texts gives a field that is a list of texts.
std::vector<std::string> Texts(const std::string& json,
                               const std::string& name);
std::optional<long long> Number(const std::string& json,
                                const std::string& name);

// SessionSent gives X-ADM-Auth-Session; "" where there is none.
std::string SessionSent(const journal::Entry& entry);

}  // namespace mdmock::conformance

#endif  // MDMOCK_CONFORMANCE_SUITES_ADE_CLIENT_STEPS_H_

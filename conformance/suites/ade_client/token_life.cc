#include <chrono>
#include <string>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "conformance/suites/ade_client/script.h"
#include "conformance/suites/ade_client/subjects.h"
#include "protocol/base/text.h"

// D12 and D13: the year of a server token, and its successor.
namespace mdmock::conformance {
namespace {

constexpr char kSeen[] = "field: what clients do about their server token";

Step TokenThatExpires(const std::string& says, std::chrono::hours in) {
  return Do(says, [in](Lab& lab) -> Result<void> {
    std::string text = MockOf(lab).TokenJson();
    const auto expiry = TextField(text, "access_token_expiry");
    if (!expiry) return Failure{"the mock's token has no expiry"};
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(
        MockOf(lab).clock().Now());
    ReplaceAll(text, *expiry, FormatTime(now + in));
    const auto written = lab.Write("token.json", text);
    if (!written) return written.error();
    return {};
  });
}

Step ExpectExpiryNoticed() {
  return Expect("the client refuses by itself, or warns of the expiry",
                [](Lab& lab) {
                  const Performed& done = lab.last().front();
                  const bool asked = !SessionCalls(lab).empty();
                  if (!asked && !done.succeeded()) return Said{};
                  if (ToLower(done.Said()).find("expir") != std::string::npos) {
                    return Said{};
                  }
                  return Wrong(
                      "the server token expired yesterday, and the client uses "
                      "it without a word");
                });
}

Step InstallNewToken() {
  return Do("the administrator installs a new server token",
            [](Lab& lab) -> Result<void> {
              const auto token = MockOf(lab).service().NewToken();
              if (!token) return token.error();
              return Ade(lab).WriteToken();
            });
}

ClientCheck Seen(std::string code, std::string slug, std::string requirement,
                 std::string correct, std::vector<Step> steps) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = Level::kShould,
          .requirement = std::move(requirement),
          .source = kSeen,
          .provenance = Provenance::kObserved,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

}  // namespace

std::vector<ClientCheck> TokenLifeChecks() {
  return {Seen("D12", "expiry-local",
               "access_token_expiry is read: an expired token is noticed, and "
               "one that expires soon still works, with a warning.",
               "It refuses or warns when the date has passed, and warns in the "
               "last month.",
               {TokenThatExpires("the server token expired yesterday",
                                 std::chrono::hours(-24)),
                Ask("session"), ExpectExpiryNoticed(),
                TokenThatExpires("the server token expires in ten days",
                                 std::chrono::hours(240)),
                Succeeds("session"), ExpectSaid({"expir"})}),
          Seen("D13", "token-swap-live",
               "A new server token is used from the next operation on, and the "
               "old one's session dropped.",
               "It reads the token when it uses it.",
               {Succeeds("session"), Succeeds("account"), InstallNewToken(),
                Succeeds("account"), ExpectCalls("GET /session", 1, 1)})};
}

}  // namespace mdmock::conformance

#include "conformance/suites/ws1_client/expect.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/suites/client/in_short.h"
#include "protocol/base/text.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance::ws1 {
namespace {

std::string PathArgument(const std::string& path) {
  // None of the paths of this suite holds a quotation mark or a backslash.
  return fmt::format(R"({{"path":"{}"}})", path);
}

std::string Named(const journal::Entry& entry) {
  // What was signed alone has come with no request.
  if (entry.seq == 0) return "the header";
  return fmt::format("request {} ({} {})", entry.seq,
                     Printable(entry.request.method, 20),
                     Printable(entry.request.target, 80));
}

// Of a header without a message nothing could be said.
Said Unreadable(const journal::Entry& entry, const Seen& seen) {
  const bool any = entry.request.Find("Authorization") != nullptr;
  return Wrong(fmt::format("{}: {}\n{}", Named(entry),
                           !any ? "there is no Authorization header"
                           : !seen.header.scheme
                               ? "there is no CMSURL header to be judged"
                               : "the header holds no message that can be read",
                           Explain(seen.judgement.verdict)));
}

Said JudgeAll(Lab& lab, const std::vector<Lab::EntryPtr>& calls,
              const Judge& judge) {
  if (calls.empty()) return Wrong("no request came");
  std::string note;
  for (const auto& call : calls) {
    const auto seen = Look(lab, *call);
    if (!seen->signer()) return Unreadable(*call, *seen);
    Said said = judge(*call, *seen);
    if (!said.passed()) return said;
    if (!said.message.empty()) note = std::move(said.message);
  }
  return Noted(note);
}

Said JudgeText(const std::vector<std::string>& rules,
               const journal::Entry& call, const Seen& seen) {
  for (const std::string& rule : rules) {
    if (seen.judgement.verdict.Has(rule)) return Broke(rule, call, seen);
  }
  return {};
}

}  // namespace

Step Get(const std::string& path) {
  Step step = Succeeds("get", PathArgument(path));
  step.says = fmt::format("the client gets {}", path);
  return step;
}

Step GetRefused(const std::string& path) {
  Step step = Refused("get", PathArgument(path));
  step.says = fmt::format("the client gets {}, and reports an error", path);
  return step;
}

Step AskGet(const std::string& path) {
  Step step = Ask("get", PathArgument(path));
  step.says = fmt::format("the client gets {}, whatever comes of it", path);
  return step;
}

Step TryPost() {
  return AskIfItCan(
      "post", R"({"path":"/API/mdm/devices/12772/commands/changepasscode",)"
              R"("body":{"note":"mdmock \u00fc"}})");
}

std::vector<Step> Traffic() { return {AskGet(), AskIfItCan("list")}; }

Said Broke(std::string_view rule, const journal::Entry& entry,
           const Seen& seen) {
  const Verdict& verdict = seen.judgement.verdict;
  return Wrong(fmt::format("{}: {}\n{}", Named(entry),
                           InShort(verdict, rule).text, Explain(verdict)));
}

Step ExpectEach(const std::string& says, const Judge& judge) {
  return Expect(
      says, [judge](Lab& lab) { return JudgeAll(lab, lab.AllCalls(), judge); });
}

Step ExpectEachLast(const std::string& says, const Judge& judge) {
  return Expect(
      says, [judge](Lab& lab) { return JudgeAll(lab, lab.Calls(), judge); });
}

Step ExpectRequests(const std::string& says,
                    const std::function<Said(const journal::Entry&)>& judge) {
  return Expect(says, [judge](Lab& lab) {
    const auto calls = lab.AllCalls();
    if (calls.empty()) return Wrong("no request came");
    std::string note;
    for (const auto& call : calls) {
      Said said = judge(*call);
      if (!said.passed()) {
        said.message = Named(*call) + ": " + said.message;
        return said;
      }
      if (!said.message.empty()) note = std::move(said.message);
    }
    return Noted(note);
  });
}

Step ExpectNoRule(std::initializer_list<std::string_view> codes) {
  const std::vector<std::string> rules(codes.begin(), codes.end());
  return ExpectEach(fmt::format("no header breaks {}", fmt::join(rules, ", ")),
                    [rules](const journal::Entry& call, const Seen& seen) {
                      return JudgeText(rules, call, seen);
                    });
}

Step ExpectNoTextRule(std::initializer_list<std::string_view> codes) {
  const std::vector<std::string> rules(codes.begin(), codes.end());
  return Expect(fmt::format("no header breaks {}", fmt::join(rules, ", ")),
                [rules](Lab& lab) {
                  const auto calls = lab.AllCalls();
                  if (calls.empty()) return Wrong("no request came");
                  for (const auto& call : calls) {
                    const auto seen = Look(lab, *call);
                    Said said = JudgeText(rules, *call, *seen);
                    if (!said.passed()) return said;
                    if (seen->header.message.empty())
                      return Unreadable(*call, *seen);
                  }
                  return Said{};
                });
}

Step ExpectSigned(std::initializer_list<std::string_view> mistakes) {
  const std::vector<std::string> wrong(mistakes.begin(), mistakes.end());
  return ExpectEach(
      fmt::format("nothing signed is explained by {}", fmt::join(wrong, ", ")),
      [wrong](const journal::Entry& call, const Seen& seen) {
        if (!seen.IsExplained()) {
          return Broke("what is signed cannot be told", call, seen);
        }
        for (const std::string& mistake : wrong) {
          if (seen.IsBy(mistake)) return Broke(mistake, call, seen);
        }
        return seen.fits()
                   ? Said{}
                   : Noted("what is signed is wrong for another reason");
      });
}

Step ExpectRightlySigned() {
  return ExpectEach("what is signed is the path as it was sent",
                    [](const journal::Entry& call, const Seen& seen) {
                      if (seen.fits()) return Said{};
                      const Cause& cause = seen.judgement.verdict.cause();
                      return Broke(cause.mistakes.empty()
                                       ? "the path is not what is signed"
                                       : cause.mistakes.front()->id,
                                   call, seen);
                    });
}

}  // namespace mdmock::conformance::ws1

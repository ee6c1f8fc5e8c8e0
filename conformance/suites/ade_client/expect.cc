#include "conformance/suites/ade_client/expect.h"

#include <fmt/format.h>

#include <utility>

#include "protocol/base/text.h"
#include "protocol/http/url.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::conformance {
Step ExpectNoRule(std::initializer_list<std::string_view> codes) {
  const std::vector<std::string> rules(codes.begin(), codes.end());
  return {
      fmt::format("no /session request breaks {}", fmt::join(rules, ", ")),
      [=](Lab& lab) -> Said {
        const auto calls = SessionCalls(lab);
        if (calls.empty()) return Wrong("no request for /session came");
        for (const Lab::EntryPtr& call : calls) {
          for (const std::string& rule : rules) {
            if (!call->verdict.Has(rule)) continue;
            return Wrong(fmt::format("{}\n{}", rule, Explain(call->verdict)));
          }
          for (const char* rule : {"oauth1.authorization.missing",
                                   "oauth1.authorization.scheme"}) {
            if (!call->verdict.Has(rule)) continue;
            return Wrong(
                fmt::format("{}: there is no OAuth header to be judged\n{}",
                            rule, Explain(call->verdict)));
          }
        }
        return {};
      }};
}

Step ExpectEach(
    const std::string& says,
    const std::function<std::string(const journal::Entry&)>& judge) {
  return Expect(says, [judge](Lab& lab) {
    bool had_session = false;
    bool had_resource = false;
    for (const auto& call : lab.AllCalls()) {
      (IsSession(*call) ? had_session : had_resource) = true;
      const std::string complaint = judge(*call);
      if (complaint.empty()) continue;
      return Wrong(fmt::format("request {} ({} {}): {}", call->seq,
                               Printable(call->request.method, 20),
                               Printable(call->request.target, 80), complaint));
    }
    if (!had_session) return Wrong("no request for /session came");
    if (!had_resource) return Wrong("no request came but for /session");
    return Said{};
  });
}

std::vector<Lab::EntryPtr> SessionCalls(const Lab& lab) {
  std::vector<Lab::EntryPtr> calls;
  for (Lab::EntryPtr& entry : lab.AllCalls()) {
    if (IsSession(*entry)) calls.push_back(std::move(entry));
  }
  return calls;
}

std::vector<Lab::EntryPtr> ResourceCalls(const Lab& lab) {
  std::vector<Lab::EntryPtr> calls;
  for (Lab::EntryPtr& entry : lab.Calls()) {
    if (!IsSession(*entry)) calls.push_back(std::move(entry));
  }
  return calls;
}

bool IsSession(const journal::Entry& entry) {
  return http::SplitTarget(entry.request.target).path == "/session";
}

std::string SessionSent(const journal::Entry& entry) {
  const std::string* session = entry.request.Find("X-ADM-Auth-Session");
  return session == nullptr ? "" : *session;
}

}  // namespace mdmock::conformance

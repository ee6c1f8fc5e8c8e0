#include "conformance/suites/client/expect.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/base/text.h"

namespace mdmock::conformance {
namespace {

using std::chrono::milliseconds;

std::string Range(size_t least, size_t most) {
  return least == most ? fmt::to_string(least)
                       : fmt::format("{} to {}", least, most);
}

Said Counted(const std::string& endpoint, size_t count, size_t least,
             size_t most) {
  if (count >= least && count <= most) return {};
  return Wrong(fmt::format("expected {} request(s) of {}, got {}",
                           Range(least, most), endpoint, count));
}

}  // namespace

Step Expect(const std::string& says, const std::function<Said(Lab&)>& judge) {
  return {says, judge};
}

Step ExpectCalls(const std::string& endpoint, size_t least, size_t most) {
  return {fmt::format("{}: {} request(s)", endpoint, Range(least, most)),
          [=](Lab& lab) {
            return Counted(endpoint, lab.Calls(endpoint).size(), least, most);
          }};
}

Step ExpectCallsInAll(const std::string& endpoint, size_t least, size_t most) {
  return {fmt::format("{}: {} request(s) since the beginning", endpoint,
                      Range(least, most)),
          [=](Lab& lab) {
            return Counted(endpoint, lab.AllCalls(endpoint).size(), least,
                           most);
          }};
}

Step ExpectSaid(std::initializer_list<std::string_view> words) {
  const std::vector<std::string> wanted(words.begin(), words.end());
  return {fmt::format("the client says one of: {}", fmt::join(wanted, ", ")),
          [=](Lab& lab) -> Said {
            for (const Performed& one : lab.last()) {
              const std::string said = ToLower(one.Said());
              const bool found = std::any_of(
                  wanted.begin(), wanted.end(), [&](const std::string& word) {
                    return said.find(ToLower(word)) != std::string::npos;
                  });
              if (found) continue;
              return Wrong(
                  fmt::format("expected one of {} in what the client says, "
                              "got \"{}\"",
                              fmt::join(wanted, ", "),
                              Printable(Trim(one.Said(), " \r\n"), 200)));
            }
            return {};
          }};
}

Step ExpectPause(const std::string& endpoint, milliseconds least) {
  return Expect(
      fmt::format("nothing is tried again before {} ms", least.count()),
      [=](Lab& lab) -> Said {
        const auto calls = lab.Calls(endpoint);
        if (calls.empty()) return Wrong("no request of " + endpoint + " came");
        for (size_t i = 1; i < calls.size(); ++i) {
          const milliseconds pause = calls[i]->time - calls[i - 1]->time;
          if (pause >= least) continue;
          return Wrong(fmt::format(
              "request {}: expected a pause of {} ms or more, got {}",
              calls[i]->seq, least.count(), pause.count()));
        }
        return calls.size() > 1 ? Said{} : Noted("it is not tried again");
      });
}

}  // namespace mdmock::conformance

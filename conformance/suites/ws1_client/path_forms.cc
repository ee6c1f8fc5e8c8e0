#include <fmt/format.h>

#include <string>
#include <vector>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"

// 34 to 36 and 40: paths of which a client may sign another form than it sends.
namespace mdmock::conformance::ws1 {
namespace {

// What a path may not hold as it is, a client may encode or refuse.
Step AskOdd(const std::string& path) {
  return Expect(
      fmt::format("the client gets {}, or refuses it", path),
      [path](Lab& lab) -> Said {
        if (Said said = AskGet(path).run(lab); !said.passed()) return said;
        if (!lab.Calls().empty()) return {};
        for (const auto& entry : lab.journal().After(0)) {
          if (!entry->request.method.empty()) continue;
          return Wrong(fmt::format(
              "{} was sent in a form that is not HTTP: {}", path,
              Printable(entry->raw.substr(0, entry->raw.find('\n')), 120)));
        }
        return lab.last().front().succeeded()
                   ? Wrong("the client reports success, and no request came")
                   : Noted("the client refuses " + path);
      });
}

Step BehindPrefix() {
  return Do("the base URL has a path of its own: /tenant",
            [](Lab& lab) -> Result<void> {
              lab.target().url += "/tenant";
              lab.target().https_url += "/tenant";
              return {};
            });
}

Step ExpectPrefix() {
  return ExpectRequests("every request is for a path below /tenant/",
                        [](const journal::Entry& call) {
                          return PathOf(call).starts_with("/tenant/")
                                     ? Said{}
                                     : Wrong("expected a path below /tenant/");
                        });
}

std::vector<Step> Gets(const std::vector<std::string>& paths) {
  std::vector<Step> steps;
  for (const std::string& path : paths) steps.push_back(AskGet(path));
  return steps;
}

}  // namespace

std::vector<ClientCheck> PathFormChecks() {
  return {
      Should(
          "34", "path-percent",
          "Of a path with encoded characters the form is signed that is "
          "sent.",
          "It encodes first, and then signs and sends the same text.",
          {AskGet("/API/mdm/tags/Sales%20Team"),
           AskGet("/API/system/users/J%C3%BCrgen"), AskGet("/API/mdm/%7euser"),
           AskGet("/API/mdm/a%2fb"), AskOdd("/API/mdm/tags/Sales Team"),
           AskOdd("/API/system/users/J\u00FCrgen"), ExpectRightlySigned()}),
      Should("35", "path-dot-segments",
             "Of a path with dot segments, double slashes or parameters the "
             "form is signed that is sent.",
             "It normalises before it signs, or not at all.",
             Joined(Gets({"/API/./mdm/devices/12772",
                          "/API/mdm/../mdm/devices/12772",
                          "/API//mdm/devices/12772",
                          "/API/mdm/devices/12772;version=1"}),
                    {ExpectRightlySigned()})),
      Should("36", "path-trailing-slash",
             "A slash at the end of the path is signed where it is sent.",
             "It signs and sends the same text.",
             Joined(Gets({"/API/mdm/devices/12772", "/API/mdm/devices/12772/"}),
                    {ExpectRightlySigned()})),
      Should(
          "40", "path-prefix-proxy",
          "Where the base URL has a path, it is signed with the rest.",
          "It signs the path that the server sees.",
          {BehindPrefix(), AskGet(), ExpectPrefix(), ExpectRightlySigned()})};
}

}  // namespace mdmock::conformance::ws1

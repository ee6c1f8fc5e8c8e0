#include "conformance/suites/ade_client/assigning.h"

#include <fmt/format.h>

#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/insider.h"
#include "conformance/suites/ade_client/look.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"

namespace mdmock::conformance {

std::string DeviceArguments(const std::vector<std::string>& serials) {
  return fmt::format(R"({{"devices":{}}})", Quoted(serials));
}

Arguments SomeDevices(size_t count) {
  return [count](Lab& lab) -> Result<std::string> {
    const auto serials = SomeSerials(lab, count);
    if (!serials) return serials.error();
    return DeviceArguments(*serials);
  };
}

Result<std::string> AssignArguments(Lab& lab,
                                    const std::vector<std::string>& serials) {
  const auto uuid = NewProfile(lab);
  if (!uuid) return uuid.error();
  return fmt::format(R"({{"profile_uuid":"{}","devices":{}}})", *uuid,
                     Quoted(serials));
}

Arguments AssignDevices(size_t count) {
  return [count](Lab& lab) -> Result<std::string> {
    const auto serials = SomeSerials(lab, count);
    if (!serials) return serials.error();
    return AssignArguments(lab, *serials);
  };
}

std::string DefineArguments(const std::string& fields) {
  return R"({"profile":{"profile_name":"mdmock check","devices":[],)"
         R"("url":"https://mdm.example.com/enroll")" +
         fields + "}}";
}

std::vector<Lab::EntryPtr> AssignCalls(const Lab& lab) {
  std::vector<Lab::EntryPtr> calls;
  for (Lab::EntryPtr& entry : ResourceCalls(lab)) {
    if (http::SplitTarget(entry->request.target).path == "/profile/devices") {
      calls.push_back(std::move(entry));
    }
  }
  return calls;
}

Step ExpectAssignments(size_t least, size_t most) {
  return Expect(
      fmt::format("{} to {} requests of /profile/devices", least, most),
      [=](Lab& lab) {
        const size_t count = AssignCalls(lab).size();
        if (count >= least && count <= most) return Said{};
        return Wrong(fmt::format(
            "expected {} to {} requests of /profile/devices, got {}", least,
            most, count));
      });
}

Step ExpectDevicesInBody(const std::string& endpoint) {
  return Expect("the body names the devices", [=](Lab& lab) {
    const auto calls = lab.Calls(endpoint);
    if (calls.empty()) return Wrong("no request of " + endpoint + " came");
    const std::string& body = calls.front()->request.body;
    if (Texts(body, "devices") ==
        Texts(lab.last().front().arguments, "devices")) {
      return Said{};
    }
    return Wrong(
        "expected {\"devices\":[…]} with the devices asked for, got " +
        (body.empty() ? std::string("no body") : Printable(body, 160)));
  });
}

}  // namespace mdmock::conformance

#ifndef MDMOCK_TESTS_MOCKS_ADE_ENDPOINTS_FLEET_LAB_H_
#define MDMOCK_TESTS_MOCKS_ADE_ENDPOINTS_FLEET_LAB_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/mocks/ade/ade_lab.h"

namespace mdmock::ade {

using Json = nlohmann::json;

// Sized gives options for a fleet of that size, always the same.
AdeOptions Sized(std::uint32_t size);

// FleetLab is AdeLab with a session of its own, and a protocol version.
struct FleetLab : AdeLab {
  explicit FleetLab(AdeOptions options = {});

  http::Request Request(std::string_view method, std::string_view target,
                        std::string body = "");
  server::Answer Send(std::string_view method, std::string_view target,
                      std::string body = "");
  server::Answer Post(std::string_view target, const Json& body);

  // What must be a good answer gives its body.
  static Json Good(const server::Answer& answer);
  Json Fetch();
  Json Fetch(const Json& body);
  Json Sync(const Json& cursor);

  std::string Cursor();  // Once everything is fetched.
  std::vector<std::string> Serials(size_t count);  // Of the first devices.
  std::string Profile();                           // The UUID of a new one.

  void Put(const Json& state);  // PUT /ade/state.

  std::string session;
  int version = 10;
};

// Refused gives the body of what must be a refusal.
std::string Refused(const server::Answer& answer, int status = 400);

}  // namespace mdmock::ade

#endif  // MDMOCK_TESTS_MOCKS_ADE_ENDPOINTS_FLEET_LAB_H_

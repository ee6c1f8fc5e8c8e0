#include "conformance/suites/connector/site.h"

#include <fmt/format.h>

#include <utility>

namespace mdmock::conformance::pki {

Site::Site(Configuration configuration, Origin origin, std::uint64_t seed)
    : configuration_(std::move(configuration)),
      origin_(std::move(origin)),
      seed_(seed),
      otps_(configuration_.folder) {}

std::optional<size_t> Site::UserWithSingleUse() const {
  std::optional<size_t> found;
  for (size_t i = 0; i < configuration_.users.size(); ++i) {
    const TestUser& user = configuration_.users[i];
    // There is one after another where a command prints them.
    if (!user.otp_command.empty()) return i;
    if (user.otp && !user.otp_reusable && !found) found = i;
  }
  return found;
}

std::string Site::NewReqId() { return fmt::format("{}{:04}", seed_, ++next_); }

std::string Site::NewStranger() {
  return fmt::format("nobody-{}-{:04}@example.com", seed_, ++next_);
}

drivers::TlsWish Site::Wish() const {
  drivers::TlsWish wish;
  wish.host = origin_.host;
  wish.verifies = before.is_trusted;
  if (wish.verifies) wish.ca_pem = configuration_.trust_pem;
  return wish;
}

void Site::AddCredentials(Call& call) const {
  call.plain = !origin_.secure;
  if (configuration_.auth) {
    call.headers.push_back(
        {"Authorization", BasicAuthorization(configuration_.auth->username,
                                             configuration_.auth->password)});
  } else if (configuration_.certificate) {
    call.identity = &*configuration_.certificate;
  }
}

Call Site::Info() const {
  Call call;
  call.method = "GET";
  call.target = origin_.Target(connector::kGetInfo);
  call.headers = {{"Host", origin_.host_header},
                  {"Content-Type", "application/json"}};
  AddCredentials(call);
  return call;
}

Call Site::Post(std::string body) const {
  return Post(operation(), std::move(body));
}

Call Site::Post(std::string_view operation, std::string body) const {
  Call call;
  call.target = origin_.Target(operation);
  call.headers = {{"Host", origin_.host_header},
                  {"Content-Type", "application/json"}};
  AddCredentials(call);
  call.body = std::move(body);
  return call;
}

}  // namespace mdmock::conformance::pki

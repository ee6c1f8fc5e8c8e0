#include "conformance/reference/ade_client/run.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "conformance/reference/ade_client/operations.h"
#include "mocks/world/clock.h"

namespace mdmock::reference {
namespace {

constexpr int kNotSupported = 89;

int Report(const std::string& what) {
  fmt::print(stderr, "error: {}\n", what);
  return 1;
}

// The server token of MDMOCK_TOKEN, and what there is to say about its expiry.
Result<token::ServerToken> ReadToken(const Settings& settings) {
  std::string path = settings.token_path;
  if (settings.mutation.Is("token-kept")) {
    const std::string copy = settings.state + "/first-token";
    if (!ReadFile(copy)) {
      if (const auto text = ReadFile(path)) (void)ReplaceFile(copy, *text);
    }
    path = copy;
  }
  const auto text = ReadFile(path);
  if (!text) return Failure{"MDMOCK_TOKEN: " + text.error().what};
  auto token = token::ReadTokenJson(*text);
  if (!token) return Failure{"MDMOCK_TOKEN: " + token.error().what};
  if (!token->expiry || settings.mutation.Is("expiry-unseen")) return token;
  const SystemTime now = world::Clock().Now();
  if (*token->expiry <= now) {
    return Failure{"the server token expired at " + token->access_token_expiry +
                   ": renew it"};
  }
  if (*token->expiry - now < std::chrono::hours(24 * 30)) {
    fmt::print(stderr, "warning: the server token expires at {}\n",
               token->access_token_expiry);
  }
  return token;
}

}  // namespace

int RunAdeClient(Mutation mutation) {
  const auto settings = ReadEnvironment(mutation);
  if (!settings) return Report(settings.error().what);
  const std::string& op = settings->op;
  Result<std::string> output{std::string()};
  if (op == "import-token") {
    output = ImportToken(*settings);
  } else {
    const auto token = ReadToken(*settings);
    if (!token) return Report(token.error().what);
    Service service(*settings, *token);
    const std::string& arguments = settings->arguments;
    if (op == "session") {
      output = Session(service);
    } else if (op == "account") {
      output = Account(service);
    } else if (op == "fetch") {
      output = Fetch(service);
    } else if (op == "sync") {
      output = Sync(service);
    } else if (op == "details") {
      output = Details(service, arguments);
    } else if (op == "define-profile") {
      output = DefineProfile(service, arguments);
    } else if (op == "assign-profile") {
      output = AssignProfile(service, arguments);
    } else if (op == "remove-profile") {
      output = RemoveProfile(service, arguments);
    } else {
      return kNotSupported;
    }
  }
  if (!output) return Report(output.error().what);
  if (!output->empty()) fmt::print("{}\n", *output);
  return 0;
}

}  // namespace mdmock::reference

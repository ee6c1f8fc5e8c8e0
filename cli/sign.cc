#include "protocol/oauth1/sign.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/sign_cmsurl.h"
#include "mocks/world/entropy.h"
#include "protocol/base/text.h"
#include "protocol/base/time.h"
#include "protocol/http/url.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string token;
  std::string method = "GET";
  std::string url;
  std::string timestamp;
  std::optional<std::string> nonce;
  std::optional<std::string> realm;
};

bool IsHeaderText(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
}

int SignOauth1(const Options& options) {
  const auto credentials = ReadCredentials("--token", options.token);
  if (!credentials) return Complain(credentials.error().what);
  if (const auto method = CheckMethod(options.method); !method) {
    return Complain(method.error().what);
  }
  const auto url = http::ReadUrl(options.url);
  if (!url) return Complain("--url: " + url.error().what);
  const auto time = ReadTimeOption("--timestamp", options.timestamp);
  if (!time) return Complain(time.error().what);
  if (options.nonce && options.nonce->empty()) {
    return Complain("--nonce: a nonce is not empty");
  }
  if (options.realm && !IsHeaderText(*options.realm)) {
    return Complain("--realm: a header holds no control characters");
  }
  const std::string nonce =
      options.nonce ? *options.nonce
                    : world::Entropy(world::Entropy::FreshSeed()).HexDigits(32);
  fmt::print("{}\n",
             oauth1::Sign(*credentials, {.method = options.method,
                                         .url = *url,
                                         .timestamp = EpochSeconds(*time),
                                         .nonce = nonce,
                                         .realm = options.realm}));
  return kAccepted;
}

}  // namespace

void AddSign(CLI::App& program, Action& action) {
  CLI::App* sign =
      program.add_subcommand("sign", "make a header that is right");
  sign->require_subcommand(1);
  AddSignCmsUrl(*sign, action);
  const auto options = std::make_shared<Options>();
  CLI::App* command = sign->add_subcommand(
      "oauth1", "an Authorization header for ADE's /session");
  command->footer(
      "The header's value goes to stdout. A service takes it once, and for "
      "some minutes.\n"
      "Example, with mdmock serve ade running:\n"
      "  curl -s http://127.0.0.1:8800/ade/token > t.json\n"
      "  curl -H \"Authorization: $(mdmock sign oauth1 --token t.json \\\n"
      "      --url http://127.0.0.1:8801/session)\" "
      "http://127.0.0.1:8801/session");
  command
      ->add_option("--token", options->token,
                   "the server token, as JSON (mdmock token read)")
      ->required()
      ->type_name("FILE");
  command->add_option("--method", options->method, "the request's method")
      ->type_name("METHOD")
      ->capture_default_str();
  command
      ->add_option("--url", options->url,
                   "the URL that is requested; its query is signed too")
      ->required()
      ->type_name("URL");
  command
      ->add_option("--timestamp", options->timestamp,
                   "RFC 3339 or epoch seconds (default: now)")
      ->type_name("TIME");
  command
      ->add_option("--nonce", options->nonce,
                   "any text (default: 32 random digits)")
      ->type_name("TEXT");
  command
      ->add_option("--realm", options->realm,
                   "send this realm (ADM is usual; default: none); it is never "
                   "signed")
      ->type_name("TEXT");
  command->callback([options, &action] {
    action = [options] { return SignOauth1(*options); };
  });
}

}  // namespace mdmock::cli

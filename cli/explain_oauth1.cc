#include "cli/explain_oauth1.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/input.h"
#include "cli/judging.h"
#include "cli/message_input.h"
#include "cli/output.h"
#include "mocks/server/rules.h"
#include "mocks/server/unreadable.h"
#include "protocol/base/text.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string token;
  std::vector<std::string> previous_tokens;
  MessageOptions message;
  std::vector<std::string> as;
  Judging judging;
};

// Where the request was addressed to: a URL, or https and the Host header.
Result<oauth1::Base> BaseOf(const Message& message) {
  if (message.url) {
    return oauth1::Base{message.url->scheme, message.url->authority};
  }
  const std::string* host = message.request.Find("Host");
  const auto authority =
      host == nullptr ? std::nullopt : http::ReadAuthority(*host);
  if (authority) return oauth1::Base{"https", *authority};
  return Failure{fmt::format(
      "--url: the request has {}; say where it was sent with --url",
      host == nullptr ? std::string("no Host header")
                      : "the Host header '" + Printable(*host, 80) + "'")};
}

Result<oauth1::Known> ReadKnown(const Options& options) {
  oauth1::Known known;
  auto credentials = ReadCredentials("--token", options.token);
  if (!credentials) return credentials.error();
  known.credentials = std::move(*credentials);
  for (const std::string& path : options.previous_tokens) {
    auto previous = ReadCredentials("--previous-token", path);
    if (!previous) return previous.error();
    known.previous.push_back(std::move(*previous));
  }
  for (const std::string& url : options.as) {
    auto base = ReadBase("--as", url);
    if (!base) return base.error();
    known.others.push_back(std::move(*base));
  }
  known.others.push_back(oauth1::AppleBase());
  const auto window = ReadWindow(options.message);
  if (!window) return window.error();
  known.window = *window;
  known.strictness = options.judging.strictness();
  return known;
}

// Standard input can be read once.
Result<void> CheckInputs(const Options& options) {
  std::vector<std::string> files = options.previous_tokens;
  files.push_back(options.token);
  files.push_back(options.message.request);
  return CheckOneStandardInput("--token, --previous-token, --request", files);
}

int ExplainOauth1(const Options& options) {
  if (const auto inputs = CheckInputs(options); !inputs) {
    return Complain(inputs.error().what);
  }
  auto known = ReadKnown(options);
  if (!known) return Complain(known.error().what);
  const auto now = options.judging.Now();
  if (!now) return Complain(now.error().what);
  auto message = ReadMessage(options.message);
  if (!message) return Complain(message.error().what);
  const Format format = options.judging.format();
  if (message->malformed) {
    return PrintVerdict(
        server::UnreadableVerdict("oauth1", server::rules::kMalformed,
                                  *message->malformed),
        format);
  }
  auto base = BaseOf(*message);
  if (!base) return Complain(base.error().what);
  known->base = std::move(*base);
  // A proxy's request line holds the whole URL (RFC 9112, 3.2.2).
  if (const auto absolute = http::ReadUrl(message->request.target)) {
    message->request.target = absolute->Target();
  }
  return PrintVerdict(oauth1::Verify(message->request, *known, *now), format);
}

}  // namespace

void AddExplainOauth1(CLI::App& explain, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = explain.add_subcommand(
      "oauth1",
      "why ADE's /session refuses an OAuth 1.0a request: the signature is made "
      "again under every\nknown mistake until it is the one received");
  command->footer(
      "Examples:\n"
      "  mdmock explain oauth1 --token token.json --request captured.http\n"
      "  mdmock explain oauth1 --token token.json "
      "--url https://mdmenrollment.apple.com/session \\\n"
      "      --header 'OAuth oauth_consumer_key=\"CK_…\", …'\n"
      "An old message is out of date today: add --now with the time it was "
      "sent.\n"
      "FILE may be - for standard input. Exit code 0: accepted; 1: refused.");
  command
      ->add_option("--token", options->token,
                   "the server token, as JSON: consumer_key, consumer_secret, "
                   "access_token, access_secret, access_token_expiry (mdmock "
                   "token read makes it from a .p7m)")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--previous-token", options->previous_tokens,
                   "one that it replaced, to recognise secrets that are out of "
                   "date; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  AddMessageOptions(*command, options->message);
  command
      ->add_option("--as", options->as,
                   "a further base URL that the client may have signed for "
                   "(https://mdmenrollment.apple.com always is one); may be "
                   "repeated")
      ->type_name("URL")
      ->allow_extra_args(false);
  AddWindow(*command, options->message, "timestamp");
  AddJudging(*command, options->judging);
  command->callback([options, &action] {
    action = [options] { return ExplainOauth1(*options); };
  });
}

}  // namespace mdmock::cli

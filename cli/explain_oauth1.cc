#include "cli/explain_oauth1.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/input.h"
#include "cli/output.h"
#include "protocol/base/text.h"
#include "protocol/http/read_request.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/verify.h"

namespace mdmock::cli {
namespace {

constexpr std::uint64_t kMaxWindow = 1'000'000'000;  // 31 years.

struct Options {
  std::string token;
  std::vector<std::string> previous_tokens;
  std::string request;
  std::string header;
  std::string method = "GET";
  std::string url;
  std::vector<std::string> as;
  std::string now;
  std::string window = "300";
  bool strict = false;
  bool json = false;
};

// What is judged: a request and where it was addressed to.
struct Subject {
  http::Request request;
  oauth1::Base base;
};

Result<Subject> FromHeader(const Options& options) {
  if (options.url.empty()) {
    return Failure{
        "--url: --header needs the URL that the request was sent to"};
  }
  const auto url = http::ReadUrl(options.url);
  if (!url) return Failure{"--url: " + url.error().what};
  if (const auto method = CheckMethod(options.method); !method) {
    return method.error();
  }
  return Subject{
      .request = {.method = options.method,
                  .target = url->Target(),
                  .version = "HTTP/1.1",
                  .headers = {{"Authorization", HeaderValue(options.header)}},
                  .body = ""},
      .base = {url->scheme, url->authority}};
}

// A proxy's request line holds the whole URL (RFC 9112, 3.2.2).
std::optional<http::Url> AbsoluteTarget(const http::Request& request) {
  const auto url = http::ReadUrl(request.target);
  if (!url) return std::nullopt;
  return *url;
}

Result<Subject> FromRequest(const Options& options, http::Request request) {
  const std::optional<http::Url> absolute = AbsoluteTarget(request);
  if (absolute) request.target = absolute->Target();
  if (!options.url.empty()) {
    auto base = ReadBase("--url", options.url);
    if (!base) return base.error();
    return Subject{std::move(request), std::move(*base)};
  }
  if (absolute) {
    return Subject{std::move(request), {absolute->scheme, absolute->authority}};
  }
  const std::string* host = request.Find("Host");
  const auto authority =
      host == nullptr ? std::nullopt : http::ReadAuthority(*host);
  if (!authority) {
    return Failure{fmt::format(
        "--url: the request has {}; say where it was sent with --url",
        host == nullptr ? std::string("no Host header")
                        : "the Host header '" + Printable(*host, 80) + "'")};
  }
  return Subject{std::move(request), {"https", *authority}};
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
  const auto window = ReadNumber("--window", options.window, kMaxWindow);
  if (!window) return window.error();
  known.window = std::chrono::seconds(*window);
  known.strictness = options.strict ? Verdict::Strictness::kStrict
                                    : Verdict::Strictness::kLenient;
  return known;
}

// Standard input can be read once.
Result<void> CheckInputs(const Options& options) {
  std::vector<std::string> files = options.previous_tokens;
  files.push_back(options.token);
  files.push_back(options.request);
  if (std::count(files.begin(), files.end(), "-") <= 1) return {};
  return Failure{
      "--token, --previous-token, --request: only one of them can be -, "
      "standard input"};
}

int ExplainOauth1(const Options& options) {
  if (const auto inputs = CheckInputs(options); !inputs) {
    return Complain(inputs.error().what);
  }
  const Format format = options.json ? Format::kJson : Format::kText;
  auto known = ReadKnown(options);
  if (!known) return Complain(known.error().what);
  const auto now = ReadNow(options.now);
  if (!now) return Complain(now.error().what);
  Result<Subject> subject = Failure{};
  if (!options.header.empty()) {
    subject = FromHeader(options);
  } else {
    const auto bytes = ReadInput("--request", options.request);
    if (!bytes) return Complain(bytes.error().what);
    auto read = http::ReadRequest(*bytes);
    if (const auto* malformed = std::get_if<http::Malformed>(&read)) {
      return PrintVerdict(MalformedVerdict("oauth1", *malformed), format);
    }
    subject = FromRequest(options, std::get<http::Request>(std::move(read)));
  }
  if (!subject) return Complain(subject.error().what);
  known->base = subject->base;
  return PrintVerdict(oauth1::Verify(subject->request, *known, *now), format);
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
  CLI::Option* request =
      command
          ->add_option("--request", options->request,
                       "the raw HTTP request, as captured or pasted: request "
                       "line and headers")
          ->type_name("FILE");
  CLI::Option* header =
      command
          ->add_option("--header", options->header,
                       "the Authorization header alone, with its name or "
                       "without; needs --url")
          ->type_name("VALUE");
  request->excludes(header);
  command
      ->add_option("--method", options->method,
                   "with --header: the request's method")
      ->needs(header)
      ->type_name("METHOD")
      ->capture_default_str();
  command
      ->add_option("--url", options->url,
                   "where it was sent; with --request only scheme and host "
                   "count (default: https and the Host header)")
      ->type_name("URL");
  command
      ->add_option("--as", options->as,
                   "a further base URL that the client may have signed for "
                   "(https://mdmenrollment.apple.com always is one); may be "
                   "repeated")
      ->type_name("URL")
      ->allow_extra_args(false);
  command
      ->add_option("--now", options->now,
                   "judge as of this time: RFC 3339 or epoch seconds "
                   "(default: now)")
      ->type_name("TIME");
  command
      ->add_option("--window", options->window,
                   "seconds by which timestamp and now may differ")
      ->type_name("SECONDS")
      ->capture_default_str();
  command->add_flag("--strict", options->strict,
                    "refuse what is doubtful as well");
  command->add_flag("--json", options->json, "print the verdict as JSON");
  command->callback([options, &action] {
    action = [options] {
      if (options->request.empty() == options->header.empty()) {
        return Complain(
            "--request: give the message, as --request FILE or --header VALUE");
      }
      return ExplainOauth1(*options);
    };
  });
}

}  // namespace mdmock::cli

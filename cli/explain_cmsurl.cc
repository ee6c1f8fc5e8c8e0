#include "cli/explain_cmsurl.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/cmsurl_input.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/token_input.h"
#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/http/read_request.h"
#include "protocol/http/url.h"

namespace mdmock::cli {
namespace {

constexpr std::uint64_t kMaxWindow = 1'000'000'000;  // 31 years.

struct Options {
  std::string request;
  std::string header;
  std::string method = "GET";
  std::string url;
  std::string body;
  std::optional<std::string> tenant_code;
  std::vector<std::string> certificates;
  std::vector<std::string> trust;
  std::string now;
  std::string window = "300";
  bool strict = false;
  bool json = false;
};

// What is judged: a request and where it was addressed to.
struct Subject {
  http::Request request;
  cms::Base base;
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
  std::string body;
  if (!options.body.empty()) {
    auto read = ReadInput("--body", options.body);
    if (!read) return read.error();
    body = std::move(*read);
  }
  return Subject{
      .request = {.method = options.method,
                  .target = url->Target(),
                  .version = "HTTP/1.1",
                  .headers = {{"Authorization", HeaderValue(options.header)}},
                  .body = std::move(body)},
      .base = {url->scheme, url->authority}};
}

// Where the request went: --url, its own absolute target, or https and Host.
// Only what was signed by mistake depends on it, so that it may be missing.
Result<Subject> FromRequest(const Options& options, http::Request request) {
  cms::Base base;
  const auto absolute = http::ReadUrl(request.target);
  const std::string* host = request.Find("Host");
  if (!options.url.empty()) {
    const auto url = http::ReadUrl(options.url);
    if (!url) return Failure{"--url: " + url.error().what};
    base = {url->scheme, url->authority};
  } else if (absolute) {
    base = {absolute->scheme, absolute->authority};
  } else if (host != nullptr) {
    const auto authority = http::ReadAuthority(*host);
    if (authority) base.authority = *authority;
  }
  return Subject{std::move(request), std::move(base)};
}

Result<std::shared_ptr<const crypto::Trust>> ReadTrust(
    const std::vector<std::string>& paths) {
  std::string bundle;
  for (const std::string& path : paths) {
    auto pem = ReadInput("--trust", path);
    if (!pem) return pem.error();
    bundle += *pem + "\n";
  }
  auto trust = crypto::Trust::Read(bundle);
  if (!trust) return Failure{"--trust: " + trust.error().what};
  return std::shared_ptr<const crypto::Trust>(
      std::make_shared<crypto::Trust>(std::move(*trust)));
}

Result<cms::CmsUrlOptions> ReadKnown(const Options& options) {
  cms::CmsUrlOptions known;
  if (!options.certificates.empty()) {
    auto certificates = std::make_shared<cms::KnownCertificates>();
    for (const std::string& path : options.certificates) {
      const auto certificate = ReadCertificate("--certificate", path);
      if (!certificate) return certificate.error();
      certificates->Add(*certificate);
    }
    known.known = std::move(certificates);
  }
  if (!options.trust.empty()) {
    auto trust = ReadTrust(options.trust);
    if (!trust) return trust.error();
    known.trust = std::move(*trust);
  }
  const auto window = ReadNumber("--window", options.window, kMaxWindow);
  if (!window) return window.error();
  known.window = std::chrono::seconds(*window);
  known.tenant_code = options.tenant_code;
  known.only_authorization = !options.header.empty();
  known.strictness = options.strict ? Verdict::Strictness::kStrict
                                    : Verdict::Strictness::kLenient;
  return known;
}

// Standard input can be read once.
Result<void> CheckInputs(const Options& options) {
  std::vector<std::string> files = options.certificates;
  files.insert(files.end(), options.trust.begin(), options.trust.end());
  files.push_back(options.request);
  files.push_back(options.body);
  if (std::count(files.begin(), files.end(), "-") <= 1) return {};
  return Failure{
      "--request, --body, --certificate, --trust: only one of them can be -, "
      "standard input"};
}

int ExplainCmsUrl(const Options& options) {
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
      return PrintVerdict(MalformedVerdict("cmsurl", *malformed), format);
    }
    subject = FromRequest(options, std::get<http::Request>(std::move(read)));
  }
  if (!subject) return Complain(subject.error().what);
  known->base = subject->base;
  return PrintVerdict(cms::VerifyCmsUrl(subject->request, *known, *now),
                      format);
}

void AddMessageOptions(CLI::App& command, Options& options) {
  CLI::Option* request =
      command
          .add_option("--request", options.request,
                      "the raw HTTP request, as captured or pasted")
          ->type_name("FILE");
  CLI::Option* header =
      command
          .add_option("--header", options.header,
                      "the Authorization header alone, with its name or "
                      "without; needs --url")
          ->type_name("VALUE");
  request->excludes(header);
  command
      .add_option("--method", options.method,
                  "with --header: the request's method")
      ->needs(header)
      ->type_name("METHOD")
      ->capture_default_str();
  command
      .add_option("--url", options.url,
                  "where it was sent; with --request only scheme and host "
                  "count (default: https and the Host header)")
      ->type_name("URL");
  command
      .add_option("--body", options.body, "with --header: the request's body")
      ->needs(header)
      ->type_name("FILE");
}

void AddVerifierOptions(CLI::App& command, Options& options) {
  command
      .add_option("--tenant-code", options.tenant_code,
                  "the right aw-tenant-code (default: any that is not blank)")
      ->type_name("TEXT");
  command
      .add_option("--certificate", options.certificates,
                  "an administrator who is known, PEM or DER: any other is "
                  "refused; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--trust", options.trust,
                  "roots and intermediates, PEM; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--now", options.now,
                  "judge as of this time: RFC 3339 or epoch seconds (default: "
                  "now)")
      ->type_name("TIME");
  command
      .add_option("--window", options.window,
                  "seconds by which signingTime and now may differ")
      ->type_name("SECONDS")
      ->capture_default_str();
  command.add_flag("--strict", options.strict,
                   "refuse what is doubtful as well");
  command.add_flag("--json", options.json, "print the verdict as JSON");
}

}  // namespace

void AddExplainCmsUrl(CLI::App& explain, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      explain.add_subcommand("cmsurl",
                             "why Workspace ONE's REST API refuses a CMSURL "
                             "header: what was signed is "
                             "found by its digest\nunder every known mistake");
  command->footer(
      "Examples:\n"
      "  mdmock explain cmsurl --request captured.http\n"
      "  mdmock explain cmsurl --url "
      "'https://as1.example/API/mdm/devices?page=0' \\\n"
      "      --header 'CMSURL`1 MII…'\n"
      "An old message is out of date today: add --now with the time it was "
      "sent.\n"
      "FILE may be - for standard input. Exit code 0: accepted; 1: refused.");
  AddMessageOptions(*command, *options);
  AddVerifierOptions(*command, *options);
  command->callback([options, &action] {
    action = [options] {
      if (options->request.empty() == options->header.empty()) {
        return Complain(
            "--request: give the message, as --request FILE or --header VALUE");
      }
      return ExplainCmsUrl(*options);
    };
  });
}

}  // namespace mdmock::cli

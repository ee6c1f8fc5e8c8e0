#include "cli/explain_cmsurl.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/cmsurl_input.h"
#include "cli/input.h"
#include "cli/judging.h"
#include "cli/message_input.h"
#include "cli/output.h"
#include "cli/token_input.h"
#include "mocks/server/rules.h"
#include "mocks/server/unreadable.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/http/url.h"

namespace mdmock::cli {
namespace {

struct Options {
  MessageOptions message;
  std::string body;
  std::optional<std::string> tenant_code;
  std::vector<std::string> certificates;
  std::vector<std::string> trust;
  Judging judging;
};

// Where the request went: a URL, or https and the Host header. Only what was
// signed by mistake depends on it, so that it may be missing.
cms::Base BaseOf(const Message& message) {
  if (message.url) return {message.url->scheme, message.url->authority};
  cms::Base base;
  if (const std::string* host = message.request.Find("Host")) {
    if (const auto authority = http::ReadAuthority(*host)) {
      base.authority = *authority;
    }
  }
  return base;
}

Result<std::vector<crypto::Certificate>> ReadAllOf(
    std::string_view option, const std::vector<std::string>& paths) {
  std::vector<crypto::Certificate> all;
  for (const std::string& path : paths) {
    const auto some = ReadCertificates(option, path);
    if (!some) return some.error();
    all.insert(all.end(), some->begin(), some->end());
  }
  return all;
}

Result<cms::CmsUrlOptions> ReadKnown(const Options& options) {
  cms::CmsUrlOptions known;
  if (!options.certificates.empty()) {
    const auto all = ReadAllOf("--certificate", options.certificates);
    if (!all) return all.error();
    auto certificates = std::make_shared<cms::KnownCertificates>();
    for (const crypto::Certificate& one : *all) certificates->Add(one);
    known.known = std::move(certificates);
  }
  if (!options.trust.empty()) {
    const auto anchors = ReadAllOf("--trust", options.trust);
    if (!anchors) return anchors.error();
    auto trust = crypto::Trust::Of(*anchors);
    if (!trust) return Failure{"--trust: " + trust.error().what};
    known.trust = std::make_shared<const crypto::Trust>(std::move(*trust));
  }
  const auto window = ReadWindow(options.message);
  if (!window) return window.error();
  known.window = *window;
  known.tenant_code = options.tenant_code;
  known.only_authorization = !options.message.header.empty();
  known.strictness = options.judging.strictness();
  return known;
}

// Standard input can be read once.
Result<void> CheckInputs(const Options& options) {
  std::vector<std::string> files = options.certificates;
  files.insert(files.end(), options.trust.begin(), options.trust.end());
  files.push_back(options.message.request);
  files.push_back(options.body);
  return CheckOneStandardInput("--request, --body, --certificate, --trust",
                               files);
}

int ExplainCmsUrl(const Options& options) {
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
        server::UnreadableVerdict("cmsurl", server::rules::kMalformed,
                                  *message->malformed),
        format);
  }
  if (!options.body.empty()) {
    auto body = ReadInput("--body", options.body);
    if (!body) return Complain(body.error().what);
    message->request.body = std::move(*body);
  }
  known->base = BaseOf(*message);
  return PrintVerdict(cms::VerifyCmsUrl(message->request, *known, *now),
                      format);
}

void AddVerifierOptions(CLI::App& command, Options& options) {
  command
      .add_option("--tenant-code", options.tenant_code,
                  "the right aw-tenant-code (default: any that is not blank)")
      ->type_name("TEXT");
  command
      .add_option("--certificate", options.certificates,
                  "administrators who are known, PEM or DER: any other is "
                  "refused; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      .add_option("--trust", options.trust,
                  "roots and intermediates, PEM; may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  AddWindow(command, options.message, "signingTime");
  AddJudging(command, options.judging);
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
  CLI::Option* header = AddMessageOptions(*command, options->message);
  command
      ->add_option("--body", options->body, "with --header: the request's body")
      ->needs(header)
      ->type_name("FILE");
  AddVerifierOptions(*command, *options);
  command->callback([options, &action] {
    action = [options] { return ExplainCmsUrl(*options); };
  });
}

}  // namespace mdmock::cli

#include "cli/sign_cmsurl.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <string>

#include "cli/cmsurl_input.h"
#include "cli/input.h"
#include "protocol/cms/signer.h"
#include "protocol/http/url.h"

namespace mdmock::cli {
namespace {

using crypto::DigestAlgorithm;

struct Options {
  KeyFiles key;
  std::string url;
  std::string digest = "sha256";
  std::string separator = "backtick";
  std::string scheme = "cmsurl";
  std::string body;
  std::string time;
};

DigestAlgorithm FindDigest(const std::string& name) {
  const std::map<std::string, DigestAlgorithm> digests{
      {"sha1", DigestAlgorithm::kSha1},
      {"sha256", DigestAlgorithm::kSha256},
      {"sha384", DigestAlgorithm::kSha384},
      {"sha512", DigestAlgorithm::kSha512}};
  return digests.at(name);
}

// What is signed: the path of the URL, or the body.
Result<std::string> Content(const Options& options) {
  const auto url = http::ReadUrl(options.url);
  if (!url) return Failure{"--url: " + url.error().what};
  if (options.scheme == "cmsurl") {
    if (options.body.empty()) return url->path;
    return Failure{"--body: under CMSURL the path is signed, and no body"};
  }
  if (options.body.empty()) return std::string();
  return ReadInput("--body", options.body);
}

int SignCmsUrl(const Options& options) {
  const auto content = Content(options);
  if (!content) return Complain(content.error().what);
  const auto identity = ReadKeyFiles(options.key);
  if (!identity) return Complain(identity.error().what);
  const auto time = ReadTimeOption("--time", options.time);
  if (!time) return Complain(time.error().what);
  const auto signer = cms::Signer::Make(identity->key, identity->certificate,
                                        FindDigest(options.digest));
  if (!signer) return Complain("--key: " + signer.error().what);
  const auto message = signer->Sign(*content, *time);
  if (!message) {
    fmt::print(stderr, "mdmock: {}\n", message.error().what);
    return kHarness;
  }
  fmt::print(
      "{}\n",
      cms::AuthorizationValue(
          *message,
          options.scheme == "cms" ? cms::Scheme::kCms : cms::Scheme::kCmsUrl,
          options.separator == "apostrophe" ? cms::Separator::kApostrophe
                                            : cms::Separator::kBacktick));
  return kAccepted;
}

}  // namespace

void AddSignCmsUrl(CLI::App& sign, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = sign.add_subcommand(
      "cmsurl", "an Authorization header for Workspace ONE's REST API");
  command->footer(
      "The header's value goes to stdout. It fits every request for the same "
      "path, whatever its query.\n"
      "Example:\n"
      "  curl -H \"Authorization: $(mdmock sign cmsurl --p12 admin.p12 "
      "--password secret \\\n"
      "      --url https://as1.example/API/mdm/devices/12772)\" …");
  CLI::Option* p12 = command
                         ->add_option("--p12", options->key.p12,
                                      "key and certificate, PKCS#12")
                         ->type_name("FILE");
  command->add_option("--password", options->key.password, "its password")
      ->needs(p12)
      ->type_name("TEXT");
  CLI::Option* key =
      command->add_option("--key", options->key.key, "the private key, PEM")
          ->excludes(p12)
          ->type_name("FILE");
  CLI::Option* certificate =
      command
          ->add_option("--certificate", options->key.certificate,
                       "its certificate, PEM or DER")
          ->needs(key)
          ->type_name("FILE");
  key->needs(certificate);
  command
      ->add_option("--url", options->url,
                   "the URL that is requested; its path is signed")
      ->required()
      ->type_name("URL");
  command->add_option("--digest", options->digest, "the digest")
      ->check(CLI::IsMember({"sha1", "sha256", "sha384", "sha512"}))
      ->capture_default_str();
  command->add_option("--separator", options->separator, "CMSURL`1 or CMSURL'1")
      ->check(CLI::IsMember({"backtick", "apostrophe"}))
      ->capture_default_str();
  command
      ->add_option("--time", options->time,
                   "signingTime: RFC 3339 or epoch seconds (default: now)")
      ->type_name("TIME");
  command
      ->add_option("--scheme", options->scheme,
                   "cmsurl signs the path, cms the body")
      ->check(CLI::IsMember({"cmsurl", "cms"}))
      ->capture_default_str();
  command
      ->add_option("--body", options->body,
                   "with --scheme cms: the request's body (default: empty)")
      ->type_name("FILE");
  command->callback([options, &action] {
    action = [options] { return SignCmsUrl(*options); };
  });
}

}  // namespace mdmock::cli

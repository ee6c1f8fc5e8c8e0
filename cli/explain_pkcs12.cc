#include "cli/explain_pkcs12.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "cli/input.h"
#include "cli/judging.h"
#include "cli/predictions.h"
#include "protocol/pkcs12/inspect.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string file;
  std::optional<std::string> password;
  std::optional<std::string> otp;
  Judging judging;
};

int ExplainPkcs12(const Options& options) {
  const auto now = options.judging.Now();
  if (!now) return Complain(now.error().what);
  const auto bytes = ReadInput("file", options.file);
  if (!bytes) return Complain(bytes.error().what);
  pkcs12::Settings settings;
  settings.strictness = options.judging.strictness();
  const pkcs12::Inspection inspection =
      pkcs12::Inspect(*bytes,
                      {.password = options.password,
                       .password_text = std::nullopt,
                       .otp = options.otp},
                      settings, *now);
  return PrintWithPredictions(inspection.verdict, inspection.predictions,
                              options.judging.json);
}

}  // namespace

void AddExplainPkcs12(CLI::App& explain, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = explain.add_subcommand(
      "pkcs12",
      "why a PKCS#12 file (.p12, .pfx) of a PKI connector does not open: which "
      "password would\nhave, and which wrapping is on it; and who can read it");
  command->footer(
      "Example:\n"
      "  mdmock explain pkcs12 payload.b64 --otp 56ht12d0\n"
      "The file opens under --password, else under --otp, else under none. No "
      "password is shown.\nFILE may be - for standard input. Exit code 0: it "
      "opens and is good; 1: refused.");
  command
      ->add_option("file", options->file,
                   "the file, or its base64; - for standard input")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--password", options->password,
                   "the password that was announced (decryptionPassword, out "
                   "of its base64)")
      ->type_name("TEXT");
  command
      ->add_option("--otp", options->otp,
                   "the one-time password that the file was asked for with")
      ->type_name("TEXT");
  AddJudging(*command, options->judging, "verdict and predictions");
  command->callback([options, &action] {
    action = [options] { return ExplainPkcs12(*options); };
  });
}

}  // namespace mdmock::cli

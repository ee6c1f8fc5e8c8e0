#include "cli/explain_reply.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "cli/input.h"
#include "cli/judging.h"
#include "cli/predictions.h"
#include "protocol/connector/explain_reply.h"

namespace mdmock::cli {
namespace {

struct Options {
  std::string file;
  std::optional<std::string> otp;
  std::optional<std::string> req_id;
  std::string profile = "uem12.10";
  Judging judging;
};

int ExplainReply(const Options& options) {
  const auto now = options.judging.Now();
  if (!now) return Complain(now.error().what);
  const auto bytes = ReadInput("file", options.file);
  if (!bytes) return Complain(bytes.error().what);
  connector::ReplyWish wish{
      .profile = connector::ReadProfile(options.profile).value(),
      .req_id = options.req_id};
  pkcs12::Settings settings;
  wish.strictness = settings.strictness = options.judging.strictness();
  const connector::ReplyAndPayload explained =
      connector::ExplainReply(*bytes, wish, options.otp, settings, *now);
  return PrintWithPredictions(explained.verdict, explained.predictions,
                              options.judging.json);
}

}  // namespace

void AddExplainReply(CLI::App& explain, Action& action) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = explain.add_subcommand(
      "reply",
      "what is wrong with a PKI connector's reply to getUserKeyPair, and with "
      "the PKCS#12 file in it");
  command->footer(
      "Example:\n"
      "  mdmock explain reply reply.json --otp 56ht12d0 --req-id 12487\n"
      "FILE is the JSON or the whole HTTP response; - for standard input. No "
      "password is shown.\nExit code 0: it conforms, a failure that is well "
      "said included; 1: refused.");
  command
      ->add_option("file", options->file,
                   "the reply, as JSON or raw HTTP; - for standard input")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--otp", options->otp,
                   "the one-time password that was sent as authToken")
      ->type_name("TEXT");
  command->add_option("--req-id", options->req_id, "the reqId that was sent")
      ->type_name("TEXT");
  command
      ->add_option("--profile", options->profile,
                   "uem12.10 (getUserKeyPair) or dynamics (getUserKeyPair2)")
      ->check(CLI::IsMember({"uem12.10", "dynamics"}))
      ->type_name("NAME")
      ->capture_default_str();
  AddJudging(*command, options->judging, "verdict and predictions");
  command->callback([options, &action] {
    action = [options] { return ExplainReply(*options); };
  });
}

}  // namespace mdmock::cli

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/token_input.h"
#include "mocks/world/entropy.h"
#include "protocol/token/server_token.h"
#include "protocol/token/token_file.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace mdmock::cli {
namespace {

struct MakeOptions {
  std::string certificate;
  std::string out;
  std::string json_out;
  std::string time;
  std::string seed;
  bool awkward = false;
};

int MakeToken(const MakeOptions& options) {
  const auto certificate =
      ReadCertificate("--certificate", options.certificate);
  if (!certificate) return Complain(certificate.error().what);
  const auto now = ReadTimeOption("--time", options.time);
  if (!now) return Complain(now.error().what);
  auto seed = Result<std::uint64_t>(world::Entropy::FreshSeed());
  if (!options.seed.empty()) seed = ReadNumber("--seed", options.seed);
  if (!seed) return Complain(seed.error().what);
  world::Entropy entropy(*seed);
  const auto random = [&entropy](size_t count) { return entropy.Bytes(count); };
  const token::ServerToken made =
      token::NewServerToken(random, *now,
                            options.awkward ? token::Credentials::kAwkward
                                            : token::Credentials::kAppleShaped);
  const auto file = token::MakeTokenFile(made, *certificate, random);
  if (!file) {
    return Complain(fmt::format("--certificate {}: {}", options.certificate,
                                file.error().what));
  }
  if (const auto written =
          WriteFile("--out", options.out, *file, Access::kEveryone);
      !written) {
    return Complain(written.error().what);
  }
  if (options.json_out.empty()) return kAccepted;
  const auto written = WriteFile("--json-out", options.json_out,
                                 token::ToJson(made) + "\n", Access::kOwner);
  return written ? kAccepted : Complain(written.error().what);
}

// The verdict's document, and the token's five fields beside it: a program that
// wants a token.json finds one.
nlohmann::ordered_json ReadJson(const token::TokenFile& opened) {
  nlohmann::ordered_json json = ToJson(opened.verdict);
  if (opened.token) {
    json.update(nlohmann::ordered_json::parse(token::ToJson(*opened.token)));
  }
  return json;
}

int ReadToken(const TokenFileOptions& options) {
  const auto opened = OpenTokenFile(options);
  if (!opened) return Complain(opened.error().what);
  if (options.judging.json) {
    fmt::print("{}\n", ReadJson(*opened).dump(2));
  } else {
    if (opened->token) {
      fmt::print(
          "{}\n",
          nlohmann::ordered_json::parse(token::ToJson(*opened->token)).dump(2));
    }
    if (!opened->verdict.findings().empty()) {
      fmt::print(stderr, "{}", Explain(opened->verdict));
    }
  }
  return opened->verdict.accepted() ? kAccepted : kRefused;
}

void AddMake(CLI::App& token, Action& action) {
  const auto options = std::make_shared<MakeOptions>();
  CLI::App* command = token.add_subcommand(
      "make", "make a server token, byte-shaped like Apple's");
  command->footer(
      "Example:\n"
      "  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=mdm -days 365 \\\n"
      "      -keyout key.pem -out cert.pem\n"
      "  mdmock token make --certificate cert.pem --out t.p7m --json-out "
      "t.json\n"
      "  openssl smime -decrypt -in t.p7m -inkey key.pem");
  command
      ->add_option("--certificate", options->certificate,
                   "the certificate to encrypt for, PEM or DER (RSA)")
      ->required()
      ->type_name("FILE");
  command->add_option("--out", options->out, "the .p7m to write")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--json-out", options->json_out,
                   "write the token in the clear as well, as --token of other "
                   "commands takes it")
      ->type_name("FILE");
  command
      ->add_option("--time", options->time,
                   "issued at: RFC 3339 or epoch seconds (default: now)")
      ->type_name("TIME");
  command
      ->add_option("--seed", options->seed,
                   "the same seed and time make the same token (default: a "
                   "new one each time)")
      ->type_name("N");
  command->add_flag(
      "--awkward", options->awkward,
      "keys and secrets that hold + / = & % and blanks, which clients "
      "have to percent-encode");
  command->callback([options, &action] {
    action = [options] { return MakeToken(*options); };
  });
}

void AddRead(CLI::App& token, Action& action) {
  const auto options = std::make_shared<TokenFileOptions>();
  CLI::App* command =
      token.add_subcommand("read", "open a server token and print it");
  command->footer(
      "The token goes to stdout as token.json, what there is to say about the "
      "file to stderr.\nExample:\n"
      "  mdmock token read server_Token_smime.p7m --key key.pem > token.json");
  AddTokenFileOptions(*command, *options, "the token and the verdict");
  command->callback([options, &action] {
    action = [options] { return ReadToken(*options); };
  });
}

}  // namespace

void AddToken(CLI::App& program, Action& action) {
  CLI::App* token =
      program.add_subcommand("token", "make and read ADE server tokens (.p7m)");
  token->require_subcommand(1);
  AddMake(*token, action);
  AddRead(*token, action);
}

}  // namespace mdmock::cli

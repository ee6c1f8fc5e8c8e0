#include "conformance/suites/ade_client/token_files.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <utility>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/look.h"
#include "mocks/world/entropy.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/token/armour.h"
#include "protocol/token/plaintext.h"

namespace mdmock::conformance {
namespace {

struct KeyPair {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

Result<KeyPair> MakeKeyPair(Owner owner, SystemTime now) {
  const auto key = crypto::PrivateKey::GenerateRsa();
  if (!key) return key.error();
  const bool other = owner == Owner::kOtherIssuer;
  const auto certificate = crypto::Certificate::MakeSelfSigned(
      *key, {.common_name = other ? "mdmock check of another" : "mdmock check",
             .serial = other ? "\x02" : "\x01",
             .not_before = now - std::chrono::hours(24),
             .not_after = now + std::chrono::hours(24 * 365)});
  if (!certificate) return certificate.error();
  return KeyPair{*key, *certificate};
}

// RSA keys are dear: all checks of a process share them.
const Result<KeyPair>& KeyPairOf(Owner owner, SystemTime now) {
  static const Result<KeyPair> us = MakeKeyPair(Owner::kUs, now);
  if (owner == Owner::kUs) return us;
  static const Result<KeyPair> other_key = MakeKeyPair(Owner::kOtherKey, now);
  if (owner == Owner::kOtherKey) return other_key;
  static const Result<KeyPair> other_issuer =
      MakeKeyPair(Owner::kOtherIssuer, now);
  return other_issuer;
}

Result<std::string> MakeFile(Lab& lab, const TokenPlan& plan) {
  const Result<KeyPair>& owner =
      KeyPairOf(plan.owner, MockOf(lab).clock().Now());
  if (!owner) return owner.error();
  const token::ServerToken token = MakeToken(lab, plan.server);
  lab.Hide(token.consumer_secret);
  lab.Hide(token.access_secret);
  world::Entropy entropy(42);
  const auto message = cms::MakeEnvelopedData(
      plan.plaintext ? plan.plaintext(token) : Framed(token),
      owner->certificate,
      [&entropy](size_t count) { return entropy.Bytes(count); }, plan.shape);
  if (!message) return message.error();
  const std::string text = token::MakeArmour(*message);
  return plan.alter ? plan.alter(text) : text;
}

Result<std::string> ImportArguments(Lab& lab, const TokenPlan& plan) {
  const auto bytes = MakeFile(lab, plan);
  if (!bytes) return bytes.error();
  const Result<KeyPair>& us = KeyPairOf(Owner::kUs, MockOf(lab).clock().Now());
  if (!us) return us.error();
  const auto file = lab.Write("token.p7m", *bytes);
  if (!file) return file.error();
  const auto key = lab.Write("key.pem", us->key.Pkcs1Pem());
  if (!key) return key.error();
  const auto certificate = lab.Write("certificate.pem", us->certificate.Pem());
  if (!certificate) return certificate.error();
  // The paths are our own: nothing in them needs escaping.
  return fmt::format(R"({{"p7m":"{}","key":"{}","certificate":"{}"}})", *file,
                     *key, *certificate);
}

std::string Stored(Lab& lab) {
  std::ifstream file(lab.target().state + "/token.json", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

std::string Framed(const token::ServerToken& token) {
  return token::MakePlaintext(token::ToJson(token));
}

std::string Padded(const token::ServerToken& token, size_t count) {
  std::string json = token::ToJson(token);
  json.insert(json.size() - 1, ",\"note\":\"" + std::string(count, 'n') + "\"");
  return token::MakePlaintext(json);
}

token::ServerToken MakeToken(Lab& lab, std::uint64_t server) {
  // The access token tells when it was made: all of a run have one instant.
  // No other run has its secrets, so that whatever is found is of this one.
  static const SystemTime made = MockOf(lab).clock().Now();
  static const std::uint64_t run = world::Entropy::FreshSeed();
  world::Entropy entropy(run + server);
  return token::NewServerToken(
      [&entropy](size_t count) { return entropy.Bytes(count); }, made);
}

Result<std::string> CertificateDer(Lab& lab) {
  const Result<KeyPair>& us = KeyPairOf(Owner::kUs, MockOf(lab).clock().Now());
  if (!us) return us.error();
  return us->certificate.Der();
}

Step Imports(const TokenPlan& plan, Wish wish) {
  const Arguments arguments = [plan](Lab& lab) {
    return ImportArguments(lab, plan);
  };
  Step step = wish == Wish::kImported  ? SucceedsWith("import-token", arguments)
              : wish == Wish::kRefused ? RefusedWith("import-token", arguments)
                                       : AskWith("import-token", arguments);
  step.says += ": " + plan.says;
  step.run = [run = step.run, says = plan.says](Lab& lab) {
    Said said = run(lab);
    if (!said.passed()) said.message += " (" + says + ")";
    return said;
  };
  return step;
}

Step ExpectStored(std::uint64_t server) {
  return Expect("token.json holds the four credentials", [server](Lab& lab) {
    const std::string stored = Stored(lab);
    if (stored.empty()) {
      return Wrong("expected token.json in MDMOCK_STATE, got none");
    }
    const token::ServerToken token = MakeToken(lab, server);
    for (const auto& [name, value] :
         {std::pair<std::string, std::string>{"consumer_key",
                                              token.consumer_key},
          {"consumer_secret", token.consumer_secret},
          {"access_token", token.access_token},
          {"access_secret", token.access_secret}}) {
      if (TextField(stored, name) == value) continue;
      return Wrong("expected the " + name +
                   " of the file in token.json of MDMOCK_STATE, got another, "
                   "or none");
    }
    return Said{};
  });
}

Step ExpectNothingStored() {
  return Expect("no token.json is there", [](Lab& lab) {
    return Stored(lab).empty()
               ? Said{}
               : Wrong(
                     "expected no token.json in MDMOCK_STATE, got one out of "
                     "a file that is no token");
  });
}

std::vector<Step> Reads(const std::vector<TokenPlan>& plans) {
  std::vector<Step> steps;
  for (const TokenPlan& plan : plans) {
    steps.push_back(Imports(plan, Wish::kImported));
    steps.push_back(ExpectStored(plan.server));
  }
  return steps;
}

ClientCheck TokenCheck(std::string code, std::string slug, Level level,
                       std::string requirement, std::string correct,
                       std::vector<Step> steps, Provenance provenance) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source =
              provenance == Provenance::kDocumented ? kAppleToken : kTokensSeen,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = std::move(steps)};
}

}  // namespace mdmock::conformance

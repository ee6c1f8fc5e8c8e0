#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suites/ade_client/groups.h"
#include "mocks/world/entropy.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/enveloped_data.h"
#include "protocol/crypto/certificate.h"
#include "protocol/crypto/private_key.h"
#include "protocol/token/armour.h"
#include "protocol/token/plaintext.h"
#include "protocol/token/server_token.h"

namespace mdmock::conformance {
namespace {

constexpr char kApple[] = "Apple, Examining server tokens";
constexpr char kSeen[] = "research: how clients read server tokens";

// Whoever uploaded a certificate, and the other one for whom a token may be
// meant. RSA keys are dear: all checks of a process share two.
struct Owner {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

Result<Owner> MakeOwner(SystemTime now) {
  const auto key = crypto::PrivateKey::GenerateRsa();
  if (!key) return key.error();
  const auto certificate = crypto::Certificate::MakeSelfSigned(
      *key, {.common_name = "mdmock check",
             .not_before = now - std::chrono::hours(24),
             .not_after = now + std::chrono::hours(24 * 365)});
  if (!certificate) return certificate.error();
  return Owner{*key, *certificate};
}

const Result<Owner>& OwnerOf(bool other, SystemTime now) {
  static const Result<Owner> us = MakeOwner(now);
  static const Result<Owner> them = MakeOwner(now);
  return other ? them : us;
}

// A file to import: what stands in it, and what is done to it afterwards.
struct File {
  std::string says;
  std::function<std::string(const token::ServerToken&)> plaintext;
  std::function<std::string(std::string)> alter;
  bool for_another_key = false;
  bool of_another_server = false;
};

std::string Framed(const token::ServerToken& token) {
  return token::MakePlaintext(token::ToJson(token));
}

token::ServerToken MakeToken(Lab& lab, bool of_another_server) {
  // The access token tells when it was made: all of a run have one instant.
  static const SystemTime made = lab.mock().clock().Now();
  world::Entropy entropy(of_another_server ? 4711 : 1147);
  return token::NewServerToken(
      [&entropy](size_t count) { return entropy.Bytes(count); }, made);
}

Result<std::string> MakeFile(Lab& lab, const File& file) {
  const SystemTime now = lab.mock().clock().Now();
  const Result<Owner>& owner = OwnerOf(file.for_another_key, now);
  if (!owner) return owner.error();
  world::Entropy entropy(42);
  const auto message = cms::MakeEnvelopedData(
      file.plaintext ? file.plaintext(MakeToken(lab, file.of_another_server))
                     : Framed(MakeToken(lab, file.of_another_server)),
      owner->certificate,
      [&entropy](size_t count) { return entropy.Bytes(count); });
  if (!message) return message.error();
  const std::string text = token::MakeArmour(*message);
  return file.alter ? file.alter(text) : text;
}

Result<std::string> ImportArguments(Lab& lab, const std::string& bytes) {
  const Result<Owner>& us = OwnerOf(false, lab.mock().clock().Now());
  if (!us) return us.error();
  const auto file = lab.Write("token.p7m", bytes);
  if (!file) return file.error();
  const auto key = lab.Write("key.pem", us->key.Pkcs1Pem());
  if (!key) return key.error();
  const auto certificate = lab.Write("certificate.pem", us->certificate.Pem());
  if (!certificate) return certificate.error();
  // The paths are our own: nothing in them needs escaping.
  return fmt::format(R"({{"p7m":"{}","key":"{}","certificate":"{}"}})", *file,
                     *key, *certificate);
}

enum class Wish { kImported, kRefused, kAny };

Step Import(const File& file, Wish wish) {
  return Expect(
      "the client does import-token: " + file.says, [=](Lab& lab) -> Said {
        const auto bytes = MakeFile(lab, file);
        if (!bytes) return Broken(bytes.error().what);
        const auto arguments = ImportArguments(lab, *bytes);
        if (!arguments) return Broken(arguments.error().what);
        const Step step =
            wish == Wish::kImported  ? Succeeds("import-token", *arguments)
            : wish == Wish::kRefused ? Refused("import-token", *arguments)
                                     : Ask("import-token", *arguments);
        Said said = step.run(lab);
        if (said.outcome != Outcome::kPass) {
          said.message += " (" + file.says + ")";
        }
        return said;
      });
}

std::string Stored(const std::string& state) {
  std::ifstream file(state + "/token.json", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Step ExpectStored() {
  return Expect("token.json holds the four credentials", [](Lab& lab) {
    const std::string stored = Stored(lab.target().state);
    const token::ServerToken token = MakeToken(lab, false);
    for (const auto& [name, value] :
         {std::pair<std::string, std::string>{"consumer_key",
                                              token.consumer_key},
          {"consumer_secret", token.consumer_secret},
          {"access_token", token.access_token},
          {"access_secret", token.access_secret}}) {
      if (TextField(stored, name) != value) {
        return Wrong("token.json in MDMOCK_STATE does not hold the " + name +
                     " of the file");
      }
    }
    return Said{};
  });
}

Step ExpectNothingStored() {
  return Expect("no token.json is there", [](Lab& lab) {
    return Stored(lab.target().state).empty()
               ? Said{}
               : Wrong("token.json is there, out of a file that is no token");
  });
}

Step ExpectSecretsKept() {
  return Expect(
      "no secret stands in what the client prints, nor in a file "
      "but token.json",
      [](Lab& lab) -> Said {
        const token::ServerToken token = MakeToken(lab, false);
        const auto leaks = [&](const std::string& text) {
          return text.find(token.consumer_secret) != std::string::npos ||
                 text.find(token.access_secret) != std::string::npos;
        };
        for (const Performed& one : lab.all()) {
          if (leaks(one.Said())) {
            return Wrong("a secret stands in what " + one.op + " prints");
          }
        }
        std::error_code error;
        for (const auto& file : std::filesystem::recursive_directory_iterator(
                 lab.target().state, error)) {
          if (!file.is_regular_file() ||
              file.path().filename() == "token.json") {
            continue;
          }
          std::ifstream in(file.path(), std::ios::binary);
          if (leaks(std::string(std::istreambuf_iterator<char>(in), {}))) {
            return Wrong("a secret is left in " +
                         file.path().filename().string());
          }
        }
        return {};
      });
}

// Imported, and read right.
void Reads(std::vector<Step>& steps, File file) {
  steps.push_back(Import(file, Wish::kImported));
  steps.push_back(ExpectStored());
}

std::string WithLf(std::string text) {
  ReplaceAll(text, "\r\n", "\n");
  return text;
}

// The JSON with blanks behind its last field, so that all lengths occur.
std::string Padded(const token::ServerToken& token, size_t count) {
  std::string json = token::ToJson(token);
  json.insert(json.size() - 1, ",\"note\":\"" + std::string(count, 'n') + "\"");
  return token::MakePlaintext(json);
}

std::string Wrapped(const token::ServerToken& token) {
  std::string json = token::ToJson(token);
  ReplaceAll(json, ",\"", ",\n\"");
  return token::MakePlaintext(json);
}

std::string Unframed(const token::ServerToken& token) {
  return "Content-Type: text/plain;charset=UTF-8\r\n"
         "Content-Transfer-Encoding: 7bit\r\n\r\n" +
         token::ToJson(token) + "\n";
}

std::string Reordered(const std::string& text) {
  const size_t end = text.find("\r\n\r\n");
  std::vector<std::string> lines;
  const std::string headers = text.substr(0, end);
  for (const std::string_view line : Split(headers, '\n')) {
    lines.emplace_back(Trim(line, "\r"));
  }
  std::string head;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    head += *line + "\r\n";
  }
  return head + text.substr(end + 2);
}

std::string LowerNames(const std::string& text) {
  const size_t end = text.find("\r\n\r\n");
  std::string head = text.substr(0, end);
  for (const char* name : {"Content-Type", "Content-Transfer-Encoding",
                           "Content-Disposition", "Content-Description"}) {
    ReplaceAll(head, name, ToLower(name));
  }
  return head + text.substr(end);
}

std::string Folded(std::string text) {
  ReplaceAll(text, "; name=", ";\r\n name=");
  return text;
}

ClientCheck Of(std::string code, std::string slug, Level level,
               std::string requirement, std::string correct,
               Provenance provenance = Provenance::kObserved) {
  return {.code = std::move(code),
          .slug = std::move(slug),
          .level = level,
          .requirement = std::move(requirement),
          .source = provenance == Provenance::kDocumented ? kApple : kSeen,
          .provenance = provenance,
          .correct = std::move(correct),
          .steps = {}};
}

std::function<std::string(const token::ServerToken&)> WithExpiry(
    const std::string& expiry) {
  return [expiry](token::ServerToken token) {
    token.access_token_expiry = expiry;
    token.expiry.reset();
    return Framed(token);
  };
}

}  // namespace

std::vector<ClientCheck> TokenChecks() {
  std::vector<ClientCheck> checks;
  {
    ClientCheck check =
        Of("G01", "ber-indefinite", Level::kMust,
           "A token file with indefinite lengths is read.",
           "It reads BER: Apple's files are no DER.", Provenance::kDocumented);
    Reads(check.steps, {.says = "as Apple makes it"});
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G03", "line-ends", Level::kMust,
                           "A token file is read with either line end, and "
                           "without the last one.",
                           "It takes CR LF and LF: editors and mail change "
                           "them.");
    Reads(check.steps, {.says = "with CR LF"});
    Reads(check.steps, {.says = "with LF", .alter = WithLf});
    Reads(check.steps,
          {.says = "without the last line end", .alter = [](std::string text) {
             return std::string(Trim(text, "\r\n"));
           }});
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G04", "framed-unframed", Level::kMust,
                           "The JSON is found with the frame around it, "
                           "without it, and wrapped.",
                           "It looks for the JSON object, not for lines.");
    Reads(check.steps, {.says = "framed"});
    Reads(check.steps, {.says = "unframed", .plaintext = Unframed});
    Reads(check.steps, {.says = "wrapped", .plaintext = Wrapped});
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check =
        Of("G05", "padding", Level::kMust, "A token of any length is read.",
           "It takes off the padding, all 16 lengths of it.");
    for (size_t count = 0; count < 16; ++count) {
      Reads(check.steps,
            {.says = fmt::format("{} characters longer", count),
             .plaintext = [count](const token::ServerToken& token) {
               return Padded(token, count);
             }});
    }
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G06", "header-order", Level::kShould,
                           "The headers of a token file may come in any order "
                           "and case, and folded.",
                           "It reads them as RFC 5322 has it.");
    Reads(check.steps,
          {.says = "headers the other way round", .alter = Reordered});
    Reads(check.steps, {.says = "names in lower case", .alter = LowerNames});
    Reads(check.steps, {.says = "folded", .alter = Folded});
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G07", "wrong-key", Level::kShould,
                           "A token for another key is refused, in words, and "
                           "the one in use is kept.",
                           "It says that the file was made for another key "
                           "or certificate.");
    Reads(check.steps, {.says = "as Apple makes it"});
    check.steps.push_back(Import(
        {.says = "for another key", .for_another_key = true}, Wish::kRefused));
    check.steps.push_back(
        ExpectSaid({"key", "certificate", "recipient", "decrypt"}));
    check.steps.push_back(ExpectStored());
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G08", "not-a-token", Level::kShould,
                           "A file that is no server token is refused.",
                           "It says so: administrators mix up their files.");
    for (const auto& [says, bytes] :
         {std::pair<std::string, std::string>{
              "a volume purchase token",
              Base64(R"({"token":"x","expDate":"2030-01-01","orgName":"a"})")},
          {"an HTML page", "<!DOCTYPE html><html><body>Sign in</body></html>"},
          {"an empty file", ""}}) {
      check.steps.push_back(
          Import({.says = says,
                  .alter = [bytes = bytes](std::string) { return bytes; }},
                 Wish::kRefused));
      check.steps.push_back(ExpectNothingStored());
    }
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G09", "other-server", Level::kShould,
                           "The token of another server is not taken without "
                           "a word.",
                           "It compares the consumer key, and asks.");
    Reads(check.steps, {.says = "as Apple makes it"});
    check.steps.push_back(Import(
        {.says = "of another server", .of_another_server = true}, Wish::kAny));
    check.steps.push_back(Expect(
        "it is refused, or the client speaks of the consumer key",
        [](Lab& lab) {
          const Performed& done = lab.last().front();
          if (!done.succeeded()) return Said{};
          return ExpectSaid({"consumer", "another server", "other server"})
              .run(lab);
        }));
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G10", "expiry", Level::kShould,
                           "An expired token is named, one without an expiry "
                           "or with unknown fields is read.",
                           "It warns of the date, and needs none.");
    check.steps.push_back(Import(
        {.says = "expired", .plaintext = WithExpiry("2020-01-01T00:00:00Z")},
        Wish::kAny));
    check.steps.push_back(ExpectSaid({"expir"}));
    Reads(check.steps,
          {.says = "without an expiry", .plaintext = WithExpiry("")});
    Reads(check.steps, {.says = "with an unknown field",
                        .plaintext = [](const token::ServerToken& token) {
                          return Padded(token, 3);
                        }});
    checks.push_back(std::move(check));
  }
  {
    ClientCheck check = Of("G12", "file-hygiene", Level::kShould,
                           "No secret of the token is printed, or left in "
                           "another file of MDMOCK_STATE.",
                           "It keeps secrets in token.json only.");
    Reads(check.steps, {.says = "as Apple makes it"});
    check.steps.push_back(ExpectSecretsKept());
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace mdmock::conformance

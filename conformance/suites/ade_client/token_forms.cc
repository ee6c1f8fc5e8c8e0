#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/ade_client/expect.h"
#include "conformance/suites/ade_client/subjects.h"
#include "conformance/suites/ade_client/token_files.h"
#include "protocol/base/text.h"
#include "protocol/crypto/cipher.h"
#include "protocol/token/plaintext.h"

// G01 to G06 and G11: the forms in which a server token may come.
namespace mdmock::conformance {
namespace {

using crypto::Cipher;

std::string WithLf(std::string text) {
  ReplaceAll(text, "\r\n", "\n");
  return text;
}

std::string WithoutLastLineEnd(std::string text) {
  return std::string(Trim(text, "\r\n"));
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

std::string Reordered(std::string text) {
  const size_t end = text.find("\r\n\r\n");
  const std::string headers = text.substr(0, end);
  std::string head;
  for (const std::string_view line : Split(headers, '\n')) {
    head.insert(0, std::string(Trim(line, "\r")) + "\r\n");
  }
  return head + text.substr(end + 2);
}

std::string LowerNames(std::string text) {
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

std::vector<TokenPlan> AllPaddings() {
  std::vector<TokenPlan> plans;
  for (size_t count = 0; count < 16; ++count) {
    plans.push_back({.says = fmt::format("{} characters longer", count),
                     .plaintext = [count](const token::ServerToken& token) {
                       return Padded(token, count);
                     }});
  }
  return plans;
}

// Imported, or refused in words that name the cipher.
std::vector<Step> ReadsOrNames(Cipher cipher,
                               std::initializer_list<std::string_view> words) {
  const std::string name(crypto::Name(cipher));
  const Step said = ExpectSaid(words);
  return {Imports({.says = "under " + name, .shape = {.cipher = cipher}},
                  Wish::kAny),
          Expect("it is read, or the cipher named", [said](Lab& lab) -> Said {
            if (lab.last().front().succeeded()) {
              return ExpectStored().run(lab);
            }
            const Said named = said.run(lab);
            return named.passed() ? Noted("it is refused, by name") : named;
          })};
}

ClientCheck OtherCiphers() {
  return TokenCheck(
      "G11", "other-ciphers", Level::kMay,
      "A token under another cipher than AES-128 is read, or refused by the "
      "cipher's name.",
      "It takes AES-256 and triple DES, or says which cipher it met.",
      Joined(ReadsOrNames(Cipher::kAes256Cbc,
                          {"aes-256", "aes256", "aes_256",
                           "2.16.840.1.101.3.4.1.42", "cipher", "algorithm"}),
             ReadsOrNames(Cipher::kDesEde3Cbc,
                          {"3des", "des-ede3", "des_ede3", "desede", "triple",
                           "1.2.840.113549.3.7", "cipher", "algorithm"})));
}

}  // namespace

std::vector<ClientCheck> TokenFormChecks() {
  return {
      TokenCheck("G01", "ber-indefinite", Level::kMust,
                 "A token file with indefinite lengths is read.",
                 "It reads BER: Apple's files are no DER.",
                 Reads({{.says = "as Apple makes it"}}),
                 Provenance::kDocumented),
      TokenCheck(
          "G02", "der-and-pieces", Level::kShould,
          "A token file is read with definite lengths too, and with its "
          "content in several pieces.",
          "It reads any BER, DER included: how a portal writes it may change.",
          Reads({{.says = "as DER", .shape = {.indefinite = false}},
                 {.says = "in pieces of 64 bytes", .shape = {.chunk_len = 64}},
                 {.says = "in pieces of 100 bytes, with definite lengths",
                  .shape = {.indefinite = false, .chunk_len = 100}}})),
      TokenCheck("G03", "line-ends", Level::kMust,
                 "A token file is read with either line end, and without the "
                 "last one.",
                 "It takes CR LF and LF: editors and mail change them.",
                 Reads({{.says = "with CR LF"},
                        {.says = "with LF", .alter = WithLf},
                        {.says = "without the last line end",
                         .alter = WithoutLastLineEnd}})),
      TokenCheck("G04", "framed-unframed", Level::kMust,
                 "The JSON is found with the frame around it, without it, and "
                 "wrapped.",
                 "It looks for the JSON object, not for lines.",
                 Reads({{.says = "framed"},
                        {.says = "unframed", .plaintext = Unframed},
                        {.says = "wrapped", .plaintext = Wrapped}})),
      TokenCheck("G05", "padding", Level::kMust,
                 "A token of any length is read.",
                 "It takes off the padding, all 16 lengths of it.",
                 Reads(AllPaddings())),
      TokenCheck(
          "G06", "header-order", Level::kShould,
          "The headers of a token file may come in any order and case, "
          "and folded.",
          "It reads them as RFC 5322 has it.",
          Reads({{.says = "headers the other way round", .alter = Reordered},
                 {.says = "names in lower case", .alter = LowerNames},
                 {.says = "folded", .alter = Folded}})),
      OtherCiphers()};
}

}  // namespace mdmock::conformance

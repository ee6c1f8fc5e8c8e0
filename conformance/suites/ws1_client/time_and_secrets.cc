#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"

// 48 and 49: when was signed, and what stays with the client.
namespace mdmock::conformance::ws1 {
namespace {

// Enough of a file to know it by.
constexpr size_t kPieceLen = 24;

// Whether a text has the bytes of a secret file, raw, in hexadecimal digits or
// in base64, which depends on where in its groups of three it begins.
bool Holds(const std::string& text, const std::string& secret) {
  const size_t middle = secret.size() / 2;
  std::vector<std::string> spellings;
  for (size_t shift = 0; shift < 3; ++shift) {
    const std::string piece = secret.substr(middle + shift, kPieceLen);
    spellings.push_back(Base64(piece));
    if (shift != 0) continue;
    spellings.push_back(piece);
    spellings.push_back(Hex(piece));
    spellings.push_back(Hex(piece, HexCase::kUpper));
  }
  return std::any_of(spellings.begin(), spellings.end(),
                     [&](const std::string& spelling) {
                       return text.find(spelling) != std::string::npos;
                     });
}

// The key as it is in plain: PEM without its armour.
std::string KeyBytes(const crypto::PrivateKey& key) {
  const std::string pem = key.Pem();
  std::string digits;
  for (const std::string_view line : Split(pem, '\n')) {
    if (!line.starts_with("-----")) digits += line;
  }
  return ReadBase64(digits).value_or("");
}

bool TellsKey(const journal::Entry& call,
              const workspace_one::Credential& admin) {
  return Holds(call.raw, admin.p12) ||
         Holds(call.raw, KeyBytes(admin.identity.key)) ||
         call.raw.find("PRIVATE KEY") != std::string::npos ||
         call.raw.find(admin.password) != std::string::npos ||
         call.verdict.Has("cmsurl.private-key.sent");
}

Step ExpectKeyKept() {
  return Expect("no key, PKCS#12 file or password is sent", [](Lab& lab) {
    const workspace_one::Credential& admin = MockOf(lab).admin();
    const auto calls = lab.AllCalls();
    if (calls.empty()) return Wrong("no request came");
    for (const auto& call : calls) {
      if (!TellsKey(*call, admin)) continue;
      return Wrong(fmt::format(
          "request {} holds the key, its file or the password", call->seq));
    }
    return Said{};
  });
}

Step ExpectNotPrinted() {
  return Expect("no header and no password stands in what the client prints",
                [](Lab& lab) {
                  const std::string& password = MockOf(lab).admin().password;
                  for (const Performed& one : lab.all()) {
                    const std::string said = one.Said();
                    if (said.find(password) != std::string::npos) {
                      return Wrong(one.op + " prints the password");
                    }
                    for (const auto& call : lab.AllCalls()) {
                      const std::string* value =
                          call->request.Find("Authorization");
                      if (value == nullptr || value->size() < 64) continue;
                      if (said.find(value->substr(value->size() - 64)) ==
                          std::string::npos) {
                        continue;
                      }
                      return Wrong(one.op + " prints its Authorization header");
                    }
                  }
                  return Said{};
                });
}

}  // namespace

std::vector<ClientCheck> TimeAndSecretChecks() {
  return {
      Should("48", "time-signing",
             "signingTime is there, is UTC in the form of CMS, and is the "
             "time at which the request is made.",
             "It takes the time from its clock, in UTC and not in local "
             "time, when it signs.",
             Joined(Traffic(), {ExpectNoRule({"cmsurl.signing-time.missing",
                                              "cmsurl.signing-time.form",
                                              "cmsurl.signing-time.stale",
                                              "cmsurl.signing-time.ahead"})})),
      Should("49", "key-not-leaked",
             "Neither the key nor its password is sent, and no header is "
             "printed.",
             "It sends certificates only, and logs no Authorization "
             "header: it serves whoever finds it.",
             Joined(Traffic(), {ExpectKeyKept(), ExpectNotPrinted()}))};
}

}  // namespace mdmock::conformance::ws1

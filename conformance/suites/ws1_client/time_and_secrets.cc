#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/key_bytes.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/encoding.h"
#include "protocol/verdict/redact.h"

// 48 and 49: when was signed, and what stays with the client.
namespace mdmock::conformance::ws1 {
namespace {

// Whether a text has a secret, however it is written there, broken into lines
// included.
class Secrets {
 public:
  explicit Secrets(const workspace_one::Credential& admin) {
    const std::string key = SecretBytes(admin.identity.key);
    key_.Hide(key);
    key_.Hide(Hex(key));
    key_.Hide(Piece(key));
    file_.Hide(Piece(admin.p12));
    file_.Hide(Hex(Piece(admin.p12)));
    password_.Hide(admin.password);
  }

  // What the text holds: "the private key"; "" for nothing.
  std::string_view In(const std::string& text) const {
    if (text.find("PRIVATE KEY-----") != std::string::npos ||
        key_.Redact(text) != text) {
      return "the private key";
    }
    if (file_.Redact(text) != text) return "the PKCS#12 file";
    return password_.Redact(text) != text ? "the password" : "";
  }

 private:
  // Enough of a file to know it by, where not all of it is there.
  static std::string Piece(const std::string& bytes) {
    return bytes.substr(bytes.size() / 2, 24);
  }

  Redactor key_;
  Redactor file_;
  Redactor password_;
};

Step ExpectKeyKept() {
  return Expect("no key, PKCS#12 file or password is sent", [](Lab& lab) {
    const Secrets secrets(MockOf(lab).admin());
    const auto calls = lab.AllCalls();
    if (calls.empty()) return Wrong("no request came");
    for (const auto& call : calls) {
      std::string_view told = secrets.In(call->raw);
      if (call->verdict.Has("cmsurl.private-key.sent")) told = "a private key";
      if (told.empty()) continue;
      return Wrong(fmt::format("request {} holds {}", call->seq, told));
    }
    return Said{};
  });
}

Step ExpectNotPrinted() {
  return Expect(
      "no header, key, PKCS#12 file or password stands in what the client "
      "prints",
      [](Lab& lab) {
        const Secrets secrets(MockOf(lab).admin());
        for (const Performed& one : lab.all()) {
          const std::string said = one.Said();
          if (const auto told = secrets.In(said); !told.empty()) {
            return Wrong(fmt::format("{} prints {}", one.op, told));
          }
          for (const auto& call : lab.AllCalls()) {
            const std::string* value = call->request.Find("Authorization");
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
      Should(
          "49", "key-not-leaked",
          "Neither the key nor its password is sent or printed, and no "
          "header is printed.",
          "It sends certificates only, and logs no Authorization "
          "header: it serves whoever finds it.",
          Joined(Traffic(), {TryPost(), ExpectKeyKept(), ExpectNotPrinted()}))};
}

}  // namespace mdmock::conformance::ws1

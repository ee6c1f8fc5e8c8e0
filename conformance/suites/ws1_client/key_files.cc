#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "conformance/suites/ws1_client/ca_first_file.h"
#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"
#include "protocol/crypto/identity.h"

// 59, 60 and 65: the PKCS#12 file that the client is given.
namespace mdmock::conformance::ws1 {
namespace {

using crypto::Protection;

Step GiveBytes(const std::string& says, const std::string& bytes,
               const std::string& password) {
  return Do(says,
            [=](Lab& lab) { return LabOf(lab).GiveKey(bytes, password); });
}

Step GiveWrongPassword() {
  return Do("the password of the PKCS#12 file is another one",
            [](Lab& lab) -> Result<void> {
              return LabOf(lab).GiveKey(MockOf(lab).admin().p12,
                                        "not the password");
            });
}

Step ExpectNothingSent() {
  return Expect("no request was sent", [](Lab& lab) {
    const auto calls = lab.Calls();
    if (calls.empty()) return Said{};
    const bool is_signed =
        calls.front()->request.Find("Authorization") != nullptr;
    return Wrong(fmt::format("expected no request, got {} of them, {}",
                             calls.size(),
                             is_signed ? "signed" : "without a signature"));
  });
}

// A warning before the request is enough.
Step ExpectExpiryNoticed() {
  return Expect(
      "the client refuses by itself, or warns of the expiry", [](Lab& lab) {
        const Performed& done = lab.last().front();
        if (lab.Calls().empty() && !done.succeeded()) return Said{};
        const std::string said = ToLower(done.Said());
        for (const char* word : {"expir", "no longer valid", "not valid after",
                                 "out of date", "notafter"}) {
          if (said.find(word) != std::string::npos) return Said{};
        }
        return Wrong(
            "the certificate expired yesterday, and the client uses "
            "it without a word");
      });
}

Step GiveExpired() {
  return Do("the certificate expired yesterday", [](Lab& lab) -> Result<void> {
    const auto credential = MockOf(lab).service().CredentialOf("expired-admin");
    if (!credential) return credential.error();
    return LabOf(lab).GiveKey(credential->p12, credential->password);
  });
}

struct File {
  std::string_view says;
  Protection protection;
  std::string_view password;
  // Another administrator's certificate behind the issuer's, and where both
  // stand.
  bool has_another;
  bool others_first;
};
constexpr auto kFiles = std::to_array<File>({
    {"AES, with a password", Protection::kUsual, "s\u00E9same", false, false},
    {"AES, without a password", Protection::kUsual, "", false, false},
    {"3DES, as many tools wrote it", Protection::kTripleDes, "sesame", false,
     false},
    {"RC2 with 40 bits, as Windows wrote it", Protection::kRc2, "sesame", false,
     false},
    {"AES, with two more certificates", Protection::kUsual, "sesame", true,
     false},
    {"AES, with two more certificates before its own", Protection::kUsual,
     "sesame", true, true},
});

Step GiveFile(const File& file) {
  return Do(fmt::format("the PKCS#12 file is one of {}", file.says),
            [file](Lab& lab) -> Result<void> {
              crypto::Identity identity = MockOf(lab).admin().identity;
              if (file.has_another) {
                const auto another =
                    MockOf(lab).service().CredentialOf("revoked-admin");
                if (!another) return another.error();
                identity.others.push_back(another->identity.certificate);
              }
              const std::string password(file.password);
              const auto p12 = file.others_first
                                   ? MakeCaFirstFile(identity, password)
                                   : crypto::MakeIdentityFile(
                                         identity, password, file.protection);
              if (!p12) return p12.error();
              return LabOf(lab).GiveKey(*p12, password);
            });
}

ClientCheck Files() {
  std::vector<Step> steps;
  for (const File& file : kFiles) {
    steps = Joined(std::move(steps), {GiveFile(file), Get()});
  }
  steps.push_back(ExpectRightlySigned());
  return Should("65", "p12-legacy",
                "PKCS#12 files are opened whatever protects them, with and "
                "without a password, and the certificate that fits the key is "
                "taken.",
                "It opens RC2-40, 3DES and AES, and looks for the certificate "
                "of its key.",
                std::move(steps));
}

}  // namespace

std::vector<ClientCheck> KeyFileChecks() {
  return {Must("59", "no-silent-unauth",
               "Where the key cannot be had, an error is reported, and nothing "
               "is sent.",
               "It fails before it asks: a request without a signature would "
               "only hide the reason.",
               {Get(),
                GiveBytes("the PKCS#12 file is no such file",
                          "this is no PKCS#12 file\n", "any"),
                GetRefused(), ExpectNothingSent(), GiveWrongPassword(),
                GetRefused(), ExpectNothingSent()}),
          Should("60", "expired-local",
                 "A certificate that has expired is noticed before it is used.",
                 "It reads the certificate's dates, and refuses or warns.",
                 {Get(), GiveExpired(), AskGet(), ExpectExpiryNoticed()}),
          Files()};
}

}  // namespace mdmock::conformance::ws1

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"

// 66: signing without a network.
namespace mdmock::conformance::ws1 {
namespace {

// A Sunday in the past, so that nobody signs with the present time unnoticed.
constexpr SystemTime kTime = std::chrono::sys_days(
    std::chrono::year(2026) / std::chrono::March / std::chrono::day(1));

Result<std::string> SignArguments(Lab& lab) {
  const workspace_one::Credential& admin = MockOf(lab).admin();
  return nlohmann::json{{"p12_b64", Base64(admin.p12)},
                        {"p12_password", admin.password},
                        {"path", kDevice},
                        {"time", FormatTime(kTime)},
                        {"digest", "sha256"}}
      .dump();
}

Step OnlyShims() {
  return Expect(
      "the client is a shim, which can be asked to sign alone", [](Lab& lab) {
        return lab.is_shim() ? Said{}
                             : Skipped(
                                   "only shims are asked to sign without a "
                                   "network (cmsurl.sign)");
      });
}

Step ExpectSame() {
  return Expect(
      "the same key, path and time give the same bytes twice", [](Lab& lab) {
        const auto& all = lab.all();
        const std::string& before = all[all.size() - 2].done.output;
        return TextField(before, "authorization") ==
                       TextField(all.back().done.output, "authorization")
                   ? Said{}
                   : Wrong(
                         "expected the same header twice, got two "
                         "that differ");
      });
}

// RSA as PKCS#1 v1.5 has it leaves nothing to chance: a signature that fits is
// the one that there is.
Step ExpectTheSignature() {
  return Expect(
      "the header is the one for this key, path, time and digest",
      [](Lab& lab) -> Said {
        const workspace_one::Credential& admin = MockOf(lab).admin();
        http::Request request{
            .method = "GET",
            .target = kDevice,
            .version = "HTTP/1.1",
            .headers = {{"Authorization",
                         TextField(lab.last().front().done.output,
                                   "authorization")}},
            .body = ""};
        journal::Entry entry;
        entry.time = kTime;
        entry.request = request;
        const auto seen = Look(lab, entry);
        if (!seen->fits()) return Broke("it does not fit", entry, *seen);
        if (seen->signing_time() != kTime) {
          return Broke("expected signingTime " + FormatTime(kTime), entry,
                       *seen);
        }
        const auto method = cms::FindMethod(*seen->signer());
        if (!method || method->digest != crypto::DigestAlgorithm::kSha256) {
          return Broke("expected SHA-256", entry, *seen);
        }
        const auto signer =
            cms::Signer::Make(admin.identity.key, admin.identity.certificate);
        const auto ours =
            signer ? signer->Sign(kDevice, kTime) : signer.error();
        if (!ours) return Broken(ours.error().what);
        return *ours == seen->header.message
                   ? Noted("byte for byte what .NET would make")
                   : Noted("another shape than .NET's, and right");
      });
}

}  // namespace

std::vector<ClientCheck> SignAloneChecks() {
  return {Must("66", "vector-replay",
               "With a key, a path, a time and SHA-256 given, the header is "
               "always the same, and the right one.",
               "It signs with the time that it is given, and adds nothing that "
               "changes.",
               {OnlyShims(), SucceedsWith("cmsurl.sign", &SignArguments),
                SucceedsWith("cmsurl.sign", &SignArguments), ExpectSame(),
                ExpectTheSignature()})};
}

}  // namespace mdmock::conformance::ws1

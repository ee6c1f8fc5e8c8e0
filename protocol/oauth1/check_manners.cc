// What a careful client does better, and a lenient server lets pass.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/http/percent.h"
#include "protocol/http/url.h"
#include "protocol/oauth1/hearing.h"
#include "protocol/oauth1/rules.h"

namespace mdmock::oauth1 {
namespace {

void CheckPastedDocumentation(Hearing& hearing) {
  constexpr std::array<std::pair<Parameter, std::string_view>, 3> kExample{
      {{kTimestamp, "137131200"},
       {kNonce, "4572616e48616d6d65724c61686176"},
       {kSignature, "wOJIO9A2W5mFwDgiDvZbTSMK/PY="}}};
  for (const auto& [parameter, value] : kExample) {
    if (hearing.Value(parameter) != value) continue;
    hearing.Add(
        rules::kDocumentationPasted, std::string(kParameterNames[parameter]),
        "a value of one's own",
        std::string(value) +
            ", which Apple's documented example has; no secret gives that "
            "example's signature");
    return;
  }
}

bool Carries(const Hearing& hearing, std::string_view secret) {
  const auto holds = [&](std::string_view text) {
    return text.find(secret) != std::string_view::npos;
  };
  return holds(hearing.request.target) || holds(hearing.request.body) ||
         std::any_of(
             hearing.request.headers.begin(), hearing.request.headers.end(),
             [&](const http::Header& header) { return holds(header.value); });
}

// Looks for the secrets in what was sent; short ones would be found anywhere.
void CheckSecretSent(Hearing& hearing) {
  const Credentials& credentials = hearing.known.credentials;
  for (const auto& [name, secret] :
       {std::pair{"consumer_secret", &credentials.consumer_secret},
        std::pair{"access_secret", &credentials.access_secret}}) {
    if (secret->size() < 8) continue;
    // Encoded or not, it begins alike; few requests hold even that.
    const std::string_view begin = std::string_view(*secret).substr(0, 16);
    if (!Carries(hearing, begin.substr(0, http::PlainLength(begin)))) continue;
    if (Carries(hearing, *secret) ||
        Carries(hearing, http::PercentEncode(*secret))) {
      hearing.Add(rules::kSecretSent, "request", "no secret", name);
    }
  }
}

}  // namespace

void CheckManners(Hearing& hearing) {
  if (const Field* realm = hearing.authorization.Find("realm");
      realm != nullptr && realm->value != "ADM") {
    hearing.Add(rules::kRealmOther, "realm", "ADM, or no realm",
                Printable(realm->value, 120));
  }
  const std::string_view path = http::SplitTarget(hearing.request.target).path;
  if (path != "/session") {
    hearing.Add(rules::kPathOther, "request target", "/session",
                Printable(path, 120));
  }
  CheckPastedDocumentation(hearing);
  CheckSecretSent(hearing);
}

}  // namespace mdmock::oauth1

#include <fmt/format.h>

#include <string>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/http/message.h"

// 01 to 09: the text of the Authorization header.
namespace mdmock::conformance::ws1 {
namespace {

constexpr size_t kMostBytes = 8 * 1024;

Step ExpectAuthorized() {
  return ExpectRequests("every request has an Authorization header",
                        [](const journal::Entry& call) {
                          return call.request.Find("Authorization") != nullptr
                                     ? Said{}
                                     : Wrong("it has no Authorization header");
                        });
}

Step ExpectOne() {
  return ExpectRequests(
      "every request has one Authorization header, with one value",
      [](const journal::Entry& call) {
        const auto values =
            http::FindAll(call.request.headers, "Authorization");
        if (values.size() != 1) {
          return Wrong(fmt::format("expected one Authorization header, got {}",
                                   values.size()));
        }
        return values.front().find(',') == std::string_view::npos
                   ? Said{}
                   : Wrong("expected one value, got several behind commas");
      });
}

Step ExpectShort() {
  return ExpectRequests(
      "no header has 8 KiB or more", [](const journal::Entry& call) {
        const std::string* value = call.request.Find("Authorization");
        if (value == nullptr) return Wrong("it has no Authorization header");
        if (value->size() >= kMostBytes) {
          return Wrong(fmt::format("expected less than {} bytes, got {}",
                                   kMostBytes, value->size()));
        }
        return Noted(fmt::format("{} bytes", value->size()));
      });
}

ClientCheck Rules(std::string code, std::string slug, Level level,
                  std::string requirement, std::string correct,
                  std::initializer_list<std::string_view> rules) {
  auto steps = Joined(Traffic(), {ExpectNoTextRule(rules)});
  return level == Level::kMust
             ? Must(std::move(code), std::move(slug), std::move(requirement),
                    std::move(correct), std::move(steps))
             : Should(std::move(code), std::move(slug), std::move(requirement),
                      std::move(correct), std::move(steps));
}

}  // namespace

std::vector<ClientCheck> HeaderTextChecks() {
  return {
      Must("01", "auth-present",
           "Every request has an Authorization header, the first one too.",
           "It signs before it asks; the API does not challenge.",
           Joined(Traffic(), {ExpectAuthorized()})),
      Should("02", "auth-single",
             "There is one Authorization header, and one value in it.",
             "It puts the header in the place of the one before.",
             Joined(Traffic(), {ExpectOne()})),
      Rules("03", "scheme-token", Level::kMust,
            "The scheme is CMSURL, in capitals.",
            "It writes CMSURL; CMS is for signed bodies.",
            {"cmsurl.authorization.missing", "cmsurl.authorization.scheme",
             "cmsurl.scheme-case", "cmsurl.cms-scheme-on-get"}),
      Rules("04", "scheme-separator", Level::kMust,
            "Behind the scheme stands ` or ', and then 1.",
            "It writes CMSURL`1, past a shell's or a web page's quotation "
            "marks.",
            {"cmsurl.separator-missing", "cmsurl.separator-typographic",
             "cmsurl.separator.other"}),
      Rules("05", "scheme-space", Level::kMust,
            "One blank stands before the message, and none before the "
            "separator.",
            "It writes CMSURL`1, a blank and the message.",
            {"cmsurl.separator-space-before", "cmsurl.separator-space-missing",
             "cmsurl.separator.spaces"}),
      Rules("06", "b64-oneline", Level::kMust,
            "The base64 is on one line, without blanks.",
            "It has its encoder break no lines.", {"cmsurl.base64-wrapped"}),
      Rules("07", "b64-alphabet", Level::kMust,
            "The message is base64 of the standard alphabet, padded, once.",
            "It encodes the DER itself: no armour, no hexadecimal digits.",
            {"cmsurl.base64url", "cmsurl.base64-unpadded", "cmsurl.base64.bits",
             "cmsurl.base64-twice", "cmsurl.pem-armour", "cmsurl.hex"}),
      Rules("08", "b64-clean-end", Level::kShould,
            "Nothing of a template or a quotation is left around the message.",
            "It puts the message in the place of the whole placeholder.",
            {"cmsurl.template-unfilled", "cmsurl.base64.syntax",
             "cmsurl.message.missing"}),
      Should("09", "header-size",
             "The header is shorter than 8 KiB, which servers and proxies "
             "take.",
             "It sends one certificate, which makes 1.5 to 2.5 KiB.",
             Joined(Traffic(), {ExpectShort()}))};
}

}  // namespace mdmock::conformance::ws1

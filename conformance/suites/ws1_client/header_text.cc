#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/lab.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"
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

// Line ends and blanks as URLs and strings escape them.
constexpr std::string_view kEscaped[] = {"%0D", "%0A", "%09", "%20",
                                         "\\r", "\\n", "\\t"};

// The base64 of a header, without what stands around it: that is 08's.
std::string_view Digits(std::string_view value) {
  const size_t begin = value.find("MI");  // Any SEQUENCE of this length.
  if (begin == std::string_view::npos) return "";
  return Trim(value.substr(begin), " \t\"'`,;{}<>");
}

Step ExpectDigits(const std::string& says,
                  const std::function<std::string(std::string)>& wrong) {
  return ExpectRequests(says, [wrong](const journal::Entry& call) -> Said {
    const std::string* value = call.request.Find("Authorization");
    if (value == nullptr) return Wrong("it has no Authorization header");
    const std::string what = wrong(std::string(Digits(*value)));
    return what.empty() ? Said{} : Wrong("cmsurl.base64.syntax: " + what);
  });
}

Step ExpectNoEscapedBlanks() {
  return ExpectDigits(
      "no line end or blank is escaped in the base64", [](std::string digits) {
        const std::string upper = ToUpper(digits);
        for (const std::string_view escape : kEscaped) {
          const bool is_url = escape.front() == '%';
          const size_t at = (is_url ? upper : digits).find(escape);
          if (at == std::string::npos) continue;
          return fmt::format(
              "expected base64 on one line, got {} behind {} "
              "digits of it",
              escape, at);
        }
        return std::string();
      });
}

Step ExpectAlphabet() {
  return ExpectDigits(
      "the base64 has no characters of something else", [](std::string digits) {
        for (const std::string_view escape : kEscaped) {
          ReplaceAll(digits, escape, "");
          ReplaceAll(digits, ToLower(escape), "");
        }
        // What is base64url, armour or wrapped has rules of its own.
        const size_t at = digits.find_first_not_of(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            "+/=-_ \t");
        if (at == std::string::npos) return std::string();
        return fmt::format("expected base64, got \"{}\" behind {} digits of it",
                           Printable(digits.substr(at, 3)), at);
      });
}

ClientCheck Rules(std::string code, std::string slug, Level level,
                  std::string requirement, std::string correct,
                  std::initializer_list<std::string_view> rules,
                  std::vector<Step> more = {}) {
  auto steps = Joined(Traffic(), std::move(more));
  steps.push_back(ExpectNoTextRule(rules));
  return level == Level::kMust
             ? Must(std::move(code), std::move(slug), std::move(requirement),
                    std::move(correct), std::move(steps))
             : Should(std::move(code), std::move(slug), std::move(requirement),
                      std::move(correct), std::move(steps));
}

}  // namespace

std::vector<ClientCheck> HeaderTextChecks() {
  workspace_one::WorkspaceOneOptions many;
  many.devices = 620;
  ClientCheck present =
      Must("01", "auth-present",
           "Every request has an Authorization header: the first one, later "
           "pages, and those with a body.",
           "It signs before it asks; the API does not challenge.",
           Joined(Traffic(), {TryPost(), ExpectAuthorized()}));
  present.lab = LabWith(many);
  return {
      std::move(present),
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
            "It has its encoder break no lines.", {"cmsurl.base64-wrapped"},
            {ExpectNoEscapedBlanks()}),
      Rules("07", "b64-alphabet", Level::kMust,
            "The message is base64 of the standard alphabet, padded, once.",
            "It encodes the DER itself: no armour, no hexadecimal digits.",
            {"cmsurl.base64url", "cmsurl.base64-unpadded", "cmsurl.base64.bits",
             "cmsurl.base64-twice", "cmsurl.pem-armour", "cmsurl.hex"},
            {ExpectAlphabet()}),
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

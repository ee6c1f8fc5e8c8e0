#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "conformance/suites/ws1_client/expect.h"
#include "conformance/suites/ws1_client/look.h"
#include "conformance/suites/ws1_client/subjects.h"
#include "protocol/base/text.h"

// 51 and 56 to 58: what a client makes of a refusal.
namespace mdmock::conformance::ws1 {
namespace {

constexpr char kActivity[] = "0b9d6a52-71c3-4d0e-8f57-5a0c1e6f2d48";

// The envelope of the answer that came last, part by part.
Step ExpectEnvelopeSaid() {
  return Expect(
      "the client says errorCode, message and activityId", [](Lab& lab) {
        const auto calls = lab.Calls();
        if (calls.empty()) return Wrong("no request came");
        const std::string& body = calls.back()->response.body;
        const std::string said = ToLower(lab.last().front().Said());
        for (const char* field : {"errorCode", "message", "activityId"}) {
          const std::string value = TextField(body, field);
          if (!value.empty() &&
              said.find(ToLower(value)) != std::string::npos) {
            continue;
          }
          return Wrong(fmt::format(
              "expected {} \"{}\" in what the client says, got \"{}\"", field,
              value, Printable(Trim(lab.last().front().Said(), " \r\n"), 200)));
        }
        return Said{};
      });
}

// One form in which an error comes, and what of it has to be said.
struct Form {
  int status;
  std::string_view type;  // Of Content-Type; "" for none.
  std::string body;
  std::string_view text;  // "" where there is none to be shown.
};

std::string Envelope(const std::string& message) {
  return fmt::format(R"({{"errorCode":7051,"message":{},"activityId":"{}"}})",
                     message, kActivity);
}

std::vector<Form> Forms() {
  return {
      {400, "application/json; charset=utf-8", Envelope(R"("Alpha fell over")"),
       "Alpha fell over"},
      {400, "application/json; charset=utf-8",
       Envelope(R"({"reasons":["Bravo fell over"]})"), "Bravo fell over"},
      {400, "application/xml; charset=utf-8",
       fmt::format("<AirWatchFaultContract xmlns=\"http://www.air-watch.com/\">"
                   "<ActivityId>{}</ActivityId><ErrorCode>7052</ErrorCode>"
                   "<Message>Charlie fell over</Message>"
                   "</AirWatchFaultContract>",
                   kActivity),
       "Charlie fell over"},
      {404, "text/html",
       "<!DOCTYPE html><html><body><h1>Not here</h1></body></html>", ""},
      {403, "", "", ""}};
}

std::vector<Step> Meets(const Form& form) {
  http::Headers headers;
  headers.push_back({"Content-Type", form.type.empty()
                                         ? "text/plain"
                                         : std::string(form.type)});
  std::vector<Step> steps{
      Play({{.endpoint = "GET *",
             .answers = {Reply(form.status, form.body, std::move(headers))},
             .then = Then::kRepeat}}),
      GetRefused()};
  const std::string status = fmt::to_string(form.status);
  steps.push_back(ExpectSaid({status}));
  if (!form.text.empty()) steps.push_back(ExpectSaid({form.text}));
  return steps;
}

ClientCheck BodyKinds() {
  std::vector<Step> steps{Get()};
  for (const Form& form : Forms()) {
    steps = Joined(std::move(steps), Meets(form));
  }
  return Must("57", "err-body-kinds",
              "An error is reported with its status, and with its text where "
              "it has one: JSON, also with an object for a message, XML, HTML, "
              "or nothing at all.",
              "It looks at the status first, and then shows of the body what "
              "it can.",
              std::move(steps));
}

ClientCheck ContentTypes() {
  std::vector<Step> steps{Get()};
  for (const char* type :
       {"application/json;charset=utf-8", "application/problem+json",
        "application/json", "Application/JSON; Charset=UTF-8"}) {
    steps = Joined(std::move(steps),
                   Meets({400, type, Envelope(R"("Delta fell over")"),
                          "Delta fell over"}));
  }
  return Must("58", "err-content-type",
              "An error in JSON is shown however its Content-Type is spelt.",
              "It compares the media type, without parameters or letters' "
              "case.",
              std::move(steps));
}

}  // namespace

std::vector<ClientCheck> RefusalChecks() {
  return {Must("51", "tenant-wrong",
               "The error of a wrong tenant code is shown: errorCode, message "
               "and activityId.",
               "It shows all three, so that an administrator can look at the "
               "REST API key.",
               {Scene("the tenant's code was replaced", "ws1.wrong-tenant"),
                GetRefused(), ExpectEnvelopeSaid()}),
          Should("56", "err-401-stop",
                 "A refused certificate is not tried again and again.",
                 "It stops at once, or after one more try: failures may lock "
                 "the account.",
                 {Scene("the console has issued another certificate",
                        "ws1.certificate-unknown"),
                  GetRefused(), ExpectCalls(kGetDevice, 1, 2),
                  ExpectEach("every try is signed",
                             [](const journal::Entry&, const Seen&) {
                               return Said{};
                             })}),
          BodyKinds(), ContentTypes()};
}

}  // namespace mdmock::conformance::ws1

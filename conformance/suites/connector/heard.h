#ifndef MDMOCK_CONFORMANCE_SUITES_CONNECTOR_HEARD_H_
#define MDMOCK_CONFORMANCE_SUITES_CONNECTOR_HEARD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/suites/connector/said.h"
#include "conformance/suites/connector/wire.h"
#include "protocol/connector/json_text.h"
#include "protocol/connector/reply.h"

namespace mdmock::conformance::pki {

// Heard is an answer to a request for a key pair, and what it says.
struct Heard {
  Answered answered;
  connector::JudgedReply judged;  // Empty where nothing came.
  std::string req_id;             // What was asked under.
  std::string user;
  std::optional<std::string> otp;

  bool success() const {
    return judged.reply.status == connector::Reply::Status::kSuccess;
  }
  bool failure() const {
    return judged.reply.status == connector::Reply::Status::kFailure;
  }
  // Whether a certificate was given out, whatever else the answer says.
  bool issued() const;

  const std::string& reason() const { return judged.reply.failure_info; }

  // "failure badRequest with status 200", "status 500 and text/html"
  std::string Shown() const;
};

// Hear judges what came.
Heard Hear(Answered answered, const connector::ReplyWish& wish);

// Wanted is what a request that cannot be granted is to be answered with.
struct Wanted {
  std::vector<std::string_view> reasons;        // Any of these names.
  std::vector<std::string_view> doubtful = {};  // A warning, as others are.
  std::vector<int> statuses = {};               // These do without a name.
  bool any_4xx = false;                         // All of 4xx do.
  bool closing = false;              // So does closing the connection.
  bool html_fails = false;           // In place of JSON, whatever the status.
  Outcome issuing = Outcome::kFail;  // What comes of a certificate.
};
Said Expect(const Heard& heard, const Wanted& wanted);

// NoAnswer says how it ended where there was no response; nothing where there
// was one.
std::optional<Said> NoAnswer(const Answered& answered);

// FindingsOf gives what the verdict says under any of these codes
// (connector.reply.<slug>), a line each; "" where there is nothing.
std::string FindingsOf(const Verdict& verdict,
                       const std::vector<std::string_view>& slugs);

// "a string", "an object", "null"
std::string WithArticle(connector::JsonValue::Kind kind);

// Listed is an answer to getInfo.
struct Listed {
  Answered answered;
  connector::JsonText json;
  std::vector<std::string> operations;  // The strings in the list.

  // Whether it is what getInfo answers: 200, and a list under its name.
  bool lists() const;
  bool Has(std::string_view operation) const;
  std::string Shown() const;  // "status 200 and application/json, 2 operations"
};
Listed ReadListed(Answered answered);

// "status 500 and text/html"; how it ended where there is no response.
std::string Shown(const Answered& answered);

}  // namespace mdmock::conformance::pki

#endif  // MDMOCK_CONFORMANCE_SUITES_CONNECTOR_HEARD_H_

#ifndef MDMOCK_PROTOCOL_CONNECTOR_REPLY_H_
#define MDMOCK_PROTOCOL_CONNECTOR_REPLY_H_

#include <optional>
#include <string>
#include <string_view>

#include "protocol/connector/profile.h"
#include "protocol/http/read_response.h"
#include "protocol/verdict/verdict.h"

namespace mdmock::connector {

// Reply is what an answer to getUserKeyPair(2) says, as far as it can be read.
struct Reply {
  enum class Status { kNone, kSuccess, kFailure };

  Status status = Status::kNone;
  std::string failure_info;            // As written; "" where there is none.
  std::optional<std::string> req_id;   // Under whatever name.
  std::optional<std::string> payload;  // As written, which should be base64.

  // As written, which should be base64, and under which name.
  std::optional<std::string> password;
  std::string password_name;

  // The announced password itself; nothing where there is none, or it is not
  // base64 in any manner. getUserKeyPair2's `password` is not encoded.
  std::optional<std::string> announced;
};

// ReplyWish is what the judge knows of the request.
struct ReplyWish {
  Profile profile = Profile::kUem1210;
  std::optional<std::string> req_id;  // Where it is known.
  // Of a request that nobody can parse, an absent, empty or null reqId is all
  // right (nobody has said so: it is our choice).
  bool request_readable = true;
  Verdict::Strictness strictness = Verdict::Strictness::kLenient;
};

struct JudgedReply {
  Verdict verdict;  // Of subject "reply". No value of a secret field is in it.
  Reply reply;
};

// JudgeReply judges a whole HTTP response, and JudgeReplyText its JSON alone.
// The payload is not opened (explain_reply.h does).
JudgedReply JudgeReply(const http::ReceivedResponse& response,
                       const ReplyWish& wish);
JudgedReply JudgeReplyText(std::string_view json, const ReplyWish& wish);

}  // namespace mdmock::connector

#endif  // MDMOCK_PROTOCOL_CONNECTOR_REPLY_H_

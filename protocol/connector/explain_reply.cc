#include "protocol/connector/explain_reply.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "protocol/connector/rules.h"
#include "protocol/pkcs12/mistakes.h"
#include "protocol/verdict/redact.h"

namespace mdmock::connector {
namespace {

JudgedReply Judge(std::string_view bytes, const ReplyWish& wish) {
  if (!bytes.starts_with("HTTP/")) return JudgeReplyText(bytes, wish);
  const auto read = http::ReadResponse(bytes);
  if (const auto* response = std::get_if<http::ReceivedResponse>(&read)) {
    return JudgeReply(*response, wish);
  }
  JudgedReply judged{.verdict = Verdict("reply", wish.strictness), .reply = {}};
  judged.verdict.Add({&rules::kHttp, "the head", "an HTTP/1.x response",
                      std::get<http::Malformed>(read).what});
  return judged;
}

pkcs12::Announcement AnnouncementOf(const Reply& reply,
                                    const std::optional<std::string>& otp) {
  pkcs12::Announcement announcement;
  announcement.password = reply.announced;
  announcement.otp = otp;
  // What is not encoded has no text that could be taken for the password.
  if (reply.password != reply.announced) {
    announcement.password_text = reply.password;
  }
  return announcement;
}

// Text that is base64 only for a lenient reader, and opens the file as it is,
// was never meant for base64.
void JudgePlainPassword(const Reply& reply, const Cause& cause,
                        Verdict& verdict) {
  const bool plain =
      cause.status == Cause::Status::kProved &&
      std::find(cause.mistakes.begin(), cause.mistakes.end(),
                &pkcs12::mistakes::kPasswordNotBase64) != cause.mistakes.end();
  if (!plain || verdict.Has(rules::kDecryptionPasswordBase64.code)) return;
  verdict.Add({&rules::kDecryptionPasswordBase64, reply.password_name, "base64",
               "the password itself, which opens the payload"});
}

void Append(const Verdict& payload, Verdict& verdict) {
  for (const Finding& finding : payload.findings()) verdict.Add(finding);
  for (const Verdict::Working& one : payload.working()) {
    verdict.Show(one.name, one.value);
  }
  verdict.Explain(payload.cause());
}

}  // namespace

ReplyAndPayload ExplainReply(std::string_view bytes, const ReplyWish& wish,
                             const std::optional<std::string>& otp,
                             const pkcs12::Settings& settings, SystemTime now) {
  JudgedReply judged = Judge(bytes, wish);
  ReplyAndPayload explained{.verdict = std::move(judged.verdict),
                            .reply = std::move(judged.reply),
                            .predictions = {}};
  if (explained.reply.payload) {
    pkcs12::Inspection inspection =
        pkcs12::Inspect(*explained.reply.payload,
                        AnnouncementOf(explained.reply, otp), settings, now);
    JudgePlainPassword(explained.reply, inspection.verdict.cause(),
                       explained.verdict);
    Append(inspection.verdict, explained.verdict);
    explained.predictions = std::move(inspection.predictions);
  }
  Redactor redactor;
  if (otp) redactor.Hide(*otp);
  redactor.Redact(explained.verdict);
  return explained;
}

}  // namespace mdmock::connector

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/connector/explain_reply.h"
#include "protocol/connector/json_text.h"
#include "protocol/connector/request.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace {

using namespace mdmock;             // NOLINT: a program of one page.
using namespace mdmock::connector;  // NOLINT

constexpr std::string_view kSecret = "zQ7pW2xk";

void Require(bool holds) {
  if (!holds) std::abort();
}

// Gives a verdict as JSON, having looked at both of its forms.
std::string Show(const Verdict& verdict) {
  Require(!Explain(verdict).empty());
  const std::string json = ToJson(verdict).dump();
  Require(!nlohmann::json::parse(json).is_null());
  return json;
}

// Held against a parser that others wrote: what we call well-formed it takes.
// The other way round it is laxer: depth, surrogates.
void CheckText(std::string_view bytes) {
  const JsonText text = ReadJsonText(bytes);
  Require(text.value.has_value() || !text.faults.empty());
  if (!text.well_formed() || nlohmann::json::accept(bytes)) return;
  // That parser has a largest number, and the grammar has none.
  constexpr int kTooLarge = 406;
  try {
    (void)nlohmann::json::parse(bytes);
    Require(false);
  } catch (const nlohmann::json::exception& error) {
    Require(error.id == kTooLarge);
  }
}

void CheckReply(std::string_view bytes, unsigned char switches) {
  ReplyWish wish;
  if ((switches & 1) != 0) wish.profile = Profile::kDynamics;
  if ((switches & 2) != 0) wish.req_id = "12487";
  if ((switches & 4) != 0) wish.strictness = Verdict::Strictness::kStrict;
  wish.request_readable = (switches & 8) == 0;
  const std::optional<std::string> otp =
      (switches & 16) != 0 ? std::optional(std::string(kSecret)) : std::nullopt;
  pkcs12::Settings settings;
  settings.max_hash_iterations = 200;
  const auto judged =
      ExplainReply(bytes, wish, otp, settings, FromEpochSeconds(1767225600));
  Require(!(judged.verdict.accepted() &&
            judged.reply.status == Reply::Status::kNone));
  const std::string shown = Show(judged.verdict);
  // Not even where the reply has it.
  Require(!otp || shown.find(*otp) == std::string::npos);
}

void CheckRequest(std::string_view bytes, unsigned char switches) {
  constexpr std::string_view kOperations[] = {
      "getUserKeyPair", "getUserKeyPair2", "notifyCertificateReceived", "x"};
  Verdict verdict("connector");
  const http::Request request{.method = "POST",
                              .target = "/pki",
                              .version = "HTTP/1.0",
                              .headers = {{"Content-Type", "application/json"}},
                              .body = std::string(bytes)};
  const Request read =
      JudgeRequest(kOperations[switches & 3], request, verdict);
  const bool issues = (switches & 2) == 0 && verdict.accepted();
  if (issues) {
    Require(!read.message_type.empty() && !read.user.empty());
    Require(nlohmann::json::accept(bytes));
  }
  Show(verdict);
  static_cast<void>(ReadReqId(bytes));
  Verdict inner("connector");
  static_cast<void>(JudgeCertificateRequest(bytes, inner));
  Show(inner);
}

}  // namespace

// The first byte switches; the rest is a reply, as JSON or with its HTTP around
// it, or the body of a request.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  CheckText(bytes);
  if ((data[0] & 0x80) != 0) {
    CheckRequest(bytes, data[0]);
  } else {
    CheckReply(bytes, data[0]);
  }
  return 0;
}

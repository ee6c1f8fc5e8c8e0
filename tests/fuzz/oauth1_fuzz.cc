#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "protocol/http/read_request.h"
#include "protocol/oauth1/verify.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace {

using mdmock::Cause;
using mdmock::Verdict;
using mdmock::oauth1::Known;

void Require(bool holds) {
  if (!holds) std::abort();
}

// The credentials that the corpus is signed with (vectors/oauth1, "short").
Known MakeKnown(unsigned char switches) {
  Known known;
  known.credentials = {"CK_test-only", "CS_test-only-1f0c", "AT_test-only",
                       "AS_test-only-9e2b", std::nullopt};
  known.previous = {{"CK_test-only-old", "CS_test-only-0a77",
                     "AT_test-only-old", "AS_test-only-5c31", std::nullopt}};
  known.base = {"http", {"127.0.0.1", 8801}};
  known.others = {mdmock::oauth1::AppleBase()};
  known.nonce_seen = (switches & 1) != 0;
  if ((switches & 2) != 0) known.strictness = Verdict::Strictness::kStrict;
  // An exhaustive search takes long enough to starve the fuzzer: one in 16.
  if ((switches & 0xF0) != 0) known.cause = Known::Cause::kDoNotSearch;
  return known;
}

void Check(const Verdict& verdict, const Known& known) {
  const bool has_cause = verdict.cause().status != Cause::Status::kNone;
  Require(!has_cause || verdict.Has("oauth1.signature.mismatch"));
  Require(!(has_cause && verdict.accepted()));
  const std::string text = Explain(verdict);
  const std::string json = ToJson(verdict).dump();
  Require(!nlohmann::json::parse(json).is_null());
  for (const std::string& secret :
       {known.credentials.consumer_secret, known.credentials.access_secret}) {
    Require(text.find(secret) == std::string::npos);
    Require(json.find(secret) == std::string::npos);
  }
}

}  // namespace

// The first byte switches; the rest is a request as somebody pastes it, or the
// value of an Authorization header where it is none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const Known known = MakeKnown(data[0]);
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  auto read = mdmock::http::ReadRequest(bytes);
  auto* request = std::get_if<mdmock::http::Request>(&read);
  mdmock::http::Request made{.method = "GET",
                             .target = "/session",
                             .version = "HTTP/1.1",
                             .headers = {{"Authorization", std::string(bytes)}},
                             .body = ""};
  if (request == nullptr) request = &made;
  const auto now = mdmock::FromEpochSeconds(1700000000);
  Check(Verify(*request, known, now), known);
  return 0;
}

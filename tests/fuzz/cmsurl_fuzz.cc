#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signer.h"
#include "protocol/http/read_request.h"
#include "protocol/verdict/verdict_json.h"
#include "protocol/verdict/verdict_text.h"

namespace {

using namespace mdmock;       // NOLINT: a program of one page.
using namespace mdmock::cms;  // NOLINT

void Require(bool holds) {
  if (!holds) std::abort();
}

std::string Contents(const std::string& name) {
  std::ifstream file(std::string(MDMOCK_SOURCE_DIR) + "/vectors/keys/" + name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

CmsUrlOptions MakeOptions(unsigned char switches) {
  static const auto known = [] {
    auto made = std::make_shared<KnownCertificates>();
    for (const char* name :
         {"token_certificate.pem", "token_other_certificate.pem"}) {
      const auto certificate = crypto::Certificate::Read(Contents(name));
      Require(certificate.has_value());
      made->Add(*certificate);
    }
    return made;
  }();
  CmsUrlOptions options;
  options.base = {"http", {"127.0.0.1", 8802}};
  if ((switches & 1) != 0) options.known = known;
  if ((switches & 2) != 0) options.strictness = Verdict::Strictness::kStrict;
  if ((switches & 4) != 0) options.tenant_code = "dGVuYW50";
  if ((switches & 8) == 0) options.only_authorization = true;
  options.earlier_paths = {"/api/mdm/devices/1"};
  if ((switches & 0xF0) != 0) {
    options.cause = CmsUrlOptions::Cause::kDoNotSearch;
  }
  return options;
}

void Check(const Judgement& judgement) {
  const Verdict& verdict = judgement.verdict;
  const bool has_cause = verdict.cause().status != Cause::Status::kNone;
  Require(!verdict.accepted() || judgement.authentic);
  Require(!(has_cause && verdict.accepted()));
  Require(!Explain(verdict).empty());
  const std::string json = ToJson(verdict).dump();
  Require(!nlohmann::json::parse(json).is_null());
}

}  // namespace

// The first byte switches; the rest is a request as somebody pastes it, a
// message in DER or BER, or the value of an Authorization header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const CmsUrlOptions options = MakeOptions(data[0]);
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  const auto now = FromEpochSeconds(1767225600);
  auto read = http::ReadRequest(bytes);
  auto* request = std::get_if<http::Request>(&read);
  const bool message = bytes.starts_with('\x30');
  http::Request made{
      .method = "GET",
      .target = "/API/mdm/devices/12772?x=y",
      .version = "HTTP/1.1",
      .headers = {{"Authorization",
                   message ? AuthorizationValue(bytes) : std::string(bytes)}},
      .body = ""};
  if (request == nullptr) request = &made;
  Check(JudgeCmsUrl(*request, options, now));
  return 0;
}

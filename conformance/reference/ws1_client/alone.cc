#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "conformance/reference/ws1_client/key.h"
#include "conformance/reference/ws1_client/message.h"
#include "conformance/reference/ws1_client/operations.h"
#include "mocks/world/clock.h"
#include "protocol/base/encoding.h"
#include "protocol/cms/cmsurl_header.h"
#include "protocol/cms/cmsurl_verify.h"
#include "protocol/cms/signed_data.h"
#include "protocol/verdict/verdict_text.h"

// Signing and verifying without a network.
namespace mdmock::reference::ws1 {
namespace {

using nlohmann::json;

std::string TextOf(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : std::string();
}

Result<std::string> BytesOf(const json& object, const char* name) {
  const auto bytes = ReadBase64(TextOf(object, name));
  if (!bytes) return Failure{fmt::format("{} is not base64", name)};
  return *bytes;
}

Result<json> Input(const Settings& settings) {
  json input = json::parse(settings.arguments, nullptr,
                           /*allow_exceptions=*/false);
  if (!input.is_object()) return Failure{"the input is not an object"};
  return input;
}

// What the verifying mutants refuse for no reason; "" for nothing.
std::string Mistrust(const cms::CmsUrlHeader& header,
                     const crypto::Certificate& certificate,
                     const Mutation& mutation) {
  using Parameters = cms::AlgorithmIdentifier::Parameters;
  const auto message = cms::ReadSignedData(header.message);
  if (mutation.Is("alone-null-refused") && message &&
      !message->signers.empty() &&
      message->signers.front().digest.parameters == Parameters::kIsNull) {
    return "parameters that are not expected";
  }
  if (mutation.Is("alone-email-protection-wanted") && !IsForMail(certificate)) {
    return "the certificate is not for e-mail";
  }
  if (mutation.Is("alone-odd-certificate-refused") &&
      HasSmallIssuer(certificate)) {
    return "the certificate's issuer has a small key";
  }
  return "";
}

}  // namespace

Result<std::string> SignAlone(const Settings& settings) {
  const auto input = Input(settings);
  if (!input) return input.error();
  const auto file = BytesOf(*input, "p12_b64");
  if (!file) return file;
  const auto identity =
      crypto::ReadIdentity(*file, TextOf(*input, "p12_password"));
  if (!identity) return identity.error();
  auto time = ReadTime(TextOf(*input, "time"));
  if (!time) return Failure{"time: " + time.error().what};
  if (settings.mutation.Is("alone-time-ignored")) *time = world::Clock().Now();
  const auto message =
      SignMessage(*identity, TextOf(*input, "path"), *time, settings.mutation);
  if (!message) return message;
  return json{{"authorization", cms::AuthorizationValue(*message)}}.dump();
}

Result<std::string> VerifyAlone(const Settings& settings) {
  const auto input = Input(settings);
  if (!input) return input.error();
  const auto der = BytesOf(*input, "certificate_b64");
  if (!der) return der;
  const auto certificate = crypto::Certificate::Read(*der);
  if (!certificate) return certificate.error();
  const auto time = ReadTime(TextOf(*input, "time"));
  if (!time) return Failure{"time: " + time.error().what};
  http::Request request{
      .method = TextOf(*input, "method"),
      .target = TextOf(*input, "path"),
      .version = "HTTP/1.1",
      .headers = {{"Authorization", TextOf(*input, "authorization")}},
      .body = ""};
  const cms::CmsUrlHeader header =
      cms::ReadCmsUrlHeader(request.headers.front().value);
  const std::string mistrust =
      Mistrust(header, *certificate, settings.mutation);
  if (!mistrust.empty()) return Failure{mistrust};
  if (settings.mutation.Is("alone-attached-believed")) {
    const auto message = cms::ReadSignedData(header.message);
    if (message && message->content) request.target = *message->content;
  }
  auto known = std::make_shared<cms::KnownCertificates>();
  known->Add(*certificate);
  cms::CmsUrlOptions options;
  options.known = std::move(known);
  options.only_authorization = true;
  const Verdict verdict = cms::VerifyCmsUrl(request, options, *time);
  if (verdict.accepted()) return std::string();
  return Failure{Explain(verdict)};
}

}  // namespace mdmock::reference::ws1

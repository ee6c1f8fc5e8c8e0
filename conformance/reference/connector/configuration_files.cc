#include "conformance/reference/connector/configuration_files.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

#include "conformance/reference/connector/twists.h"
#include "mocks/connector/callers.h"
#include "mocks/world/clock.h"
#include "protocol/base/encoding.h"
#include "protocol/connector/profile.h"
#include "protocol/http/message.h"

namespace mdmock::reference::pki {
namespace {

using connector::CallerKind;
using Json = nlohmann::ordered_json;

Result<void> Write(const std::filesystem::path& path,
                   const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.flush();
  if (!file) return Failure{"cannot write " + path.string()};
  return {};
}

constexpr char kExpiredFile[] = "renewal-expired.p12";

// One-time passwords of the third user, a file a password: whoever removes the
// file has the password to himself.
constexpr char kOtpFolder[] = "otps";
constexpr int kNumOtps = 200;
constexpr std::chrono::hours kOtpLifetime(24);
constexpr char kOtpCommand[] =
    "for f in otps/*; do rm \"$f\" 2>/dev/null && echo \"${f#otps/}\" && exit; "
    "done; exit 1";

Result<void> WriteOtps(connector::ConnectorService& service,
                       const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::remove_all(folder, failed);
  std::filesystem::create_directory(folder, failed);
  if (failed) return Failure{"cannot make " + folder.string()};
  for (int i = 0; i < kNumOtps; ++i) {
    const auto otp = service.NewOtp(kThirdUser, kOtpLifetime);
    if (!otp) return otp.error();
    if (const auto done = Write(folder / *otp, ""); !done) return done.error();
  }
  return {};
}

// A file that the first user got when its certificate, which has expired by
// now, was new.
Result<std::string> ExpiredFile(connector::ConnectorService& service) {
  const auto options = service.in_force();
  http::Request request;
  request.method = "POST";
  request.target = fmt::format("{}/pki?operation={}", options->prefix,
                               connector::kGetUserKeyPair2);
  request.headers = {{"Content-Type", "application/json"},
                     {"Authorization", RightAuthorization()}};
  request.body = Json{
      {"mType", "initialCert"},
      {"user", kFirstUser},
      {"authToken", kFirstOtp},
      {"reqId", "1"}}.dump();
  const SystemTime then =
      world::Clock().Now() - options->lifetime - std::chrono::hours(1);
  const auto answer = service.Handle({.request = request,
                                      .scheme = "https",
                                      .now = then,
                                      .seq = 0,
                                      .client_certificate = ""});
  if (!answer) return answer.error();
  const Json reply = Json::parse(answer->response.body, nullptr, false);
  auto file = ReadBase64(reply.is_object() ? reply.value("payload", "") : "");
  if (!file || file->empty()) {
    return Failure{"no certificate that has expired: " + reply.dump()};
  }
  return *std::move(file);
}

}  // namespace

Result<std::filesystem::path> WriteConfiguration(
    ReferenceConnector& connector, const std::filesystem::path& folder) {
  Json certificate;
  for (const auto& [name, kind] :
       {std::pair{"good", CallerKind::kGood},
        std::pair{"expired", CallerKind::kExpired},
        std::pair{"other", CallerKind::kOtherName}}) {
    const auto file = connector.service().CallerFileOf(kind);
    if (!file) return file.error();
    const std::string path = std::string(name) + ".p12";
    if (const auto done = Write(folder / path, file->p12); !done) {
      return done.error();
    }
    const Json entry{{"p12", path}, {"password", file->password}};
    if (certificate.empty()) {
      certificate = entry;
    } else {
      certificate[name] = entry;
    }
  }
  const auto otps = WriteOtps(connector.service(), folder / kOtpFolder);
  if (!otps) return otps.error();
  Json configuration{
      {"profile", std::string(Name(connector.service().in_force()->profile))},
      {"auth", {{"username", kUsername}, {"password", kPassword}}},
      {"certificate", certificate},
      {"trust", "ca.pem"},
      {"issuer", "issuer.pem"},
      {"users",
       {{{"user", kFirstUser}, {"otp", kFirstOtp}, {"otp_reusable", true}},
        {{"user", kSecondUser}, {"otp", kSecondOtp}, {"otp_reusable", true}},
        {{"user", kThirdUser}, {"otp_command", kOtpCommand}}}},
      {"expired_otp", {{"user", kFirstUser}, {"otp", kExpiredOtp}}},
      {"hooks",
       {{"backend_failure", std::string("echo NAME > ") + kBackEndFile}}}};
  if (connector.service().in_force()->profile ==
      connector::Profile::kDynamics) {
    const auto file = ExpiredFile(connector.service());
    if (!file) return file.error();
    if (const auto done = Write(folder / kExpiredFile, *file); !done) {
      return done.error();
    }
    configuration["renewal"]["expired"] =
        Json{{"p12", kExpiredFile}, {"password", kFirstOtp}};
  }
  const std::string prefix = connector.service().in_force()->prefix;
  if (!prefix.empty()) configuration["facts"] = Json{{"prefix", prefix}};
  for (const auto& [name, bytes] :
       {std::pair{"ca.pem", connector.ca_pem()},
        std::pair{"issuer.pem", connector.issuer_pem()},
        std::pair{"connector.json", configuration.dump(2) + "\n"}}) {
    if (const auto done = Write(folder / name, bytes); !done) {
      return done.error();
    }
  }
  return folder / "connector.json";
}

}  // namespace mdmock::reference::pki

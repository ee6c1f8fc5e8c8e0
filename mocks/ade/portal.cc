#include "mocks/ade/portal.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/crypto/certificate.h"
#include "protocol/http/percent.h"
#include "protocol/token/server_token.h"
#include "protocol/token/token_file.h"

namespace mdmock::ade {
namespace {

token::ServerToken ToToken(const oauth1::Credentials& credentials) {
  token::ServerToken token;
  token.consumer_key = credentials.consumer_key;
  token.consumer_secret = credentials.consumer_secret;
  token.access_token = credentials.access_token;
  token.access_secret = credentials.access_secret;
  token.expiry = credentials.expiry;
  if (token.expiry) token.access_token_expiry = FormatTime(*token.expiry);
  return token;
}

std::string Html(std::string_view text) {
  std::string safe = Printable(text);
  ReplaceAll(safe, "&", "&amp;");
  ReplaceAll(safe, "<", "&lt;");
  ReplaceAll(safe, ">", "&gt;");
  ReplaceAll(safe, "\"", "&quot;");
  return safe;
}

std::string PageOf(const Tenant& tenant) {
  const std::string name = http::PercentEncode(tenant.name);
  const oauth1::Credentials& token = tenant.in_force();
  return fmt::format(
      R"(<section>
<h2>{}</h2>
<p>Consumer key <code>{}…</code>, token good until {}.</p>
<form method="post" enctype="multipart/form-data"
 action="/ade/portal/certificate?tenant={}">
<label>Certificate (PEM): <input type="file" name="certificate" required></label>
<button>Upload</button>
</form>
<p>{}</p>
</section>
)",
      Html(tenant.name), Html(token.consumer_key.substr(0, 12)),
      token.expiry ? FormatTime(*token.expiry) : "for ever", name,
      tenant.certificate_pem.empty()
          ? "No certificate yet: without one there is no token."
          : fmt::format("<a href=\"/ade/portal/token?tenant={}\">Download a "
                        "new token</a> (the one before dies at once)",
                        name));
}

}  // namespace

std::string TokenJson(const oauth1::Credentials& credentials) {
  return token::ToJson(ToToken(credentials));
}

Result<std::string> CertificateIn(const http::Request& request) {
  // The PEM frame is found in any form around it, and needs no parser for one.
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  const std::string_view body = request.body;
  const size_t begin = body.find(kBegin);
  if (begin == std::string_view::npos) {
    return Failure{"the body holds no PEM certificate"};
  }
  const size_t end = body.find(kEnd, begin);
  if (end == std::string_view::npos) {
    return Failure{"the PEM certificate in the body does not end"};
  }
  const std::string pem(body.substr(begin, end + kEnd.size() - begin));
  const auto certificate = crypto::Certificate::Read(pem);
  if (!certificate) return certificate.error();
  return certificate->Pem();
}

Result<std::string> TokenFile(const Tenant& tenant,
                              const oauth1::Credentials& credentials,
                              world::Entropy& entropy) {
  if (tenant.certificate_pem.empty()) {
    return Failure{fmt::format(
        "the tenant \"{}\" has no certificate to encrypt for: upload one",
        Printable(tenant.name, 60))};
  }
  const auto certificate = crypto::Certificate::Read(tenant.certificate_pem);
  if (!certificate) return certificate.error();
  return token::MakeTokenFile(
      ToToken(credentials), *certificate,
      [&entropy](size_t count) { return entropy.Bytes(count); });
}

std::string TokenFileName(const Tenant& tenant, SystemTime now) {
  std::string server = tenant.account.server_name;
  std::replace_if(
      server.begin(), server.end(),
      [](char c) { return !http::IsUnreserved(c); }, '_');
  std::string time = FormatTime(std::chrono::floor<std::chrono::seconds>(now));
  std::replace(time.begin(), time.end(), ':', '-');
  return fmt::format("{}_Token_{}_smime.p7m", server, time);
}

std::string PortalPage(const AdeOptions& options) {
  std::string page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>mdmock: server tokens</title>
<style>body{font:16px/1.5 sans-serif;max-width:44em;margin:2em auto;padding:0 1em}
section{border-top:1px solid #999}</style>
</head>
<body>
<h1>Device management servers</h1>
)";
  for (const Tenant& tenant : options.tenants) page += PageOf(tenant);
  return page + "</body>\n</html>\n";
}

}  // namespace mdmock::ade

#include "tests/peers/cms_peers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "protocol/base/text.h"
#include "tests/support/token_keys.h"

namespace mdmock::test_support {
namespace {

std::string Quoted(std::string text) {
  ReplaceAll(text, "'", "'\\''");
  return "'" + text + "'";
}

}  // namespace

Run CmsPeer::Sign(const std::string& p12, const std::string& content,
                  const std::string& options) const {
  return RunCommand(fmt::format("{} sign {} {} {} {}", command, Quoted(p12),
                                kP12Password, Quoted(content), options));
}

std::string CmsPeer::Header(const std::string& p12, const std::string& content,
                            const std::string& options) const {
  const Run run = Sign(p12, content, options);
  EXPECT_EQ(run.status, 0) << name << ": " << run.err;
  return std::string(Trim(run.out, "\r\n"));
}

Run CmsPeer::Verify(const std::string& header, const std::string& path) const {
  const TemporaryFile file("header", header + "\n");
  return RunCommand(fmt::format("{} verify {} {} <{}", command,
                                KeyPath("cmsurl_root.pem"), Quoted(path),
                                file.path()));
}

const std::vector<CmsPeer>& CmsPeers() {
  static const std::vector<CmsPeer> peers{
      {.name = "OpenSsl",
       .tool = "`openssl cms`",
       .packages = "openssl",
       .version = "openssl version",
       .command = MDMOCK_CMS_OPENSSL},
      {.name = "Mono",
       .tool = "Mono, `SignedCms`",
       .packages = "mono-mcs mono-runtime libmono-system-security4.0-cil",
       .version = "mono --version",
       .command = MDMOCK_CMS_MONO,
       .knows_ec = false},
      {.name = "Python",
       .tool = "python3-cryptography, `PKCS7SignatureBuilder`",
       .packages = "python3-cryptography",
       .version = "/usr/bin/python3 -c 'import cryptography as c; "
                  "print(\"cryptography\", c.__version__)'",
       .command = MDMOCK_CMS_PYTHON,
       .verifies = false,
       .newline_mistake = "signed-trailing-crlf"},
      {.name = "BouncyCastle",
       .tool = "Bouncy Castle, `CMSSignedDataGenerator`",
       .packages = "openjdk-17-jdk-headless libbcpkix-java",
       .version = "readlink /usr/share/java/bcpkix.jar",
       .command = MDMOCK_CMS_BOUNCY_CASTLE},
      {.name = "GnuTls",
       .tool = "GnuTLS, `certtool --p7-detached-sign`",
       .packages = "gnutls-bin",
       .version = "certtool --version",
       .command = MDMOCK_CMS_GNUTLS},
      {.name = "Nss",
       .tool = "NSS, `cmsutil -S -T`",
       .packages = "libnss3-tools",
       .version = "dpkg-query -W libnss3-tools",
       .command = MDMOCK_CMS_NSS}};
  return peers;
}

std::string MakeP12(const std::string& key, const std::string& certificate,
                    const std::string& options) {
  const auto run = OpenSsl(
      fmt::format("pkcs12 -export -passout pass:{} -inkey {} -in {} {}",
                  kP12Password, Quoted(key), Quoted(certificate), options));
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out;
}

std::string P12Named(const std::string& name, const std::string& options) {
  return MakeP12(KeyPath(name + "_key.pem"), KeyPath(name + "_certificate.pem"),
                 options);
}

}  // namespace mdmock::test_support

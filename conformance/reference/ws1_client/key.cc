#include "conformance/reference/ws1_client/key.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "protocol/cms/ber.h"
#include "protocol/pkcs12/container.h"

namespace mdmock::reference::ws1 {
namespace {

using std::string_view_literals::operator""sv;

// What old files are protected with, and what certificates for e-mail name.
constexpr auto kOldProtection = "\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01"sv;
constexpr auto kEmailProtection = "\x2B\x06\x01\x05\x05\x07\x03\x04"sv;

// The certificate that stands first in a file whose certificates are not
// encrypted; in others that of the key does.
std::optional<crypto::Certificate> FirstCertificate(const std::string& file) {
  const auto container = pkcs12::ReadContainer(file);
  if (!container) return std::nullopt;
  for (const pkcs12::Safe& safe : container->safes) {
    for (const pkcs12::Bag& bag : safe.bags) {
      if (bag.kind != pkcs12::Bag::Kind::kCertificate) continue;
      auto certificate = crypto::Certificate::Read(bag.contents);
      if (certificate) return *std::move(certificate);
    }
  }
  return std::nullopt;
}

Result<crypto::Identity> Open(const Settings& settings) {
  const auto file = ReadFile(settings.p12_path);
  if (!file) return Failure{"MDMOCK_P12: " + file.error().what};
  if (settings.mutation.Is("modern-p12-only") &&
      file->find(kOldProtection) != std::string::npos) {
    return Failure{"MDMOCK_P12: an old kind of protection"};
  }
  auto identity = crypto::ReadIdentity(*file, settings.p12_password);
  if (!identity) return Failure{"MDMOCK_P12: " + identity.error().what};
  if (settings.mutation.Is("first-certificate")) {
    if (auto first = FirstCertificate(*file)) {
      identity->certificate = *std::move(first);
    }
  }
  return identity;
}

// A certificate of the client's own making, for the same key.
Result<crypto::Certificate> Forge(const crypto::Identity& identity,
                                  const std::string& name) {
  const crypto::Certificate& real = identity.certificate;
  return crypto::Certificate::MakeSelfSigned(identity.key,
                                             {.common_name = name,
                                              .serial = real.Serial(),
                                              .not_before = real.NotBefore(),
                                              .not_after = real.NotAfter()});
}

Result<void> Mutate(const Mutation& mutation, crypto::Identity& identity) {
  if (mutation.Is("last-certificate")) {
    for (const crypto::Certificate& one : identity.others) {
      const bool is_admin = one.Subject().find(':') != std::string::npos;
      if (is_admin) identity.certificate = one;
    }
  }
  const std::string subject = identity.certificate.Subject();
  if (mutation.Is("self-signed") || mutation.Is("subject-other")) {
    const auto forged = Forge(
        identity, mutation.Is("self-signed") ? subject.substr(3) : "somebody");
    if (!forged) return forged.error();
    identity.certificate = *forged;
  }
  if (mutation.Is("email-protection-wanted") &&
      !IsForMail(identity.certificate)) {
    return Failure{"the certificate is not for e-mail"};
  }
  if (mutation.Is("odd-certificate-refused") &&
      HasSmallIssuer(identity.certificate)) {
    return Failure{"the certificate's issuer has a small key"};
  }
  return {};
}

}  // namespace

bool HasSmallIssuer(const crypto::Certificate& certificate) {
  constexpr size_t kBytes = 1 + 128;  // A BIT STRING's, of RSA with 1024 bits.
  const std::string der = certificate.Der();
  const auto whole = cms::Reader(der).Next();
  if (!whole) return false;
  cms::Reader parts(*whole);
  (void)parts.Next();
  (void)parts.Next();
  const auto signature = parts.Next();
  return signature && signature->content.size() == kBytes;
}

bool IsForMail(const crypto::Certificate& certificate) {
  return certificate.Der().find(kEmailProtection) != std::string::npos;
}

Result<crypto::Identity> OpenKey(const Settings& settings, SystemTime now) {
  auto identity = Open(settings);
  if (!identity) return identity;
  if (const auto mutated = Mutate(settings.mutation, *identity); !mutated) {
    return mutated.error();
  }
  const crypto::Certificate& certificate = identity->certificate;
  if (settings.mutation.Is("expiry-unseen")) return identity;
  if (certificate.NotAfter() < now) {
    return Failure{"the certificate of " + certificate.Subject() +
                   " has expired at " + FormatTime(certificate.NotAfter()) +
                   ": have a new one issued"};
  }
  if (certificate.NotBefore() > now) {
    return Failure{"the certificate of " + certificate.Subject() +
                   " is not valid before " +
                   FormatTime(certificate.NotBefore())};
  }
  return identity;
}

}  // namespace mdmock::reference::ws1

#include "mocks/connector/callers.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "mocks/connector/rules.h"
#include "protocol/base/encoding.h"
#include "protocol/base/text.h"
#include "protocol/crypto/digest.h"
#include "protocol/crypto/key_file.h"

namespace mdmock::connector {
namespace {

namespace rules = service_rules;

constexpr std::uint64_t kSalt = 0x636F6E6E63616C6C;
constexpr size_t kMaxFiles = 64;
constexpr char kAuthorization[] = "Authorization";

constexpr std::pair<CallerKind, std::string_view> kKinds[] = {
    {CallerKind::kGood, "good"},
    {CallerKind::kExpired, "expired"},
    {CallerKind::kOtherName, "other-name"},
    {CallerKind::kOtherAuthority, "other-authority"}};

// In a time that says nothing of where or how they differ.
bool SameText(std::string_view a, std::string_view b) {
  const auto digest = [](std::string_view text) {
    return crypto::Digest(crypto::DigestAlgorithm::kSha256, text);
  };
  return crypto::SameBytes(digest(a), digest(b));
}

// False where it is refused.
bool JudgePassword(const std::string& value, const ConnectorOptions& options,
                   Verdict& verdict) {
  constexpr std::string_view kScheme = "Basic ";
  if (value.size() < kScheme.size() ||
      !EqualsIgnoreCase(value.substr(0, kScheme.size()), kScheme)) {
    // A value without a scheme may be a password.
    const size_t end = value.find(' ');
    verdict.Add({&rules::kScheme, kAuthorization, "Basic",
                 end == std::string::npos
                     ? "no scheme"
                     : Printable(value.substr(0, end), 20)});
    return false;
  }
  const auto pair =
      ReadBase64(Trim(std::string_view(value).substr(kScheme.size())));
  const size_t colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) {
    verdict.Add({&rules::kBasicForm, kAuthorization, "base64 of user:password",
                 pair ? "text without a colon" : "text that is not base64"});
    return false;
  }
  const std::string name = pair->substr(0, colon);
  const std::string password = pair->substr(colon + 1);
  const bool same_name = SameText(name, options.username);
  const bool same_password = SameText(password, options.password);
  if (same_name && same_password) return true;
  verdict.Add({&rules::kBasicWrong, kAuthorization,
               "the connector's user name and password",
               same_name ? "the right user name with another password"
                         : "another user name, " + Printable(name, 60)});
  return false;
}

}  // namespace

std::optional<CallerKind> ReadCallerKind(std::string_view name) {
  for (const auto& [kind, known] : kKinds) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

Callers::Callers(Authority authority, const World& world)
    : world_(world),
      authority_(std::move(authority)),
      random_(world.entropy.seed() ^ kSalt) {}

Result<CallerFile> Callers::FileOf(CallerKind kind,
                                   const ConnectorOptions& options) {
  const std::pair key{kind, options.certificate_name};
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(key);
  if (found != files_.end()) return found->second;
  auto made = Make(kind, options.certificate_name);
  if (made && files_.size() < kMaxFiles) files_.emplace(key, *made);
  return made;
}

Result<CallerFile> Callers::Make(CallerKind kind, const std::string& name) {
  constexpr std::chrono::days kDay(1);
  const SystemTime from = authority_.made_at() - 30 * kDay;
  const auto key = crypto::PrivateKey::GenerateEc();
  if (!key) return key.error();
  std::optional<Authority> other;
  if (kind == CallerKind::kOtherAuthority) {
    auto made = Authority::Make("Another", authority_.made_at());
    if (!made) return made.error();
    other = *std::move(made);
  }
  const Authority& authority = other ? *other : authority_;
  auto certificate = authority.Issue(
      *key->get(),
      {.user = kind == CallerKind::kOtherName ? name + "-other" : name,
       .serial = "\x01" + random_.Bytes(15),
       .not_before = from,
       .not_after = kind == CallerKind::kExpired
                        ? authority_.made_at() - kDay
                        : authority_.made_at() + 365 * kDay});
  if (!certificate) return certificate.error();
  const std::string password = random_.HexDigits(20);
  // Only the issuing authority: the root is what the connector trusts.
  auto p12 = crypto::MakeKeyFile({.key = &*key,
                                  .certificate = *certificate,
                                  .issuers = {authority.chain().front()},
                                  .friendly_name = name},
                                 password);
  if (!p12) return p12.error();
  world_.secrets.Hide(password, "[p12 password]");
  return CallerFile{.p12 = *std::move(p12),
                    .password = password,
                    .subject = certificate->Subject()};
}

const Rule* Callers::JudgeCertificate(const server::Exchange& exchange,
                                      const ConnectorOptions& options,
                                      std::string& why) const {
  const auto certificate =
      crypto::Certificate::Read(exchange.client_certificate);
  if (!certificate) {
    why = "one that cannot be read";
    return &rules::kCertificateRefused;
  }
  const std::string subject = Printable(certificate->Subject(), 80);
  why = authority_.Check(*certificate, exchange.now);
  if (why.empty() && !certificate->AllowsClientAuthentication()) {
    why = "not for client authentication";
  }
  if (!why.empty()) {
    why = subject + ": " + why;
    return &rules::kCertificateRefused;
  }
  why = subject;
  return certificate->Subject() == "CN=" + options.certificate_name
             ? nullptr
             : &rules::kCertificateName;
}

void Callers::Judge(const server::Exchange& exchange,
                    const ConnectorOptions& options, Verdict& verdict) const {
  const std::string* value = exchange.request.Find(kAuthorization);
  const bool shows =
      options.takes_certificate && !exchange.client_certificate.empty();
  const std::string expected = "CN=" + options.certificate_name;
  std::string why;
  if (options.takes_password && value != nullptr) {
    const size_t num_values =
        http::FindAll(exchange.request.headers, kAuthorization).size();
    if (num_values > 1) {
      verdict.Add({&rules::kAuthorizationRepeated, "headers",
                   "one Authorization header",
                   fmt::format("{} of them", num_values)});
    }
    // A password that is wrong is a mistake, whatever comes beside it.
    if (!JudgePassword(*value, options, verdict) || !shows) return;
    if (JudgeCertificate(exchange, options, why) != nullptr) {
      verdict.Add({&rules::kCertificateUnused, "the client's certificate",
                   expected, why});
    }
    return;
  }
  if (!shows) {
    verdict.Add(
        {&rules::kCredentialsMissing,
         options.takes_password ? kAuthorization : "the client's certificate",
         !options.takes_certificate ? "a password, under Basic"
         : options.takes_password   ? "a password or a certificate"
                                    : "a certificate",
         "none"});
    return;
  }
  if (const Rule* rule = JudgeCertificate(exchange, options, why)) {
    verdict.Add({rule, "the client's certificate", expected, why});
  }
}

}  // namespace mdmock::connector

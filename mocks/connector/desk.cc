#include "mocks/connector/desk.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "mocks/connector/renewal.h"
#include "mocks/connector/rules.h"
#include "protocol/base/text.h"
#include "protocol/crypto/key_file.h"

namespace mdmock::connector {
namespace {

namespace rules = service_rules;

constexpr std::uint64_t kSalt = 0x636F6E6E6465736B;
constexpr size_t kSerialLen = 16;
constexpr size_t kPasswordDigits = 24;  // 96 bits.

}  // namespace

Desk::Desk(Authority authority, const World& world)
    : authority_(std::move(authority)), random_(world.entropy.seed() ^ kSalt) {}

std::string Desk::NewPassword() { return random_.HexDigits(kPasswordDigits); }

Result<crypto::Certificate> Desk::Issue(const User& user, EVP_PKEY& key,
                                        const ConnectorOptions& options,
                                        SystemTime now) {
  // Positive, of one length, and never the same: RFC 5280, 4.1.2.2.
  std::string serial = random_.Bytes(kSerialLen);
  serial.front() = static_cast<char>((serial.front() & 0x3F) | 0x40);
  auto certificate =
      authority_.Issue(key, {.user = user.name,
                             .serial = serial,
                             .not_before = ledger_.StartOf(user.name, now),
                             .not_after = now + options.lifetime});
  if (certificate) ledger_.Add(user.name, *certificate);
  return certificate;
}

Result<Certified> Desk::Certify(const User& user, const crypto::PrivateKey& key,
                                const ConnectorOptions& options,
                                SystemTime now) {
  if (back_end_) {
    auto behind = back_end_(key, user.name);
    if (!behind) return behind.error();
    if (*behind) {
      if ((*behind)->certificate) {
        ledger_.Add(user.name, *(*behind)->certificate);
      }
      return **std::move(behind);
    }
  }
  if (!back_end_ && !options.ca.url.empty()) {
    return Failure{"nobody here can ask the CA at " + options.ca.url};
  }
  auto certificate = Issue(user, *key.get(), options, now);
  if (!certificate) return certificate.error();
  return Certified{.certificate = *std::move(certificate),
                   .issuers = authority_.chain()};
}

Result<std::variant<Made, CaRefusal>> Desk::Enrol(
    const User& user, std::string_view otp, const ConnectorOptions& options,
    SystemTime now) {
  const auto key = keys_.Take(options.key);
  if (!key) return key.error();
  auto certified = Certify(user, *key, options, now);
  if (!certified) return certified.error();
  if (!certified->certificate) {
    return std::variant<Made, CaRefusal>(
        CaRefusal{certified->failure_info, std::move(certified->why)});
  }
  const bool generates =
      otp.empty() || options.payload_password == PayloadPassword::kGenerated;
  const std::string password = generates ? NewPassword() : std::string(otp);
  auto payload =
      crypto::MakeKeyFile({.key = &*key,
                           .certificate = *std::move(certified->certificate),
                           .issuers = std::move(certified->issuers),
                           .friendly_name = user.name},
                          password);
  if (!payload) return payload.error();
  Made made{.payload = *std::move(payload), .password = std::nullopt};
  if (generates || options.payload_password == PayloadPassword::kOtpAnnounced) {
    made.password = password;
  }
  return std::variant<Made, CaRefusal>(std::move(made));
}

Result<std::optional<Made>> Desk::Renew(const User& user,
                                        const Request& request,
                                        const ConnectorOptions& options,
                                        SystemTime now, Verdict& verdict,
                                        std::optional<std::string>& req_id) {
  const Renewal renewal = JudgeRenewal({.message = request.cms_signed,
                                        .user = user.name,
                                        .ledger = ledger_,
                                        .window = options.signing_window,
                                        .now = now},
                                       verdict);
  if (renewal.request) {
    const auto& inner = renewal.request->req_id;
    if (inner && req_id && *inner != *req_id) {
      verdict.Add({&rules::kReqIdsDiffer, "reqId", Printable(*req_id, 80),
                   Printable(*inner, 80)});
    }
    if (!req_id) req_id = inner;
  }
  if (!verdict.accepted() || !renewal.wanted) return std::optional<Made>();
  if (!IsNew(renewal.digest, renewal.signed_at + options.signing_window, now)) {
    verdict.Add({&rules::kReplayed, "cmsSigned", "a message of its own",
                 "one that has been used"});
    return std::optional<Made>();
  }
  auto certificate = Issue(user, *renewal.wanted->public_key(), options, now);
  if (!certificate) return certificate.error();
  const std::string password = NewPassword();
  auto payload = crypto::MakeKeyFile({.key = nullptr,
                                      .certificate = *std::move(certificate),
                                      .issuers = authority_.chain(),
                                      .friendly_name = user.name},
                                     password);
  if (!payload) return payload.error();
  return std::optional(
      Made{.payload = *std::move(payload), .password = password});
}

bool Desk::IsNew(const std::string& message, SystemTime until, SystemTime now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(messages_, [&](const auto& one) { return one.second < now; });
  if (messages_.size() >= kMaxMessages) messages_.erase(messages_.begin());
  return messages_.emplace(message, until).second;
}

std::vector<std::string> Desk::Hear(const User& user, const Request& request,
                                    const ConnectorOptions& options,
                                    Verdict& verdict) const {
  std::vector<std::string> remove;
  const auto check = [&](std::string_view name, const std::string& der) {
    if (const auto read = crypto::Certificate::Read(der);
        !read || read->Der() != der) {
      verdict.Add({&rules::kReceivedUnreadable, std::string(name),
                   "a certificate, DER", "something else"});
    }
  };
  check("receivedCert", request.received_certificate);
  for (const std::string& one : request.other_certificates) {
    check("otherCerts", one);
  }
  if (!verdict.accepted()) return remove;
  const Ledger::RecordPtr received = ledger_.Find(request.received_certificate);
  if (received == nullptr || received->user != user.name) {
    verdict.Add({&rules::kReceivedUnknown, "receivedCert",
                 "one that was issued to the user",
                 received == nullptr ? "one that was not issued here"
                                     : "somebody else's"});
    return remove;
  }
  if (!options.remove_superseded) return remove;
  for (const std::string& one : request.other_certificates) {
    const Ledger::RecordPtr other = ledger_.Find(one);
    if (other != nullptr && other != received && other->user == user.name &&
        other->not_before < received->not_before) {
      remove.push_back(one);
    }
  }
  return remove;
}

void Desk::Clear() {
  ledger_.Clear();
  const std::lock_guard lock(mutex_);
  messages_.clear();
}

}  // namespace mdmock::connector

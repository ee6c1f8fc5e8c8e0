#include "protocol/pkcs12/inspect.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "protocol/pkcs12/contents.h"
#include "protocol/pkcs12/diagnose.h"
#include "protocol/pkcs12/judge.h"
#include "protocol/pkcs12/key_check.h"
#include "protocol/pkcs12/mistakes.h"
#include "protocol/pkcs12/payload.h"
#include "protocol/pkcs12/rules.h"
#include "protocol/verdict/redact.h"

namespace mdmock::pkcs12 {
namespace {

using Kind = Payload::Kind;
using Status = Cause::Status;

class Inspector {
 public:
  Inspector(std::string_view payload, const Announcement& announcement,
            const Settings& settings, SystemTime now)
      : announcement_(announcement),
        settings_(settings),
        now_(now),
        payload_(ReadPayload(payload)),
        verdict_("pkcs12", settings.strictness) {}

  Inspection Take() && {
    Inspection inspection;
    ShowPayload();
    if (payload_.kind == Kind::kTooLarge) {
      Add(rules::kSize, "the payload", "at most 16 MiB", "more");
    } else if (payload_.kind == Kind::kUnreadable) {
      const bool too_much = payload_.over_limits;
      Add(too_much ? rules::kSize : rules::kStructure, "the payload",
          too_much ? "at most 1000 bags, and safes nested eight deep"
                   : "a PKCS#12 file",
          payload_.error);
      Cause cause;
      cause.status = Status::kUnknown;
      verdict_.Explain(std::move(cause));
    } else {
      JudgeContainer(inspection);
    }
    Redact();
    inspection.verdict = std::move(verdict_);
    return inspection;
  }

 private:
  void Add(const Rule& rule, std::string where, std::string expected,
           std::string actual) {
    verdict_.Add({.rule = &rule,
                  .where = std::move(where),
                  .expected = std::move(expected),
                  .actual = std::move(actual)});
  }

  void ShowPayload() {
    if (payload_.size != 0) {
      verdict_.Show(
          "payload",
          fmt::format("{} bytes{}{}", payload_.size,
                      payload_.layers.empty() ? "" : ", in ", payload_.layers));
    }
    if (payload_.base64_manners.empty()) return;
    Add(rules::kPayloadBase64, "the payload", "base64 as RFC 4648 has it",
        payload_.base64_manners);
  }

  void JudgeContainer(Inspection& inspection) {
    Budget budget(settings_.max_hash_iterations);
    Opener opener(payload_.container);
    PasswordCause cause = Diagnose(opener, announcement_, budget);
    const Contents contents = Gather(payload_.container);
    NameMissingHalf(contents);
    for (const Payload::Wrong& wrong : payload_.wrong) {
      Add(*wrong.rule, "the payload", "a PKCS#12 file, or its base64",
          wrong.proof);
    }
    JudgeOpening(opener, cause);
    if (payload_.kind == Kind::kContainer) {
      JudgeProtection(payload_.container, opener, verdict_);
      JudgeAnnouncement(announcement_, opener, settings_, verdict_);
      JudgeAttributes(contents, verdict_);
    }
    if (payload_.kind != Kind::kTruncated) {
      JudgeKey(contents, verdict_);
      JudgeCertificates(contents, settings_, now_, verdict_);
    }
    if (opener.too_costly().empty()) Explain(cause);
    if (contents.leaf != nullptr) inspection.leaf = contents.leaf->certificate;
    if (contents.key != nullptr) inspection.key = contents.key->key;
    if (payload_.kind == Kind::kContainer) {
      inspection.predictions =
          Predict(FeaturesOf(payload_.container, contents, announcement_,
                             OpeningOf(opener, cause)));
    }
  }

  Opening OpeningOf(const Opener& opener, const PasswordCause& cause) const {
    if (!opener.too_costly().empty()) return Opening::kNotDerived;
    const Mistake* first = cause.explanations.empty()
                               ? nullptr
                               : cause.explanations.front().front();
    if (cause.only_mac_shut || first == &mistakes::kMacAltered) {
      return Opening::kMacFails;
    }
    if (first == &mistakes::kPasswordAbsent &&
        Announced(announcement_) == EmptyPassword()) {
      return Opening::kOpensElsewhere;
    }
    if (cause.status != Status::kNone) return Opening::kWrongPassword;
    return opener.AllOpen() ? Opening::kOpens : Opening::kNotKnown;
  }

  // A file, or a bare object, that has one half of what is asked for.
  void NameMissingHalf(const Contents& contents) {
    if (payload_.kind == Kind::kTruncated || contents.num_shut_safes > 0)
      return;
    const size_t num_keys = contents.keys.size() + contents.num_shut_keys;
    const size_t num_certificates = contents.certificates.size();
    if ((num_keys == 0) == (num_certificates == 0)) return;
    const bool no_key = num_keys == 0;
    payload_.wrong.push_back(
        {no_key ? &mistakes::kPayloadCertificateOnly
                : &mistakes::kPayloadKeyOnly,
         no_key ? &rules::kPayloadCertificateOnly : &rules::kPayloadKeyOnly,
         fmt::format("it holds {} {}, and no {}",
                     no_key ? num_certificates : num_keys,
                     no_key ? "certificates" : "private keys",
                     no_key ? "private key" : "certificate")});
  }

  void JudgeOpening(const Opener& opener, const PasswordCause& cause) {
    const bool has_lock = !opener.locks().empty();
    if (cause.cut_short && cause.status == Status::kUnknown) {
      Add(rules::kSearchCutShort, "the search",
          "all known mistakes tried on every lock",
          "the hash iterations that were granted are spent");
    }
    if (cause.status == Status::kNone) {
      if (has_lock && opener.AllOpen()) {
        verdict_.Show("opens under", std::string(AnnouncedKind(announcement_)));
      }
      return;
    }
    const Mistake* first = cause.explanations.empty()
                               ? nullptr
                               : cause.explanations.front().front();
    const Lock& mac = opener.locks().front();
    const bool mac_shut =
        mac.kind == Lock::Kind::kMac && mac.state == Lock::State::kShut;
    if (mac_shut) {
      Add(rules::kMacVerifies, "MacData",
          "the MAC of these contents under the password", "another one");
    }
    if (first == &mistakes::kMacAltered) return;
    if (first == &mistakes::kPasswordsDiffer || cause.parts_differ) {
      Add(rules::kSamePassword, "the file", "one password for all",
          cause.proof);
    }
    if (first == &mistakes::kPasswordsDiffer) return;
    Add(rules::kOpensWithRule, "the file",
        fmt::format("it opens under {}", AnnouncedKind(announcement_)),
        cause.proof);
  }

  void Explain(const PasswordCause& of_password) {
    Cause cause;
    cause.status = of_password.status;
    if (cause.status == Status::kNone && !payload_.wrong.empty()) {
      cause.status = Status::kProved;
    }
    if (cause.status == Status::kProved || cause.status == Status::kAmbiguous) {
      Fill(of_password, cause);
    } else if (cause.status == Status::kUnknown) {
      if (of_password.only_mac_shut) {
        cause.unknown_because =
            "the MAC is not that of these contents, and nothing says whether "
            "it is under another password or the file was altered";
      }
      if (of_password.cut_short) {
        cause.unknown_because =
            "the search was cut short: not every known mistake was tried";
      }
      cause.fix =
          "compare the password that the file was made with to the one that is "
          "announced, byte by byte";
    }
    verdict_.Explain(std::move(cause));
  }

  void Fill(const PasswordCause& of_password, Cause& cause) const {
    Explanation of_payload;
    for (const Payload::Wrong& wrong : payload_.wrong) {
      of_payload.push_back(wrong.mistake);
      AppendTo(cause.proof, wrong.proof);
    }
    cause.mistakes = of_payload;
    for (size_t i = 0; i < of_password.explanations.size(); ++i) {
      Explanation whole = of_payload;
      whole.insert(whole.end(), of_password.explanations[i].begin(),
                   of_password.explanations[i].end());
      if (i == 0) {
        cause.mistakes = std::move(whole);
      } else {
        cause.equivalent.push_back(std::move(whole));
      }
    }
    if (!of_password.proof.empty()) AppendTo(cause.proof, of_password.proof);
    for (const Mistake* mistake : cause.mistakes) {
      // Announcing the password of one part would leave the other shut.
      const bool of_one_part =
          of_password.parts_differ && mistake == &mistakes::kPasswordIsOtp;
      AppendTo(cause.fix,
               of_one_part ? mistakes::kPasswordsDiffer.fix : mistake->fix);
    }
    if (of_password.parts_differ &&
        cause.fix.find(mistakes::kPasswordsDiffer.fix) == std::string::npos) {
      AppendTo(cause.fix, mistakes::kPasswordsDiffer.fix);
    }
    if (of_password.only_mac_shut) {
      cause.fix =
          "make the MAC under the announced password, which opens everything "
          "else, and over the bytes that are sent, with the salt and the count "
          "that stand in it";
      cause.tell_apart =
          "explain the file with the password that the MAC may be under as "
          "--otp: where it verifies, the passwords differ";
    } else if (cause.status == Status::kAmbiguous) {
      cause.tell_apart =
          "a file under a password for which these mistakes give different "
          "bytes: one of twelve letters of both cases and some digits, which "
          "is not base64";
    }
  }

  static void AppendTo(std::string& text, std::string_view more) {
    text += text.empty() ? "" : "; ";
    text += more;
  }

  void Redact() {
    Redactor redactor;
    for (const auto& secret :
         {announcement_.password, announcement_.password_text,
          announcement_.otp}) {
      if (secret) redactor.Hide(*secret);
    }
    redactor.Redact(verdict_);
  }

  const Announcement& announcement_;
  const Settings& settings_;
  const SystemTime now_;
  Payload payload_;
  Verdict verdict_;
};

}  // namespace

Inspection Inspect(std::string_view payload, const Announcement& announcement,
                   const Settings& settings, SystemTime now) {
  return Inspector(payload, announcement, settings, now).Take();
}

}  // namespace mdmock::pkcs12

#include "protocol/cmp/initialization.h"

#include <openssl/bio.h>
#include <openssl/cmp.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <utility>

#include "protocol/base/text.h"
#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::cmp {
namespace {

using crypto::Certificate;
using crypto::Handle;

constexpr int kPollRequest = 25;    // The tag of a body: RFC 4210, 5.1.2.
constexpr size_t kMaxText = 300;    // Bytes of what a CA says in its own words.
constexpr size_t kMaxIssuers = 10;  // Longer chains are nobody's.

struct FreeCmp {
  void operator()(OSSL_CMP_CTX* context) const { OSSL_CMP_CTX_free(context); }
  void operator()(X509_NAME* name) const { X509_NAME_free(name); }
};
using Context = std::unique_ptr<OSSL_CMP_CTX, FreeCmp>;
using Name = std::unique_ptr<X509_NAME, FreeCmp>;

// Talk is what OpenSSL's callbacks find out.
struct Talk {
  const Transport& transport;
  bool asked = false;  // Whether a message was made, and sent.
  std::optional<Outcome> ended = {};
  std::string why = {};

  // End keeps what came to pass first.
  OSSL_CMP_MSG* End(Outcome outcome, std::string text) {
    if (!ended) why = std::move(text);
    if (!ended) ended = outcome;
    return nullptr;
  }
};

std::string Contents(BIO* memory) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(memory, &data);
  return {data, static_cast<size_t>(length)};
}

OSSL_CMP_MSG* Transfer(OSSL_CMP_CTX* context, const OSSL_CMP_MSG* message) {
  Talk& talk = *static_cast<Talk*>(OSSL_CMP_CTX_get_transfer_cb_arg(context));
  // OpenSSL wants to poll only where the answer was "waiting".
  if (OSSL_CMP_MSG_get_bodytype(message) == kPollRequest) {
    return talk.End(Outcome::kWaiting, "the CA says that it is waiting");
  }
  const Handle<BIO> out(BIO_new(BIO_s_mem()));
  if (!out || i2d_OSSL_CMP_MSG_bio(out.get(), message) != 1) return nullptr;
  talk.asked = true;
  const Result<std::string> answer = talk.transport(Contents(out.get()));
  if (!answer) return talk.End(Outcome::kNoAnswer, answer.error().what);
  if (answer->size() > INT_MAX) {
    return talk.End(Outcome::kUnreadable, "the answer is too large");
  }
  const Handle<BIO> in(
      BIO_new_mem_buf(answer->data(), static_cast<int>(answer->size())));
  OSSL_CMP_MSG* read = d2i_OSSL_CMP_MSG_bio(in.get(), nullptr);
  if (read != nullptr && BIO_pending(in.get()) == 0) return read;
  OSSL_CMP_MSG_free(read);
  return talk.End(Outcome::kUnreadable,
                  "the answer is not a PKIMessage: " + Printable(*answer, 40));
}

// What OpenSSL asks before a certificate is confirmed or refused.
int Examine(OSSL_CMP_CTX* context, X509* certificate, int failure,
            const char** /*text*/) {
  Talk& talk = *static_cast<Talk*>(OSSL_CMP_CTX_get_certConf_cb_arg(context));
  EVP_PKEY* wanted = OSSL_CMP_CTX_get0_newPkey(context, 1);
  if (X509_check_private_key(certificate, wanted) == 1) return failure;
  talk.End(Outcome::kOtherKey, "the certificate is for another key");
  return 1 << OSSL_CMP_PKIFAILUREINFO_incorrectData;
}

// OpenSSL would write its errors to the console.
int Silent(const char* /*component*/, const char* /*file*/, int /*line*/,
           OSSL_CMP_severity /*level*/, const char* /*text*/) {
  return 1;
}

// A copy of ours of a certificate of OpenSSL's.
std::optional<Certificate> Copy(X509* certificate) {
  const Handle<BIO> memory(BIO_new(BIO_s_mem()));
  if (!memory || i2d_X509_bio(memory.get(), certificate) != 1) return {};
  auto read = Certificate::Read(Contents(memory.get()));
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

// The certificates above `leaf` among those that came with it.
std::vector<Certificate> IssuersOf(const OSSL_CMP_CTX* context, X509* leaf) {
  std::vector<Certificate> issuers;
  const std::array lists{OSSL_CMP_CTX_get1_extraCertsIn(context),
                         OSSL_CMP_CTX_get1_caPubs(context)};
  X509* below = leaf;
  while (below != nullptr && issuers.size() < kMaxIssuers &&
         X509_check_issued(below, below) != X509_V_OK) {
    X509* above = nullptr;
    for (STACK_OF(X509) * list : lists) {
      for (int i = 0; i < sk_X509_num(list); ++i) {
        X509* one = sk_X509_value(list, i);
        if (X509_check_issued(one, below) == X509_V_OK) above = one;
      }
    }
    below = above;
    if (above == nullptr) break;
    auto copy = Copy(above);
    if (!copy) break;
    issuers.push_back(*std::move(copy));
  }
  for (STACK_OF(X509) * list : lists) sk_X509_pop_free(list, X509_free);
  return issuers;
}

// Empties OpenSSL's queue; whether protection is among what went wrong, and the
// first thing that did.
std::pair<bool, std::string> WhatWentWrong() {
  constexpr std::array kOfProtection{
      CMP_R_ERROR_VALIDATING_PROTECTION, CMP_R_MISSING_PROTECTION,
      CMP_R_WRONG_PBM_VALUE, CMP_R_ERROR_VALIDATING_SIGNATURE,
      CMP_R_MISSING_SECRET};
  bool of_protection = false;
  std::string first;
  while (const unsigned long error = ERR_get_error()) {
    if (first.empty()) {
      const char* reason = ERR_reason_error_string(error);
      first = reason != nullptr ? reason : "";
    }
    of_protection = of_protection ||
                    (ERR_GET_LIB(error) == ERR_LIB_CMP &&
                     std::find(kOfProtection.begin(), kOfProtection.end(),
                               ERR_GET_REASON(error)) != kOfProtection.end());
  }
  return {of_protection, first};
}

std::string StatusText(const OSSL_CMP_CTX* context) {
  std::array<char, OSSL_CMP_PKISI_BUFLEN> buffer{};
  if (OSSL_CMP_CTX_snprint_PKIStatus(context, buffer.data(), buffer.size()) ==
      nullptr) {
    return "";
  }
  return Printable(buffer.data(), kMaxText);
}

Result<Context> Prepare(const Wanted& wanted, const Secret& secret,
                        Talk& talk) {
  constexpr char kDoing[] = "cannot make a CMP request";
  if (secret.value.size() > INT_MAX || secret.reference.size() > INT_MAX ||
      wanted.common_name.size() > INT_MAX) {
    return Failure{kDoing};
  }
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  Context context(OSSL_CMP_CTX_new(nullptr, nullptr));
  const Name name(X509_NAME_new());
  if (!context || !name ||
      X509_NAME_add_entry_by_txt(
          name.get(), "CN", MBSTRING_UTF8, bytes(wanted.common_name),
          static_cast<int>(wanted.common_name.size()), -1, 0) != 1 ||
      OSSL_CMP_CTX_set_log_cb(context.get(), Silent) != 1 ||
      OSSL_CMP_CTX_set1_subjectName(context.get(), name.get()) != 1 ||
      OSSL_CMP_CTX_set1_referenceValue(
          context.get(), bytes(secret.reference),
          static_cast<int>(secret.reference.size())) != 1 ||
      OSSL_CMP_CTX_set1_secretValue(context.get(), bytes(secret.value),
                                    static_cast<int>(secret.value.size())) !=
          1 ||
      OSSL_CMP_CTX_set_option(context.get(), OSSL_CMP_OPT_IMPLICIT_CONFIRM,
                              1) != 1 ||
      OSSL_CMP_CTX_set_transfer_cb(context.get(), Transfer) != 1 ||
      OSSL_CMP_CTX_set_transfer_cb_arg(context.get(), &talk) != 1 ||
      OSSL_CMP_CTX_set_certConf_cb(context.get(), Examine) != 1 ||
      OSSL_CMP_CTX_set_certConf_cb_arg(context.get(), &talk) != 1) {
    return crypto::OpenSslFailure(kDoing);
  }
  EVP_PKEY* key = wanted.key.get();
  EVP_PKEY_up_ref(key);  // The context takes it over.
  if (OSSL_CMP_CTX_set0_newPkey(context.get(), 1, key) != 1) {
    EVP_PKEY_free(key);
    return crypto::OpenSslFailure(kDoing);
  }
  return context;
}

}  // namespace

Result<Answer> AskForCertificate(const Wanted& wanted, const Secret& secret,
                                 const Transport& transport) {
  crypto::ClearOpenSslErrors();
  Talk talk{.transport = transport};
  const auto context = Prepare(wanted, secret, talk);
  if (!context) return context.error();
  int check_after = 0;
  const int done =
      OSSL_CMP_try_certreq(context->get(), OSSL_CMP_IR, nullptr, &check_after);
  if (!talk.asked) return crypto::OpenSslFailure("cannot make a CMP request");
  const auto [of_protection, wrong] = WhatWentWrong();
  Answer answer;
  if (talk.ended) {
    answer.outcome = *talk.ended;
    answer.text = std::move(talk.why);
    return answer;
  }
  X509* issued = OSSL_CMP_CTX_get0_newCert(context->get());
  if (done == 1 && issued != nullptr) {
    answer.certificate = Copy(issued);
    if (!answer.certificate) return Failure{"cannot copy a certificate"};
    answer.outcome = Outcome::kIssued;
    answer.issuers = IssuersOf(context->get(), issued);
    return answer;
  }
  if (of_protection) {
    answer.outcome = Outcome::kNotProtected;
    answer.text = "the protection of the answer does not hold: " + wrong;
    return answer;
  }
  if (OSSL_CMP_CTX_get_status(context->get()) == OSSL_CMP_PKISTATUS_rejection) {
    const int bits = OSSL_CMP_CTX_get_failInfoCode(context->get());
    answer.outcome = Outcome::kRejected;
    answer.failure_bits = bits > 0 ? static_cast<unsigned>(bits) : 0;
    answer.text = StatusText(context->get());
    return answer;
  }
  answer.outcome = Outcome::kUnreadable;
  answer.text = "the answer is not one to this request: " + wrong;
  return answer;
}

}  // namespace mdmock::cmp

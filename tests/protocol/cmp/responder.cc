#include "tests/protocol/cmp/responder.h"

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/cmp.h>
#include <openssl/x509.h>

#include <utility>

#include "protocol/crypto/openssl_failure.h"
#include "protocol/crypto/openssl_handle.h"

namespace mdmock::cmp {
namespace {

using crypto::Handle;

struct FreeCmp {
  void operator()(OSSL_CMP_SRV_CTX* server) const {
    OSSL_CMP_SRV_CTX_free(server);
  }
  void operator()(OSSL_CMP_MSG* message) const { OSSL_CMP_MSG_free(message); }
};

X509* Share(const crypto::Certificate& certificate) {
  X509_up_ref(certificate.get());
  return certificate.get();
}

OSSL_CMP_PKISI* Decide(OSSL_CMP_SRV_CTX* server, const OSSL_CMP_MSG* /*msg*/,
                       int /*id*/, const OSSL_CRMF_MSG* /*wanted*/,
                       const X509_REQ* /*pkcs10*/, X509** certificate,
                       STACK_OF(X509) * *chain, STACK_OF(X509) * *anchors) {
  const Plan& plan =
      static_cast<Responder*>(OSSL_CMP_SRV_CTX_get0_custom_ctx(server))->plan();
  *certificate = plan.certificate ? Share(*plan.certificate) : nullptr;
  *chain = sk_X509_new_null();
  *anchors = nullptr;
  for (const crypto::Certificate& one : plan.issuers) {
    sk_X509_push(*chain, Share(one));
  }
  return OSSL_CMP_STATUSINFO_new(plan.status, plan.failure_bits,
                                 plan.text.c_str());
}

int Confirm(OSSL_CMP_SRV_CTX* /*server*/, const OSSL_CMP_MSG* /*message*/,
            int /*id*/, const ASN1_OCTET_STRING* /*hash*/,
            const OSSL_CMP_PKISI* /*status*/) {
  return 1;
}

int Silent(const char* /*component*/, const char* /*file*/, int /*line*/,
           OSSL_CMP_severity /*level*/, const char* /*text*/) {
  return 1;
}

}  // namespace

struct Responder::Server {
  std::unique_ptr<OSSL_CMP_SRV_CTX, FreeCmp> handle{
      OSSL_CMP_SRV_CTX_new(nullptr, nullptr)};
};

Responder::Responder(Plan plan)
    : plan_(std::move(plan)), server_(std::make_unique<Server>()) {
  OSSL_CMP_SRV_CTX* server = server_->handle.get();
  OSSL_CMP_CTX* context = OSSL_CMP_SRV_CTX_get0_cmp_ctx(server);
  const auto bytes = [](const std::string& text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  const Secret& secret = plan_.secret;
  EXPECT_EQ(OSSL_CMP_SRV_CTX_init(server, this, Decide, nullptr, nullptr,
                                  nullptr, Confirm, nullptr),
            1);
  EXPECT_EQ(OSSL_CMP_CTX_set_log_cb(context, Silent), 1);
  EXPECT_EQ(OSSL_CMP_CTX_set1_referenceValue(
                context, bytes(secret.reference),
                static_cast<int>(secret.reference.size())),
            1);
  EXPECT_EQ(
      OSSL_CMP_CTX_set1_secretValue(context, bytes(secret.value),
                                    static_cast<int>(secret.value.size())),
      1);
  EXPECT_EQ(OSSL_CMP_SRV_CTX_set_grant_implicit_confirm(
                server, plan_.confirms_implicitly ? 1 : 0),
            1);
  EXPECT_EQ(OSSL_CMP_SRV_CTX_set_send_unprotected_errors(
                server, plan_.protects ? 0 : 1),
            1);
}

Responder::~Responder() = default;

std::string Responder::Reply(const std::string& message) {
  ++num_messages_;
  const Handle<BIO> in(
      BIO_new_mem_buf(message.data(), static_cast<int>(message.size())));
  const std::unique_ptr<OSSL_CMP_MSG, FreeCmp> asked(
      d2i_OSSL_CMP_MSG_bio(in.get(), nullptr));
  if (!asked) return "";
  const std::unique_ptr<OSSL_CMP_MSG, FreeCmp> reply(
      OSSL_CMP_SRV_process_request(server_->handle.get(), asked.get()));
  crypto::ClearOpenSslErrors();
  const Handle<BIO> out(BIO_new(BIO_s_mem()));
  if (!reply || i2d_OSSL_CMP_MSG_bio(out.get(), reply.get()) != 1) return "";
  char* data = nullptr;
  const long length = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<size_t>(length)};
}

}  // namespace mdmock::cmp

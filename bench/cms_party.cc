#include "bench/cms_party.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/evp.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <utility>

#include "protocol/base/encoding.h"

namespace mdmock::bench {
namespace {

const SystemTime kNow = FromEpochSeconds(1'767'225'600);

template <typename T>
T OrEnd(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().what);
  std::exit(3);
}

const std::string& Attributes() {
  static const std::string attributes(105, 'a');
  return attributes;
}

const unsigned char* In(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* Out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

std::string Finish(EVP_MD_CTX* context) {
  std::string signature(512, '\0');
  size_t length = signature.size();
  if (EVP_DigestSign(context, Out(signature), &length, In(Attributes()),
                     Attributes().size()) != 1) {
    std::abort();
  }
  signature.resize(length);
  return signature;
}

}  // namespace

Party::Party(crypto::PrivateKey key)
    : key_(std::move(key)),
      certificate_(OrEnd(crypto::Certificate::MakeSelfSigned(
          key_, {.common_name = "1001:bench",
                 .not_before = kNow - std::chrono::hours(24),
                 .not_after = kNow + std::chrono::hours(24)}))),
      signer_(OrEnd(cms::Signer::Make(key_, certificate_))),
      prepared_(EVP_MD_CTX_new()) {
  auto known = std::make_shared<cms::KnownCertificates>();
  known->Add(certificate_);
  options_.base = {"https", {"as1.example", std::nullopt}};
  options_.known = known;
  options_.tenant_code = "tenant";
  right_ = Request(kPath);
  wrong_ = Request("/API/mdm/devices/12772?x=y");
  wrong_.target = "/API/mdm/devices/12772?x=y";
  unknown_ = Request("something that nobody would sign");
  unknown_bare_ = RequestUnder(
      OpensslHeader("something that nobody would sign", CMS_NOATTR));
  message_ = OrEnd(signer_.Sign(kPath, kNow));
  signature_ = BareSign();
  if (EVP_DigestSignInit(prepared_, nullptr, EVP_sha256(), nullptr,
                         key_.get()) != 1) {
    std::abort();
  }
}

Party::~Party() { EVP_MD_CTX_free(prepared_); }

std::string Party::Sign() const {
  return cms::AuthorizationValue(OrEnd(signer_.Sign(kPath, kNow)));
}

std::string Party::BareSign() const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  if (EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_.get()) !=
      1) {
    std::abort();
  }
  std::string signature = Finish(context);
  EVP_MD_CTX_free(context);
  return signature;
}

std::string Party::PreparedSign() const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  if (EVP_MD_CTX_copy_ex(context, prepared_) != 1) std::abort();
  std::string signature = Finish(context);
  EVP_MD_CTX_free(context);
  return signature;
}

void Party::BareVerify() const {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key_.get());
  const int fits = EVP_DigestVerify(context, In(signature_), signature_.size(),
                                    In(Attributes()), Attributes().size());
  EVP_MD_CTX_free(context);
  if (fits != 1) std::abort();
}

std::string Party::OpensslHeader(std::string_view content,
                                 unsigned int more_flags) const {
  BIO* in = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
  CMS_ContentInfo* made =
      CMS_sign(certificate_.get(), key_.get(), nullptr, in,
               CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | more_flags);
  if (made == nullptr) std::abort();
  unsigned char* der = nullptr;
  const int length = i2d_CMS_ContentInfo(made, &der);
  std::string value = cms::AuthorizationValue(
      {reinterpret_cast<char*>(der), static_cast<size_t>(length)});
  OPENSSL_free(der);
  CMS_ContentInfo_free(made);
  BIO_free(in);
  return value;
}

void Party::OpensslVerify() const {
  const unsigned char* at = In(message_);
  CMS_ContentInfo* read =
      d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(message_.size()));
  BIO* content = BIO_new_mem_buf(kPath.data(), static_cast<int>(kPath.size()));
  const int fits =
      CMS_verify(read, nullptr, nullptr, content, nullptr,
                 CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY | CMS_DETACHED);
  BIO_free(content);
  CMS_ContentInfo_free(read);
  if (fits != 1) std::abort();
}

http::Request Party::Request(std::string_view content) const {
  return RequestUnder(
      cms::AuthorizationValue(OrEnd(signer_.Sign(content, kNow))));
}

http::Request Party::RequestUnder(std::string authorization) const {
  http::Request request;
  request.method = "GET";
  request.target = kPath;
  request.version = "HTTP/1.1";
  request.headers = {{"Host", "as1.example"},
                     {"aw-tenant-code", "tenant"},
                     {"Authorization", std::move(authorization)}};
  return request;
}

bool Party::Judge(const http::Request& request) const {
  return cms::VerifyCmsUrl(request, options_, kNow).accepted();
}

// Bouncy Castle wants the time of signing, which is now, to lie in the
// certificate's.
P12File Party::File() const {
  const auto lasting = OrEnd(crypto::Certificate::MakeSelfSigned(
      key_, {.common_name = "1001:bench",
             .not_before = kNow - std::chrono::hours(24 * 365 * 5),
             .not_after = kNow + std::chrono::hours(24 * 365 * 20)}));
  return {key_.get(), lasting.get()};
}

const Party& Rsa() {
  static const Party party(OrEnd(crypto::PrivateKey::GenerateRsa()));
  return party;
}

const Party& Ec() {
  static const Party party(OrEnd(crypto::PrivateKey::GenerateEc()));
  return party;
}

const Party& Ec384() {
  static const Party party(OrEnd(crypto::PrivateKey::GenerateEc("P-384")));
  return party;
}

const Party& Ec521() {
  static const Party party(OrEnd(crypto::PrivateKey::GenerateEc("P-521")));
  return party;
}

}  // namespace mdmock::bench
